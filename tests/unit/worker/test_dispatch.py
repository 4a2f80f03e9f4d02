"""How many deliveries a worker takes, and what becomes of those that it cannot make any more."""

from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest
from celery import signals  # type: ignore[import-untyped] # has no types
from redis.exceptions import ConnectionError as RedisConnectionError

from worker.contract.queues import DELIVER_TASK, DeliverMessage, Message
from worker.dispatch import Dispatch


@dataclass
class Attempts:
    """Has so many deliveries due."""

    due: int
    away: bool = False
    looks: int = 0

    def claim(self, limit: int) -> list[DeliverMessage]:
        self.looks += 1
        if self.away:
            raise RedisConnectionError("stopped by the test")
        given = min(limit, self.due)
        self.due -= given
        names = range(self.due, self.due + given)
        return [
            DeliverMessage(delivery=f"msg_{n}", endpoint="reader.example", url=f"https://a.example/{n}") for n in names
        ]

    def forget(self, message: DeliverMessage) -> None:
        """Nothing was kept."""


@dataclass
class Worker:
    """What the step sees of a worker with ``threads`` threads that never begin; ``taken`` are its tasks."""

    attempts: Attempts
    threads: int = 4
    queues: tuple[str, ...] = ("deliver",)
    taken: list[tuple[Any, Callable[..., None]]] = field(default_factory=list)
    handed_back: list[Message] = field(default_factory=list)
    round: Callable[[], None] = lambda: None

    def start(self) -> Dispatch:
        queues = SimpleNamespace(consume_from=dict.fromkeys(self.queues))
        rooms = SimpleNamespace(
            attempts=self.attempts,
            settings=SimpleNamespace(sweep=SimpleNamespace(dispatch_interval=0.02)),
            hand_back=lambda message, *, at_once: self.handed_back.append(message) if at_once else None,
        )
        consumer = SimpleNamespace(
            app=SimpleNamespace(rooms=rooms, amqp=SimpleNamespace(queues=queues)),
            pool=SimpleNamespace(limit=self.threads),
            strategies={DELIVER_TASK: lambda task, _body, ack, _reject, _then: self.taken.append((task, ack))},
            timer=SimpleNamespace(call_repeatedly=self._each),
        )
        step = Dispatch(consumer)
        step.start(consumer)
        return step

    def _each(self, _seconds: float, work: Callable[..., None], arguments: tuple[Any, ...]) -> Any:
        self.round = lambda: work(*arguments)
        return SimpleNamespace(cancel=lambda: None)


def test_a_worker_takes_no_more_than_it_has_threads_free() -> None:
    worker = Worker(Attempts(10))
    worker.start()
    worker.round()
    worker.round()
    assert len(worker.taken) == 4
    for _, ended in worker.taken[:2]:
        ended()
    worker.round()
    assert len(worker.taken) == 6


def test_flower_reads_url_endpoint_and_delivery_of_each_task() -> None:
    worker = Worker(Attempts(1))
    worker.start()
    worker.round()
    [(task, _)] = worker.taken
    assert task.headers["task"] == DELIVER_TASK
    assert task.headers["argsrepr"] == "(https://a.example/0, reader.example, msg_0)"


def test_a_worker_of_other_queues_takes_none() -> None:
    worker = Worker(Attempts(1), queues=("fetch", "extract"))
    worker.start()
    worker.round()
    assert worker.taken == []


def test_a_store_that_is_away_stops_no_round() -> None:
    worker = Worker(Attempts(1, away=True))
    worker.start()
    worker.round()
    worker.attempts.away = False
    worker.round()
    assert len(worker.taken) == 1


def test_an_idle_worker_looks_less_often_and_as_often_again_once_something_is_due() -> None:
    worker = Worker(Attempts(0), threads=100)
    worker.start()
    for _ in range(400):
        worker.round()
    assert 100 < worker.attempts.looks < 250
    worker.attempts.due = 1
    for _ in range(3):
        worker.round()
    assert len(worker.taken) == 1
    before = worker.attempts.looks
    for _ in range(10):
        worker.round()
    assert worker.attempts.looks == before + 10


def test_what_reached_no_thread_goes_to_the_other_workers_at_the_end() -> None:
    worker = Worker(Attempts(3))
    worker.start()
    worker.round()
    worker.taken[0][1]()
    signals.worker_shutdown.send(sender=None)
    assert {getattr(one, "delivery", "") for one in worker.handed_back} == {"msg_1", "msg_2"}


@pytest.fixture(autouse=True)
def _no_signals() -> Any:
    yield
    signals.worker_shutdown.disconnect(dispatch_uid="dateline.dispatch")
