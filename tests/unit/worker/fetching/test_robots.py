"""robots.txt in every state by RFC 9309."""

from collections.abc import Callable
from ipaddress import ip_network

import pytest
from raw_server import Peer, RawServer, Script, answer, says

from worker.contract.failures import DatelineError, FailureCode
from worker.fetching.fetcher import RobotsSite
from worker.fetching.robots import Robots, Verdict
from worker.http.client import GuardedClient, Limits
from worker.http.guard import Guard

NOT_HERE = b"User-agent: *\nDisallow: /\n"


class Memory:
    """Remembers in a dictionary, and how long it was to."""

    def __init__(self) -> None:
        self.kept: dict[str, tuple[bytes, float]] = {}

    def robots(self, origin: str) -> bytes | None:
        return self.kept[origin][0] if origin in self.kept else None

    def keep_robots(self, origin: str, text: bytes, seconds: float) -> None:
        self.kept[origin] = (text, seconds)


def client() -> GuardedClient:
    return GuardedClient(Guard([ip_network("127.0.0.1/32")]), Limits(deadline=2, max_wire_bytes=5_000_000))


def judged(script: Script, path: str = "/news/story", memory: Memory | None = None) -> Verdict:
    with RawServer(script) as server:
        return Robots(RobotsSite(client()), memory or Memory(), "Dateline", 86_400).judge(f"{server.url}{path}")


def plain(body: bytes, *headers: str, status: str = "200 OK") -> Script:
    return says(answer(body, "Content-Type: text/plain", *headers, status=status))


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        (b"", "/a", True),
        (NOT_HERE, "/a", False),
        (b"\xef\xbb\xbf" + NOT_HERE, "/a", False),
        (b"User-agent: *\r\nDisallow: /\r\n", "/a", False),
        (b"User-agent: *\rDisallow: /\r", "/a", False),
        (b"USER-AGENT: *\nDISALLOW: /a", "/a", False),
        (b"User-agent: *\nDisallow:\n", "/a", True),
        (b"User-agent: *\nDisallow: /private # not for robots\n", "/private/a", False),
        (b"User-agent: *\nDisallow: /private\n", "/public", True),
        (b"User-agent: dateline\nDisallow: /\nUser-agent: *\nAllow: /\n", "/a", False),
        (b"User-agent: *\nDisallow: /\nUser-agent: Dateline\nAllow: /\n", "/a", True),
        (b"User-agent: GoogleBot\nDisallow: /\n", "/a", True),
        (b"User-agent: one\nUser-agent: Dateline\nDisallow: /\n", "/a", False),
        (b"User-agent: *\nDisallow: /a\nAllow: /a/b\n", "/a/b", True),
        (b"User-agent: *\nAllow: /a\nDisallow: /a/b\n", "/a/b", False),
        (b"User-agent: *\nDisallow: /*.pdf$\n", "/x.pdf", False),
        (b"User-agent: *\nDisallow: /*.pdf$\n", "/x.pdf?a", True),
        (b"User-agent: *\nDisallow: /*?sort=\n", "/x?sort=up", False),
        (b"User-agent: *\nDisallow: /caf%C3%A9\n", "/caf\u00e9", False),
        (b"User-agent: *\nDisallow: /caf\xc3\xa9\n", "/caf%c3%a9", False),
        (b"<html><body>Not found</body></html>", "/a", True),
        (b"\xff\xfe\x00junk\x00" * 50, "/a", True),
        (b"Sitemap: https://news.example/map.xml\n", "/a", True),
    ],
)
def test_a_file_that_is_there_is_obeyed(text: bytes, path: str, *, allowed: bool) -> None:
    assert judged(plain(text), path).allowed is allowed


@pytest.mark.parametrize("status", ["400 Bad", "401 Who", "403 No", "404 Not Found", "410 Gone", "418 Tea", "429 Slow"])
def test_a_client_error_says_nothing_and_all_is_allowed(status: str) -> None:
    assert judged(plain(NOT_HERE, status=status)).allowed


@pytest.mark.parametrize("status", ["500 Oh", "502 Gateway", "503 Busy", "504 Late", "599 Odd"])
def test_a_server_error_forbids_for_now_and_is_not_remembered(status: str) -> None:
    memory = Memory()
    with pytest.raises(DatelineError) as error:
        judged(plain(b"", status=status), memory=memory)
    assert (error.value.code, error.value.retryable) == (FailureCode.ROBOTS, True)
    assert error.value.evidence["robots_status"] == int(status[:3])
    assert not memory.kept


