"""What an endpoint may answer, by name, and what follows."""

from collections.abc import Callable
from email.utils import formatdate

import pytest
from delivering import DAY, SCHEDULE, Desk
from raw_server import Peer, RawServer, answer, says

from worker.contract.delivery import DeliveryState
from worker.contract.events import EventType
from worker.contract.job import JobState


def in_turn(*answers: bytes) -> Callable[[Peer], None]:
    """A script that gives each request the next answer; the last one stays."""
    left = list(answers)

    def script(peer: Peer) -> None:
        if peer.request():
            peer.say(left.pop(0) if len(left) > 1 else left[0])

    return script


@pytest.mark.parametrize("status", ["500 Oops", "404 Not Found", "400 Bad", "401 No", "304 Not Modified", "418 Teapot"])
def test_any_other_answer_is_tried_again_on_the_schedule_until_it_is_over(desk: Desk, status: str) -> None:
    with RawServer(says(answer(b"why", status=status))) as server:
        desk.endpoint(server.url)
        job = desk.publish()
        desk.run_out()
    assert [attempt.status for attempt in desk.log(job)] == [int(status[:3])] * len(SCHEDULE)
    assert {(attempt.phase, attempt.error) for attempt in desk.log(job)} == {("body", None)}
    waits = [after.started - before.started for before, after in zip(desk.log(job), desk.log(job)[1:], strict=False)]
    assert all(waited >= wanted for waited, wanted in zip(waits, SCHEDULE[1:], strict=True))
    assert desk.delivery(job).state is DeliveryState.DEAD
    assert desk.state(job) is JobState.DEAD


def test_the_log_keeps_the_first_16_kib_of_an_answer_in_little_room(desk: Desk) -> None:
    page = b"<p>The service is down for maintenance. It will be back soon.</p>\n" * 400
    with RawServer(says(answer(page, status="500 Oops"))) as server:
        desk.endpoint(server.url)
        job = desk.publish()
        desk.round()
    [attempt] = desk.log(job)
    assert attempt.answer == page[:16_384].decode()
    assert (desk.redis.memory_usage(f"t:delivery:{desk.delivery(job).id}:attempts") or 0) < 2000


def test_302_is_an_answer_and_is_not_followed(desk: Desk) -> None:
    with RawServer(says(answer())) as elsewhere:
        with RawServer(says(answer(b"", f"Location: {elsewhere.url}/", status="302 Found"))) as server:
            desk.endpoint(server.url)
            job = desk.publish()
            assert desk.round() == ["retry: 302 (attempt 1), again in 5 s"]
        assert elsewhere.connections == 0
    assert desk.delivery(job).state is DeliveryState.PENDING


def test_success_after_two_failures_ends_the_job_as_done(desk: Desk) -> None:
    oops = answer(status="500 Oops")
    with RawServer(in_turn(oops, oops, answer())) as server:
        desk.endpoint(server.url)
        job = desk.publish()
        desk.run_out()
    assert [attempt.status for attempt in desk.log(job)] == [500, 500, 200]
    assert [attempt.number for attempt in desk.log(job)] == [1, 2, 3]
    assert [attempt.next_try is None for attempt in desk.log(job)] == [False, False, True]
    assert desk.state(job) is JobState.DONE


@pytest.mark.parametrize("status", ["429 Too Many", "503 Unavailable", "500 Oops"])
@pytest.mark.parametrize(
    ("form", "wait"),
    [
        ("120", 120),
        ("date", 120),
        ("past", SCHEDULE[1]),
        ("-1", SCHEDULE[1]),
        ("soon", SCHEDULE[1]),
        ("1e9", SCHEDULE[1]),
        ("315360000", DAY),
    ],
)
def test_retry_after_in_every_form(desk: Desk, status: str, form: str, wait: float) -> None:
    moments = {"date": desk.clock.now + 120, "past": desk.clock.now - 60}
    said = formatdate(moments[form], usegmt=True) if form in moments else form
    with RawServer(says(answer(b"", f"Retry-After: {said}", status=status))) as server:
        desk.endpoint(server.url)
        job = desk.publish()
        desk.round()
        [attempt] = desk.log(job)
        assert attempt.next_try == pytest.approx(desk.clock.now + wait, abs=1)
        desk.clock.now += wait - 2
        assert desk.round() == []
        desk.clock.now += 3
        assert len(desk.round()) == 1
        assert server.connections == 2


