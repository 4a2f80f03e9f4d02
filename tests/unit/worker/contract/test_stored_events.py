"""Events are read back as what they were written as."""

from typing import Any

import pytest

from worker.contract.events import Event, EventData, EventType, Versions
from worker.contract.failures import Failure, FailureCode, PermanentError


def failed(failure: Failure) -> Event:
    data = EventData(
        event_id="evt_1",
        job_id="job_1",
        article_id="art_1",
        revision=0,
        url="https://news.example/harbour",
        correlation_id="job_1",
        versions=Versions(dateline="0"),
        failure=failure,
    )
    return Event(type=EventType.ARTICLE_FAILED, timestamp="2026-01-01T00:00:00Z", data=data)


@pytest.mark.parametrize("evidence", [{"starts": 3}, {"status": 404, "phrase": "Not Found"}, {"seconds": 2.5}, {}])
def test_a_failed_event_is_an_articles_event_again_whatever_its_evidence_holds(evidence: dict[str, Any]) -> None:
    event = failed(PermanentError(FailureCode.POISON, **evidence).failure("extract"))
    assert Event.model_validate_json(event.model_dump_json()) == event


def test_an_event_of_no_article_keeps_its_data() -> None:
    event = Event(type=EventType.ENDPOINT_DISABLED, timestamp="2026-01-01T00:00:00Z", data={"endpoint": "default"})
    assert Event.model_validate_json(event.model_dump_json()).data == {"endpoint": "default"}
