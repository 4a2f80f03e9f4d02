"""Every reason that ``article.failed`` can give: a real site on loopback, the real client, fetcher and reader."""

import gzip
from collections.abc import Iterator
from ipaddress import ip_network
from pathlib import Path

import pytest
from raw_server import Peer, RawServer, answer

from worker.bootstrap import Rooms
from worker.bootstrap.adapters import PageReader
from worker.contract.failures import FAILURES, DatelineError, FailureCode, RetryableError
from worker.contract.page import Page
from worker.fetching.fetcher import Fetcher, RobotsSite
from worker.fetching.robots import Robots
from worker.fetching.throttle import Throttle
from worker.http.client import GuardedClient, Limits
from worker.http.guard import Guard
from worker.settings import Settings

PAGES = Path(__file__).parents[1] / "unit" / "articles" / "pages"
ELSEWHERE = "127.0.0.3"


def sample(name: str) -> bytes:
    return answer((PAGES / f"{name}.html").read_bytes(), "Content-Type: text/html; charset=utf-8")


SITE: dict[str, bytes] = {
    "/robots.txt": answer(b"User-agent: *\nDisallow: /private\n", "Content-Type: text/plain"),
    "/private": answer(b"<p>secret"),
    "/inward": answer(b"", f"Location: http://{ELSEWHERE}/", status="302 Found"),
    "/round": answer(b"", "Location: /round", status="301 Moved"),
    "/nowhere": answer(b"", "Location: gopher://a.example/", status="302 Found"),
    "/gone": answer(b"<h1>Gone", status="410 Gone"),
    "/broken": answer(b"<h1>Oh", status="500 Oh"),
    "/slow-down": answer(b"", "Retry-After: 3600", status="429 Slow"),
    "/large": answer(b"x" * 300_000),
    "/bomb": answer(gzip.compress(b"x" * 3_000_000), "Content-Encoding: gzip"),
    "/brotli": answer(b"\x0b\x02\x80", "Content-Encoding: br"),
    "/picture": answer(b"\x89PNG\r\n", "Content-Type: image/png"),
    "/hidden-picture": answer(b"\x89PNG\r\n\x1a\n" * 40),
    "/no-http": b"NO HTTP\r\n\r\n",
    "/cut": answer(b"<p>cut", length=10_000),
    "/markup-less": answer(b"{'no': 'markup'}"),
    "/blank": answer(b""),
    "/other-challenge": answer(b"<div class='g-recaptcha'>", status="403 Forbidden"),
    **{
        f"/{name}": sample(name)
        for name in (
            *("consent_wall", "bot_challenge", "bot_denied", "login", "soft_404", "section", "search", "video"),
            *("paywall", "empty", "wrong_language", "article_with_banner"),
        )
    },
}

REASONS: list[tuple[str, FailureCode, bool]] = [
    ("/private/a", FailureCode.ROBOTS, False),
    ("/inward", FailureCode.BLOCKED_ADDRESS, False),
    ("/round", FailureCode.TOO_MANY_REDIRECTS, False),
    ("/nowhere", FailureCode.BAD_URL, False),
    ("/gone", FailureCode.HTTP_STATUS, False),
    ("/broken", FailureCode.HTTP_STATUS, True),
    ("/slow-down", FailureCode.RATE_LIMITED, True),
    ("/silent", FailureCode.TIMEOUT, True),
    ("/large", FailureCode.TOO_LARGE, False),
    ("/bomb", FailureCode.TOO_LARGE, False),
    ("/brotli", FailureCode.CONTENT_ENCODING, False),
    ("/picture", FailureCode.CONTENT_TYPE, False),
    ("/hidden-picture", FailureCode.CONTENT_TYPE, False),
    ("/no-http", FailureCode.PROTOCOL, True),
    ("/cut", FailureCode.PROTOCOL, True),
    ("/markup-less", FailureCode.UNREADABLE, False),
    ("/blank", FailureCode.EMPTY, False),
    ("/other-challenge", FailureCode.BOT_CHALLENGE, False),
    ("/consent_wall", FailureCode.CONSENT_WALL, False),
    ("/bot_challenge", FailureCode.BOT_CHALLENGE, False),
    ("/bot_denied", FailureCode.BOT_CHALLENGE, False),
    ("/login", FailureCode.LOGIN, False),
    ("/soft_404", FailureCode.SOFT_404, False),
    ("/section", FailureCode.SECTION_PAGE, False),
    ("/search", FailureCode.SECTION_PAGE, False),
    ("/video", FailureCode.VIDEO_PAGE, False),
    ("/paywall", FailureCode.PAYWALL, False),
    ("/empty", FailureCode.EMPTY, False),
    ("/wrong_language", FailureCode.WRONG_LANGUAGE, False),
]
# No site needed, or tested where they arise.
WITHOUT_SITE = {
    FailureCode.DNS,
    FailureCode.CONNECT,
    FailureCode.TLS,
    FailureCode.REDIRECT_SERVICE,
    FailureCode.TEXT_LOST,  # tests/unit/worker/handlers/test_extract_facts.py
    FailureCode.EXTRACTION,  # the same
    FailureCode.POISON,  # tests/unit/worker/handlers/test_fetch_article.py, tests/integration/test_poison.py
}


