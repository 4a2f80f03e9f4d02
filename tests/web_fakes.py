"""Stand-ins for the network, the watcher's memory and the clock."""

import threading
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from worker.contract.failures import FailureCode, RetryableError
from worker.contract.job import Receipt, Submission
from worker.http.client import Fetched
from worker.storage.feeds import FeedState

FEED = "https://news.example/feed.xml"
NOW = 1_795_514_400.0  # 2026-11-24 10:00 UTC


def answer(body: str | bytes = "", status: int = 200, kind: str = "application/xml", **headers: str) -> Fetched:
    raw = body.encode() if isinstance(body, str) else body
    named = {"content-type": kind, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return Fetched("", "", status, named, kind, None, raw, (), 0.1)


def rss(*urls: str, published: str | None = None) -> str:
    date = f"<pubDate>{published}</pubDate>" if published else ""
    items = "".join(f"<item><link>{url}</link>{date}</item>" for url in urls)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{items}</channel></rss>'


@dataclass
class FakeWeb:
    """Answers by URL; what it does not know does not answer. ``asked`` keeps the requests."""

    answers: dict[str, Fetched] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def get(
        self, url: str, *, headers: Mapping[str, str] | None = None, accept: Collection[str] | None = None
    ) -> Fetched:
        del accept
        self.asked.append((url, dict(headers or {})))
        if url not in self.answers:
            raise RetryableError(FailureCode.CONNECT)
        return self.answers[url]._replace(url=url, final_url=url)

    @property
    def urls(self) -> list[str]:
        return [url for url, _ in self.asked]


@dataclass
class FakeMemory:
    states: dict[str, FeedState] = field(default_factory=dict)
    seen: set[tuple[str, str]] = field(default_factory=set)

    def state(self, feed: str) -> FeedState:
        return self.states.get(feed, FeedState())

    def keep(self, feed: str, state: FeedState) -> None:
        self.states[feed] = state

    def unseen(self, feed: str, urls: list[str], now: float) -> list[str]:
        del now
        return [url for url in urls if (feed, url) not in self.seen]

    def note(self, feed: str, urls: list[str], now: float) -> None:
        del now
        self.seen.update((feed, url) for url in urls)


@dataclass
class FakeQueue:
    """Accepts every submission, unless it was told to raise."""

    taken: list[Submission] = field(default_factory=list)
    errors: list[Exception] = field(default_factory=list)

    def submit(self, submissions: Iterable[Submission]) -> Iterator[Receipt]:
        if self.errors:
            raise self.errors.pop(0)
        for submission in submissions:
            self.taken.append(submission)
            yield Receipt(outcome="accepted", url=submission.url, job_id=f"job_{len(self.taken)}")

    @property
    def urls(self) -> list[str]:
        return [submission.url for submission in self.taken]


class FakeTime(threading.Event):
    """A clock that whoever waits for ``stop`` moves on; it sets itself when ``until`` is reached."""

    def __init__(self, until: float = NOW + 7 * 86_400) -> None:
        super().__init__()
        self.now = NOW
        self.until = until
        self.waits: list[float] = []

    def __call__(self) -> float:
        return self.now

    def wait(self, timeout: float | None = None) -> bool:
        self.waits.append(timeout or 0.0)
        self.now += timeout or 0.0
        if self.now >= self.until:
            self.set()
        return self.is_set()


@dataclass
class FakeTurns:
    """Gives turns after the waits that it was told."""

    waits: list[float] = field(default_factory=list)
    calls: list[tuple[str, str]] = field(default_factory=list)

    def take(self, host: str, *, gap: float, lease: float) -> float:
        del gap, lease
        self.calls.append(("take", host))
        return self.waits.pop(0) if self.waits else 0.0

    def free(self, host: str, *, gap: float) -> None:
        del gap
        self.calls.append(("free", host))


@contextmanager
def no_errors() -> Iterator[None]:
    yield
