"""What ``dateline watch``, ``sitemap`` and ``discover`` do: sources become submissions, shown as they go."""

import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from itertools import islice
from logging import INFO, WARNING
from pathlib import Path

import structlog

from dateline.console import SOME_FAILED, emit, err, fail, say
from dateline.spans import seconds_of
from dateline.submitting import Output, send
from producers.politeness import Politeness
from producers.reading import Reader, Reading
from producers.rhythm import Rhythm
from producers.sources.opml import feeds_of_opml
from producers.sources.walk import SitemapWalk
from producers.sources.web import NOT_MODIFIED, source_client
from producers.submitter import Submitter
from producers.watcher import Watcher
from worker.contract.job import Submission
from worker.contract.queues import QueueError
from worker.settings import Settings
from worker.storage.connection import connect, plain_errors
from worker.storage.feeds import Feeds
from worker.storage.hosts import Hosts
from worker.storage.keys import Keys
from worker.telemetry.logging import configure

log = structlog.get_logger(__name__)
LEASE_GRACE, LAST_MOMENT, TICK = 5.0, 5.0, 0.5
HOUR_MINUTES = 60


def problem(where: str, what: str) -> None:
    """Something of a source could not be read; the rest goes on."""
    say(what if where in what else f"{where}: {what}", err)


def span(text: str | None) -> float | None:
    """``30m``, ``12h``, ``7d`` or ``2w`` in seconds."""
    if text is None:
        return None
    seconds = seconds_of(text)
    if seconds is None:
        fail(f"--since {text!r} is no span of time: write 30m, 12h, 7d or 2w")
    return seconds


def feeds_of(given: Iterable[str], file: str | None) -> list[str]:
    """The feeds that were named, those of OPML files in their place."""
    found: list[str] = []
    for name in [*given, *([file] if file else [])]:
        if name.startswith(("http://", "https://")):
            found.append(name)
            continue
        try:
            body = Path(name).read_bytes()
        except OSError as error:
            fail(
                f"{name!r} is no URL and no file that can be read ({error.strerror}): give a feed's URL, or an OPML file"
            )
        listed = feeds_of_opml(body)
        if not listed:
            fail(f"{name!r} lists no feeds: it should be OPML, as feed readers export it")
        found.extend(listed)
    return list(dict.fromkeys(found))


class Telling:
    """Shows readings, and keeps count of what went wrong.

    Args:
        output: shows the receipts.
        json_lines: a line of JSON for each reading.
        logged: a log event for each reading instead of text: what runs for months is read by machines.
    """

    def __init__(self, output: Output, *, json_lines: bool, logged: bool) -> None:
        self._output = output
        self._json = json_lines
        self._logged = logged
        self.failed = 0

    def __call__(self, reading: Reading) -> None:
        """Show one."""
        for receipt in reading.receipts:
            self._output.one(receipt)
        self.failed += bool(reading.error)
        if self._json:
            emit(_row(reading))
        elif self._logged:
            log.log(WARNING if reading.error else INFO, "watcher.read_feed", **_row(reading))
        else:
            self._text(reading)

    def _text(self, reading: Reading) -> None:
        for text in (*reading.problems, *([reading.error] if reading.error else [])):
            problem(reading.feed, text)
        if not reading.error:
            say(_line(reading), err)


def run_watch(feeds: list[str], settings: Settings, *, once: bool, since: float | None, json_lines: bool) -> bool:
    """Watch feeds: once, or until SIGINT or SIGTERM.

    Returns:
        Whether every feed was read and every entry accepted.
    """
    output = Output(json_lines=json_lines, rejects=None)
    telling = Telling(output, json_lines=json_lines, logged=not once)
    stop = threading.Event()
    with ExitStack() as stack:
        watcher = stack.enter_context(_watcher(settings, since, stop))
        if once:
            try:
                watcher.once(feeds, telling)
            except QueueError as error:
                fail(str(error), SOME_FAILED)
            return not (telling.failed or output.rejected)
        _run_until_signal(partial(watcher.run, feeds, telling), stop)
    return True


def run_sitemap(
    url: str, settings: Settings, *, since: float | None, limit: int | None, dry_run: bool, json_lines: bool
) -> bool:
    """Submit what a sitemap names, or with ``dry_run`` list it.

    Returns:
        Whether everything was read and accepted.
    """
    output = Output(json_lines=json_lines, rejects=None)
    problems = list[str]()

    def on_problem(where: str, what: str) -> None:
        problems.append(what)
        problem(where, what)

    with closing(source_client(settings)) as client:
        walk = SitemapWalk(
            client,
            on_problem=on_problem,
            pause=partial(time.sleep, settings.fetch.host_gap),
            since=None if since is None else time.time() - since,
        )
        found = islice(walk.candidates(url), limit)
        output.show(send((Submission(url=candidate.url) for candidate in found), settings, dry_run=dry_run))
    return not (problems or output.rejected)


@contextmanager
def _watcher(settings: Settings, since: float | None, stop: threading.Event) -> Iterator[Watcher]:
    configure(settings.log.level, settings.log.format)
    redis = connect(settings.store_url, timeout=settings.broker.connect_timeout, patience=0)
    keys = Keys(settings.store.prefix)
    memory = Feeds(redis, keys, seen_days=settings.store.url_days)
    lease = settings.http.deadline + LEASE_GRACE
    polite = Politeness(Hosts(redis, keys), gap=settings.fetch.host_gap, lease=lease, stop=stop)
    rhythm = Rhythm(settings.watch.min_interval, settings.watch.max_interval)
    errors = partial(plain_errors, settings.store_url)
    with closing(source_client(settings)) as client, Submitter(settings) as submitter:
        reader = Reader(client, memory, submitter.submit_many, time.time, rhythm=rhythm, since=since)
        yield Watcher(reader, memory, polite, errors=errors, clock=time.time, chance=random.random, stop=stop)
    redis.close()


def _run_until_signal(run: Callable[[], None], stop: threading.Event) -> None:
    # In a thread of its own: a handler that sets an event which its own thread waits for can lock itself out.
    thread = threading.Thread(target=run, name="watcher", daemon=True)
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda *_: stop.set())
    thread.start()
    while thread.is_alive() and not stop.is_set():
        thread.join(TICK)
    # A feed that is being read gets a moment; cut off, it is read again by the next watcher, and nothing twice.
    thread.join(LAST_MOMENT)


def _row(reading: Reading) -> dict[str, object]:
    return {
        "feed": reading.feed,
        "status": reading.status,
        "entries": reading.listed,
        "old": reading.old,
        **Counter(receipt.outcome for receipt in reading.receipts),
        "problems": reading.problems,
        "error": reading.error,
        "instead": reading.instead,
        "next_in_seconds": round(reading.wait),
    }


def _line(reading: Reading) -> str:
    if reading.instead:
        return f"{reading.feed}: no feed itself; it names {', '.join(reading.instead)}"
    if reading.status == NOT_MODIFIED:
        said = "unchanged"
    else:
        counts = Counter(receipt.outcome for receipt in reading.receipts)
        new = ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items())) or "nothing new"
        said = f"{reading.listed} entries, {new}" + (f", {reading.old} too old" if reading.old else "")
    return f"{reading.feed}: {said}; to be read again in {_duration(reading.wait)}"


def _duration(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < HOUR_MINUTES * 2 else f"{minutes / HOUR_MINUTES:.0f} h"
