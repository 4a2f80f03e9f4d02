"""What ``dateline submit`` does: read the submissions, send them, show what became of each."""

import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from dateline.console import SOME_FAILED, emit, err, fail, say
from dateline.ledger import opened
from producers import submit_many
from producers.checks import submission_problem
from producers.sources.candidate import Candidate
from producers.sources.files import read_candidates
from worker.contract.job import TERMINAL_STATES, Job, JobState, Receipt, Submission
from worker.contract.queues import QueueError
from worker.settings import Settings

POLL_SECONDS = 0.3
BAD_ENDS = (JobState.FAILED, JobState.DEAD)


class Output:
    """Shows receipts and ends, for people or as JSON lines, and keeps the rejected ones.

    Args:
        json_lines: one JSON object per line instead of text.
        rejects: file for the rejected lines with their reasons.
    """

    def __init__(self, *, json_lines: bool, rejects: Path | None) -> None:
        self._json = json_lines
        self._file: IO[str] | None = _writable(rejects) if rejects else None
        self.accepted = self.duplicates = self.rejected = 0

    def show(self, receipts: Iterable[Receipt]) -> list[Receipt]:
        """Show each receipt as it comes; gives back those that have a job."""
        kept = []
        progress = _progress() if sys.stderr.isatty() and not self._json else None
        try:
            task = progress.add_task("submitted", total=None) if progress else None
            if progress:
                progress.start()
            for receipt in receipts:
                self.one(receipt)
                if progress and task is not None:
                    progress.advance(task)
                if receipt.job_id:
                    kept.append(receipt)
        except QueueError as error:
            fail(str(error), SOME_FAILED)
        finally:
            if progress:
                progress.stop()
        if not self._json:
            accepted = "accepted" if kept else "would be accepted"
            err.print(f"{self.accepted} {accepted}, {self.duplicates} known already, {self.rejected} rejected")
        return kept

    def reject(self, url: str, reason: str) -> None:
        """A line that never became a submission."""
        self.one(Receipt(outcome="rejected", url=url, reason=reason))

    def ended(self, job: Job) -> None:
        """A job has come to its end."""
        if self._json:
            emit(
                {
                    "job_id": job.id,
                    "url": job.url,
                    "state": job.state,
                    "failure": job.failure and job.failure.model_dump(mode="json"),
                }
            )
        else:
            why = f" — {_why(job)}" if job.state in BAD_ENDS else ""
            say(f"{job.state} {job.id} {job.url}{why}")

    def close(self) -> None:
        """Close the file of rejects."""
        if self._file:
            self._file.close()

    def one(self, receipt: Receipt) -> None:
        """Show and count one receipt."""
        self.accepted += receipt.outcome == "accepted"
        self.duplicates += receipt.outcome == "duplicate"
        self.rejected += receipt.outcome == "rejected"
        if receipt.outcome == "rejected" and self._file:
            self._file.write(receipt.model_dump_json(exclude={"job_id"}) + "\n")
        if self._json:
            emit(receipt.model_dump(exclude_none=True))
        elif receipt.outcome == "rejected":
            say(f"rejected {receipt.url}: {receipt.reason}", err)
        else:
            # Without a job it was a dry run.
            said = f"{receipt.outcome} {receipt.job_id}" if receipt.job_id else "would be accepted"
            say(f"{said} {receipt.url}")


def _writable(rejects: Path) -> IO[str]:
    try:
        return rejects.open("w", encoding="utf-8")
    except OSError as error:
        fail(f"--rejects {str(rejects)!r} cannot be written: {error.strerror or error}")


def _why(job: Job) -> str:
    if job.failure:
        return f"{job.failure.code}: {job.failure.message}"
    return f"not delivered: `dateline status {job.id}` shows each attempt"


def read_submissions(urls: list[str], file: str | None, common: Submission, output: Output) -> Iterator[Submission]:
    """Submissions from the command line and a file; lines that cannot be read go to ``output`` with their reason."""
    for url in urls:
        yield common.model_copy(update={"url": url})
    if file is None:
        return
    for candidate in _candidates(file, output):
        extra = {"url": candidate.url, "metadata": {**common.metadata, **candidate.metadata}}
        published = common.published or candidate.published
        yield common.model_copy(update={**extra, "published": published})


def _candidates(file: str, output: Output) -> Iterator[Candidate]:
    try:
        yield from read_candidates(file, on_reject=output.reject)
    except OSError as error:
        fail(f"the file {file!r} cannot be read: {error.strerror or error}")


def send(submissions: Iterable[Submission], settings: Settings, *, dry_run: bool) -> Iterator[Receipt]:
    """Submit, or with ``dry_run`` only say what would be accepted."""
    if not dry_run:
        yield from submit_many(submissions, settings)
        return
    for submission in submissions:
        problem = submission_problem(submission)
        yield Receipt(outcome="rejected" if problem else "accepted", url=submission.url, reason=problem)


def wait_for(receipts: list[Receipt], settings: Settings, output: Output) -> int:
    """Read the ledger until every job has ended; how many ended badly."""
    bad = 0
    with opened(settings) as outbox:
        waiting = {receipt.job_id for receipt in receipts if receipt.job_id}
        if waiting and sys.stderr.isatty():
            err.print("waiting until each has ended; Ctrl-C ends the waiting only, `dateline doctor` says who works")
        while waiting:
            for job_id in sorted(waiting):
                job = outbox.jobs.get(job_id)
                if job is None or job.state in TERMINAL_STATES:
                    waiting.discard(job_id)
                    if job:
                        output.ended(job)
                        bad += job.state in BAD_ENDS
            time.sleep(POLL_SECONDS if waiting else 0)
    return bad


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=err,
        transient=True,
    )
