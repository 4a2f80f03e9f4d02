"""The watcher: reads feeds politely and submits what is new in them. It runs for months and repeats nothing."""

import random
import re
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple, Protocol

from producers.sources.candidate import Candidate
from producers.sources.feeds import Feed, parse_feed
from worker.contract.failures import DatelineError
from worker.contract.job import Receipt, Submission
from worker.http.client import Fetched
from worker.http.retry_after import seconds_asked
from worker.storage.feeds import FeedState

WEEK = 7 * 86_400.0
NOT_MODIFIED = 304
MAX_AGE = re.compile(r"max-age=(\d{1,9})")
JITTER = 0.1
IDLE_SECONDS = 1.0


class Get(Protocol):
    """The guarded client's ``get``."""

    def __call__(self, url: str, *, headers: Mapping[str, str] | None, accept: Collection[str] | None) -> Fetched:
        """The answer to a GET."""


class Memory(Protocol):
    """``worker.storage.feeds.Feeds``."""

    def state(self, feed: str) -> FeedState:
        """What is known of a feed."""

    def keep(self, feed: str, state: FeedState) -> None:
        """Remember it."""

    def unseen(self, feed: str, urls: list[str], now: float) -> list[str]:
        """URLs that are new in a feed."""

    def note(self, feed: str, urls: list[str], now: float) -> None:
        """They are no longer new."""


class Read(NamedTuple):
    """One reading of a feed: what was submitted, what was wrong, and when it is read again (Unix seconds)."""

    feed: str
    receipts: tuple[Receipt, ...]
    problems: tuple[str, ...]
    next_read: float


class Rhythm(NamedTuple):
    """Bounds of the time between two reads, in seconds."""

    shortest: float = 300.0
    longest: float = 86_400.0

    def after(self, feed: Feed, headers: Mapping[str, str]) -> float:
        """Seconds until the next read: a week divided by the week's entries, and never sooner than feed and server ask."""
        own = WEEK / max(1, _weekly(feed))
        fresh = MAX_AGE.search(headers.get("cache-control", ""))
        asked = max(feed.ttl or 0.0, float(fresh.group(1)) if fresh else 0.0)
        return min(self.longest, max(self.shortest, own, asked))

    def after_failures(self, failures: int, asked: float | None) -> float:
        """Seconds until a feed that failed is tried again: doubling, and never sooner than the server asks."""
        doubled = min(self.longest, self.shortest * 2.0 ** min(failures - 1, 16))
        return max(doubled, asked or 0.0)


class Watcher:
    """Watches feeds.

    Args:
        get: fetches a feed.
        memory: what is known of feeds; shared by watchers and kept over restarts.
        submit: submits, as ``producers.submit_many`` does.
        rhythm: how often.
        metadata: goes with every submission; the feed's URL is added as ``feed``.
        clock: now, in Unix seconds.
    """

    def __init__(
        self,
        get: Get,
        memory: Memory,
        submit: Callable[[Iterable[Submission]], Iterable[Receipt]],
        *,
        rhythm: Rhythm | None = None,
        metadata: Mapping[str, str] | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._get = get
        self._memory = memory
        self._submit = submit
        self._rhythm = rhythm or Rhythm()
        self._metadata = dict(metadata or {})
        self._clock = clock

    def once(self, feeds: Iterable[str], *, since: float | None = None) -> Iterator[Read]:
        """Read each feed now, due or not; entries older than ``since`` (Unix seconds) are left out."""
        for feed in feeds:
            yield self.read(feed, since=since)

    def run(self, feeds: list[str], stop: threading.Event, *, since: float | None = None) -> Iterator[Read]:
        """Read each feed when it is due, until ``stop`` is set."""
        due = {feed: self._memory.state(feed).next_read for feed in feeds}
        while not stop.is_set():
            feed = min(due, key=lambda name: due[name])
            wait = due[feed] - self._clock()
            if wait > 0:
                stop.wait(min(wait, IDLE_SECONDS))
                continue
            read = self.read(feed, since=since)
            due[feed] = read.next_read
            yield read

    def read(self, feed: str, *, since: float | None = None) -> Read:
        """Read one feed and submit what is new in it.

        Raises:
            QueueError: nothing could be submitted; the feed is read again as if this had not been.
        """
        known = self._memory.state(feed)
        asked = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        try:
            fetched = self._get(feed, headers={k: v for k, v in asked.items() if v}, accept=None)
        except DatelineError as error:
            return self._failed(feed, known, error.detail or str(error), None)
        if fetched.status == NOT_MODIFIED:
            return self._unchanged(feed, known, fetched)
        if fetched.status >= 300:  # noqa: PLR2004 - not a success, and redirects were followed
            wait = seconds_asked(fetched.headers.get("retry-after"), self._clock())
            return self._failed(feed, known, f"the site answered with status {fetched.status}", wait)
        return self._new(feed, known, fetched, since)

    def _new(self, feed: str, known: FeedState, fetched: Fetched, since: float | None) -> Read:
        parsed = parse_feed(fetched.body, fetched.final_url, fetched.content_type)
        if not parsed.candidates and parsed.problems:
            return self._failed(feed, known, parsed.problems[0], None)
        now = self._clock()
        found = {candidate.url: candidate for candidate in parsed.candidates}
        fresh = [found[url] for url in self._memory.unseen(feed, list(found), now)]
        receipts = tuple(self._submit([self._submission(c, feed) for c in fresh if _recent(c, since)]))
        self._memory.note(feed, list(found), now)
        next_read = now + self._rhythm.after(parsed, fetched.headers) * (1 + JITTER * random.random())  # noqa: S311 - spreads reads
        state = FeedState(fetched.headers.get("etag"), fetched.headers.get("last-modified"), next_read)
        self._memory.keep(feed, state)
        return Read(feed, receipts, parsed.problems, next_read)

    def _unchanged(self, feed: str, known: FeedState, fetched: Fetched) -> Read:
        wait = self._rhythm.after(Feed(()), fetched.headers)
        next_read = self._clock() + min(wait, max(self._rhythm.shortest, 3600.0))
        self._memory.keep(feed, known._replace(next_read=next_read, failures=0))
        return Read(feed, (), (), next_read)

    def _failed(self, feed: str, known: FeedState, reason: str, asked: float | None) -> Read:
        failures = known.failures + 1
        next_read = self._clock() + self._rhythm.after_failures(failures, asked)
        self._memory.keep(feed, known._replace(next_read=next_read, failures=failures))
        return Read(feed, (), (reason,), next_read)

    def _submission(self, candidate: Candidate, feed: str) -> Submission:
        metadata = {**self._metadata, **candidate.metadata, "feed": feed}
        return Submission(url=candidate.url, metadata=metadata)


def _weekly(feed: Feed) -> int:
    """Entries a week, from the span between the feed's dated entries; all of them where there are no dates."""
    times = sorted(seconds for c in feed.candidates if (seconds := _seconds(c.published)) is not None)
    if len(times) < 2:  # noqa: PLR2004 - a span has two ends
        return len(feed.candidates)
    return round(len(times) * WEEK / max(times[-1] - times[0], 3600.0))


def _recent(candidate: Candidate, since: float | None) -> bool:
    seconds = _seconds(candidate.published)
    return since is None or seconds is None or seconds >= since


def _seconds(published: str | None) -> float | None:
    if published is None:
        return None
    try:
        return datetime.fromisoformat(published).timestamp()
    except ValueError:
        return None
