"""Why an article did not become facts: one list of codes, and the error tree that carries them.

    DatelineError                a failure with a code, raised where it happens
    ├── RetryableError           the same request may succeed later; the job goes back with a due time
    └── PermanentError           it will not; the job ends in ``article.failed`` at once

Whether a failure is retryable is decided by the class raised where the failure happened, never by the reader
of a code: a time-out is retryable, a consent wall is not. ``FAILURES`` gives each code its text and remedy;
the documentation page is generated from it.
"""

from enum import StrEnum
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

Stage = Literal["submit", "fetch", "article", "extract", "deliver"]


class FailureCode(StrEnum):
    """Every reason that ``article.failed`` can give. A code never changes its meaning."""

    BAD_URL = "bad_url"
    BLOCKED_ADDRESS = "blocked_address"
    DNS = "dns"
    CONNECT = "connect"
    TLS = "tls"
    TIMEOUT = "timeout"
    PROTOCOL = "protocol"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    HTTP_STATUS = "http_status"
    RATE_LIMITED = "rate_limited"
    TOO_LARGE = "too_large"
    CONTENT_TYPE = "content_type"
    CONTENT_ENCODING = "content_encoding"
    ROBOTS = "robots"
    REDIRECT_SERVICE = "redirect_service"
    CONSENT_WALL = "consent_wall"
    PAYWALL = "paywall"
    BOT_CHALLENGE = "bot_challenge"
    LOGIN = "login"
    SOFT_404 = "soft_404"
    SECTION_PAGE = "section_page"
    VIDEO_PAGE = "video_page"
    EMPTY = "empty"
    WRONG_LANGUAGE = "wrong_language"
    UNREADABLE = "unreadable"
    TEXT_LOST = "text_lost"
    EXTRACTION = "extraction"
    POISON = "poison"


class FailureText(NamedTuple):
    """What a code means and what its reader can do."""

    message: str
    remedy: str


