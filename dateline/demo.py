"""``dateline demo``: the main job on a small news site of our own, each event shown as it arrives."""

import queue
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from ipaddress import ip_network
from pathlib import Path

from pydantic import SecretStr
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from dateline.console import DONE, SOME_FAILED, err, out, program, say
from dateline.dev import ending_on_signals
from dateline.ledger import opened
from dateline.processes import StartError
from dateline.receiving import show_event, start_receiver
from dateline.samples import site
from dateline.stack import LOCAL_NETWORK, Addresses, Stack
from producers import submit_many
from receiver.server import Receiver
from receiver.verify import Received
from worker.contract.job import OPEN_STATES, Receipt, Submission
from worker.contract.queues import QueueError
from worker.contract.webhook_secret import make_secret
from worker.http.client import GuardedClient
from worker.http.guard import Guard
from worker.settings import BrokerSettings, Settings

QUIET_SECONDS = 120.0
STEP_SECONDS = 0.1
INTERRUPTED = 130
EXTRACTED, FAILED = "article.extracted", "article.failed"
# The sample site is one host on this machine: a pause between two requests to it would only cost time. And whoever
# watches wants to hear soon that a site does not answer.
ENV = {
    "DATELINE_FETCH__HOST_GAP": "0",
    "DATELINE_FETCH__MAX_ATTEMPTS": "2",
    "DATELINE_FETCH__RETRY_BASE": "2",
    "DATELINE_LOG__LEVEL": "info",
}


def run_demo(settings: Settings, *, urls: list[str], keep: bool, begun: float | None = None) -> int:
    """Run the demo.

    Args:
        settings: the user's; broker and webhook are the demo's own.
        urls: articles to submit instead of the sample site's feed.
        keep: stay up afterwards until Ctrl-C.
        begun: when the set-up before it began, in Unix seconds; None when there was none.

    Returns:
        The exit code: 0 when every sample ended as it must, or every URL of the user's was read; else 1.
    """
    with ending_on_signals(), tempfile.TemporaryDirectory(prefix="dateline-demo-") as folder:
        try:
            return _Demo(settings, Path(folder), begun).run(urls, keep=keep)
        except (StartError, QueueError) as error:
            say(str(error), err)
            return SOME_FAILED
        except KeyboardInterrupt:
            err.print("stopped")
            return INTERRUPTED


