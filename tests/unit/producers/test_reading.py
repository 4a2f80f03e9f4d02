"""One look at one feed."""

from email.utils import formatdate

import pytest
from web_fakes import FEED, NOW, FakeMemory, FakeQueue, FakeWeb, answer, rss

from producers.reading import Reader
from worker.contract.queues import BrokerUnavailable
from worker.storage.feeds import FeedState

ONE, TWO = "https://news.example/1", "https://news.example/2"


class Bench:
    def __init__(self, since: float | None = None) -> None:
        self.web, self.memory, self.queue = FakeWeb(), FakeMemory(), FakeQueue()
        self.reader = Reader(self.web, self.memory, self.queue.submit, lambda: NOW, since=since)


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_what_is_new_is_submitted_once_and_says_which_feed_it_came_from(bench: Bench) -> None:
    bench.web.answers[FEED] = answer(rss(ONE))
    assert [receipt.url for receipt in bench.reader.read(FEED).receipts] == [ONE]
    bench.web.answers[FEED] = answer(rss(TWO, ONE))
    reading = bench.reader.read(FEED)
    assert [receipt.url for receipt in reading.receipts] == [TWO]
    assert reading.listed == 2
    assert bench.memory.state(FEED).next_read == NOW + reading.wait
    assert bench.queue.taken[0].metadata == {"feed": FEED}


def test_the_feeds_date_does_not_beat_the_pages_own(bench: Bench) -> None:
    bench.web.answers[FEED] = answer(rss(ONE, published="Mon, 23 Nov 2026 14:20:00 GMT"))
    bench.reader.read(FEED)
    assert bench.queue.taken[0].published is None


def test_it_asks_for_what_changed_and_an_unchanged_feed_costs_nothing(bench: Bench) -> None:
    bench.web.answers[FEED] = answer(rss(ONE), etag='"7"', last_modified="Mon, 23 Nov 2026 14:20:00 GMT")
    bench.reader.read(FEED)
    bench.web.answers[FEED] = answer(status=304)
    reading = bench.reader.read(FEED)
    assert bench.web.asked[1][1] == {"If-None-Match": '"7"', "If-Modified-Since": "Mon, 23 Nov 2026 14:20:00 GMT"}
    assert (reading.status, reading.receipts, reading.error) == (304, (), None)
    assert reading.wait == 3600
    assert bench.memory.state(FEED).next_read == NOW + 3600
    bench.reader.read(FEED)
    assert bench.web.asked[2][1] == bench.web.asked[1][1]


def test_an_unchanged_feed_keeps_its_rhythm(bench: Bench) -> None:
    bench.memory.states[FEED] = FeedState(etag='"7"', interval=900)
    bench.web.answers[FEED] = answer(status=304)
    assert bench.reader.read(FEED).wait == 900


@pytest.mark.parametrize("etag", ["x" * 501, "caf\xe9", "a\tb"])
def test_a_validator_that_cannot_be_sent_back_is_forgotten(bench: Bench, etag: str) -> None:
    bench.web.answers[FEED] = answer(rss(ONE), etag=etag)
    bench.reader.read(FEED)
    assert bench.memory.state(FEED).etag is None


def test_old_entries_are_remembered_and_not_submitted() -> None:
    bench = Bench(since=86_400)
    bench.web.answers[FEED] = answer(rss(ONE, published="Fri, 20 Nov 2026 14:20:00 GMT"))
    assert bench.reader.read(FEED).old == 1
    assert bench.reader.read(FEED).old == 0
    assert bench.queue.taken == []
    bench.web.answers[FEED] = answer(rss(ONE, TWO, published=formatdate(NOW - 3600)))
    assert bench.reader.read(FEED).old == 0
    assert [submission.url for submission in bench.queue.taken] == [TWO]


def test_nothing_is_remembered_when_nothing_could_be_submitted(bench: Bench) -> None:
    bench.web.answers[FEED] = answer(rss(ONE), etag='"7"')
    bench.queue.errors.append(BrokerUnavailable("redis://127.0.0.1:6379/0", "refused"))
    with pytest.raises(BrokerUnavailable):
        bench.reader.read(FEED)
    assert bench.memory == FakeMemory()
    assert [receipt.url for receipt in bench.reader.read(FEED).receipts] == [ONE]


@pytest.mark.parametrize(
    ("status", "headers", "wait", "said"),
    [
        (400, {}, 300, "status 400; `dateline discover PAGE`"),
        (404, {}, 300, "status 404; `dateline discover PAGE`"),
        (410, {}, 300, "gone for good"),
        (503, {"retry_after": "7200"}, 7200, "asked again"),
        (429, {"retry_after": "999999999"}, 86_400, "asked again"),
    ],
)
def test_an_error_status_waits(bench: Bench, status: int, headers: dict[str, str], wait: float, said: str) -> None:
    bench.web.answers[FEED] = answer("nothing", status, **headers)
    reading = bench.reader.read(FEED)
    assert reading.wait == wait
    assert bench.memory.state(FEED).next_read == NOW + wait
    assert said in (reading.error or "")
    assert bench.memory.state(FEED).left_alone == (NOW + wait if headers else 0)


def test_failures_in_a_row_wait_longer_and_a_success_ends_the_row(bench: Bench) -> None:
    assert [bench.reader.read(FEED).wait for _ in range(3)] == [300, 600, 1200]
    bench.web.answers[FEED] = answer(rss(ONE))
    assert bench.reader.read(FEED).error is None
    del bench.web.answers[FEED]
    assert bench.reader.read(FEED).wait == 300


def test_a_failure_keeps_what_was_known(bench: Bench) -> None:
    bench.memory.states[FEED] = FeedState(etag='"7"', interval=900)
    reading = bench.reader.read(FEED)
    assert FEED in (reading.error or "")
    assert bench.memory.state(FEED).etag == '"7"'
    assert bench.memory.state(FEED).interval == 900


def test_a_page_or_a_list_gives_the_feeds_that_it_names(bench: Bench) -> None:
    bench.web.answers["https://news.example/"] = answer(
        '<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head>', kind="text/html"
    )
    bench.web.answers["https://news.example/my.opml"] = answer(f'<opml><body><outline xmlUrl="{FEED}"/></body></opml>')
    assert bench.reader.read("https://news.example/").instead == (FEED,)
    assert bench.reader.read("https://news.example/my.opml").instead == (FEED,)


def test_a_page_without_feeds_says_so(bench: Bench) -> None:
    bench.web.answers[FEED] = answer("<html><body>Hello</body></html>", kind="text/html")
    assert "no feed" in (bench.reader.read(FEED).error or "")


def test_a_broken_feed_gives_what_it_can_and_says_what_not(bench: Bench) -> None:
    bench.web.answers[FEED] = answer(rss(ONE, TWO).removesuffix("</channel></rss>"))
    reading = bench.reader.read(FEED)
    assert [receipt.url for receipt in reading.receipts] == [ONE, TWO]
    assert reading.problems
