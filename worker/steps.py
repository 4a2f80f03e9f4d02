"""What a worker does beside its tasks: it loads its model, makes its rounds, beats, and ends in time."""

import gc
import os
import threading
import time
from collections.abc import Callable
from typing import Any, ClassVar

import structlog
from celery import bootsteps, signals  # type: ignore[import-untyped] # has no types
from celery.worker import state  # type: ignore[import-untyped] # the same
from redis.exceptions import RedisError

from worker.bootstrap import Rooms
from worker.contract.queues import MESSAGE_OF_TASK, QueueError
from worker.handlers.sweep import SweepPorts, send_due, send_stale
from worker.telemetry import heartbeat
from worker.telemetry.closing import Closing

log = structlog.get_logger("dateline")
BEAT_SECONDS = 2.0
# A main loop that waits for the store this long is slow, not dead: its calls time out before.
LOOP_SECONDS = 12.0
DUE_SECONDS = 0.05
EVENT_SECONDS = 0.25
EVENT_BATCH = 100


class Preload(bootsteps.Step):  # type: ignore[misc] # Celery has no types
    """Builds what a worker's queues need before its pool starts: the model is loaded once and shared by all children."""

    def __init__(self, worker: Any, **_: Any) -> None:
        try:
            worker.app.rooms.preload(set(worker.app.amqp.queues.consume_from))
        except (RuntimeError, RedisError) as error:  # a missing model says what to do; a traceback would hide it
            raise SystemExit(str(error)) from error
        # What is loaded now will never be garbage: frozen, the collector does not touch its pages, and a forked
        # child goes on sharing them (40 % of the memory of loading per child).
        gc.collect()
        gc.freeze()
        signals.worker_process_init.connect(orphans_end(os.getpid()), weak=False, dispatch_uid="dateline")


def orphans_end(parent: int) -> Callable[..., None]:
    """For a pool's new process: ends it if its parent is gone.

    The kernel kills it with its parent only from when Celery asks for that, some milliseconds after the fork; what was
    forked by a worker that was killed within them would stay for ever.
    """

    def end(**_: Any) -> None:
        if os.getppid() != parent:
            os._exit(1)

    return end


class EventsInBatches(bootsteps.StartStopStep):  # type: ignore[misc] # Celery has no types
    """Lets what Flower is told gather for a moment: told of each task at once, it took a quarter of a deliver worker's time."""

    requires: ClassVar[set[str]] = {"celery.worker.consumer.events:Events"}

    def start(self, consumer: Any) -> None:
        """Called anew after each connection."""
        consumer.event_dispatcher.on_send_buffered = None
        consumer.event_dispatcher.buffer_limit = EVENT_BATCH


class Rounds(bootsteps.StartStopStep):  # type: ignore[misc] # Celery has no types
    """Sends what is due, sends again what was lost, beats, and ends the worker in time, on the worker's own timer."""

    requires: ClassVar[set[str]] = {"celery.worker.components:Timer"}

    def __init__(self, worker: Any, **_: Any) -> None:
        self._entries: list[Any] = []
        self._rooms: Rooms = worker.app.rooms
        self._pulse = Pulse(worker)
        self._worker = worker

    def start(self, worker: Any) -> None:
        """Set the timer."""
        sweep = self._rooms.settings.sweep
        timed = (
            (DUE_SECONDS, self._due),
            (sweep.interval, self._stale),
            (BEAT_SECONDS, self._pulse.tick),
            (EVENT_SECONDS, self._flush_events),
        )
        self._entries.extend(worker.timer.call_repeatedly(seconds, work) for seconds, work in timed)
        threading.Thread(target=self._beat, name="heartbeat", daemon=True).start()
        closing = Closing(lambda: list(state.requests.values()), self._hand_back, self._kill_children)
        signals.worker_shutting_down.connect(lambda **_: closing.begin(), weak=False, dispatch_uid="dateline")

    def stop(self, _worker: Any) -> None:
        """Leave the rest to the other workers."""
        for entry in self._entries:
            entry.cancel()

    def _due(self) -> None:
        self._round(send_due)

    def _stale(self) -> None:
        if count := self._round(send_stale):
            log.warning("rounds.sent_again", count=count)

    def _round(self, work: Callable[[SweepPorts], int]) -> int:
        try:
            return work(self._rooms.sweep_ports)
        except (QueueError, RedisError) as error:
            log.warning("rounds.store_away", reason=str(error))
            return 0

    def _beat(self) -> None:
        folder = self._rooms.settings.data_dir
        while True:
            beat, started = self._pulse.now()
            heartbeat.write(folder, self._worker.hostname, beat, started)
            time.sleep(BEAT_SECONDS)

    def _flush_events(self) -> None:
        if dispatcher := self._worker.consumer.event_dispatcher:
            dispatcher.flush()

    def _hand_back(self, request: Any) -> None:
        # A job's message is sent anew: Celery's own is out of reach while the pool is being closed.
        message = MESSAGE_OF_TASK[request.name].model_validate(request.kwargs)
        self._rooms.hand_back(message, at_once=True)
        request.acknowledge()

    def _kill_children(self) -> None:
        for child in getattr(getattr(self._worker.pool, "_pool", None), "_pool", ()):
            os.kill(child.pid, 9)


class Pulse:
    """Whether the main loop turns, and since when each task is in the worker's hands.

    Tasks that no child has begun are among them: Celery hands a task to a child that is frozen and waits for ever.
    """

    def __init__(self, worker: Any) -> None:
        self._worker = worker
        self._ticked = time.time()
        self._since: dict[str, float] = {}

    def tick(self) -> None:
        """The main loop has come round."""
        now = time.time()
        began = {request.id: request.time_start for request in tuple(state.active_requests)}
        self._since = {name: began.get(name) or self._since.get(name, now) for name in tuple(state.requests)}
        self._ticked = now

    def now(self) -> tuple[float, list[float]]:
        """The last sign of life, and the times that tasks began or, before that, came; Unix seconds.

        A worker that waits for its broker lives, though its loop stands still and it has no tasks.
        """
        now = time.time()
        consumer = self._worker.consumer
        if consumer is None or consumer.event_dispatcher is None:
            return now, []
        turning = now - self._ticked < LOOP_SECONDS
        return now if turning else self._ticked, list(self._since.values())