class _Demo:
    def __init__(self, settings: Settings, folder: Path, begun: float | None) -> None:
        self._settings = settings
        self._folder = folder
        self._started = time.time()
        self._begun = begun
        self._first: float | None = None
        self._ends = {EXTRACTED: 0, FAILED: 0}
        self._arrived: queue.SimpleQueue[Received] = queue.SimpleQueue()

    def run(self, urls: list[str], *, keep: bool) -> int:
        """Start everything, submit, follow."""
        secret = make_secret()
        with ExitStack() as stack:
            receiver = stack.enter_context(start_receiver(self._settings, secret, self._arrived.put))
            err.print("starting the broker, three workers, Flower and the receiver …")
            tree = stack.enter_context(
                Stack(
                    self._settings, self._folder, webhook_url=receiver.url, webhook_secret=secret, extra_env=dict(ENV)
                )
            )
            addresses = tree.start()
            mine = self._with_broker(addresses.broker)
            receipts = list(submit_many(self._submissions(urls, stack), mine))
            waiting = self._follow(receipts, tree, mine)
            code = self._summary(receipts, waiting, all_must_be_read=bool(urls))
            if keep:
                self._stay(tree, addresses, receiver)
            return code

    def _submissions(self, urls: list[str], stack: ExitStack) -> list[Submission]:
        if urls:
            return [Submission(url=url, metadata={"via": "demo"}) for url in urls]
        feed = f"{stack.enter_context(site.serve()).base_url}/feed.xml"
        err.print(f"submitting the feed of a small news site of our own: {feed}")
        return list(_from_feed(feed))

    def _with_broker(self, url: str) -> Settings:
        return self._settings.model_copy(
            update={
                "broker": BrokerSettings(url=SecretStr(url)),
                "store": self._settings.store.model_copy(update={"url": None}),
            }
        )

    def _follow(self, receipts: list[Receipt], tree: Stack, settings: Settings) -> set[str]:
        """Show events until each job has one; gives back the jobs that have none though nothing moves any more."""
        for receipt in receipts:
            if receipt.outcome == "rejected":
                say(f"rejected {receipt.url}: {receipt.reason}", err)
        waiting = {receipt.job_id for receipt in receipts if receipt.job_id}
        total, before, moved = len(waiting), dict[str, int](), time.monotonic()
        with opened(settings) as outbox, _progress() as progress:
            task = progress.add_task("", total=total)
            while waiting and time.monotonic() - moved < QUIET_SECONDS:
                tree.tend()
                for received in self._new():
                    waiting.discard(received.event["data"].get("job_id"))
                counts = outbox.jobs.counts()
                if counts != before:
                    before, moved = counts, time.monotonic()
                progress.update(task, completed=total - len(waiting), description=_describe(counts))
        return waiting

    def _new(self) -> Iterator[Received]:
        """Events that have come since, each shown and counted."""
        try:
            received = self._arrived.get(timeout=STEP_SECONDS)
            while True:
                self._first = self._first or time.time()
                show_event(received)
                self._ends[received.event["type"]] = self._ends.get(received.event["type"], 0) + 1
                yield received
                received = self._arrived.get_nowait()
        except queue.Empty:
            return

    def _summary(self, receipts: list[Receipt], waiting: set[str], *, all_must_be_read: bool) -> int:
        read, failed = self._ends[EXTRACTED], self._ends[FAILED]
        rejected = sum(receipt.outcome == "rejected" for receipt in receipts)
        parts = [f"{read} read", f"{failed} failed", f"{len(waiting)} missing"]
        said = ", ".join([*parts, f"{rejected} rejected"] if rejected else parts)
        out.print(
            f"[bold]{len(receipts)} submitted: {said}[/]" + (" · every event signed and verified" * bool(read + failed))
        )
        if self._first:
            whole = f" ({self._first - self._begun:.0f} s with the set-up)" if self._begun else ""
            first, last = self._first - self._started, time.time() - self._started
            out.print(f"from the start to the first verified event: {first:.1f} s{whole}; to the last: {last:.1f} s")
        if waiting:
            err.print(f"nothing has moved for {QUIET_SECONDS:.0f} s; the ends of the logs:")
            for log in sorted((self._folder / "logs").glob("*.log")):
                say(f"— {log.name}\n{log.read_text(errors='replace')[-2000:]}", err)
        return SOME_FAILED if waiting or rejected or (all_must_be_read and failed) else DONE

    def _stay(self, tree: Stack, addresses: Addresses, receiver: Receiver) -> None:
        tree.wait_for_flower()
        out.print("\n[bold]Still up[/] — Ctrl-C ends all of it")
        out.print(f"  Flower    {addresses.flower}\n  receiver  {receiver.url}\n  broker    {addresses.broker}")
        say(f"  submit    DATELINE_BROKER__URL={addresses.broker} {program()} submit URL")
        sys.stdout.flush()
        try:
            while True:
                tree.tend()
                list(self._new())
        except KeyboardInterrupt:
            out.print("stopping")


def _from_feed(url: str) -> Iterator[Submission]:
    from producers.sources.feeds import parse_feed

    with closing(GuardedClient(Guard([ip_network(LOCAL_NETWORK)]))) as client:
        fetched = client.get(url, accept=None)
    for candidate in parse_feed(fetched.body, fetched.final_url, fetched.content_type).candidates:
        yield Submission(url=candidate.url, metadata={"via": "demo"})


def _progress() -> Progress:
    columns = (
        SpinnerColumn(),
        BarColumn(bar_width=20),
        TextColumn("{task.completed}/{task.total} events"),
        TextColumn("{task.description}", style="dim"),
        TimeElapsedColumn(),
    )
    return Progress(*columns, console=out, transient=True, disable=not out.is_terminal)


def _describe(counts: dict[str, int]) -> str:
    return " · ".join(f"{counts[state]} {state.value}" for state in OPEN_STATES if counts.get(state))
