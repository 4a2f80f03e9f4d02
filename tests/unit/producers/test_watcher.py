"""The loop around the readings: order, waits, ends."""

import pytest
from web_fakes import FEED, NOW, FakeMemory, FakeQueue, FakeTime, FakeTurns, FakeWeb, answer, no_errors, rss

from producers.politeness import Politeness
from producers.reading import Reader, Reading
from producers.watcher import Watcher
from worker.contract.queues import BrokerUnavailable
from worker.storage.feeds import FeedState

OTHER = "https://other.example/feed.xml"
PAGE = "https://news.example/"
HOME = answer(f'<html><head><link rel="alternate" type="application/rss+xml" href="{FEED}"></head>', kind="text/html")


class Bench:
    def __init__(self, *, until: float = NOW + 7 * 86_400, gap: float = 1.0) -> None:
        self.web, self.memory, self.queue = FakeWeb(), FakeMemory(), FakeQueue()
        self.time, self.turns, self.told = FakeTime(until), FakeTurns(), list[Reading]()
        self.web.answers = {FEED: answer(rss(f"{FEED}/1")), OTHER: answer(rss(f"{OTHER}/1")), PAGE: HOME}
        self.watcher = Watcher(
            Reader(self.web, self.memory, self.queue.submit, self.time),
            self.memory,
            Politeness(self.turns, gap=gap, lease=60, stop=self.time),
            errors=no_errors,
            clock=self.time,
            chance=lambda: 0.0,
            stop=self.time,
        )

    def once(self, *feeds: str) -> None:
        self.watcher.once(feeds, self.told.append)

    def run(self, *feeds: str) -> None:
        self.watcher.run(feeds, self.told.append)


def test_once_reads_each_feed_once_due_or_not() -> None:
    bench = Bench()
    bench.memory.states[OTHER] = FeedState(next_read=NOW + 500)
    bench.once(FEED, OTHER, FEED)
    assert bench.web.urls == [FEED, OTHER]
    assert bench.queue.urls == [f"{FEED}/1", f"{OTHER}/1"]


def test_once_leaves_alone_who_asked_for_it() -> None:
    bench = Bench()
    bench.memory.states[FEED] = FeedState(left_alone=NOW + 500)
    bench.once(FEED)
    assert bench.web.urls == []
    assert "left alone for 500 s" in (bench.told[0].error or "")


def test_a_site_is_replaced_by_its_feeds() -> None:
    bench = Bench()
    bench.once(PAGE, FEED)
    assert bench.web.urls == [PAGE, FEED]
    running = Bench(until=NOW + 3700)
    running.run(PAGE)
    assert running.web.urls == [PAGE, FEED, FEED]


def test_pages_that_name_each_other_end() -> None:
    bench = Bench()
    bench.web.answers[FEED] = answer(f'<link rel=alternate type=text/xml href="{PAGE}">', kind="text/html")
    bench.once(PAGE)
    assert bench.web.urls == [PAGE, FEED]
    bench.run(PAGE)
    assert bench.web.urls[2:] == [PAGE, FEED]


def test_each_feed_runs_in_its_own_rhythm() -> None:
    bench = Bench(until=NOW + 86_000)
    bench.web.answers[OTHER] = answer(rss(f"{OTHER}/1"), cache_control="max-age=43200")
    bench.run(FEED, OTHER)
    assert bench.web.urls.count(FEED) == 24
    assert bench.web.urls.count(OTHER) == 2


def test_a_restart_waits_until_a_feed_is_due() -> None:
    bench = Bench(until=NOW + 600)
    bench.memory.states[FEED] = FeedState(next_read=NOW + 500)
    bench.run(FEED)
    assert bench.time.waits[0] == 500
    assert bench.web.urls == [FEED]


def test_it_waits_for_its_turn_at_a_host_and_gives_it_back() -> None:
    bench = Bench(until=NOW + 10)
    bench.turns.waits = [2.0, 1.0]
    bench.run(FEED)
    host = "news.example"
    assert bench.turns.calls == [("take", host), ("take", host), ("take", host), ("free", host)]
    assert bench.time.waits[1:3] == [2.0, 1.0]


def test_without_a_gap_nobody_takes_turns() -> None:
    bench = Bench(gap=0)
    bench.once(FEED)
    assert bench.turns.calls == []
    assert bench.web.urls == [FEED]


def test_told_to_stop_it_asks_nobody() -> None:
    bench = Bench(until=NOW + 1)
    bench.turns.waits = [2.0]
    bench.run(FEED, OTHER)
    assert bench.web.urls == []
    assert bench.told == []


def test_while_the_broker_is_away_it_waits_and_loses_nothing() -> None:
    bench = Bench(until=NOW + 60)
    gone = BrokerUnavailable("redis://127.0.0.1:6379/0", "refused")
    bench.queue.errors = [gone, gone, gone]
    bench.run(FEED)
    assert bench.time.waits[1:4] == [1.0, 2.0, 4.0]
    assert bench.queue.urls == [f"{FEED}/1"]
    assert len(bench.told) == 1


def test_once_says_that_the_broker_is_away() -> None:
    bench = Bench()
    bench.queue.errors = [BrokerUnavailable("redis://127.0.0.1:6379/0", "refused")]
    with pytest.raises(BrokerUnavailable):
        bench.once(FEED)


def test_a_feed_that_fails_does_not_hold_up_the_others() -> None:
    bench = Bench(until=NOW + 1000)
    del bench.web.answers[FEED]
    bench.run(FEED, OTHER)
    assert bench.web.urls == [FEED, OTHER, FEED, FEED]
    assert bench.queue.urls == [f"{OTHER}/1"]
