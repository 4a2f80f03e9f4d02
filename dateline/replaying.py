"""Which deliveries ``dateline replay`` means, and sending them again at a rate that an endpoint can take."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from dateline.console import SOME_FAILED, fail
from dateline.ledger import Outbox, deliveries_of, replay
from dateline.spans import seconds_of
from worker.contract.delivery import Delivery, DeliveryState
from worker.storage.delivery_log import Replayed

WHY_NOT: dict[Replayed, str] = {
    "pending": "it is still on its way; `dateline status JOB` shows when it is tried next",
    "expired": "its event is no longer stored (DATELINE_STORE__JOB_DAYS)",
    "orphan": "its endpoint is no longer in the store",
    "disabled": "its endpoint is disabled: `dateline endpoints enable` it first",
    "unknown": "its record is no longer stored (DATELINE_STORE__JOB_DAYS)",
}


class Range(NamedTuple):
    """An endpoint's deliveries between two times, in some states (comma-separated, or ``all``)."""

    endpoint: str | None
    since: str | None
    until: str | None
    states: str


def chosen(outbox: Outbox, which: list[str], wanted: Range) -> list[Delivery]:
    """Each once: what was named, then the endpoint's range."""
    named = [delivery for name in which for delivery in _named(outbox, name)]
    return list({delivery.id: delivery for delivery in [*named, *_in_range(outbox, wanted)]}.values())


def replay_all(
    outbox: Outbox, found: Iterable[Delivery], *, rate: float, trigger: str
) -> Iterator[tuple[Delivery, Replayed]]:
    """Replay them, so many a second, and say of each what came of it."""
    replayed = 0
    for delivery in found:
        said = replay(outbox, delivery, after=replayed / rate, trigger=trigger)
        replayed += said == "replayed"
        yield delivery, said


def _named(outbox: Outbox, name: str) -> list[Delivery]:
    if name.startswith("msg_"):
        delivery = outbox.deliveries.get(name)
        if delivery is None:
            fail(f"there is no delivery {name!r}: `dateline status JOB` lists those of a job", SOME_FAILED)
        return [delivery]
    if name.startswith("evt_"):
        return _of_event(outbox, name)
    job_id = outbox.jobs.of_url(name) if "://" in name else name
    job = outbox.jobs.get(job_id) if job_id else None
    if job is None:
        fail(f"there is no job {name!r}: jobs are kept for DATELINE_STORE__JOB_DAYS days after their end", SOME_FAILED)
    return deliveries_of(outbox, job)


def _of_event(outbox: Outbox, event_id: str) -> list[Delivery]:
    event = outbox.deliveries.event(event_id)
    if event is None:
        fail(f"there is no event {event_id!r}: they are kept for DATELINE_STORE__JOB_DAYS days", SOME_FAILED)
    job = outbox.jobs.get(getattr(event.data, "job_id", ""))
    found = deliveries_of(outbox, job) if job is not None else []
    return found or outbox.deliveries.of_event(event_id, outbox.endpoints.listed())


def _in_range(outbox: Outbox, wanted: Range) -> Iterable[Delivery]:
    if wanted.endpoint is None:
        return ()
    if outbox.endpoints.get(wanted.endpoint) is None:
        fail(f"there is no endpoint {wanted.endpoint!r}: `dateline endpoints list` shows them", SOME_FAILED)
    states = _states(wanted.states)
    since = _moment(wanted.since, "--since") if wanted.since else 0.0
    until = _moment(wanted.until, "--until") if wanted.until else datetime.now(UTC).timestamp() + 1
    return (d for d in outbox.deliveries.of_endpoint(wanted.endpoint, since, until) if d.state in states)


def _states(said: str) -> set[DeliveryState]:
    ended = set(DeliveryState) - {DeliveryState.PENDING}
    if said == "all":
        return ended
    chosen_states = {part.strip() for part in said.split(",")}
    if not chosen_states <= ended:
        fail(f"--state {said!r} is no list of {', '.join(sorted(ended))}, nor all")
    return {DeliveryState(part) for part in chosen_states}


def _moment(text: str, option: str) -> float:
    """A time, or a span before now, in Unix seconds."""
    if (ago := seconds_of(text)) is not None:
        return datetime.now(UTC).timestamp() - ago
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        fail(f"{option} {text!r} is no time: write 2026-11-26T10:00 (UTC), or how long ago: 30m, 12h, 7d, 2w")
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
