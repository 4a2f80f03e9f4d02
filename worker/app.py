"""The Celery app of the workers: every setting with its reason, and the rounds that each worker makes."""

import gc
import time
from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

import structlog
from celery import Celery, bootsteps, signals  # type: ignore[import-untyped] # has no types
from celery.worker import state  # type: ignore[import-untyped] # has no types
from redis.exceptions import RedisError

from worker import tasks
from worker.bootstrap import Rooms
from worker.contract.queues import QueueError
from worker.handlers.sweep import SweepPorts, send_due, send_stale
from worker.settings import Settings
from worker.storage.sender import messaging_app
from worker.telemetry import heartbeat, logging

log = structlog.get_logger("dateline")
BEAT_SECONDS = 2.0
EVENT_SECONDS = 0.25
EVENT_BATCH = 100


def create_app(settings: Settings) -> Celery:
    """The app of a worker or of Flower. Connects to nothing; a worker loads its model when it starts.

    Args:
        settings: all of them; they have refused time limits that cross already.
    """
    broker = settings.broker
    app = messaging_app(
        broker.url.get_secret_value(),
        connect_timeout=broker.connect_timeout,
        visibility_timeout=broker.visibility_timeout,
    )
    app.conf.update(
        # A message is acknowledged when its task has ended: a worker that dies before gives it back.
        task_acks_late=True,
        # ... also when only the child dies. The loop that a deadly text would make of this (the child dies, the
        # message comes back, for ever) ends at the count of starts on the job, which is why Celery's own bound,
        # task_retry_on_worker_lost with its 180 s delay, stays off.
        task_reject_on_worker_lost=True,
        # A text that runs into the hard time limit comes back the same way and ends by the same count.
        task_acks_on_timeout=False,
        # Nothing is hoarded: what one worker reserved no other could take, and the queue would look shorter than it is.
        worker_prefetch_multiplier=1,
        # Flower shows what workers say.
        worker_send_task_events=True,
        task_track_started=True,
        # Workers come up before their broker and outlive it, however long it is away.
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        # When the connection breaks the task goes on: its end is fenced by its token in the ledger, so that a second
        # start of it elsewhere does no harm, and the threads pool could not be interrupted anyway.
        worker_cancel_long_running_tasks_on_connection_loss=False,
        # SIGTERM waits for what is in flight; SIGQUIT, for the impatient, this long, and hands back the rest.
        worker_soft_shutdown_timeout=8.0,
        # A child that loads for long on a busy machine is not dead.
        worker_proc_alive_timeout=60.0,
        # Our own logging, with secrets hidden and one line format.
        worker_hijack_root_logger=False,
        worker_redirect_stdouts=False,
    )
    rooms = Rooms(settings, app)
    tasks.register(
        app, rooms, soft_time_limit=settings.extract.soft_time_limit, time_limit=settings.extract.hard_time_limit
    )
    app.rooms = rooms
    app.steps["worker"].add(Preload)
    app.steps["worker"].add(Rounds)
    app.steps["consumer"].add(EventsInBatches)
    signals.setup_logging.connect(
        lambda **_: logging.configure(settings.log.level, settings.log.format), weak=False, dispatch_uid="dateline"
    )
    return app


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


class EventsInBatches(bootsteps.StartStopStep):  # type: ignore[misc] # Celery has no types
    """Lets what Flower is told gather for a moment: told of each task at once, it took a quarter of a deliver worker's time."""

    requires: ClassVar[set[str]] = {"celery.worker.consumer.events:Events"}

    def start(self, consumer: Any) -> None:
        """Called anew after each connection."""
        consumer.event_dispatcher.on_send_buffered = None
        consumer.event_dispatcher.buffer_limit = EVENT_BATCH


class Rounds(bootsteps.StartStopStep):  # type: ignore[misc] # Celery has no types
    """Sends what is due, sends again what was lost, and writes the heartbeat, on the worker's own timer."""

    requires: ClassVar[set[str]] = {"celery.worker.components:Timer"}

    def __init__(self, worker: Any, **_: Any) -> None:
        self._entries: list[Any] = []
        self._rooms: Rooms = worker.app.rooms
        self._name = worker.hostname

    def start(self, worker: Any) -> None:
        """Set the timer."""
        sweep = self._rooms.settings.sweep
        timed = (
            (sweep.dispatch_interval, self._due),
            (sweep.interval, self._stale),
            (BEAT_SECONDS, self._beat),
            (EVENT_SECONDS, partial(_flush_events, worker)),
        )
        self._entries.extend(worker.timer.call_repeatedly(seconds, work) for seconds, work in timed)

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
        started = [request.time_start for request in tuple(state.active_requests) if request.time_start]
        heartbeat.write(self._rooms.settings.data_dir, self._name, time.time(), started)


def _flush_events(worker: Any) -> None:
    if dispatcher := worker.consumer.event_dispatcher:
        dispatcher.flush()
