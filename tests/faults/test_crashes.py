"""Processes that are killed or told to end, a broker that dies: nothing is lost, and what comes twice is explained."""

import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Self

import pytest
from delivering import SECRET, Desk
from fakes import FakeClock
from raw_server import Peer, RawServer, answer, says
from redis import Redis
from stack import settings_of

from dateline.broker import EmbeddedBroker
from dateline.processes import Child, ProcessTree
from dateline.stack import child_env, worker_argv
from worker.contract.delivery import DeliveryState
from worker.contract.job import JobState
from worker.storage.connection import connect

PREFIX = "t"


def environment(broker_url: str, hook: str, folder: Path) -> dict[str, str]:
    return {
        "DATELINE_BROKER__URL": broker_url,
        "DATELINE_STORE__PREFIX": PREFIX,
        "DATELINE_DATA_DIR": str(folder),
        "DATELINE_HTTP__ALLOW_NETWORKS": "127.0.0.0/8",
        "DATELINE_WEBHOOK__URL": hook,
        "DATELINE_WEBHOOK__SECRET": SECRET,
        "DATELINE_WEBHOOK__SCHEDULE": "0,0.5,1,1,2,2",
        "DATELINE_WEBHOOK__DEADLINE": "4",
        "DATELINE_WEBHOOK__LEASE": "5",
        "DATELINE_LOG__FORMAT": "json",
    }


@pytest.mark.parametrize(("point", "posts"), [("before", 1), ("between", 2), ("after", 1)])
def test_sigkill_of_the_worker(valkey: EmbeddedBroker, redis: Redis, tmp_path: Path, point: str, posts: int) -> None:
    """Only between the POST and its record can the receiver hear a delivery twice: nobody knows that it was heard."""
    with RawServer(says(answer())) as server:
        desk = Desk(redis, clock=FakeClock(time.time()))
        desk.endpoint(server.url)
        job = desk.publish()
        argv = [sys.executable, str(Path(__file__).parent.parent / "crashing.py"), desk.delivery(job).id, point]
        env = child_env(environment(valkey.url, server.url, tmp_path))
        assert subprocess.run(argv, env=env, check=False).returncode == -signal.SIGKILL
        assert desk.state(job) is (JobState.DONE if point == "after" else JobState.DELIVERING)
        desk.clock.now = time.time() + 1
        assert desk.round() == []  # its lease holds
        desk.run_out()
        assert server.connections == posts
    assert desk.delivery(job).state is DeliveryState.DELIVERED
    assert desk.state(job) is JobState.DONE
    assert [attempt.phase for attempt in desk.log(job)] == (["body"] if point == "after" else ["lost", "body"])


class Receiver:
    """Answers 204 as soon as ``open`` is set; ``heard`` counts what it took by webhook-id."""

    def __init__(self) -> None:
        self.heard: Counter[str] = Counter()
        self.open = threading.Event()
        self.asked = threading.Semaphore(0)

    def script(self, peer: Peer) -> None:
        request = peer.whole_request()
        lines = request.partition(b"\r\n\r\n")[0].decode("latin-1").lower().split("\r\n")
        self.heard[next(line for line in lines if line.startswith("webhook-id"))] += 1
        self.asked.release()
        self.open.wait(30)
        peer.say(answer(status="204 No Content"))


class Worker:
    """A deliver worker; ``wait_until_done`` starts it again when it dies, as whatever keeps workers up does."""

    def __init__(self, env: dict[str, str], folder: Path) -> None:
        argv = worker_argv("deliver", settings_of(env))
        self.child = Child("deliver", argv, child_env(env), folder / "deliver.log")
        self._tree = ProcessTree()

    def __enter__(self) -> Self:
        self._tree.add(self.child)
        return self

    def __exit__(self, *_: object) -> None:
        self._tree.stop()

    def wait_until_done(self, desk: Desk, jobs: int) -> None:
        ends = time.monotonic() + 40
        while desk.jobs.counts()["done"] < jobs:
            assert time.monotonic() < ends, f"{desk.jobs.counts()}\n{self.child.tail(40)}"
            self._tree.tend()
            time.sleep(0.05)


@pytest.mark.timeout(90)
def test_sigterm_finishes_what_is_in_flight_and_leaves_the_rest_to_the_next_worker(
    own_broker: EmbeddedBroker, tmp_path: Path
) -> None:
    receiver = Receiver()
    with RawServer(receiver.script) as server, connect(own_broker.url) as redis:
        env = environment(own_broker.url, server.url, tmp_path)
        desk = Desk(redis, clock=FakeClock(time.time()))
        desk.endpoint(server.url)
        jobs = [desk.publish() for _ in range(20)]
        with Worker(env, tmp_path) as first:
            assert receiver.asked.acquire(timeout=30)
            first.child.signal(signal.SIGTERM)
            receiver.open.set()
            first.child.wait(30)
            assert first.child.process is not None
            assert first.child.process.returncode == 0
        with Worker(env, tmp_path) as second:
            second.wait_until_done(desk, len(jobs))
        assert set(receiver.heard.values()) == {1}
        assert len(receiver.heard) == len(jobs)
        assert [len(desk.log(job)) for job in jobs] == [1] * len(jobs)


@pytest.mark.timeout(90)
def test_the_broker_is_killed_during_an_attempt_and_comes_back(own_broker: EmbeddedBroker, tmp_path: Path) -> None:
    receiver = Receiver()
    with RawServer(receiver.script) as server, connect(own_broker.url) as redis:
        env = environment(own_broker.url, server.url, tmp_path)
        desk = Desk(redis, clock=FakeClock(time.time()))
        desk.endpoint(server.url)
        jobs = [desk.publish()]
        with Worker(env, tmp_path) as worker:
            assert receiver.asked.acquire(timeout=30)
            own_broker.kill()
            receiver.open.set()
            own_broker.start()
            jobs += [desk.publish() for _ in range(5)]
            worker.wait_until_done(desk, len(jobs))
        assert len(receiver.heard) == len(jobs)
        assert set(receiver.heard.values()) == {1}


def test_a_worker_that_dies_before_it_told_the_others_of_a_disabled_endpoint_leaves_that_to_the_next(
    desk: Desk,
) -> None:
    with RawServer(says(answer(status="410 Gone"))) as server, RawServer(says(answer())) as other:
        desk.endpoint(server.url)
        desk.publish()
        desk.endpoint(other.url, "other", types=("endpoint.disabled",))
        [claimed] = desk.claim()
        outcome = desk.ports.attempter.attempt(claimed)
        assert desk.deliveries.outcome(claimed, outcome.attempt, outcome.kind, gone=outcome.gone) == (True, True)
        # ... and here it dies
        desk.run_out()
        assert other.connections == 1
    assert desk.jobs.counts()["delivering"] == 0
