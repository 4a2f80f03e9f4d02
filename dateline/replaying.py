"""Which deliveries ``dateline replay`` means."""

from datetime import UTC, datetime
from typing import NamedTuple

from dateline.console import fail
from dateline.ledger import Outbox
from worker.contract.delivery import DeliveryState


class Range(NamedTuple):
    """An endpoint's deliveries between two times, in some states (comma-separated, or ``all``)."""

    endpoint: str | None
    since: datetime | None
    until: datetime | None
    states: str


def deliveries_of(outbox: Outbox, which: list[str], wanted: Range) -> list[str]:
    """Webhook ids, each once: of what was named, then of the endpoint's range."""
    named = [delivery for name in which for delivery in _named(outbox, name)]
    return list(dict.fromkeys([*named, *_in_range(outbox, wanted)]))


def _named(outbox: Outbox, name: str) -> list[str]:
    if name.startswith("msg_"):
        return [name] if outbox.deliveries.get(name) else []
    if name.startswith("evt_"):
        return outbox.deliveries.of_event(name, outbox.endpoints.listed())
    job_id = outbox.jobs.of_url(name) if "://" in name else name
    job = outbox.jobs.get(job_id) if job_id else None
    if job is None:
        fail(f"there is no job {name!r}: jobs are kept for DATELINE_STORE__JOB_DAYS days after their end")
    return outbox.jobs.delivery_ids(job.id)


def _in_range(outbox: Outbox, wanted: Range) -> list[str]:
    if wanted.endpoint is None:
        return []
    since = _seconds(wanted.since) if wanted.since else 0.0
    until = _seconds(wanted.until) if wanted.until else datetime.now(UTC).timestamp()
    found = []
    for state in _states(wanted.states):
        found += outbox.deliveries.of_endpoint(wanted.endpoint, since, until, state)
    return found


def _states(said: str) -> list[DeliveryState | None]:
    if said == "all":
        return [None]
    try:
        return [DeliveryState(part.strip()) for part in said.split(",")]
    except ValueError:
        fail(f"--state {said!r} is no list of {', '.join(DeliveryState)}, nor all")


def _seconds(moment: datetime) -> float:
    return moment.replace(tzinfo=moment.tzinfo or UTC).timestamp()
