"""Turns of a host over real processes and a real store: one in flight, a gap between, and no turn lost."""

import heapq
import multiprocessing
import time
from itertools import pairwise
from typing import NamedTuple

import pytest
from fakes import FakeClock
from redis import Redis

from dateline.broker import EmbeddedBroker
from worker.contract.failures import Postponed
from worker.fetching.throttle import Throttle
from worker.storage.connection import connect
from worker.storage.hosts import Hosts
from worker.storage.keys import Keys

HOST = "www.courier.example"
GAP = 0.05


class Visit(NamedTuple):
    began: float
    ended: float


def visit_often(url: str, times: int, visits: "multiprocessing.Queue[Visit]") -> None:
    throttle = Throttle(Hosts(connect(url), Keys("test")), GAP, 30)
    while times:
        try:
            with throttle.turn(HOST, 0.0):
                began = time.time()
                time.sleep(0.01)
                visits.put(Visit(began, time.time()))
            times -= 1
        except Postponed as wait:
            time.sleep(wait.seconds)


def test_over_processes_one_asks_at_a_time_with_the_gap_between(valkey: EmbeddedBroker) -> None:
    context = multiprocessing.get_context("spawn")
    queue: multiprocessing.Queue[Visit] = context.Queue()
    processes = [context.Process(target=visit_often, args=(valkey.url, 5, queue)) for _ in range(4)]
    for process in processes:
        process.start()
    visits = sorted(queue.get(timeout=60) for _ in range(20))
    for process in processes:
        process.join()
    # The store keeps milliseconds.
    assert all(later.began - earlier.ended >= GAP - 0.002 for earlier, later in pairwise(visits))


def hosts(redis: Redis) -> tuple[Hosts, FakeClock]:
    clock = FakeClock()
    return Hosts(redis, Keys("test"), clock), clock


def test_hosts_do_not_wait_for_each_other(redis: Redis) -> None:
    turns, _ = hosts(redis)
    assert [turns.take(f"{name}.example", gap=1, lease=30) for name in ("a", "b", "c", "a")][:3] == [0, 0, 0]
    assert turns.take("a.example", gap=1, lease=30) > 0


def test_a_holder_who_died_holds_the_host_no_longer_than_its_lease(redis: Redis) -> None:
    turns, clock = hosts(redis)
    assert turns.take(HOST, gap=1, lease=30) == 0
    clock.now += 29
    assert turns.take(HOST, gap=1, lease=30) > 0
    clock.now += 2
    assert turns.take(HOST, gap=1, lease=30) == 0


def test_a_pause_holds_everybody_off_and_a_shorter_one_does_not_end_it(redis: Redis) -> None:
    turns, clock = hosts(redis)
    turns.pause(HOST, 90)
    turns.pause(HOST, 5)
    assert turns.take(HOST, gap=1, lease=30) == pytest.approx(90, abs=0.01)
    clock.now += 89
    assert turns.take(HOST, gap=1, lease=30) > 0
    clock.now += 1.5
    assert turns.take(HOST, gap=1, lease=30) == 0


def test_a_longer_gap_of_one_request_holds_for_the_next(redis: Redis) -> None:
    turns, clock = hosts(redis)
    assert turns.take(HOST, gap=7, lease=30) == 0
    turns.free(HOST, gap=7)
    clock.now += 5
    assert turns.take(HOST, gap=1, lease=30) > 0
    clock.now += 2.1
    assert turns.take(HOST, gap=1, lease=30) == 0


@pytest.mark.parametrize(
    ("gap", "takes", "rounds"), [(1.0, 0.2, 0.2), (1.0, 0.05, 0.2), (2.0, 1.5, 0.2), (0.5, 0.2, 0.2)]
)
def test_a_crowd_at_one_host_loses_no_turn(redis: Redis, gap: float, takes: float, rounds: float) -> None:
    """Sixty jobs come at once and each comes again at the round after its time; whoever holds the slot ends in time."""
    turns, clock = hosts(redis)
    start = clock.now
    line = [(start, number, "come") for number in range(60)]
    ended: list[float] = []
    while line:
        clock.now, number, what = heapq.heappop(line)
        if what == "leave":
            turns.free(HOST, gap=gap)
            ended.append(clock.now)
            continue
        wait = turns.take(HOST, gap=gap, lease=45)
        if not wait:
            heapq.heappush(line, (clock.now + takes, number, "leave"))
            continue
        due = clock.now + wait - start
        heapq.heappush(line, (start + (int(due / rounds) + 1) * rounds, number, "come"))
    assert len(ended) == 60
    assert all(later - earlier >= gap + takes - 0.002 for earlier, later in pairwise(ended))
    best = 60 * (gap + takes + rounds)
    assert ended[-1] - start <= 1.1 * best
