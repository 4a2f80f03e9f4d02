"""The Celery tasks: parse the message, call the handler, return its summary. Nothing is decided here.

They are reached by name and queue; what they need, ``worker.bootstrap`` built. No secret is among a task's arguments
or in its result: both are to be read in Flower.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Any, Protocol, TypeVar

import structlog
from celery import Celery  # type: ignore[import-untyped] # has no types
from pydantic import ValidationError

from worker.contract.queues import (
    DELIVER_TASK,
    EXTRACT_TASK,
    FETCH_TASK,
    DeliverMessage,
    ExtractMessage,
    FetchMessage,
    Message,
)
from worker.handlers.extract import extract_facts
from worker.handlers.fetch import fetch_article
from worker.handlers.ports import ExtractPorts, FetchPorts
from worker.telemetry.logging import bound

log = structlog.get_logger("dateline")
M = TypeVar("M", bound=Message)


class Rooms(Protocol):
    """What ``worker.bootstrap.Rooms`` gives the tasks; each part is built when it is first asked for."""

    @property
    def fetch_ports(self) -> FetchPorts:
        """For ``fetch_article``."""

    @property
    def extract_ports(self) -> ExtractPorts:
        """For ``extract_facts``."""

    def deliver(self, message: DeliverMessage) -> str:
        """Make one attempt at a delivery; returns a summary."""

    def correlation_id(self, message: Message) -> str | None:
        """What ties the log lines of a job to its submission and its event; None when its job is unknown."""

    def hand_back(self, message: Message, *, at_once: bool) -> None:
        """Another worker is to do what this one began."""

    @property
    def store_troubles(self) -> tuple[type[Exception], ...]:
        """What is raised when the store or the broker is away or full."""


def register(app: Celery, rooms: Rooms, *, soft_time_limit: float, time_limit: float) -> None:
    """Make the three tasks known to a Celery app.

    Args:
        app: the worker's app.
        rooms: what the handlers need, built when a worker first uses it.
        soft_time_limit: seconds after which an extraction is told to stop.
        time_limit: seconds after which its process is killed. Celery enforces both in prefork only; fetch and
            deliver run in threads, where the HTTP client's deadline is the limit.
    """

    def fetch(job: str, url: str, **more: Any) -> str:
        return _run(
            FetchMessage, {"job": job, "url": url, **more}, lambda m: fetch_article(m, rooms.fetch_ports), rooms
        )

    def extract(job: str, url: str, **more: Any) -> str:
        return _run(
            ExtractMessage, {"job": job, "url": url, **more}, lambda m: extract_facts(m, rooms.extract_ports), rooms
        )

    def deliver(delivery: str, endpoint: str = "", **more: Any) -> str:
        return _run(DeliverMessage, {"delivery": delivery, "endpoint": endpoint, **more}, rooms.deliver, rooms)

    # Not shared: these belong to this app and to no other of the process.
    app.task(fetch, name=FETCH_TASK, shared=False)
    app.task(extract, name=EXTRACT_TASK, shared=False, soft_time_limit=soft_time_limit, time_limit=time_limit)
    app.task(deliver, name=DELIVER_TASK, shared=False)


def _run(kind: type[M], arguments: dict[str, Any], handle: Callable[[M], str], rooms: Rooms) -> str:
    try:
        message = kind.model_validate(arguments)
    except ValidationError as error:
        fields = ", ".join(".".join(map(str, problem["loc"])) for problem in error.errors())
        log.warning("tasks.message_refused", task=kind.task, fields=fields)
        return f"refused: see docs/reference/messages.md for {fields}"
    with bound(
        task=kind.task, **{name: str(value) for name, value in arguments.items() if name in {"job", "delivery"}}
    ):
        try:
            if correlation_id := rooms.correlation_id(message):
                structlog.contextvars.bind_contextvars(correlation_id=correlation_id)
            summary = handle(message)
        except rooms.store_troubles as error:
            # Not the job's fault: the start must not count, or a full store would make poison of everything. A
            # delivery's attempt ends with its lease: that it may have been heard is all that is known of it.
            log.warning("tasks.store_away", reason=str(error))
            if not isinstance(message, DeliverMessage):
                with suppress(*rooms.store_troubles):
                    rooms.hand_back(message, at_once=False)
            return "handed back: the store is away or full"
        log.info("tasks.ended", result=summary)
        return summary
