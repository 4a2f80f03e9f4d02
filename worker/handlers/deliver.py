"""The third use case: one attempt at one delivery. Prepare, send, outcome, react."""

import hashlib
from typing import NamedTuple, Protocol

from worker.contract.delivery import Attempt, Claimed, Delivery, DeliveryState, Endpoint, Refused
from worker.contract.events import Event, EventType
from worker.contract.outcome import Outcome
from worker.contract.queues import DeliverMessage
from worker.handlers.ending import utc
from worker.handlers.ports import DeliveryLedger


class Deliveries(Protocol):
    """The records of deliveries."""

    def begin(self, delivery_id: str) -> Claimed | Refused:
        """Ask to make an attempt now."""

    def outcome(
        self, claimed: Claimed, attempt: Attempt, kind: str, *, wait: float = 0.0, pause: float = 0.0, gone: str = ""
    ) -> tuple[bool, bool]:
        """Write what it came to; whether it was written, and whether its endpoint is disabled and nobody was told."""

    def leave(self, delivery_id: str) -> None:
        """The ledger knows that it has ended."""

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
    """What ``deliver_event`` needs."""

    ledger: DeliveryLedger
    deliveries: Deliveries
    attempter: Attempter


def deliver_event(message: DeliverMessage, ports: DeliverPorts) -> str:
    """Make one attempt at a delivery, write its outcome, and tell the ledger when the delivery has ended.

    Args:
        message: the delivery.
        ports: what it works with.

    Returns:
        A summary of a few words, for Flower; no secret and no path of the endpoint in it.
    """
    begun = ports.deliveries.begin(message.delivery)
    if isinstance(begun, Refused):
        if begun.ended and begun.delivery is not None:
            # Its worker died between writing the outcome and telling the ledger, or its endpoint was disabled.
            _ended(begun.delivery, ports, dead=begun.delivery.state is not DeliveryState.DELIVERED)
            if begun.untold:
                _announce(begun.delivery.endpoint, ports)
        return begun.why
    outcome = ports.attempter.attempt(begun)
    written, untold = ports.deliveries.outcome(
        begun, outcome.attempt, outcome.kind, wait=outcome.wait, pause=outcome.pause, gone=outcome.gone
    )
    if not written:
        return "superseded by a later attempt"
    if untold:
        _announce(begun.endpoint.id, ports)
    if outcome.kind != "retry":
        _ended(begun.delivery, ports, dead=outcome.kind != "delivered")
    return _summary(outcome)


def _ended(delivery: Delivery, ports: DeliverPorts, *, dead: bool) -> None:
    if delivery.job:
        ports.ledger.delivery_ended(delivery.job, delivery.id, dead=dead)
    ports.deliveries.leave(delivery.id)


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
