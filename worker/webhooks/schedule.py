"""What follows an attempt: a pure function from its answer to a decision."""

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from worker.http.retry_after import seconds_asked

Kind = Literal["delivered", "retry", "dead", "gone"]
GONE = 410
PAUSING = frozenset({429, 502, 503, 504})
SUCCESS = range(200, 300)


class Policy(NamedTuple):
    """When an attempt is made again. Seconds; the settings' ``webhook`` says what each is for."""

    schedule: Sequence[float]
    jitter: float
    max_retry_after: float
    max_pause: float = 600.0


class Decision(NamedTuple):
    """What follows: after ``wait`` seconds another attempt, or none. ``pause`` holds the whole endpoint that long."""

    kind: Kind
    wait: float = 0.0
    pause: float = 0.0


def decide_answer(
    status: int, retry_after: str | None, attempt: int, policy: Policy, *, now: float, chance: Callable[[], float]
) -> Decision:
    """After an answer.

    Args:
        status: HTTP status; 2xx is success whatever the body does.
        retry_after: the header, as it came.
        attempt: how many attempts were made, this one included.
        policy: the schedule.
        now: Unix seconds.
        chance: gives 0 to 1.
    """
    if status in SUCCESS:
        return Decision("delivered")
    if status == GONE:
        return Decision("gone")
    asked = seconds_asked(retry_after, now)
    asked = min(asked, policy.max_retry_after) if asked is not None else None
    decision = decide_failure(attempt, policy, chance, asked=asked)
    if decision.kind == "retry" and status in PAUSING:
        # Late on the schedule one delivery waits for hours: no reason to keep the others waiting.
        return decision._replace(pause=asked if asked is not None else min(decision.wait, policy.max_pause))
    return decision


def decide_failure(
    attempt: int, policy: Policy, chance: Callable[[], float], *, asked: float | None = None
) -> Decision:
    """After no answer, or an answer that refused: the wait that was asked for, else the schedule's next.

    Either is made longer by the jitter, never shorter; what was asked for stays below its own limit all the same.
    """
    if attempt >= len(policy.schedule):
        return Decision("dead")
    spread = 1 + policy.jitter * chance()
    if asked is not None:
        return Decision("retry", wait=min(asked * spread, policy.max_retry_after))
    return Decision("retry", wait=policy.schedule[attempt] * spread)
