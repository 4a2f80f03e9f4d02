"""From a URL to its page: robots.txt, the host's turn, the guarded client, and what each status means."""

from collections.abc import Callable, Mapping
from time import time
from typing import Protocol

from worker.contract.failures import FailureCode, PermanentError, RetryableError
from worker.contract.page import Page, Seen, UnchangedError
from worker.contract.urls import check_submitted, host_of
from worker.fetching.robots import MAX_BYTES, Reply, Robots, Verdict
from worker.fetching.sniff import page_type
from worker.fetching.throttle import Throttle
from worker.http.client import Fetched, GuardedClient
from worker.http.retry_after import seconds_asked

RETRYABLE = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
ASKED_TO_WAIT = frozenset({429, 503})
NOT_MODIFIED = 304
SUCCESS = range(200, 300)
# How challenges name themselves when they come with an error status.
CHALLENGES = (b"cf-chl", b"challenge-platform", b"captcha", b"px-captcha", b"datadome", b"incapsula")


class Client(Protocol):
    """What is needed of ``worker.http.client.GuardedClient``."""

    def get(self, url: str, *, headers: Mapping[str, str], on_redirect: Callable[[str], None]) -> Fetched:
        """See there."""


class RobotsSite:
    """Gets robots.txt with the guarded client: any type, any status."""

    def __init__(self, client: GuardedClient) -> None:
        self._client = client

    def get_robots(self, url: str) -> Reply:
        """See ``worker.fetching.robots.Site``."""
        fetched = self._client.get(url, accept=None, keep=MAX_BYTES)
        asked = fetched.headers.get("retry-after") if fetched.status in ASKED_TO_WAIT else None
        return Reply(fetched.status, fetched.body, seconds_asked(asked, time()))


class Fetcher:
    """Fetches articles' pages.

    Args:
        client: the only one that opens connections.
        throttle: one request a host.
        robots: asks robots.txt; None to fetch without asking.
    """

    def __init__(self, client: Client, throttle: Throttle, robots: Robots | None) -> None:
        self._client = client
        self._throttle = throttle
        self._robots = robots

    def fetch(self, url: str, *, seen: Seen | None = None) -> Page:
        """The page.

        Args:
            url: as it was submitted.
            seen: the page that is known already; the site is asked for another one only.

        Raises:
            UnchangedError: it is the page that was seen.
            Postponed: the host is busy; ask again after that many seconds.
            RetryableError: it may pass.
            PermanentError: it will not.
        """
        check_submitted(url)
        host = host_of(url)
        delay = self._allowed(url, host)
        with self._throttle.turn(host, delay):
            fetched = self._client.get(url, headers=seen.headers if seen else {}, on_redirect=self._may_follow)
        if seen and fetched.status == NOT_MODIFIED:
            raise UnchangedError(url)
        if fetched.status not in SUCCESS:
            raise self._refused(host, fetched)
        return Page(
            url=url,
            final_url=fetched.final_url,
            status=fetched.status,
            content_type=page_type(fetched.content_type, fetched.body),
            charset=fetched.charset,
            body=fetched.body,
            etag=fetched.headers.get("etag"),
            last_modified=fetched.headers.get("last-modified"),
        )

    def _allowed(self, url: str, host: str) -> float:
        if self._robots is None:
            return 0.0
        verdict = self._robots.remembered(url) or self._ask(url, host, self._robots)
        if not verdict.allowed:
            raise PermanentError(FailureCode.ROBOTS, url=url[:200])
        return verdict.delay

    def _may_follow(self, url: str) -> None:
        if self._robots is not None and not self._robots.judge(url).allowed:
            raise PermanentError(FailureCode.ROBOTS, redirected_to=url[:200])

    def _ask(self, url: str, host: str, robots: Robots) -> Verdict:
        """robots.txt is a request like any other: it takes a turn of its own, and the page waits for the next."""
        with self._throttle.turn(host, 0.0):
            try:
                return robots.judge(url)
            except RetryableError as error:
                self._throttle.pause(host, error.retry_after or 0.0)
                raise

    def _refused(self, host: str, fetched: Fetched) -> RetryableError | PermanentError:
        status = fetched.status
        detail = f"The site answered with status {status}."
        if any(sign in fetched.body.lower() for sign in CHALLENGES):
            return PermanentError(FailureCode.BOT_CHALLENGE, status=status, url=fetched.final_url[:200])
        if status not in RETRYABLE:
            return PermanentError(FailureCode.HTTP_STATUS, detail=detail, status=status, url=fetched.final_url[:200])
        wait = seconds_asked(fetched.headers.get("retry-after"), time())
        if status in ASKED_TO_WAIT:
            self._throttle.pause(host, wait or 0.0)
        code = FailureCode.RATE_LIMITED if status in ASKED_TO_WAIT and wait else FailureCode.HTTP_STATUS
        return RetryableError(code, retry_after=wait, detail=detail, status=status, url=fetched.final_url[:200])
