"""Events: what a webhook carries. The body is ``{"type", "timestamp", "data"}`` as Standard Webhooks 1.0 asks."""

import hashlib
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from worker.contract.facts import Facts
from worker.contract.failures import Failure

EVENT_SCHEMA = "event/v1"


class EventType(StrEnum):
    """The kinds of event; an endpoint may ask for some of them only."""

    ARTICLE_EXTRACTED = "article.extracted"
    ARTICLE_FAILED = "article.failed"
    ENDPOINT_DISABLED = "endpoint.disabled"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Versions(_Frozen):
    """What made the event."""

    event: str = EVENT_SCHEMA
    facts: str = "facts/v1"
    dateline: str
    model: str | None = None


class EventData(_Frozen):
    """The ``data`` of an article's event: exactly one of ``facts`` and ``failure`` is set."""

    event_id: str = Field(default="", description="`event_id` below; the same on every repetition of this event")
    job_id: str
    article_id: str
    revision: int
    url: str
    final_url: str | None = None
    correlation_id: str
    metadata: dict[str, str] = {}
    versions: Versions
    timings: dict[str, float] = Field(default={}, description="seconds by stage; never part of the facts")
    facts: Facts | None = None
    failure: Failure | None = None


class Event(_Frozen):
    """One event; ``timestamp`` is ISO 8601 in UTC, when the event came to be."""

    type: EventType
    timestamp: str
    # Not pydantic's smart mode: it takes the dict whenever any field of EventData needs the least conversion.
    data: EventData | dict[str, Any] = Field(union_mode="left_to_right")


class AnotherEventError(Exception):
    """A job has one event, and it has one already: ``event_id``. Whoever wanted to publish another serves that one."""

    def __init__(self, event_id: str) -> None:
        super().__init__(f"the job has event {event_id} already")
        self.event_id = event_id


def event_id(article_id: str, revision: int, kind: EventType, run: str = "") -> str:
    """The event's own id: the same article, revision and kind give the same id, however often they are made.

    Args:
        article_id: the article.
        revision: its revision, from 1; 0 when no body was ever seen.
        kind: the event's type.
        run: tells forced repetitions and failures of different jobs apart; empty for a plain extraction.
    """
    digest = hashlib.sha256("\0".join((article_id, str(revision), kind.value, run)).encode()).hexdigest()
    return f"evt_{digest[:32]}"


def webhook_id(event: str, endpoint: str) -> str:
    """The ``webhook-id``: stable over attempts, replays and repeated extractions; holds no dot (it is signed with dots)."""
    digest = hashlib.sha256(f"{event}\x00{endpoint}".encode()).hexdigest()
    return f"msg_{digest[:32]}"