def serve(peer: Peer) -> None:
    said = peer.request()
    path = said.split()[1].decode() if said else "/silent"
    if path == "/silent":
        peer.wait()
    else:
        peer.say(SITE.get(path, answer(b"", status="404 Not Found")))


@pytest.fixture(scope="module")
def site() -> Iterator[RawServer]:
    with RawServer(serve) as server:
        yield server


def resolve(host: str, _port: int) -> list[str]:
    if host == "unknown.example":
        raise OSError("unknown name")
    return [host]


def read(url: str) -> str:
    """Fetch and read as the workers do; returns the text."""
    settings = Settings(_env_file=None)
    turns = Rooms.local(settings).hosts
    client = GuardedClient(
        Guard([ip_network("127.0.0.1/32")]),
        Limits(deadline=2, max_wire_bytes=200_000, max_decoded_bytes=1_000_000),
        resolve=resolve,
    )
    robots = Robots(RobotsSite(client), turns, "Dateline", 60)
    try:
        page: Page = Fetcher(client, Throttle(turns, 1, 30), robots).fetch(url)
        return PageReader(settings).read(page, published=None).text
    finally:
        client.close()


def reason(url: str) -> DatelineError:
    with pytest.raises(DatelineError) as error:
        read(url)
    return error.value


@pytest.mark.parametrize(("path", "code", "retryable"), REASONS)
def test_each_page_that_is_no_article_fails_with_its_own_reason(
    site: RawServer, path: str, code: FailureCode, *, retryable: bool
) -> None:
    error = reason(site.url + path)
    assert (error.code, error.retryable) == (code, retryable)
    failure = error.failure("fetch")
    assert failure.message
    assert failure.remedy
    assert failure.evidence
    assert all(len(str(value)) <= 300 for value in failure.evidence.values())


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://unknown.example/a", FailureCode.DNS),
        ("http://127.0.0.1:1/a", FailureCode.CONNECT),
        ("http://10.0.0.1/a", FailureCode.BLOCKED_ADDRESS),
        ("http://[::1]/a", FailureCode.BLOCKED_ADDRESS),
        ("news.example/a", FailureCode.BAD_URL),
        ("https://news.google.com/articles/CBM", FailureCode.REDIRECT_SERVICE),
    ],
)
def test_an_address_that_leads_nowhere_fails_with_its_own_reason(url: str, code: FailureCode) -> None:
    assert reason(url).code is code


def test_a_site_without_tls_behind_an_https_address() -> None:
    with RawServer(lambda peer: peer.say(b"HTTP/1.1 400 Plain HTTP\r\n\r\n")) as plain:
        assert reason(f"https://127.0.0.1:{plain.port}/").code is FailureCode.TLS


def test_a_rate_limit_says_how_long(site: RawServer) -> None:
    error = reason(f"{site.url}/slow-down")
    assert isinstance(error, RetryableError)
    assert error.retry_after == 3600


def test_every_code_is_reached_and_explained() -> None:
    assert {code for _, code, _ in REASONS} | WITHOUT_SITE == set(FailureCode)
    assert set(FAILURES) == set(FailureCode)
    for text in FAILURES.values():
        assert text.message.endswith(".")
        assert text.remedy.endswith(".")


def test_articles_of_the_same_site_are_read(site: RawServer) -> None:
    assert read(f"{site.url}/article_with_banner").endswith("with a single question in large type.")
