"""One look at one feed: ask for what changed, submit what is new, remember. No loop and no clock of its own."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, Protocol

from producers.rhythm import Rhythm, max_age, retry_after
from producers.sources.candidate import Candidate, unix
from producers.sources.feeds import Feed, looks_like_feed, parse_feed
from producers.sources.opml import feeds_of_opml, looks_like_opml
from producers.sources.pages import feeds_of_page
from producers.sources.web import ERRORS, NOT_MODIFIED, Getter, why
from worker.contract.failures import DatelineError
from worker.contract.job import Receipt, Submission
from worker.http.client import Fetched
from worker.storage.feeds import FeedState

GONE = 410
BUSY = (429, 503)
LONGEST_ECHO = 500
Submit = Callable[[Iterable[Submission]], Iterable[Receipt]]


class Memory(Protocol):
    """What is remembered of feeds; see ``worker.storage.feeds.Feeds``."""

    def state(self, feed: str) -> FeedState:
        """What is known of a feed."""

    def keep(self, feed: str, state: FeedState) -> None:
        """Remember its state."""

    def unseen(self, feed: str, urls: list[str], now: float) -> list[str]:
        """Those of the URLs that did not stand in it before."""

    def note(self, feed: str, urls: list[str], now: float) -> None:
        """The URLs stand in it now."""


class Reading(NamedTuple):
    """What a look at a feed came to.

    Args:
        feed: its URL.
        status: of the answer; None when none came.
        listed: entries that it has.
        old: new ones that were left out because they were published too long ago.
        receipts: what became of the others.
        problems: what could not be read of it.
        error: why it could not be read at all.
        instead: it is no feed: the feeds that the page or list names.
        wait: seconds until it may be read again.
    """

    feed: str
    status: int | None = None
    listed: int = 0
    old: int = 0
    receipts: tuple[Receipt, ...] = ()
    problems: tuple[str, ...] = ()
    error: str | None = None
    instead: tuple[str, ...] = ()
    wait: float = 0.0


class Reader:
    """Reads feeds.

    Args:
        client: gets them.
        memory: what is remembered of them.
        submit: takes what is new.
        clock: now, in Unix seconds.
        rhythm: how often they may be read.
        since: seconds; entries that were published longer ago are remembered and not submitted. None: all.
    """

    def __init__(
        self,
        client: Getter,
        memory: Memory,
        submit: Submit,
        clock: Callable[[], float],
        *,
        rhythm: Rhythm | None = None,
        since: float | None = None,
    ) -> None:
        self._client = client
        self._memory = memory
        self._submit = submit
        self._clock = clock
        self._rhythm = rhythm or Rhythm()
        self._since = since

    def read(self, feed: str) -> Reading:
        """Look at a feed once.

        Raises:
            QueueError: broker or store do not answer; nothing was remembered, so the next look finds it all again.
        """
        state = self._memory.state(feed)
        try:
            fetched = self._client.get(feed, headers=_conditions(state), accept=None)
        except DatelineError as error:
            return self._failed(feed, state, None, why(feed, error))
        if fetched.status == NOT_MODIFIED:
            return self._unchanged(feed, state, fetched)
        if fetched.status >= ERRORS:
            text = f"{feed}: the site answered with status {fetched.status}" + _advice(fetched.status)
            return self._failed(feed, state, fetched.status, text, retry_after(fetched.headers, self._clock()))
        if not looks_like_feed(fetched.body, fetched.content_type):
            instead = _feeds_in(fetched)
            if instead:
                return Reading(feed, fetched.status, instead=instead)
        return self._feed(feed, state, fetched)

    def _feed(self, feed: str, state: FeedState, fetched: Fetched) -> Reading:
        read = parse_feed(fetched.body, fetched.final_url, fetched.headers.get("content-type", ""))
        if not read.readable:
            return self._failed(feed, state, fetched.status, f"{feed}: {read.problems[-1]}{_advice(0)}")
        now = self._clock()
        urls = [candidate.url for candidate in read.candidates]
        oldest = None if self._since is None else now - self._since
        new = set(self._memory.unseen(feed, urls, now))
        fresh = [candidate for candidate in read.candidates if candidate.url in new]
        young = [candidate for candidate in fresh if not candidate.older_than(oldest)]
        receipts = tuple(self._submit(_submission(candidate, feed) for candidate in young)) if young else ()
        self._memory.note(feed, urls, now)
        wait = self._rhythm.interval(_moments(read), now, asked=max(read.ttl or 0.0, max_age(fetched.headers)))
        etag, changed = _echoed(fetched.headers, "etag"), _echoed(fetched.headers, "last-modified")
        self._memory.keep(feed, FeedState(etag, changed, next_read=now + wait, interval=wait))
        return Reading(feed, fetched.status, len(urls), len(fresh) - len(young), receipts, read.problems, wait=wait)

    def _unchanged(self, feed: str, state: FeedState, fetched: Fetched) -> Reading:
        now = self._clock()
        wait = max(state.interval or self._rhythm.interval([], now), max_age(fetched.headers))
        wait = min(wait, self._rhythm.longest)
        self._memory.keep(feed, state._replace(failures=0, next_read=now + wait, left_alone=0.0))
        return Reading(feed, fetched.status, wait=wait)

    def _failed(self, feed: str, state: FeedState, status: int | None, error: str, asked: float = 0.0) -> Reading:
        now, failures = self._clock(), state.failures + 1
        wait = self._rhythm.backoff(failures, asked)
        left_alone = now + min(asked, wait) if asked else 0.0
        self._memory.keep(feed, state._replace(failures=failures, next_read=now + wait, left_alone=left_alone))
        return Reading(feed, status, error=error, wait=wait)


def _moments(read: Feed) -> list[float]:
    return [moment for candidate in read.candidates if (moment := unix(candidate.published)) is not None]


def _submission(candidate: Candidate, feed: str) -> Submission:
    # A feed's date is often that of the last change, and in UTC: the page's own is better, so it is not passed on.
    return Submission(url=candidate.url, metadata={"feed": feed, **candidate.metadata})


def _echoed(headers: Mapping[str, str], name: str) -> str | None:
    # It goes back to the site as a header: what could not be sent is forgotten.
    value = headers.get(name, "")
    return value if value and len(value) <= LONGEST_ECHO and value.isascii() and value.isprintable() else None


def _conditions(state: FeedState) -> dict[str, str]:
    said = {"If-None-Match": state.etag, "If-Modified-Since": state.last_modified}
    return {name: value for name, value in said.items() if value}


def _feeds_in(fetched: Fetched) -> tuple[str, ...]:
    if looks_like_opml(fetched.body):
        return feeds_of_opml(fetched.body)
    return tuple(url for url in feeds_of_page(fetched.body, fetched.final_url) if url != fetched.url)


def _advice(status: int) -> str:
    if status in BUSY:
        return "; it is asked again when it says, or later each time"
    if status == GONE:
        return "; the feed is gone for good: take it off the list"
    return "; `dateline discover PAGE` lists the feeds that a site names"
