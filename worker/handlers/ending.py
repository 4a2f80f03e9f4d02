"""How a job comes to its event: made, stored with its deliveries, and only then noted in the ledger.

In this order a crash at any point repeats a step that changes nothing the second time; none is left out.
"""

from datetime import UTC, datetime
from importlib.metadata import version
from typing import Protocol

from worker.contract.events import AnotherEventError, Event, EventData, EventType, Versions, event_id
from worker.contract.failures import DatelineError, FailureCode, PermanentError, Stage
from worker.contract.job import Ending, Job, JobState, Subscriber
from worker.handlers.ports import Articles, Clock, Ledger, Outbox

DATELINE = version("dateline")


class EndPorts(Protocol):
    """What ending a job needs."""

    @property
    def ledger(self) -> Ledger:
        """The truth about jobs."""

    @property
    def articles(self) -> Articles:
        """Articles and their revisions."""

    @property
    def outbox(self) -> Outbox:
        """Events and deliveries."""

    @property
    def clock(self) -> Clock:
        """Now."""


def utc(seconds: float) -> str:
    """Unix seconds as ISO 8601 in UTC, to the millisecond."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def echoed(subscribers: list[Subscriber]) -> dict[str, str]:
    """What an event echoes: the metadata of all who submitted its URL; the same key from two keeps the first."""
    merged: dict[str, str] = {}
    for subscriber in subscribers:
        merged = subscriber.metadata | merged
    return merged


def end(job: Job, token: int, event: Event, ports: EndPorts) -> JobState | None:
    """Store the event with its deliveries, then note it; again for whoever joined in between.

    A job that has an event already keeps it: of two workers that end it differently, the first is right.

    Returns:
        The job's state; None when another worker took the job over, whose word counts.
    """
    while True:
        subscribers = ports.ledger.subscribers(job.id)
        try:
            deliveries = ports.outbox.publish(job_id=job.id, event=event, subscribers=subscribers)
        except AnotherEventError as other:
            event = _stored(other.event_id, ports)
            continue
        if event.type is EventType.ARTICLE_FAILED:  # an earlier start may have stored another reason under this id
            event = _stored(ending_of(event).event_id, ports)
        served = tuple(subscriber.id for subscriber in subscribers)
        ending = ending_of(event).model_copy(update={"deliveries": deliveries, "served": served})
        state = ports.ledger.published(job.id, token, ending)
        if state is not JobState.EXTRACTING:
            return state


def _stored(event_id: str, ports: EndPorts) -> Event:
    event = ports.outbox.event(event_id)
    if event is None:
        raise LookupError(f"event {event_id} is not stored")
    return event


def end_failed(job: Job, token: int, error: DatelineError, stage: Stage, ports: EndPorts) -> str:
    """End a job in ``article.failed``; returns a summary."""
    article_id = ports.articles.join([job.url])
    revision = ports.articles.latest(article_id)
    data = EventData(
        event_id=event_id(article_id, revision, EventType.ARTICLE_FAILED, run=job.id),
        job_id=job.id,
        article_id=article_id,
        revision=revision,
        url=job.url,
        final_url=job.final_url,
        correlation_id=job.correlation_id,
        metadata=echoed(ports.ledger.subscribers(job.id)),
        versions=Versions(dateline=DATELINE),
        failure=error.failure(stage),
    )
    event = Event(type=EventType.ARTICLE_FAILED, timestamp=utc(ports.clock()), data=data)
    state = end(job, token, event, ports)
    return summary(f"failed: {error.code.value}", state)


def end_poisoned(job: Job, token: int, stage: Stage, ports: EndPorts) -> str:
    """Give up a job whose workers died or hung on it."""
    error = PermanentError(FailureCode.POISON, starts=job.starts - 1, stage=stage)
    return end_failed(job, token, error, stage, ports)


def end_known(job: Job, token: int, event: Event, ports: EndPorts) -> str:
    """End a job whose article is unchanged: no new event; its own subscribers still get the stored one."""
    return summary("unchanged", end(job, token, event, ports))


def serve_joined(job: Job, token: int, ports: EndPorts) -> str:
    """Send the stored event of a job to those who joined after it was published, or whom a crash kept waiting."""
    event = ports.outbox.event(job.event_id or "")
    if event is not None:
        return summary("stored event", end(job, token, event, ports))
    ending = Ending(  # its time is over: nothing is left to send
        event_id=job.event_id or "",
        event_type=job.event_type or "",
        article_id=job.article_id or "",
        revision=job.revision,
        deliveries=job.deliveries,
        served=tuple(subscriber.id for subscriber in ports.ledger.subscribers(job.id)),
    )
    return summary("nothing left to send", ports.ledger.published(job.id, token, ending))


def ending_of(event: Event) -> Ending:
    """What an article's event means for its job."""
    if not isinstance(event.data, EventData):
        raise TypeError(f"event {event.type} is no article's")
    failure = event.data.failure
    return Ending(
        event_id=event.data.event_id,
        event_type=event.type.value,
        article_id=event.data.article_id,
        revision=event.data.revision,
        deliveries=0,
        failure=failure,
        poison=failure is not None and failure.code is FailureCode.POISON,
    )


def summary(what: str, state: JobState | None) -> str:
    """What a task shows as its result."""
    return f"{what} ({state.value})" if state else "superseded by a later start"
