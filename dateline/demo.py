"""``dateline demo``: the main job on a small news site of our own, each event shown as it arrives."""

import queue
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from ipaddress import ip_network
from pathlib import Path

from pydantic import SecretStr
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from dateline.console import DONE, SOME_FAILED, err, out
from dateline.dev import LOCAL_NETWORK, Stack, ending_on_signals
from dateline.ledger import opened
from dateline.processes import StartError
from dateline.receiving import start_receiver
from dateline.samples import site
from producers import submit_many
from receiver.server import Receiver
from receiver.show import render
from receiver.verify import Received
from worker.contract.job import JobState, Receipt, Submission
from worker.contract.queues import QueueError
from worker.http.client import GuardedClient
from worker.http.guard import Guard
from worker.settings import BrokerSettings, Settings
from worker.webhooks.signing import make_secret

LIMIT_SECONDS = 300.0
STEP_SECONDS = 0.1


def run_demo(settings: Settings, *, urls: list[str], keep: bool) -> int:
    """Run the demo.

    Args:
        settings: the user's; broker and webhook are the demo's own.
        urls: articles to submit instead of the sample site's feed.
        keep: stay up afterwards until Ctrl-C.

    Returns:
        The exit code: 0 when every submitted URL ended in a verified event.
    """
    begun = time.monotonic()
    with ending_on_signals(), tempfile.TemporaryDirectory(prefix="dateline-demo-") as folder:
        try:
            return _Demo(settings, Path(folder), begun).run(urls, keep=keep)
        except StartError as error:
            err.print(str(error), markup=False)
            return SOME_FAILED
        except QueueError as error:
            err.print(str(error), markup=False)
            return SOME_FAILED
        except KeyboardInterrupt:
            err.print("stopped")
            return 130


class _Demo:
    def __init__(self, settings: Settings, folder: Path, begun: float) -> None:
        self._settings = settings
        self._folder = folder
        self._begun = begun
        self._first: float | None = None
        self._arrived: queue.SimpleQueue[Received] = queue.SimpleQueue()

    def run(self, urls: list[str], *, keep: bool) -> int:
        """Start everything, submit, follow."""
        secret = make_secret()
        with ExitStack() as stack:
            receiver = stack.enter_context(start_receiver(self._settings, secret, self._arrived.put))
            tree = stack.enter_context(self._stack(receiver, secret))
            err.print("starting broker, three workers, Flower and receiver …")
            addresses = tree.start()
            mine = self._with_broker(addresses.broker)
            if urls:
                submissions = [Submission(url=url, metadata={"via": "demo"}) for url in urls]
            else:
                base = stack.enter_context(site.serve()).base_url
                err.print(f"a news site of sample articles: {base} — submitting its feed {base}/feed.xml")
                submissions = list(_from_feed(f"{base}/feed.xml"))
            receipts = list(submit_many(submissions, mine))
            code = self._follow(receipts, tree, mine)
            if keep:
                self._stay(tree, f"Flower {addresses.flower} · receiver {receiver.url} · broker {addresses.broker}")
            return code

    @contextmanager
    def _stack(self, receiver: Receiver, secret: str) -> Iterator[Stack]:
        # The sample site is one host on this machine: the pause between two requests to a host would only cost time.
        extra = {"DATELINE_FETCH__HOST_GAP": "0", "DATELINE_LOG__LEVEL": "info"}
        with Stack(
            self._settings, self._folder, webhook_url=receiver.url, webhook_secret=secret, extra_env=extra
        ) as tree:
            yield tree

    def _with_broker(self, url: str) -> Settings:
        return self._settings.model_copy(
            update={
                "broker": BrokerSettings(url=SecretStr(url)),
                "store": self._settings.store.model_copy(update={"url": None}),
            }
        )

    def _follow(self, receipts: list[Receipt], tree: Stack, settings: Settings) -> int:
        for receipt in receipts:
            if receipt.outcome == "rejected":
                err.print(f"rejected {receipt.url}: {receipt.reason}", markup=False)
        waiting = {receipt.job_id for receipt in receipts if receipt.job_id}
        total, ends = len(waiting), {"article.extracted": 0, "article.failed": 0}
        deadline = time.monotonic() + LIMIT_SECONDS
        with opened(settings) as jobs, _progress() as progress:
            task = progress.add_task("waiting for the workers", total=total)
            while waiting and time.monotonic() < deadline:
                tree.tend()
                for received in self._new():
                    if self._first is None:
                        self._first = time.monotonic()
                    progress.console.print(render(received))
                    waiting.discard(received.event["data"].get("job_id"))
                    ends[received.event["type"]] = ends.get(received.event["type"], 0) + 1
                counts = jobs.counts()
                progress.update(
                    task, completed=total - len(waiting), description=_describe(counts, total, len(waiting))
                )
        return self._summary(ends, waiting, len(receipts))

    def _new(self) -> Iterator[Received]:
        try:
            yield self._arrived.get(timeout=STEP_SECONDS)
            while True:
                yield self._arrived.get_nowait()
        except queue.Empty:
            return

    def _summary(self, ends: dict[str, int], waiting: set[str], submitted: int) -> int:
        seconds = time.monotonic() - self._begun
        out.print(
            f"[bold]{submitted} submitted: {ends['article.extracted']} read, {ends['article.failed']} not an article,"
            f" {len(waiting)} missing[/] · every event signed and verified"
        )
        first = f"{self._first - self._begun:.1f} s" if self._first else "never"
        out.print(f"from the start to the first verified event: {first}; to the last: {seconds:.1f} s")
        if waiting:
            for log in sorted((self._folder / "logs").glob("*.log")):
                err.print(f"— {log.name}\n{log.read_text(errors='replace')[-2000:]}", markup=False)
            return SOME_FAILED
        return DONE

    def _stay(self, tree: Stack, addresses: str) -> None:
        tree.wait_for_flower()
        out.print(f"{addresses}\nCtrl-C ends all of it", markup=False)
        sys.stdout.flush()
        try:
            while True:
                tree.tend()
                for received in self._new():
                    out.print(render(received))
        except KeyboardInterrupt:
            out.print("stopping")


def _from_feed(url: str) -> Iterator[Submission]:
    from producers.sources.feeds import parse_feed

    client = GuardedClient(Guard([ip_network(LOCAL_NETWORK)]))
    fetched = client.get(url, accept=None)
    client.close()
    for candidate in parse_feed(fetched.body, fetched.final_url, fetched.content_type).candidates:
        yield Submission(url=candidate.url, metadata={"via": "demo"})


def _progress() -> Progress:
    columns = (
        SpinnerColumn(),
        TextColumn("{task.completed}/{task.total}"),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
    )
    return Progress(*columns, console=out, transient=True, disable=not sys.stdout.isatty())


def _describe(counts: dict[str, int], total: int, waiting: int) -> str:
    open_states = (JobState.QUEUED, JobState.FETCHING, JobState.FETCHED, JobState.EXTRACTING, JobState.DELIVERING)
    parts = [f"{state.value} {counts.get(state.value, 0)}" for state in open_states if counts.get(state.value, 0)]
    return " · ".join(parts) or ("starting" if waiting == total else "done")
