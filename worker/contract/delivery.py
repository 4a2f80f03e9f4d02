"""Deliveries: one event on its way to one endpoint."""

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class DeliveryState(StrEnum):
    """Where a delivery stands. ``cancelled``: its endpoint was disabled; dead and cancelled ones can be replayed."""

    PENDING = "pending"
    DELIVERED = "delivered"
    DEAD = "dead"
    CANCELLED = "cancelled"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Endpoint(_Frozen):
    """Where events go. Secrets are kept in the store only."""

    id: str
    url: str
    secret: str | None = Field(default=None, repr=False)
    previous_secret: str | None = Field(default=None, repr=False)
    previous_until: float = 0.0
    types: tuple[str, ...] = ()
    disabled: str | None = None
    disabled_at: float = 0.0
    ca_file: str | None = None
    cert_file: str | None = None
    key_file: str | None = None

    def secrets_at(self, now: float) -> tuple[str, ...]:
        """The secrets that sign now: the current one, and the previous one until it expires."""
        both = (self.secret, self.previous_secret if now < self.previous_until else None)
        return tuple(secret for secret in both if secret)


class Attempt(_Frozen):
    """One attempt, as the log keeps it. Times are Unix seconds, durations seconds.

    ``phase`` is how far it came: dns, connect, tls, write, headers, body; ``prepare`` when it could not begin, ``lost``
    when its worker ended before it could say. ``trigger``: ``manual`` after a replay by name, ``replay`` after one of a range.
    """

    number: int
    started: float
    seconds: float
    phase: str
    address: str | None = None
    status: int | None = None
    answer: str | None = None
    error: str | None = None
    next_try: float | None = None
    trigger: Literal["auto", "manual", "replay"] = "auto"


class Delivery(_Frozen):
    """One delivery as the store holds it. Its id is the ``webhook-id``."""

    id: str
    event: str
    job: str
    endpoint: str
    state: DeliveryState = DeliveryState.PENDING
    attempts: int = 0
    losses: int = Field(default=0, description="attempts whose worker ended before it could say what came of them")
    created: float = 0.0
    trigger: Literal["auto", "manual", "replay"] = "auto"
    reason: str | None = Field(default=None, description="why it was given up, where no attempt says it")

    @property
    def next_number(self) -> int:
        """The number of its next attempt in the log, which counts those that were lost as well."""
        return self.attempts + self.losses + 1


class Claimed(_Frozen):
    """A delivery that this worker may attempt now. ``token`` fences: an outcome under an older one is refused."""

    delivery: Delivery
    endpoint: Endpoint
    body: bytes
    token: int


class Refused(_Frozen):
    """No attempt now: it was postponed, is somebody else's, is over (``ended``), or is unknown.

    ``untold``: its endpoint was disabled by what it answered, and the others were not told yet.
    """

    why: str
    delivery: Delivery | None = None
    ended: bool = False
    untold: bool = False
