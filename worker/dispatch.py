"""How a deliver worker comes to its tasks: it claims what is due in the store and runs it, with no queue in between.

A delivery waits in the store anyway, due at its time and claimed under a lease; a message of the broker beside it added
nothing but three trips of it. Celery runs each all the same, as the task that it is: Flower shows it, and a worker that
ends hands it back.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import uuid4

import structlog
from celery import bootsteps, signals  # type: ignore[import-untyped] # has no types
from redis.exceptions import RedisError

from worker.bootstrap import Rooms
from worker.contract.queues import DELIVER_QUEUE, DELIVER_TASK, DeliverMessage

log = structlog.get_logger("dateline")
# A look costs more than half a millisecond: after a second without anything due, every third is taken.
IDLE_LOOKS = 50
IDLE_STEP = 3


@dataclass(frozen=True)
class Own:
    """A task's message that came by no broker: what Celery reads of one. The arguments are as they are, not JSON."""

    headers: dict[str, Any]
    payload: dict[str, Any]
    properties: ClassVar[dict[str, Any]] = {}
    delivery_info: ClassVar[dict[str, Any]] = {"exchange": "", "routing_key": DELIVER_QUEUE}
    body: ClassVar[None] = None
    content_type: ClassVar[None] = None
    content_encoding: ClassVar[None] = None


class Dispatch(bootsteps.StartStopStep):  # type: ignore[misc] # Celery has no types
    """Claims, again and again, as many deliveries as the worker has threads free."""

    requires: ClassVar[set[str]] = {
        "celery.worker.consumer.tasks:Tasks",
        "celery.worker.consumer.events:Events",
    }

    def __init__(self, consumer: Any, **_: Any) -> None:
        self._rooms: Rooms = consumer.app.rooms
        self._looks = 0  # since something was due
        self._in_hand: set[DeliverMessage] = set()
        self._timer: Any = None

    def start(self, consumer: Any) -> None:
        """Set the timer; called anew after each connection."""
        if DELIVER_QUEUE not in consumer.app.amqp.queues.consume_from:
            return
        seconds = self._rooms.settings.sweep.dispatch_interval
        self._timer = consumer.timer.call_repeatedly(seconds, self._round, (consumer,))
        signals.worker_shutdown.connect(self._give_back, weak=False, dispatch_uid="dateline.dispatch")

    def stop(self, _consumer: Any) -> None:
        """Claim nothing more."""
        if self._timer is not None:
            self._timer.cancel()

    def _round(self, consumer: Any) -> None:
        room = (consumer.pool.limit or 1) - len(self._in_hand)
        self._looks += 1
        resting = self._looks > IDLE_LOOKS and self._looks % IDLE_STEP
        if room <= 0 or resting:
            return
        try:
            messages = self._rooms.attempts.claim(room)
        except RedisError as error:
            log.warning("dispatch.store_away", reason=str(error))
            return
        if messages:
            self._looks = 0
        take = consumer.strategies[DELIVER_TASK]
        for message in messages:
            self._in_hand.add(message)
            over = self._over(message)
            take(_task(message), None, over, over, ())

    def _over(self, message: DeliverMessage) -> Callable[..., None]:
        def over(*_: Any) -> None:
            self._in_hand.discard(message)
            self._rooms.attempts.forget(message)

        return over

    def _give_back(self, **_: Any) -> None:
        """The pool is closed: what never reached a thread of it goes to the other workers."""
        for message in tuple(self._in_hand):
            try:
                self._rooms.hand_back(message, at_once=True)
            except RedisError as error:  # its lease ends by itself
                log.warning("dispatch.store_away", reason=str(error))


def _task(message: DeliverMessage) -> Own:
    return Own(message.headers(str(uuid4())), {"args": (), "kwargs": message.arguments()})
