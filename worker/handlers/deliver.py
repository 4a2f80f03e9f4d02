"""The third use case: one attempt at one delivery. Prepare, send, outcome, react."""

import hashlib
from typing import NamedTuple, Protocol

from worker.contract.delivery import Attempt, Claimed, Delivery, DeliveryState, Refused
from worker.contract.events import Event, EventType
from worker.contract.outcome import Outcome
from worker.contract.queues import DeliverMessage
from worker.handlers.ending import utc
from worker.handlers.ports import Clock, DeliveryLedger


class Deliveries(Protocol):
    """The records of deliveries."""

    def begin(self, delivery_id: str) -> Claimed | Refused:
        """Ask to make an attempt now."""

    def outcome(
        self, claimed: Claimed, attempt: Attempt, kind: str, *, wait: float = 0.0, pause: float = 0.0, gone: str = ""
    ) -> tuple[bool, bool]:
        """Write what it came to; whether it was written, and whether it disabled the endpoint."""

    def leave(self, delivery_id: str) -> None:
        """The ledger knows that it has ended."""

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
    clock: Clock


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
        return begun.why
    outcome = ports.attempter.attempt(begun)
    written, disabled = ports.deliveries.outcome(
        begun, outcome.attempt, outcome.kind, wait=outcome.wait, pause=outcome.pause, gone=outcome.gone
    )
    if not written:
        return "superseded by a later attempt"
    if outcome.kind != "retry":
        _ended(begun.delivery, ports, dead=outcome.kind != "delivered")
    if disabled:
        _announce(begun, outcome, ports)
    return _summary(outcome)


def _ended(delivery: Delivery, ports: DeliverPorts, *, dead: bool) -> None:
    if delivery.job:
        ports.ledger.delivery_ended(delivery.job, delivery.id, dead=dead)
    ports.deliveries.leave(delivery.id)


def _announce(claimed: Claimed, outcome: Outcome, ports: DeliverPorts) -> None:
    endpoint, now = claimed.endpoint, ports.clock()
    reason = outcome.gone or "nothing but failure for too long"
    data = {"endpoint": endpoint.id, "reason": reason, "remedy": f"dateline endpoints enable {endpoint.id}"}
    event = Event(type=EventType.ENDPOINT_DISABLED, timestamp=utc(now), data=data)
    digest = hashlib.sha256(f"{endpoint.id}\0{now:.3f}".encode()).hexdigest()
    ports.deliveries.announce(f"evt_{digest[:32]}", event, but=endpoint.id)


def _summary(outcome: Outcome) -> str:
    attempt = outcome.attempt
    said = str(attempt.status) if attempt.status is not None else (attempt.error or "no answer").partition(":")[0]
    again = f", again in {outcome.wait:.0f} s" if outcome.kind == "retry" else ""
    return f"{outcome.kind}: {said} (attempt {attempt.number}){again}"