class Failure(BaseModel):
    """The ``failure`` of an ``article.failed`` event.

    ``evidence`` holds what was seen, short enough to read: a status line, the words of a wall, an address.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    code: FailureCode
    message: str
    stage: Stage
    retryable: bool
    remedy: str
    evidence: dict[str, str | int | float | bool | None] = {}


class DatelineError(Exception):
    """Base of all failures that end or delay a job.

    Args:
        code: the reason, one of ``FailureCode``.
        evidence: what was seen; no secrets, values short.
        detail: replaces the code's standard message where more can be said.
    """

    retryable = False

    def __init__(self, code: FailureCode, *, detail: str | None = None, **evidence: str | float | bool | None) -> None:
        self.code = code
        self.detail = detail
        self.evidence: dict[str, str | int | float | bool | None] = dict(evidence)
        super().__init__(f"{code.value}: {detail or FAILURES[code].message}")

    def failure(self, stage: Stage) -> Failure:
        """The failure as events and the ledger carry it."""
        text = FAILURES[self.code]
        return Failure(
            code=self.code,
            message=self.detail or text.message,
            stage=stage,
            retryable=self.retryable,
            remedy=text.remedy,
            evidence=self.evidence,
        )


class RetryableError(DatelineError):
    """May succeed later. ``retry_after`` (seconds) is what the peer asked for, if it did."""

    retryable = True

    def __init__(
        self,
        code: FailureCode,
        *,
        retry_after: float | None = None,
        detail: str | None = None,
        **evidence: str | float | bool | None,
    ) -> None:
        super().__init__(code, detail=detail, **evidence)
        self.retry_after = retry_after


class PermanentError(DatelineError):
    """Will not succeed, however often it is tried."""


class Postponed(Exception):  # noqa: N818 - no error: the host is busy, or wants to be left alone for now
    """The job goes back for ``seconds`` and spends no attempt; ``reason`` says why, for the logs."""

    def __init__(self, seconds: float, reason: str) -> None:
        super().__init__(f"{reason}: again in {seconds:.1f} s")
        self.seconds = seconds
        self.reason = reason


FAILURES: dict[FailureCode, FailureText] = {
    FailureCode.BAD_URL: FailureText(
        "This is not an absolute http or https URL with a host.",
        "Give the full address, beginning with https://.",
    ),
    FailureCode.BLOCKED_ADDRESS: FailureText(
        "The host resolves to an address that is not on the public internet.",
        "If the host is yours, list its network in DATELINE_HTTP__ALLOW_NETWORKS.",
    ),
    FailureCode.DNS: FailureText(
        "The host's name could not be resolved.",
        "Check the spelling of the host and that this machine's resolver works.",
    ),
    FailureCode.CONNECT: FailureText(
        "The host did not accept a connection, or broke it off.",
        "Try again later; the site may be down.",
    ),
    FailureCode.TLS: FailureText(
        "No secure connection could be made: the certificate or the handshake was refused.",
        "Open the site in a browser to see its certificate; Dateline does not fetch from a site it cannot verify.",
    ),
    FailureCode.TIMEOUT: FailureText(
        "The exchange was not complete within the deadline.",
        "Try again later, or raise DATELINE_HTTP__DEADLINE.",
    ),
    FailureCode.PROTOCOL: FailureText(
        "The answer was not valid HTTP.",
        "Try again later; if it stays, the site is broken for other readers too.",
    ),
    FailureCode.TOO_MANY_REDIRECTS: FailureText(
        "The page redirected more often than is followed.",
        "Submit the address at the end of the redirects.",
    ),
    FailureCode.HTTP_STATUS: FailureText(
        "The site answered with an error status.",
        "Open the address in a browser; if it is gone there too, the article is gone.",
    ),
    FailureCode.RATE_LIMITED: FailureText(
        "The site asked to be left alone for longer than a job waits.",
        "Submit again later, and raise DATELINE_FETCH__HOST_GAP.",
    ),
    FailureCode.TOO_LARGE: FailureText(
        "The page is larger than the cap.",
        "Raise DATELINE_HTTP__MAX_WIRE_BYTES or DATELINE_HTTP__MAX_DECODED_BYTES if the page is really an article.",
    ),
    FailureCode.CONTENT_TYPE: FailureText(
        "The address gives no HTML, XHTML or plain text.",
        "Submit the address of the article's page, not of a file.",
    ),
    FailureCode.CONTENT_ENCODING: FailureText(
        "The site sent a content encoding that was not asked for.",
        "None on this side; tell the site's operator.",
    ),
    FailureCode.ROBOTS: FailureText(
        "The site's robots.txt does not allow this page to be fetched.",
        "Ask the publisher, or read a copy of the text with `dateline extract FILE`.",
    ),
    FailureCode.REDIRECT_SERVICE: FailureText(
        "The address is a news aggregator's redirect, which hides the article's own address.",
        "Open it in a browser and submit the address that you arrive at.",
    ),
    FailureCode.CONSENT_WALL: FailureText(
        "The site showed a consent dialogue instead of the article.",
        "Read a copy of the text with `dateline extract FILE`.",
    ),
    FailureCode.PAYWALL: FailureText(
        "The site showed only the beginning of the article, for subscribers to read on.",
        "If you have the right to it, read a copy of the text with `dateline extract FILE`.",
    ),
    FailureCode.BOT_CHALLENGE: FailureText(
        "The site showed a challenge for robots instead of the article.",
        "Ask the publisher to allow Dateline's User-Agent.",
    ),
    FailureCode.LOGIN: FailureText(
        "The site showed a login form instead of the article.",
        "If you have the right to it, read a copy of the text with `dateline extract FILE`.",
    ),
    FailureCode.SOFT_404: FailureText(
        "The site says, with status 200, that the page does not exist or cannot be shown.",
        "Check the address; if the site is only down for a while, submit it again later.",
    ),
    FailureCode.SECTION_PAGE: FailureText(
        "The page lists articles and is none itself.",
        "Submit the articles, or give the page to `dateline watch`.",
    ),
    FailureCode.VIDEO_PAGE: FailureText(
        "The page holds a video, a recording or a gallery and no text to read.",
        "Submit a page with the story's text.",
    ),
    FailureCode.EMPTY: FailureText(
        "No article text was found on the page.",
        "If the page builds its text with scripts, read a copy of it with `dateline extract FILE`.",
    ),
    FailureCode.WRONG_LANGUAGE: FailureText(
        "The article is in a language that the settings do not allow.",
        "Add the language to DATELINE_ARTICLE__LANGUAGES if the model reads it.",
    ),
    FailureCode.UNREADABLE: FailureText(
        "The page could not be parsed.",
        "Report the address as a bug.",
    ),
    FailureCode.TEXT_LOST: FailureText(
        "The article's stored text was gone before it was read.",
        "Submit the URL again with --force; check the store's memory policy (noeviction).",
    ),
    FailureCode.EXTRACTION: FailureText(
        "Extraction failed on this text.",
        "Report the address as a bug, with the version.",
    ),
    FailureCode.POISON: FailureText(
        "The job was started several times and each time its worker died or hung.",
        "Report the address as a bug; `dateline replay ID` tries again.",
    ),
}
