"""Holds the sender to its promise: what was accepted, what was received, what is lost, what came twice and why."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from faults import ANSWER_MAY_BE_LOST
from faulty import Noted

from worker.contract.delivery import Attempt, Delivery, DeliveryState

# The receiver notes a request a moment after the attempt began, by another process's clock of the same machine.
CLOCK_SLACK = 0.1


class Kill(NamedTuple):
    """A kill -9: of what, when, and until when what it interrupted may show (Unix seconds)."""

    what: str
    at: float
    until: float


class Accounts(NamedTuple):
    """Deliveries by id, requests by id, attempts of a delivery, and the kills."""

    deliveries: Mapping[str, Delivery]
    received: Mapping[str, Sequence[Noted]]
    attempts: Callable[[str], Sequence[Attempt]]
    kills: Sequence[Kill]
    deadline: float


class Balance(NamedTuple):
    """What it comes to."""

    delivered: int
    dead: Counter[str]
    lost: list[str]
    duplicates: Counter[str]
    unexplained: list[str]


def balance(accounts: Accounts) -> Balance:
    """Account for every delivery that was accepted, and for everything that was received."""
    dead: Counter[str] = Counter()
    lost, unexplained, delivered = [], [], 0
    for delivery in accounts.deliveries.values():
        heard = any(one.good for one in accounts.received.get(delivery.id, ()))
        if delivery.state is DeliveryState.PENDING or (delivery.state is DeliveryState.DELIVERED and not heard):
            lost.append(delivery.id)
        elif delivery.state is DeliveryState.DELIVERED:
            delivered += 1
        else:
            dead[_why(delivery, accounts)] += 1
    duplicates: Counter[str] = Counter()
    for delivery_id, requests in accounts.received.items():
        good = [one for one in requests if one.good]
        if delivery_id not in accounts.deliveries:
            unexplained.append(f"{delivery_id}: of no event")
        for earlier, again in pairwise(good):
            cause = cause_of(earlier, again, accounts.attempts(delivery_id), accounts.kills, accounts.deadline)
            duplicates[cause or "unexplained"] += 1
            if cause is None:
                unexplained.append(f"{delivery_id}: heard at {earlier.at:.3f} ({earlier.met or 'plainly'}) and again")
    return Balance(delivered, dead, lost, duplicates, unexplained)


def cause_of(
    heard: Noted, again: Noted, attempts: Sequence[Attempt], kills: Iterable[Kill], deadline: float
) -> str | None:
    """Why a delivery was sent again after it was heard; None when nothing explains it.

    Args:
        heard: the request that was answered with success.
        again: the next one that was.
        attempts: the sender's own log of the delivery.
        kills: what was killed.
        deadline: seconds that one attempt may take.
    """
    covering = [
        attempt
        for attempt in attempts
        if attempt.started - CLOCK_SLACK <= heard.at <= attempt.started + max(attempt.seconds, deadline) + CLOCK_SLACK
    ]
    answered = [attempt for attempt in covering if attempt.status is not None and 200 <= attempt.status < 300]
    if heard.met in ANSWER_MAY_BE_LOST and any(again.at <= one.started + one.seconds + CLOCK_SLACK for one in answered):
        return "lost answer"  # on a kept connection: the same attempt sent it once more over a new one
    if answered:
        return None
    for kill in kills:
        if heard.at - CLOCK_SLACK <= kill.until and kill.at <= heard.at + deadline:
            return f"crash: kill -9 of {kill.what}"
    if heard.met in ANSWER_MAY_BE_LOST or any(attempt.phase != "lost" for attempt in covering):
        return "lost answer"
    return None


def _why(delivery: Delivery, accounts: Accounts) -> str:
    log = accounts.attempts(delivery.id)
    last = log[-1] if log else None
    said = f"status {last.status}" if last and last.status else (last.error if last and last.error else "never tried")
    return f"{delivery.state.value} at {delivery.endpoint[:12]}: {said.partition(':')[0]}"


def lags(attempts: Iterable[Sequence[Attempt]], created: Iterable[float]) -> tuple[list[float], list[float]]:
    """Seconds that first attempts and retries came after they were due, each sorted."""
    first: list[float] = []
    again: list[float] = []
    for log, born in zip(attempts, created, strict=True):
        if log:
            first.append(log[0].started - born)
        again.extend(
            later.started - earlier.next_try for earlier, later in pairwise(log) if earlier.next_try is not None
        )
    return sorted(first), sorted(again)


def at_share(values: Sequence[float], share: float) -> float:
    """The value below which a share of the sorted values lies."""
    return values[min(int(share * len(values)), len(values) - 1)] if values else 0.0
