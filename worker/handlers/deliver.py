"""The third use case: attempts at deliveries. Claim, send, outcome, react."""

import hashlib
from typing import NamedTuple, Protocol

from worker.contract.delivery import Attempt, Claimed, Claims, Endpoint, Refused
from worker.contract.events import Event, EventType
from worker.contract.outcome import Outcome
from worker.contract.queues import DeliverMessage
from worker.handlers.ending import utc


class Deliveries(Protocol):
    """The records of deliveries."""

    def claim_due(self, *, limit: int) -> Claims:
        """Begin attempts at what is due."""

    def begin(self, delivery_id: str, word: str = "") -> Claimed | Refused:
        """Ask to make an attempt at one delivery now; ``word`` of the claim that began it already."""

    def outcome(
        self, claimed: Claimed, attempt: Attempt, kind: str, *, wait: float = 0.0, pause: float = 0.0, gone: str = ""
    ) -> tuple[bool, bool]:
        """Write what it came to; whether it was written, and whether its endpoint is disabled and nobody was told."""

    def disabled(self, endpoint_id: str) -> Endpoint | None:
        """An endpoint that was disabled; None when it is not, or no longer."""

    def told(self, endpoint_id: str) -> None:
        """The others know that it was disabled."""

    def announce(self, event_id: str, event: Event, *, but: str) -> int:
        """Send an event that belongs to no job to every endpoint but one."""


class Attempter(Protocol):
    """Makes one attempt."""

    def attempt(self, claimed: Claimed) -> Outcome:
        """Send the bytes once."""


class DeliverPorts(NamedTuple):
    """What deliveries need."""

    deliveries: Deliveries
    attempter: Attempter


def claim_due(ports: DeliverPorts, limit: int) -> list[Claimed]:
    """Begin attempts at what is due, ``limit`` at most; each is the caller's to make."""
    claims = ports.deliveries.claim_due(limit=limit)
    for endpoint in claims.untold:  # whoever disabled it died before it could tell
        _announce(endpoint, ports)
    return claims.attempts


def deliver_named(message: DeliverMessage, ports: DeliverPorts) -> str:
    """Make one attempt at the delivery that a message names, if it may be made now; returns as ``deliver_event``."""
    begun = ports.deliveries.begin(message.delivery, message.word)
    if isinstance(begun, Claimed):
        return deliver_event(begun, ports)
    if begun.untold:
        _announce(begun.untold, ports)
    return begun.why


def deliver_event(claimed: Claimed, ports: DeliverPorts) -> str:
    """Make an attempt that has begun, and write its outcome; the ledger hears in the same step of a delivery that ends.

    Args:
        claimed: the attempt.
        ports: what it works with.

    Returns:
        A summary of a few words, for Flower; no secret and no path of the endpoint in it.
    """
    outcome = ports.attempter.attempt(claimed)
    written, untold = ports.deliveries.outcome(
        claimed, outcome.attempt, outcome.kind, wait=outcome.wait, pause=outcome.pause, gone=outcome.gone
    )
    if not written:
        return "superseded by a later attempt"
    if untold:
        _announce(claimed.endpoint.id, ports)
    return _summary(outcome)


def _announce(endpoint_id: str, ports: DeliverPorts) -> None:
    """Tell the others that an endpoint was disabled; told twice, it is the same event."""
    endpoint = ports.deliveries.disabled(endpoint_id)
    if endpoint is not None:
        remedy = f"dateline endpoints enable {endpoint.id}, then dateline replay --endpoint {endpoint.id}"
        data = {"endpoint": endpoint.id, "reason": endpoint.disabled, "remedy": remedy}
        event = Event(type=EventType.ENDPOINT_DISABLED, timestamp=utc(endpoint.disabled_at), data=data)
        digest = hashlib.sha256(f"{endpoint.id}\0{endpoint.disabled_at:.3f}".encode()).hexdigest()
        ports.deliveries.announce(f"evt_{digest[:32]}", event, but=endpoint.id)
    ports.deliveries.told(endpoint_id)


def _summary(outcome: Outcome) -> str:
    attempt = outcome.attempt
    said = str(attempt.status) if attempt.status is not None else (attempt.error or "no answer").partition(":")[0]
    again = f", again in {outcome.wait:.0f} s" if outcome.kind == "retry" else ""
    return f"{outcome.kind}: {said} (attempt {attempt.number}){again}"
