"""Deliveries against a real server: who is given how many, the breaker, what is kept and for how long."""

import pytest
from delivering import LEASE, Desk, Desks
from raw_server import RawServer, answer, says

from worker.contract.delivery import Attempt, DeliveryState
from worker.contract.events import webhook_id
from worker.contract.job import JobState, Submission, Work
from worker.storage.deliveries import Rules

DAY = 86_400
OOPS = says(answer(status="500 Oops"))
ATTEMPT = Attempt(number=1, started=0.0, seconds=0.0, phase="body", status=200)


def claims(desk: Desk, limit: int = 500) -> list[str]:
    return [claimed.delivery.id for claimed in desk.claim(limit)]


def begin_all(desk: Desk, ids: list[str]) -> list[str]:
    said = [desk.deliveries.begin(one) for one in ids]
    return [getattr(one, "why", "go") for one in said]


def test_a_claim_goes_to_one_caller_and_comes_back_when_its_lease_is_over(desk: Desk) -> None:
    desk.endpoint("http://127.0.0.1:1/")
    job = desk.publish()
    assert claims(desk) == [desk.delivery(job).id]
    assert claims(desk) == []
    desk.clock.now += LEASE + 0.1
    assert claims(desk) == [desk.delivery(job).id]


def test_an_attempt_is_one_worker_s_until_its_lease_is_over(desk: Desk) -> None:
    desk.endpoint("http://127.0.0.1:1/")
    delivery = desk.delivery(desk.publish()).id
    assert begin_all(desk, [delivery, delivery]) == ["go", "busy"]
    desk.clock.now += LEASE + 0.1
    assert begin_all(desk, [delivery]) == ["go"]


def test_a_claimed_attempt_is_begun_once_more_only_by_whom_it_was_claimed_for(desk: Desk) -> None:
    desk.endpoint("http://127.0.0.1:1/")
    desk.publish()
    [claimed] = desk.claim()
    assert desk.deliveries.begin(claimed.delivery.id, claimed.delivery.word) == claimed
    assert begin_all(desk, [claimed.delivery.id]) == ["busy"]


def test_no_endpoint_has_more_in_flight_than_its_slots(desk: Desk) -> None:
    desk.endpoint("http://127.0.0.1:1/", "busy")
    for _ in range(100):
        desk.publish()
    desk.endpoints.remove("busy")
    desk.endpoint("http://127.0.0.1:1/", "calm")
    last = webhook_id(desk.publish().event_id or "", "calm")
    given = claims(desk)
    assert last in given
    assert len(given) == desk.rules.slots + 1
    desk.clock.now += 1
    assert claims(desk) == []  # nothing for whose slots are full


def test_endpoints_that_hang_together_leave_room_for_one_that_does_not(desk_with: Desks) -> None:
    threads = 48
    desk = desk_with(rules=Rules(lease=LEASE, share=0.25))
    for n in range(12):
        desk.endpoint("http://127.0.0.1:1/", f"hangs-{n}")
    for _ in range(20):
        desk.publish()
    held: list[str] = []
    for _ in range(20):
        held += claims(desk, limit=threads - len(held))
    assert len(held) < threads
    for n in range(12):
        desk.endpoints.remove(f"hangs-{n}")
    desk.endpoint("http://127.0.0.1:1/", "answers")
    job = desk.publish()
    assert claims(desk, limit=threads - len(held)) == [webhook_id(job.event_id or "", "answers")]


@pytest.mark.parametrize("refusal", ["full", "paused"])
def test_what_finds_no_room_keeps_its_place_before_what_came_later(desk: Desk, refusal: str) -> None:
    desk.endpoint("http://127.0.0.1:1/")
    if refusal == "paused":
        desk.redis.hset(desk.keys.endpoint("default"), "paused", desk.clock.now + 5)
        slots = 0
    else:
        slots = desk.rules.slots
    order = []
    for _ in range(slots + 3):
        order.append(desk.delivery(desk.publish()).id)
        desk.clock.now += 0.1
    begun = desk.claim()
    assert len(begun) == slots
    assert begin_all(desk, order[slots:]) == [refusal] * 3
    order.append(desk.delivery(desk.publish()).id)
    desk.clock.now += 10
    for claimed in begun:
        assert desk.deliveries.outcome(claimed, ATTEMPT, "delivered") == (True, False)
    assert claims(desk) == order[slots:]


def test_a_round_gives_out_no_more_than_there_is_room_for(desk_with: Desks) -> None:
    desk = desk_with(rules=Rules(lease=LEASE, slots=5))
    for name in ("a", "b", "c"):
        desk.endpoint("http://127.0.0.1:1/", name)
    for _ in range(10):
        desk.publish()
    given = [claims(desk, limit=7) for _ in range(6)]
    assert [len(part) for part in given] == [7, 7, 1, 0, 0, 0]
    assert len({one for part in given for one in part}) == 3 * desk.rules.slots


