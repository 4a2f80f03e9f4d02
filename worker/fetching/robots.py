"""robots.txt after RFC 9309: what the site allows this robot to fetch, and how long it wants it to wait between."""

from functools import lru_cache
from typing import NamedTuple, Protocol

from protego import Protego

from worker.contract.failures import FAILURES, DatelineError, FailureCode, RetryableError
from worker.contract.urls import origin_of

MAX_BYTES = 512_000  # RFC 9309, 2.5: at least 500 KiB are read
MAX_DELAY = 60.0  # a longer Crawl-delay would be the same as a refusal
SERVER_ERROR = 500
SUCCESS = range(200, 300)
# RFC 9309, 2.3.1.2 and 2.3.1.3: what cannot be read for such a reason says nothing, and all is allowed.
SAYS_NOTHING = frozenset({FailureCode.TOO_MANY_REDIRECTS, FailureCode.CONTENT_ENCODING})


class Reply(NamedTuple):
    """What came back for robots.txt; ``retry_after`` is what the site asked for, in seconds."""

    status: int
    body: bytes
    retry_after: float | None = None


class Site(Protocol):
    """Gets robots.txt; redirects are followed, five at most."""

    def get_robots(self, url: str) -> Reply:
        """The answer; raises ``DatelineError`` when there is none."""


class Cache(Protocol):
    """Remembers robots.txt across workers."""

    def robots(self, origin: str) -> bytes | None:
        """What is remembered; None when nothing is."""

    def keep_robots(self, origin: str, text: bytes, seconds: float) -> None:
        """Remember it for so long."""


class Verdict(NamedTuple):
    """Whether a URL may be fetched, and the seconds that the site wants between two requests."""

    allowed: bool
    delay: float


class Robots:
    """Asks a site's robots.txt, once a day.

    Args:
        site: gets the file.
        cache: remembers it.
        agent: the product token of the User-Agent.
        seconds: how long it is remembered.
    """

    def __init__(self, site: Site, cache: Cache, agent: str, seconds: float) -> None:
        self._site = site
        self._cache = cache
        self._agent = agent
        self._seconds = seconds

    def remembered(self, url: str) -> Verdict | None:
        """The verdict on a URL without asking the site; None when it has to be asked."""
        text = self._cache.robots(origin_of(url))
        return None if text is None else self._verdict(url, text)

    def judge(self, url: str) -> Verdict:
        """Whether the URL may be fetched; asks the site where nothing is remembered.

        Raises:
            RetryableError: the file cannot be reached, which RFC 9309 takes for a refusal until it can.
            PermanentError: its address is refused.
        """
        known = self.remembered(url)
        if known is not None:
            return known
        origin = origin_of(url)
        text = self._ask(origin)
        self._cache.keep_robots(origin, text, self._seconds)
        return self._verdict(url, text)

    def _verdict(self, url: str, text: bytes) -> Verdict:
        rules = _rules(text)
        delay = float(rules.crawl_delay(self._agent) or 0.0)
        return Verdict(rules.can_fetch(url, self._agent), min(delay, MAX_DELAY) if delay > 0 else 0.0)

    def _ask(self, origin: str) -> bytes:
        try:
            reply = self._site.get_robots(f"{origin}/robots.txt")
        except DatelineError as error:
            if error.code in SAYS_NOTHING:
                return b""
            error.detail = f"robots.txt cannot be read: {error.detail or FAILURES[error.code].message}"
            error.evidence["asked_for"] = "robots.txt"
            raise
        # A 4xx allows everything; one that asks to be left alone for a while is asked again after it.
        if reply.status >= SERVER_ERROR or reply.retry_after:
            detail = f"robots.txt cannot be read: the site answered {reply.status}."
            raise RetryableError(
                FailureCode.ROBOTS, retry_after=reply.retry_after, detail=detail, robots_status=reply.status
            )
        return reply.body[:MAX_BYTES] if reply.status in SUCCESS else b""


@lru_cache(maxsize=64)
def _rules(text: bytes) -> Protego:
    return Protego.parse(text.decode("utf-8-sig", errors="replace"))
