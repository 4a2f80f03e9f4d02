"""From a URL to a page: what is asked in which order, and what each answer means."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pytest

from worker.contract.failures import DatelineError, FailureCode, PermanentError, Postponed, RetryableError
from worker.contract.page import Seen, UnchangedError
from worker.fetching.fetcher import Fetcher
from worker.fetching.robots import Reply, Robots
from worker.fetching.throttle import Throttle
from worker.http.client import Fetched

URL = "https://www.courier.example/2026/storm"
HOST = "www.courier.example"
RULES = Reply(200, b"User-agent: *\nDisallow: /private\nCrawl-delay: 7\n")


def fetched(status: int = 200, body: bytes = b"<p>text", *, final_url: str = URL, **headers: str) -> Fetched:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Fetched(URL, final_url, status, named, "text/html", "utf-8", body, (), 0.1)


@dataclass
class World:
    """Client, robots site, cache and slots in one, noting who was asked for what in which order."""

    page: Fetched = field(default_factory=fetched)
    robots_reply: Reply | DatelineError = RULES
    busy: float = 0.0
    redirects_to: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    texts: dict[str, bytes] = field(default_factory=dict)

    def get(self, url: str, *, headers: Mapping[str, str], on_redirect: Callable[[str], None]) -> Fetched:
        self.headers = headers
        self.log.append(f"page {url}")
        if self.redirects_to:
            on_redirect(self.redirects_to)
        return self.page

    def get_robots(self, url: str) -> Reply:
        self.log.append(f"robots {url}")
        if isinstance(self.robots_reply, DatelineError):
            raise self.robots_reply
        return self.robots_reply

    def robots(self, origin: str) -> bytes | None:
        return self.texts.get(origin)

    def keep_robots(self, origin: str, text: bytes, seconds: float) -> None:
        assert seconds == 60
        self.texts[origin] = text

    def take(self, host: str, *, gap: float, lease: float) -> float:
        self.log.append(f"take {host} {gap:g} {lease:g}")
        return self.busy

    def free(self, host: str, *, gap: float) -> None:
        self.log.append(f"free {host} {gap:g}")

    def pause(self, host: str, seconds: float) -> None:
        if seconds > 0:
            self.log.append(f"pause {host} {seconds:.0f}")

    def fetcher(self, *, gap: float = 1.0, robots: bool = True) -> Fetcher:
        asks = Robots(self, self, "Dateline", 60) if robots else None
        return Fetcher(self, Throttle(self, gap, 45), asks)

    def failure(self, url: str = URL) -> DatelineError:
        with pytest.raises(DatelineError) as error:
            self.fetcher().fetch(url)
        return error.value


def test_robots_and_page_each_take_a_turn_and_the_page_keeps_the_crawl_delay() -> None:
    world = World()
    page = world.fetcher().fetch(URL)
    assert (page.url, page.final_url, page.status, page.charset, page.body) == (URL, URL, 200, "utf-8", b"<p>text")
    assert world.log == [
        f"take {HOST} 1 45",
        f"robots https://{HOST}/robots.txt",
        f"free {HOST} 1",
        f"take {HOST} 7 45",
        f"page {URL}",
        f"free {HOST} 7",
    ]


def test_robots_is_remembered() -> None:
    world = World()
    world.fetcher().fetch(URL)
    world.log.clear()
    world.fetcher().fetch(URL + "?2")
    assert not [said for said in world.log if said.startswith("robots")]


def test_without_robots_nobody_is_asked() -> None:
    world = World()
    world.fetcher(robots=False).fetch(URL)
    assert world.log == [f"take {HOST} 1 45", f"page {URL}", f"free {HOST} 1"]


def test_no_gap_switches_the_throttle_off() -> None:
    world = World()
    world.fetcher(gap=0, robots=False).fetch(URL)
    assert world.log == [f"page {URL}"]


def test_a_busy_host_postpones_and_is_not_asked() -> None:
    world = World(busy=2.5)
    with pytest.raises(Postponed) as wait:
        world.fetcher().fetch(URL)
    assert wait.value.seconds == 2.5
    assert world.log == [f"take {HOST} 1 45"]


def test_the_turn_is_given_back_when_the_site_breaks_off() -> None:
    world = World(robots_reply=RetryableError(FailureCode.CONNECT))
    assert world.failure().code is FailureCode.CONNECT
    assert world.log[-1] == f"free {HOST} 1"


def test_what_robots_forbids_is_not_asked_for() -> None:
    world = World()
    error = world.failure(f"https://{HOST}/private/a")
    assert (error.code, error.retryable) == (FailureCode.ROBOTS, False)
    assert not [said for said in world.log if said.startswith("page")]


def test_a_redirect_to_what_robots_forbids_is_not_followed() -> None:
    world = World(redirects_to=f"https://{HOST}/private/a")
    error = world.failure()
    assert (error.code, error.evidence["redirected_to"]) == (FailureCode.ROBOTS, f"https://{HOST}/private/a")


@pytest.mark.parametrize("robots", [True, False])
def test_a_redirect_to_what_nobody_forbids_is_followed(*, robots: bool) -> None:
    there = f"https://{HOST}/2026/storm-orla" if robots else f"https://{HOST}/private/a"
    world = World(page=fetched(final_url=there), redirects_to=there)
    assert world.fetcher(robots=robots).fetch(URL).final_url == there


def test_robots_that_ask_for_a_pause_get_it() -> None:
    world = World(robots_reply=Reply(503, b"", 30))
    error = world.failure()
    assert (error.code, error.retryable) == (FailureCode.ROBOTS, True)
    assert f"pause {HOST} 30" in world.log


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 405, 410, 418, 451, 501, 505, 304, 300])
def test_a_status_that_stays_ends_the_job(status: int) -> None:
    error = World(fetched(status)).failure()
    assert (error.code, error.retryable, error.evidence["status"]) == (FailureCode.HTTP_STATUS, False, status)


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504, 520, 522, 524])
def test_a_status_that_passes_is_tried_again(status: int) -> None:
    error = World(fetched(status)).failure()
    assert (error.code, error.retryable, error.evidence["status"]) == (FailureCode.HTTP_STATUS, True, status)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(("asked", "pause"), [("90", 90), ("Fri, 01 Jan 2100 00:00:00 GMT", 3600), ("9" * 12, 3600)])
def test_a_site_that_asks_to_be_left_alone_is_but_not_for_ever(status: int, asked: str, pause: int) -> None:
    world = World(fetched(status, retry_after=asked))
    error = world.failure()
    assert (error.code, error.retryable) == (FailureCode.RATE_LIMITED, True)
    assert isinstance(error, RetryableError)
    assert (error.retry_after or 0) >= pause
    assert f"pause {HOST} {pause}" in world.log


@pytest.mark.parametrize("status", [403, 429, 503])
def test_a_challenge_is_one_whatever_its_status(status: int) -> None:
    error = World(fetched(status, b"<script src='/cdn-cgi/Challenge-Platform/x.js'></script>")).failure()
    assert (error.code, error.retryable) == (FailureCode.BOT_CHALLENGE, False)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("news.example/a", FailureCode.BAD_URL),
        ("ftp://news.example/a", FailureCode.BAD_URL),
        ("https://", FailureCode.BAD_URL),
        ("https://[bad/a", FailureCode.BAD_URL),
        ("https://me:secret@news.example/a", FailureCode.BAD_URL),
        ("https://news.google.com/rss/articles/CBMiabc?oc=5", FailureCode.REDIRECT_SERVICE),
    ],
)
def test_what_cannot_be_fetched_is_refused_before_anybody_is_asked(url: str, code: FailureCode) -> None:
    world = World()
    error = world.failure(url)
    assert isinstance(error, PermanentError)
    assert error.code is code
    assert "secret" not in str(error.failure("fetch"))
    assert not world.log


def test_a_page_that_is_known_is_asked_for_only_if_it_changed() -> None:
    world = World(fetched(304, b""))
    seen = Seen(etag='W/"7"', last_modified="Tue, 14 Nov 2023 22:13:20 GMT", event_id="evt_1")
    with pytest.raises(UnchangedError):
        world.fetcher().fetch(URL, seen=seen)
    assert world.headers == {"If-None-Match": 'W/"7"', "If-Modified-Since": "Tue, 14 Nov 2023 22:13:20 GMT"}
    assert world.log[-1].startswith("free")


def test_a_page_that_changed_comes_with_its_new_validators() -> None:
    world = World(fetched(etag='"8"', last_modified="Wed, 15 Nov 2023 08:00:00 GMT"))
    page = world.fetcher().fetch(URL, seen=Seen(etag='"7"', event_id="evt_1"))
    assert (page.etag, page.last_modified) == ('"8"', "Wed, 15 Nov 2023 08:00:00 GMT")
    assert world.headers == {"If-None-Match": '"7"'}


def test_of_a_robots_txt_that_cannot_be_read_the_reason_says_so_and_why() -> None:
    error = World(robots_reply=RetryableError(FailureCode.DNS)).failure()
    assert error.failure("fetch").message == "robots.txt cannot be read: The host's name could not be resolved."
    assert error.evidence["asked_for"] == "robots.txt"