def test_the_breaker_opens_at_five_failures_lets_one_probe_through_and_doubles_its_wait_to_ten_minutes(
    desk: Desk,
) -> None:
    with RawServer(OOPS) as server:
        desk.endpoint(server.url)
        for _ in range(8):
            desk.publish()
        desk.round()
        assert server.connections == 5
        waits = []
        for _ in range(7):
            opened = desk.endpoints.health("default")["open"]
            waits.append(opened - desk.clock.now)
            desk.clock.now = opened - 0.01
            before = server.connections
            desk.round()
            assert server.connections == before
            desk.clock.now = opened + 0.01
            desk.publish()
            for _ in range(3):
                desk.round()
            assert server.connections == before + 1
    assert [round(wait) for wait in waits] == [30, 60, 120, 240, 480, 600, 600]
    with RawServer(says(answer())) as server:
        desk.redis.hset(desk.keys.endpoint("default"), "url", server.url)
        desk.clock.now = desk.endpoints.health("default")["open"] + 0.01
        desk.run_out(most=500)
        assert desk.endpoints.health("default") == {"failures": 0.0, "paused": 0.0, "open": 0.0}
    assert desk.jobs.counts()["delivering"] == 0


def test_a_refusal_by_the_breaker_spends_no_attempt(desk: Desk) -> None:
    with RawServer(OOPS) as server:
        desk.endpoint(server.url)
        for _ in range(5):
            desk.publish()
        desk.round()
        late = desk.publish()
        assert desk.attempt(desk.delivery(late)) == "open"
        assert desk.delivery(late).attempts == 0
        assert desk.log(late) == []


def test_failures_that_were_in_flight_when_the_breaker_opened_lengthen_nothing(desk: Desk) -> None:
    with RawServer(OOPS) as server:
        desk.endpoint(server.url)
        for _ in range(8):
            desk.publish()
        desk.together()
        assert server.connections == 8
    assert desk.endpoints.health("default")["open"] - desk.clock.now == 30


def test_a_job_without_an_endpoint_is_done_and_its_event_is_kept(desk: Desk) -> None:
    job = desk.publish()
    assert desk.state(job) is JobState.DONE
    assert desk.deliveries.event(job.event_id or "") is not None


def test_the_same_revision_extracted_again_is_the_same_delivery(desk: Desk) -> None:
    with RawServer(says(answer())) as server:
        desk.endpoint(server.url)
        job = desk.publish()
        desk.run_out()
        event = desk.deliveries.event(job.event_id or "")
        assert event is not None
        again = desk.job()
        assert desk.deliveries.publish(job_id=again.id, event=event, subscribers=[]) == 0
        desk.run_out()
        assert server.connections == 1


def test_a_duplicate_submission_s_webhook_receives_the_stored_event(desk: Desk) -> None:
    with RawServer(says(answer())) as server:
        desk.endpoint(server.url)
        job = desk.publish()
        desk.run_out()
        [joined] = desk.jobs.submit([Submission(url=job.url, webhook_url=f"{server.url}/mine")])
        assert (joined.duplicate, joined.send) == (True, True)
        event = desk.deliveries.event(job.event_id or "")
        assert event is not None
        desk.jobs.begin(job.id, Work.FETCH)
        people = desk.jobs.subscribers(job.id)
        assert desk.deliveries.publish(job_id=job.id, event=event, subscribers=people) == 2
        desk.run_out()
        assert server.connections == 2


@pytest.mark.parametrize("kept", [1.0, 30.0])
def test_an_event_s_bytes_outlive_its_last_attempt_however_short_things_are_kept(desk_with: Desks, kept: float) -> None:
    desk = desk_with(rules=Rules(lease=LEASE, keep_days=kept))
    with RawServer(says(answer())) as server, RawServer(OOPS) as bad:
        desk.endpoint(server.url, "good")
        desk.endpoint(bad.url, "bad")
        job = desk.publish()
        desk.round()
    key = desk.keys.event(job.event_id or "")
    assert desk.redis.ttl(key) > (kept + 9) * DAY
    good = desk.keys.delivery(desk.delivery(job, "good").id)
    assert (kept - 1) * DAY < desk.redis.ttl(good) <= kept * DAY
    assert desk.redis.ttl(desk.keys.delivery(desk.delivery(job, "bad").id)) == -1


def test_what_was_cancelled_or_dead_can_be_replayed_and_what_is_pending_is_left_alone(desk: Desk) -> None:
    desk.endpoint("http://127.0.0.1:1/")
    job = desk.publish()
    delivery = desk.delivery(job).id
    assert desk.deliveries.replay(delivery) == "pending"
    assert desk.deliveries.replay("msg_nobody") == "unknown"
    desk.endpoints.disable("default", "by hand")
    desk.round()
    assert desk.delivery(job).state is DeliveryState.CANCELLED
    assert desk.delivery(job).reason == "its endpoint was disabled: by hand"
    assert desk.deliveries.replay(delivery) == "disabled"
    desk.endpoints.enable("default")
    desk.redis.delete(desk.keys.event(job.event_id or ""))
    assert desk.deliveries.replay(delivery) == "expired"


def test_the_list_of_an_endpoint_s_deliveries_is_read_by_time(desk: Desk) -> None:
    desk.endpoint("http://127.0.0.1:1/")
    jobs = []
    for _ in range(3):
        jobs.append(desk.publish())
        desk.clock.now += 10
    found = [d.job for d in desk.deliveries.of_endpoint("default", desk.clock.now - 25, desk.clock.now - 15)]
    assert found == [jobs[1].id]


def test_old_entries_leave_that_list_when_new_ones_come(desk: Desk) -> None:
    desk.endpoint("http://127.0.0.1:1/")
    desk.publish()
    desk.clock.now += 41 * DAY
    desk.publish()
    assert desk.redis.zcard(f"{desk.keys.endpoint('default')}:deliveries") == 1