@pytest.mark.parametrize("status", ["429 Slow", "503 Busy"])
def test_a_site_that_asks_to_be_left_alone_is_asked_again_after_it(status: str) -> None:
    with pytest.raises(DatelineError) as error:
        judged(plain(b"", "Retry-After: 40", status=status))
    assert getattr(error.value, "retry_after", None) == 40


def hangs_up(peer: Peer) -> None:
    peer.request()


@pytest.mark.parametrize(
    ("script", "code"),
    [
        pytest.param(hangs_up, FailureCode.PROTOCOL, id="hangs up"),
        pytest.param(lambda peer: peer.wait(), FailureCode.TIMEOUT, id="silence"),
        pytest.param(says(b"\x00\x01"), FailureCode.PROTOCOL, id="no HTTP"),
    ],
)
def test_a_file_that_cannot_be_reached_forbids_for_now(script: Script, code: FailureCode) -> None:
    memory = Memory()
    with pytest.raises(DatelineError) as error:
        judged(script, memory=memory)
    failure = error.value.failure("fetch")
    assert (failure.code, failure.retryable) == (code, True)
    assert failure.message.startswith("robots.txt cannot be read")
    assert failure.evidence["asked_for"] == "robots.txt"
    assert not memory.kept


def redirecting(count: int) -> Callable[[Peer], None]:
    def script(peer: Peer) -> None:
        path = peer.request().split()[1]
        number = 0 if path == b"/robots.txt" else int(path[1:])
        last = answer(NOT_HERE, "Content-Type: text/plain")
        peer.say(last if number == count else answer(b"", f"Location: /{number + 1}", status="301 Moved"))

    return script


@pytest.mark.parametrize(("count", "allowed"), [(1, False), (5, False), (6, True)])
def test_five_redirects_are_followed_and_more_say_nothing(count: int, *, allowed: bool) -> None:
    assert judged(redirecting(count)).allowed is allowed


def test_a_redirect_to_a_refused_address_makes_no_packet() -> None:
    with RawServer(plain(b""), "127.0.0.2") as private:
        with pytest.raises(DatelineError) as error:
            judged(says(answer(b"", f"Location: {private.url}/", status="302 Found")))
        assert private.connections == 0
    assert error.value.code is FailureCode.BLOCKED_ADDRESS


def test_of_a_huge_file_the_first_500_kib_are_read() -> None:
    padding = b"# nothing\n" * 10
    early = NOT_HERE + padding * 60_000
    late = padding * 60_000 + NOT_HERE
    assert not judged(plain(early)).allowed
    assert judged(plain(late)).allowed


@pytest.mark.parametrize(
    ("said", "delay"),
    [("2", 2.0), ("0.5", 0.5), ("0", 0), ("-3", 0), ("soon", 0), ("900", 60.0), ("inf", 0), ("nan", 0), ("", 0)],
)
def test_the_crawl_delay_counts_within_reason(said: str, delay: float) -> None:
    assert judged(plain(f"User-agent: *\nCrawl-delay: {said}\nDisallow: /x\n".encode())).delay == delay


def test_the_crawl_delay_of_ones_own_group_goes_first() -> None:
    text = b"User-agent: *\nCrawl-delay: 9\n\nUser-agent: Dateline\nCrawl-delay: 3\n"
    assert judged(plain(text)).delay == 3


def test_a_site_is_asked_once_a_day_and_each_origin_for_itself() -> None:
    memory = Memory()
    with RawServer(plain(NOT_HERE)) as one, RawServer(plain(b"")) as other:
        robots = Robots(RobotsSite(client()), memory, "Dateline", 86_400)
        assert robots.remembered(f"{one.url}/a") is None
        verdicts = [robots.judge(f"{url}/a").allowed for url in (one.url, other.url, one.url, other.url)]
        assert verdicts == [False, True, False, True]
        assert (one.connections, other.connections) == (1, 1)
        assert robots.remembered(f"{one.url}/b?c") == Verdict(allowed=False, delay=0.0)
    assert set(memory.kept) == {one.url, other.url}
    assert {seconds for _, seconds in memory.kept.values()} == {86_400}
