"""The Celery app of the workers: every setting with its reason."""

from celery import Celery, signals  # type: ignore[import-untyped] # has no types

from worker import tasks
from worker.bootstrap import Rooms
from worker.dispatch import Dispatch
from worker.settings import Settings
from worker.steps import EventsInBatches, Preload, Rounds
from worker.storage.sender import messaging_app
from worker.telemetry import logging


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
        # SIGTERM waits for what is in flight, but no longer than worker.steps.Rounds lets it. SIGQUIT does the same.
        worker_soft_shutdown_timeout=8.0,
        # spaCy's tables of words keep some 20 bytes of each new word when its article is forgotten, a megabyte in about a
        # thousand articles, for ever. A new child, forked with everything loaded, begins anew.
        worker_max_tasks_per_child=settings.extract.articles_per_process,
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
    app.steps["consumer"].add(Dispatch)
    signals.setup_logging.connect(
        lambda **_: logging.configure(settings.log.level, settings.log.format), weak=False, dispatch_uid="dateline"
    )
    return app
