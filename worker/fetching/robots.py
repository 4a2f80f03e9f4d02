"""robots.txt after RFC 9309: what the site allows this robot to fetch, and how long it wants it to wait between."""

from typing import NamedTuple, Protocol
from urllib.parse import urlsplit

from protego import Protego

from worker.contract.failures import DatelineError, FailureCode, RetryableError

MAX_BYTES = 512_000  # RFC 9309, 2.5: at least 500 KiB are read
MAX_DELAY = 60.0  # a longer Crawl-delay would be the same as a refusal


class Reply(NamedTuple):
    """What came back for robots.txt."""

    status: int
    body: bytes


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

    def judge(self, url: str) -> Verdict:
        """Whether the URL may be fetched.

        Raises:
            RetryableError: the file cannot be reached, which RFC 9309 takes for a refusal until it can.
        """
        parts = urlsplit(url)
        rules = Protego.parse(self._text(f"{parts.scheme}://{parts.netloc}").decode("utf-8", errors="replace"))
        delay = rules.crawl_delay(self._agent) or 0.0
        return Verdict(rules.can_fetch(url, self._agent), min(float(delay), MAX_DELAY))

    def _text(self, origin: str) -> bytes:
        known = self._cache.robots(origin)
        if known is not None:
            return known
        text = self._ask(origin)
        self._cache.keep_robots(origin, text, self._seconds)
        return text

    def _ask(self, origin: str) -> bytes:
        try:
            reply = self._site.get_robots(f"{origin}/robots.txt")
        except DatelineError as error:
            if error.code in {FailureCode.TOO_MANY_REDIRECTS, FailureCode.TOO_LARGE, FailureCode.CONTENT_ENCODING}:
                return b""
            raise
        if reply.status >= 500 or reply.status == 429:  # noqa: PLR2004 - HTTP
            detail = f"robots.txt cannot be read: the site answered {reply.status}."
            raise RetryableError(FailureCode.ROBOTS, detail=detail, robots_status=reply.status)
        return reply.body[:MAX_BYTES] if 200 <= reply.status < 300 else b""  # noqa: PLR2004 - HTTP
