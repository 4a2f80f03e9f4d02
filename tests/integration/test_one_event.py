"""One job, one event: the rule that holds whoever of two workers comes first, kept by the script that stores it."""

import time

import pytest
from redis import Redis

from worker.contract.events import AnotherEventError, Event, EventData, EventType, Versions
from worker.contract.job import Submission
from worker.storage.deliveries import Deliveries
from worker.storage.endpoints import Endpoints
from worker.storage.jobs import Jobs
from worker.storage.keys import Keys


def event(job_id: str, event_id: str, kind: EventType) -> Event:
    data = EventData(
        event_id=event_id,
        job_id=job_id,
        article_id="art_1",
        revision=1,
        url="https://news.example/harbour",
        correlation_id=job_id,
        versions=Versions(dateline="0"),
    )
    return Event(type=kind, timestamp="2026-01-01T00:00:00Z", data=data)


def test_a_second_event_of_a_job_is_refused_and_the_first_may_be_repeated(redis: Redis) -> None:
    keys = Keys("t")
    [recorded] = Jobs(redis, keys, time.time).submit([Submission(url="https://news.example/harbour")])
    job_id = recorded.job_id
    outbox = Deliveries(redis, keys, Endpoints(redis, keys, time.time), lambda e: e.model_dump_json().encode())
    first = event(job_id, "evt_1", EventType.ARTICLE_EXTRACTED)
    assert outbox.publish(job_id=job_id, event=first, subscribers=[]) == 0
    assert outbox.publish(job_id=job_id, event=first, subscribers=[]) == 0
    with pytest.raises(AnotherEventError) as refused:
        outbox.publish(job_id=job_id, event=event(job_id, "evt_2", EventType.ARTICLE_FAILED), subscribers=[])
    assert refused.value.event_id == "evt_1"
    assert outbox.event("evt_2") is None