@pytest.mark.parametrize("status", ["429 Too Many", "502 Bad Gateway", "503 Unavailable", "504 Timeout"])
def test_an_endpoint_that_is_overloaded_is_left_alone_as_a_whole(desk: Desk, status: str) -> None:
    with RawServer(in_turn(answer(b"", "Retry-After: 60", status=status), answer())) as server:
        desk.endpoint(server.url)
        first = desk.publish()
        desk.round()
        second = desk.publish()
        desk.clock.now += 59
        assert desk.round() == []
        assert server.connections == 1
        desk.clock.now += 2
        desk.run_out()
    assert desk.state(first) is desk.state(second) is JobState.DONE
    assert [len(desk.log(job)) for job in (first, second)] == [2, 1]


@pytest.mark.parametrize("later", ["503 Unavailable", "200 OK"])
def test_neither_a_shorter_pause_nor_a_success_that_was_on_its_way_lifts_a_longer_one(desk: Desk, later: str) -> None:
    long = answer(b"", "Retry-After: 600", status="429 Too Many")
    with RawServer(in_turn(long, answer(status=later), answer())) as server:
        desk.endpoint(server.url)
        for _ in range(2):
            desk.publish()
        desk.together()
        assert server.connections == 2
        third = desk.publish()
        desk.clock.now += 599
        assert desk.round() == []
        desk.clock.now += 2
        desk.run_out()
    assert desk.state(third) is JobState.DONE


def test_a_500_holds_up_nothing_but_itself(desk: Desk) -> None:
    with RawServer(in_turn(answer(status="500 Oops"), answer())) as server:
        desk.endpoint(server.url)
        desk.publish()
        desk.round()
        second = desk.publish()
        desk.round()
    assert desk.state(second) is JobState.DONE


def test_410_disables_at_once_cancels_what_is_pending_tells_the_others_and_all_can_be_replayed(desk: Desk) -> None:
    gone = answer(status="410 Gone")
    with RawServer(in_turn(answer(status="500 Oops"), gone)) as server, RawServer(says(answer())) as other:
        desk.endpoint(server.url)
        waits_long = desk.publish()
        desk.round()
        desk.endpoint(other.url, "other")
        refused, behind = desk.publish(), desk.publish()
        for _ in range(3):
            desk.round()
        assert server.connections == 2
        jobs = (waits_long, refused, behind)
        assert {desk.delivery(job).state for job in jobs} <= {DeliveryState.DEAD, DeliveryState.CANCELLED}
        assert desk.delivery(waits_long).state is DeliveryState.CANCELLED
        assert {desk.state(job) for job in jobs} == {JobState.DEAD}
        assert desk.deliveries.due_count() == 0
        disabled = desk.endpoints.get("default")
        assert disabled is not None
        assert disabled.disabled == "the endpoint answered 410 Gone"

        told = [d for d in desk.deliveries.of_endpoint("other", 0, desk.clock.now + 1) if not d.job]
        [event] = [desk.deliveries.event(d.event) for d in told]
        assert event is not None
        assert event.type is EventType.ENDPOINT_DISABLED
        assert isinstance(event.data, dict)
        assert event.data["endpoint"] == "default"

        missed = desk.publish()
        assert desk.delivery(missed).state is DeliveryState.CANCELLED
        desk.round()
        assert desk.state(missed) is JobState.DONE  # a disabled endpoint holds up no job
    with RawServer(says(answer())) as server:
        desk.endpoint(server.url)  # at another address it is enabled again
        for delivery in list(desk.deliveries.of_endpoint("default", 0, desk.clock.now + 1)):
            if delivery.job:
                desk.jobs.note_delivery(delivery.job, delivery.id, None)
            assert desk.deliveries.replay(delivery.id) == "replayed"
        desk.run_out()
        assert server.connections == 4
    assert {desk.delivery(job).state for job in (*jobs, missed)} == {DeliveryState.DELIVERED}
    assert {desk.state(job) for job in (*jobs, missed)} == {JobState.DONE}


def test_nothing_but_failure_for_120_hours_disables_and_tells_the_others(desk: Desk) -> None:
    with RawServer(says(answer(status="500 Oops"))) as server, RawServer(says(answer())) as other:
        desk.endpoint(server.url)
        desk.endpoint(other.url, "other", types=("endpoint.disabled",))
        for _ in range(7):
            desk.publish()
            desk.run_out()
            desk.clock.now += DAY
        disabled = desk.endpoints.get("default")
        assert disabled is not None
        assert disabled.disabled == "nothing but failure for too long"
        assert other.connections == 1


def test_two_failures_with_a_quiet_week_between_disable_nothing(desk: Desk) -> None:
    with RawServer(says(answer(status="500 Oops"))) as server:
        desk.endpoint(server.url)
        for _ in range(2):
            desk.publish()
            desk.run_out()
            desk.clock.now += 7 * DAY
    endpoint = desk.endpoints.get("default")
    assert endpoint is not None
    assert endpoint.disabled is None
