"""Many deliveries at once: a rotation, one hung endpoint among twenty, a replay."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from delivering import SECRET, Desk, Desks, headers_of
from fakes import FakeClock
from foreign_receivers import RECEIVERS, Signed
from raw_server import Peer, RawServer, answer, says

from worker.contract.delivery import DeliveryState
from worker.contract.job import JobState
from worker.contract.webhook_secret import make_secret
from worker.handlers.deliver import deliver_event

THREADS = 16


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(THREADS) as made:
        yield made


def work(desk: Desk, pool: ThreadPoolExecutor) -> None:
    """Claim and attempt what is due, as a worker's threads do."""
    for _ in pool.map(lambda claimed: deliver_event(claimed, desk.ports), desk.claim()):
        pass


def work_off(desk: Desk, pool: ThreadPoolExecutor) -> None:
    """... until nothing is pending; the clock goes on a little with each round."""
    while desk.deliveries.due_count():
        work(desk, pool)
        desk.clock.now += 0.5


class Recorder:
    """Keeps each request and answers 204, but for every fifth of the first thirty."""

    def __init__(self) -> None:
        self.requests: list[Signed] = []
        self.lock = threading.Lock()

    def script(self, peer: Peer) -> None:
        raw = peer.whole_request()
        if not raw:
            return
        with self.lock:
            self.requests.append(Signed(headers_of(raw), raw.partition(b"\r\n\r\n")[2]))
            count = len(self.requests)
            self.seen(count)
        peer.say(answer(status="404 Not Found" if count % 5 == 0 and count <= 30 else "204 No Content"))

    def seen(self, count: int) -> None:
        """Called under the lock with how many there are."""


@pytest.mark.parametrize("receiver", RECEIVERS)
def test_every_attempt_verifies_through_a_rotation_in_receivers_not_written_here(
    desk_with: Desks, pool: ThreadPoolExecutor, receiver: str
) -> None:
    verify, fresh = RECEIVERS[receiver], make_secret()
    desk = desk_with(clock=FakeClock(time.time()))
    recorder = Recorder()

    def rotate(count: int) -> None:
        if count == 10:
            assert desk.endpoints.rotate("default", fresh, overlap=40)

    recorder.seen = rotate  # type: ignore[method-assign]
    with RawServer(recorder.script) as server:
        desk.endpoint(server.url)
        for _ in range(30):
            desk.publish()
        work_off(desk, pool)
        during = list(recorder.requests)
        recorder.requests.clear()
        desk.clock.now += 41
        desk.publish()
        work_off(desk, pool)
        after = list(recorder.requests)
    assert len(during) > 30
    assert all(verify(SECRET, during))
    both = [request for request in during if " " in request.headers["webhook-signature"]]
    assert both
    assert len(during) - len(both) >= 10
    assert all(verify(fresh, both))
    assert after
    assert all(verify(fresh, after))
    assert not any(verify(SECRET, after))
    assert all("." not in request.headers["webhook-id"] for request in during)


def test_one_hung_endpoint_among_twenty_holds_up_none_of_the_others(desk_with: Desks, pool: ThreadPoolExecutor) -> None:
    desk = desk_with(deadline=30.0)
    with RawServer(says(answer())) as good, RawServer(lambda peer: peer.wait()) as hung:
        for number in range(19):
            desk.endpoint(f"{good.url}/{number}", f"good-{number}")
        desk.endpoint(hung.url, "hung")
        jobs = [desk.publish() for _ in range(12)]
        running = []
        while good.connections < 19 * len(jobs):
            running += [pool.submit(deliver_event, claimed, desk.ports) for claimed in desk.claim()]
            desk.clock.now += 0.05
            time.sleep(0.005)
        still = [desk.delivery(job, "hung").state for job in jobs]
        assert set(still) == {DeliveryState.PENDING}
        assert 0 < hung.connections <= desk.rules.slots


def test_a_replay_of_many_during_load_sends_each_once_under_its_own_id(desk: Desk, pool: ThreadPoolExecutor) -> None:
    heard: Counter[str] = Counter()
    lock = threading.Lock()

    def script(peer: Peer) -> None:
        headers = headers_of(peer.whole_request())
        with lock:
            heard[headers.get("webhook-id", "")] += 1
        peer.say(answer(status="204 No Content"))

    with RawServer(script) as server:
        desk.endpoint(server.url)
        desk.endpoints.disable("default", "by hand")
        missed = [desk.publish() for _ in range(150)]
        desk.endpoints.enable("default")
        for number, job in enumerate(missed):
            assert desk.deliveries.replay(desk.delivery(job).id, after=number / 50) == "replayed"
        fresh = []
        for _ in range(15):
            fresh += [desk.publish() for _ in range(4)]
            work(desk, pool)
            desk.clock.now += 0.25
        work_off(desk, pool)
    jobs = [*missed, *fresh]
    assert set(heard) == {desk.delivery(job).id for job in jobs}
    assert set(heard.values()) == {1}
    assert {desk.delivery(job).state for job in jobs} == {DeliveryState.DELIVERED}
    assert {attempt.trigger for job in missed for attempt in desk.log(job)} == {"replay"}
    assert {desk.state(job) for job in jobs} == {JobState.DONE}
