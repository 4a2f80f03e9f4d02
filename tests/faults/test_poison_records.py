"""Records that cannot be read: each comes to an end with its reason, and stops nobody else."""

from typing import Any

import pytest
from delivering import SCHEDULE, Desk
from raw_server import RawServer, answer, says

from worker.contract.delivery import DeliveryState
from worker.contract.job import JobState


def spoil_body(desk: Desk, event: str, body: bytes | None) -> None:
    desk.redis.delete(event)
    if body is not None:
        desk.redis.set(event, body)


FIELDS: dict[str, dict[Any, Any]] = {
    "attempts that are no number": {"attempts": "many"},
    "a field that is no text": {"trigger": b"\xff\xfe"},
    "times that are no numbers": {"lease": "soon", "not_before": "later", "created": "yesterday"},
    "an event that is no text": {"event": b"\xff"},
}


@pytest.mark.parametrize("what", [*FIELDS, "a body that is no text", "no body", "a body of another type"])
def test_a_poison_record_is_dead_and_its_job_too_and_the_next_delivery_goes_out(desk: Desk, what: str) -> None:
    with RawServer(says(answer())) as server:
        desk.endpoint(server.url)
        poisoned = desk.publish()
        delivery = desk.delivery(poisoned)
        if what in FIELDS:
            desk.redis.hset(desk.keys.delivery(delivery.id), mapping=FIELDS[what])
        else:
            spoil_body(desk, desk.keys.event(delivery.event), b"\xff\xfe" if what == "a body that is no text" else None)
        if what == "a body of another type":
            desk.redis.lpush(desk.keys.event(delivery.event), "x")
        healthy = desk.publish()
        desk.round()
        assert server.connections == 1
        assert desk.state(healthy) is JobState.DONE
        assert desk.state(poisoned) is JobState.DEAD
        desk.clock.now += 3600
        assert desk.round() == []


def test_a_record_without_its_endpoint_still_goes_where_it_was_meant_to(desk: Desk) -> None:
    with RawServer(says(answer())) as server:
        desk.endpoint(server.url)
        job = desk.publish()
        desk.redis.hdel(desk.keys.delivery(desk.delivery(job).id), "endpoint")
        desk.run_out()
        assert server.connections == 1
    assert desk.state(job) is JobState.DONE


@pytest.mark.parametrize("what", ["gone", "unreadable", "another type"])
def test_the_deliveries_to_a_spoilt_endpoint_are_dead_and_those_to_the_others_go_out(desk: Desk, what: str) -> None:
    with RawServer(says(answer())) as server:
        desk.endpoint(server.url)
        desk.endpoint(server.url, "spoilt")
        job = desk.publish()
        key = desk.keys.endpoint("spoilt")
        if what == "unreadable":
            desk.redis.hset(key, "types", "{{")
        else:
            desk.redis.delete(key)
        if what == "another type":
            desk.redis.set(key, "x")
        desk.run_out()
        assert server.connections == 1
    assert desk.delivery(job).state is DeliveryState.DELIVERED
    spoilt = desk.delivery(job, "spoilt")
    assert spoilt.state is DeliveryState.DEAD
    assert "endpoint" in (spoilt.reason or "")
    assert desk.state(job) is JobState.DEAD


def test_a_record_that_is_gone_or_no_hash_leaves_the_queue(desk: Desk) -> None:
    with RawServer(says(answer())) as server:
        desk.endpoint(server.url)
        gone, replaced = desk.publish(), desk.publish()
        desk.redis.delete(desk.keys.delivery(desk.delivery(gone).id))
        key = desk.keys.delivery(desk.delivery(replaced).id)
        desk.redis.delete(key)
        desk.redis.set(key, "x")
        healthy = desk.publish()
        assert desk.round() == ["delivered: 200 (attempt 1)"]
        assert desk.state(healthy) is JobState.DONE
        assert desk.deliveries.due_count() == 0


def test_a_job_whose_record_is_no_hash_keeps_no_delivery_from_its_end(desk: Desk) -> None:
    with RawServer(says(answer())) as server:
        desk.endpoint(server.url)
        damaged = desk.publish()
        desk.redis.delete(desk.keys.job(damaged.id))
        desk.redis.set(desk.keys.job(damaged.id), "x")
        healthy = desk.publish()
        assert desk.round() == ["delivered: 200 (attempt 1)"] * 2
    assert desk.state(healthy) is JobState.DONE
    assert desk.deliveries.due_count() == 0


def test_an_endpoint_that_cannot_be_read_keeps_no_event_from_the_others(desk: Desk) -> None:
    desk.redis.hset(desk.keys.endpoint("spoilt"), mapping={"url": "http://127.0.0.1:1/", "types": "{{"})
    desk.redis.set(desk.keys.endpoint("no-hash"), "x")
    desk.redis.sadd(desk.keys.endpoints, "spoilt", "no-hash", "nobody")
    with RawServer(says(answer())) as server:
        desk.endpoint(server.url)
        job = desk.publish()
        desk.round()
    assert desk.state(job) is JobState.DONE


def test_a_line_of_the_log_that_cannot_be_read_hides_no_other(desk: Desk) -> None:
    with RawServer(says(answer())) as server:
        desk.endpoint(server.url)
        job = desk.publish()
        desk.redis.rpush(f"{desk.keys.delivery(desk.delivery(job).id)}:attempts", b"\xff{")
        desk.round()
    assert [attempt.status for attempt in desk.log(job)] == [200]


def test_a_delivery_that_kills_every_worker_comes_to_an_end(desk: Desk) -> None:
    with RawServer(says(answer())) as server:
        desk.endpoint(server.url)
        job = desk.publish()
        for _ in range(10):
            assert len(desk.claim()) == 1  # and its worker dies
            desk.clock.now += 61
        desk.round()
        assert server.connections == 0
    assert [(attempt.number, attempt.phase) for attempt in desk.log(job)] == [(n, "lost") for n in range(1, 11)]
    assert desk.delivery(job).state is DeliveryState.DEAD
    assert "10 workers" in (desk.delivery(job).reason or "")
    assert desk.state(job) is JobState.DEAD


def test_an_attempt_that_was_lost_with_its_worker_does_not_shorten_the_schedule(desk: Desk) -> None:
    with RawServer(says(answer(status="500 Oops"))) as server:
        desk.endpoint(server.url)
        job = desk.publish()
        assert len(desk.claim()) == 1  # and its worker dies
        desk.run_out()
        assert server.connections == len(SCHEDULE)
    assert [(attempt.number, attempt.status) for attempt in desk.log(job)] == [
        (1, None),
        *((n, 500) for n in range(2, len(SCHEDULE) + 2)),
    ]
