"""Deliveries: one event on its way to one endpoint."""

from enum import StrEnum
from typing import Literal, NamedTuple

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
    host: str = Field(default="", description="its endpoint's")
    url: str = Field(default="", description="the article's; none of an event that belongs to no job")
    correlation: str = Field(default="", description="what ties log lines together, unless the job's id does")
    word: str = Field(default="", description="of the call that began its last attempt")

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


class Claims(NamedTuple):
    """What a round was given: attempts that have begun, and endpoints that are disabled and nobody was told."""

    attempts: list[Claimed]
    untold: list[str]


class Refused(_Frozen):
    """No attempt now: the time or the endpoint does not allow it, it is somebody else's, is over, or is unknown.

    ``untold``: its endpoint, which was disabled by what it answered, and the others were not told yet.
    """

    why: str
    untold: str | None = None
