"""Clocks that are stepped, workers that stand still: one outcome, nothing lost, nothing early."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from delivering import LEASE, Desk, Desks
from fakes import FakeClock
from raw_server import RawServer, answer, says
from redis import Redis

from worker.contract.job import JobState
from worker.http.client import Answer, GuardedClient
from worker.http.tls import TlsOptions
from worker.storage.clock import StoreClock
from worker.storage.connection import connect

TEN_MINUTES = 600.0


@dataclass
class Meanwhile:
    """The client, to whose exchanges something happens between the answer and the record of it."""

    inner: GuardedClient
    then: Callable[[], object]

    def post(
        self,
        url: str,
        *,
        body: bytes,
        headers: Mapping[str, str],
        deadline: float,
        tls: TlsOptions | None = None,
        answer_bytes: int = 16_384,
    ) -> Answer:
        said = self.inner.post(url, body=body, headers=headers, deadline=deadline, tls=tls, answer_bytes=answer_bytes)
        self.then()
        return said


def test_a_lease_that_is_lost_while_its_worker_stands_still_is_fenced_to_one_outcome(
    desk: Desk, desk_with: Desks, courier: GuardedClient
) -> None:
    with RawServer(says(answer())) as server:
        desk.endpoint(server.url)

        def stand_still() -> None:
            desk.clock.now += LEASE + 1
            assert desk.round() == ["delivered: 200 (attempt 2)"]

        frozen = desk_with(clock=desk.clock, poster=Meanwhile(courier, stand_still))
        job = desk.publish()
        assert frozen.round() == ["superseded by a later attempt"]
        assert server.connections == 2
    lost, counted = desk.log(job)
    assert (lost.phase, lost.status) == ("lost", None)
    assert counted.status == 200
    assert desk.state(job) is JobState.DONE
    assert desk.deliveries.due_count() == 0


def test_an_outcome_that_is_written_twice_counts_once(desk: Desk) -> None:
    """The store's client sends a command again when the broker died before it answered."""
    with RawServer(says(answer(status="500 Oops"))) as server:
        desk.endpoint(server.url)
        job = desk.publish()
        [claimed] = desk.claim()
        outcome = desk.ports.attempter.attempt(claimed)
        for _ in range(2):
            written, _ = desk.deliveries.outcome(claimed, outcome.attempt, outcome.kind, wait=5)
            assert written
    assert len(desk.log(job)) == 1
    assert desk.delivery(job).attempts == 1
    assert desk.endpoints.health("default")["failures"] == 1


def test_the_clock_steps_forward_ten_minutes_during_an_attempt(
    desk: Desk, desk_with: Desks, courier: GuardedClient
) -> None:
    with RawServer(says(answer())) as server:
        desk.endpoint(server.url)

        def step() -> None:
            desk.clock.now += TEN_MINUTES

        stepped = desk_with(clock=desk.clock, poster=Meanwhile(courier, step))
        job = desk.publish()
        assert stepped.round() == ["delivered: 200 (attempt 1)"]
        desk.run_out()
        assert server.connections == 1
    assert desk.state(job) is JobState.DONE


def test_the_clock_steps_back_ten_minutes_and_nothing_is_early_or_lost(desk: Desk) -> None:
    with RawServer(says(answer(status="503 No"))) as server:
        desk.endpoint(server.url)
        job = desk.publish()
        desk.round()
        due = desk.log(job)[0].next_try or 0.0
        desk.clock.now -= TEN_MINUTES
        assert desk.round() == []
        assert desk.claim() == []
        assert desk.attempt(desk.delivery(job)) == "early"
        assert server.connections == 1
        desk.clock.now = due
    with RawServer(says(answer())) as server:
        desk.endpoint(server.url)
        desk.run_out()
    assert desk.state(job) is JobState.DONE


def test_a_dead_worker_s_lease_ends_although_the_clock_steps_back(desk: Desk) -> None:
    with RawServer(says(answer())) as server:
        desk.endpoint(server.url)
        job = desk.publish()
        desk.claim()  # and its worker dies
        desk.clock.now -= TEN_MINUTES
        desk.run_out()
    assert [attempt.phase for attempt in desk.log(job)] == ["lost", "body"]
    assert desk.state(job) is JobState.DONE


def test_an_open_breaker_and_a_pause_survive_steps_of_the_clock(desk: Desk) -> None:
    with RawServer(says(answer(status="500 Oops"))) as server:
        desk.endpoint(server.url)
        for _ in range(5):
            desk.publish()
        desk.round()
        for step in (-TEN_MINUTES, TEN_MINUTES + 31, -TEN_MINUTES):
            desk.clock.now += step
            desk.round()
    with RawServer(says(answer())) as server:
        desk.endpoint(server.url)
        desk.run_out()
        assert server.connections == 5


def test_the_time_of_all_workers_is_the_store_s_whatever_their_own_clocks_say(redis: Redis) -> None:
    ticks = FakeClock(5.0)
    clock = StoreClock(redis, monotonic=ticks)
    first = clock()
    seconds, micros = redis.time()
    assert abs(first - (seconds + micros / 1e6)) < TEN_MINUTES / 10
    ticks.now += 7
    assert clock() == first + 7


def test_a_store_that_is_away_stops_no_clock(redis: Redis) -> None:
    ticks = FakeClock(5.0)
    clock = StoreClock(redis, connect("redis://127.0.0.1:1/0", patience=0), monotonic=ticks)
    first = clock()
    ticks.now += 3600
    assert clock() == first + 3600
