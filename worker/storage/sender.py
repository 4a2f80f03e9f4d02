"""Publishing messages: the part of Celery that producers and workers share."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from ssl import CERT_REQUIRED
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from celery import Celery  # type: ignore[import-untyped] # has no types
from celery.app.amqp import task_message  # type: ignore[import-untyped] # the same
from kombu.exceptions import BatchPublishError, OperationalError
from redis import Redis

from worker.contract.queues import FETCH_QUEUE, QUEUE_OF_TASK, QUEUES, BrokerUnavailable, Message
from worker.storage.connection import address, plain_errors

BATCH = 500


def messaging_app(broker_url: str, *, connect_timeout: float, visibility_timeout: float) -> Celery:
    """A Celery app that can publish; ``worker.app`` adds what a worker needs, producers use it as it is."""
    app = Celery("dateline", broker=broker_url, set_as_current=False)
    app.conf.update(
        # Plain data only: a message can be written by hand and never runs code when it is read.
        task_serializer="json",
        accept_content=["json"],
        task_default_queue=FETCH_QUEUE,
        task_routes={task: {"queue": queue} for task, queue in QUEUE_OF_TASK.items()},
        # The ledger is the truth about a job and Flower reads results from events: a result kept in Redis for a day
        # would cost about as much as the job itself and nobody would read it.
        task_ignore_result=True,
        # Flower shows a task from the moment it was sent.
        task_send_sent_event=True,
        # A submission to no broker fails at once; the connection says what is wrong.
        broker_connection_timeout=connect_timeout,
        # Left alone, kombu believes any certificate of a rediss:// broker.
        broker_use_ssl={"ssl_cert_reqs": CERT_REQUIRED} if urlsplit(broker_url).scheme == "rediss" else None,
        task_publish_retry=False,
        broker_transport_options={
            # Above every time limit (the settings refuse less), or a running task would be given out a second time.
            "visibility_timeout": visibility_timeout,
            # With the defaults, 10 and 10, an abandoned message waits up to 100 s longer than it must.
            "unacked_restore_interval": 5,
            "unacked_restore_throttle": 1,
            "socket_connect_timeout": connect_timeout,
            # A broker that stands still must not hold a publisher for ever; above kombu's longest blocking read.
            "socket_timeout": max(connect_timeout, 10.0),
            "socket_keepalive": True,
            "max_connections": 50,
            # The body is JSON within JSON: base64 would make a queued URL a tenth larger and hide it from whoever looks.
            "body_encoding": None,
        },
    )
    return app


class Sender:
    """Puts messages on their queues.

    Args:
        app: the Celery app that publishes.
        url: its broker, for error messages.
    """

    def __init__(self, app: Celery, url: str) -> None:
        self._app = app
        self._url = url

    def check(self) -> None:
        """Return when a broker answers.

        Raises:
            BrokerUnavailable: none does.
        """
        with self._plain_errors(), self._app.connection_or_acquire() as connection:
            connection.ensure_connection(max_retries=1, interval_start=0, interval_step=0)

    def send(self, message: Message) -> None:
        """Publish one message.

        Raises:
            BrokerUnavailable: no broker answers.
            StoreFull: the broker is at its memory limit.
        """
        with self._plain_errors():
            self._publish(message)

    def send_many(self, messages: Iterable[Message]) -> None:
        """Publish messages, 500 to a round trip; raises as ``send`` does, and then some may have been published."""
        with self._plain_errors(), self._app.producer_or_acquire() as producer, producer.batch(max_size=2 * BATCH):
            for message in messages:
                self._publish(message, producer=producer)

    def _publish(self, message: Message, producer: Any = None) -> None:
        with self._app.producer_or_acquire(producer) as line:
            queue = QUEUE_OF_TASK[message.task]
            self._app.amqp.send_task_message(line, message.task, _envelope(message), queue=queue)

    @contextmanager
    def _plain_errors(self) -> Iterator[None]:
        try:
            with plain_errors(self._url), _unwrapped():
                yield
        except (OperationalError, BatchPublishError) as error:
            raise BrokerUnavailable(address(self._url), str(error)) from error


def _envelope(message: Message) -> task_message:
    """The message of docs/reference/messages.md, without what is null there: half the bytes of ``send_task``'s."""
    task_id = str(uuid4())
    headers = message.headers(task_id)
    event = {"uuid": task_id, "name": message.task, "args": headers["argsrepr"], "kwargs": "{}", "retries": 0}
    return task_message(
        headers=headers,
        properties={"correlation_id": task_id},
        body=((), message.arguments(), {}),
        sent_event=event,
    )


@contextmanager
def _unwrapped() -> Iterator[None]:
    """Within, what kombu wrapped comes out as its transport raised it."""
    try:
        yield
    except (OperationalError, BatchPublishError) as error:
        raise (error.__cause__ or error) from None


class Queues:
    """How long the queues are.

    Args:
        redis: a client of the broker.
    """

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    def lengths(self) -> dict[str, int]:
        """Messages that wait in each queue; those that a worker took are not among them."""
        pipe: Any = self._redis.pipeline(transaction=False)
        for name in QUEUES:
            pipe.llen(name)
        return dict(zip(QUEUES, pipe.execute(), strict=True))
