"""What is known of deliveries, and making ended ones again."""

import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Literal, cast

from pydantic import ValidationError
from redis import Redis

from worker.contract.delivery import Attempt, Delivery, DeliveryState, Endpoint
from worker.contract.events import Event, webhook_id
from worker.storage.delivery_scripts import DeliveryScripts
from worker.storage.keys import DAY, Keys

# Longer than the whole schedule takes.
SCHEDULE_DAYS = 10
BATCH = 500
PLAIN_BYTES = 500  # below, compression gains nothing
ZLIB_LEVEL = 6

Replayed = Literal["replayed", "pending", "unknown", "expired", "orphan", "disabled"]
"""What came of a replay. ``expired``: the event's bytes are gone; ``orphan``: its endpoint is."""


class DeliveryLog:
    """The records of deliveries.

    Args:
        redis: a client that gives bytes.
        keys: the names of the keys.
        clock: now, in Unix seconds.
        keep_days: how long what has ended is kept.
    """

    def __init__(
        self, redis: Redis, keys: Keys, clock: Callable[[], float] = time.time, *, keep_days: float = 30
    ) -> None:
        self._redis = redis
        self._keys = keys
        self._clock = clock
        self._scripts = DeliveryScripts(redis, keys, clock, keep_days)

    def event(self, event_id: str) -> Event | None:
        """A stored event; None when it was never published or its time is over."""
        body = self.body(event_id)
        return Event.model_validate_json(body) if body else None

    def body(self, event_id: str) -> bytes | None:
        """A stored event's exact bytes."""
        kept = cast("bytes | None", self._redis.get(self._keys.event(event_id)))
        return unpacked(kept) if kept is not None else None

    def get(self, delivery_id: str) -> Delivery | None:
        """One delivery; None when there is none, or its record cannot be read."""
        return delivery_of(
            delivery_id, cast("dict[bytes, bytes]", self._redis.hgetall(self._keys.delivery(delivery_id)))
        )

    def attempts(self, delivery_id: str) -> list[Attempt]:
        """Its attempt log, the oldest first; lines that cannot be read are left out."""
        raw = cast("list[bytes]", self._redis.lrange(f"{self._keys.delivery(delivery_id)}:attempts", 0, -1))
        return [attempt for line in raw if (attempt := _attempt(line)) is not None]

    def next_try(self, delivery: Delivery) -> float | None:
        """When a pending delivery is due, in Unix seconds; of one in flight, the end of its lease."""
        key = f"{self._keys.endpoint(delivery.endpoint)}:due"
        return self._redis.zscore(key, delivery.id)

    def of_endpoint(self, endpoint_id: str, since: float, until: float) -> Iterator[Delivery]:
        """Deliveries to an endpoint that were made in a time range, the oldest first."""
        key = f"{self._keys.endpoint(endpoint_id)}:deliveries"
        self._redis.zremrangebyscore(key, "-inf", self._clock() - self._scripts.keep - SCHEDULE_DAYS * DAY)
        found = [d.decode() for d in cast("list[bytes]", self._redis.zrangebyscore(key, since, until))]
        for begin in range(0, len(found), BATCH):
            yield from self._many(found[begin : begin + BATCH])

    def of_event(self, event_id: str, endpoints: Iterable[Endpoint]) -> list[Delivery]:
        """The deliveries of one event to these endpoints that exist."""
        return list(self._many([webhook_id(event_id, endpoint.id) for endpoint in endpoints]))

    def replayable(self, delivery: Delivery) -> Replayed:
        """What a replay would come to now."""
        if delivery.state is DeliveryState.PENDING:
            return "pending"
        at = self._keys.endpoint(delivery.endpoint)
        pipe: Any = self._redis.pipeline(transaction=False)
        pipe.exists(self._keys.event(delivery.event))
        pipe.hexists(at, "url")
        pipe.hexists(at, "disabled")
        event, url, disabled = pipe.execute()
        if not event:
            return "expired"
        if not url:
            return "orphan"
        return "disabled" if disabled else "replayed"

    def replay(self, delivery_id: str, *, after: float = 0.0, trigger: str = "replay") -> Replayed:
        """Make an ended delivery again, ``after`` seconds from now, with the same id and bytes."""
        said = self._scripts.run("replay", delivery_id, f"{self._clock() + after:.3f}", trigger)
        return cast("Replayed", said.decode())

    def due_count(self) -> int:
        """Deliveries that are pending."""
        endpoints = cast("list[bytes]", self._redis.zrange(self._keys.deliveries_due, 0, -1))
        pipe: Any = self._redis.pipeline(transaction=False)
        for endpoint in endpoints:
            pipe.zcard(f"{self._keys.endpoint(endpoint.decode())}:due")
        return sum(pipe.execute())

    def _many(self, ids: Sequence[str]) -> Iterator[Delivery]:
        pipe: Any = self._redis.pipeline(transaction=False)
        for delivery_id in ids:
            pipe.hgetall(self._keys.delivery(delivery_id))
        found = (delivery_of(delivery_id, raw) for delivery_id, raw in zip(ids, pipe.execute(), strict=True))
        return (delivery for delivery in found if delivery is not None)


def packed(body: bytes) -> bytes:
    """An event's bytes as the store keeps them: facts repeat themselves and shrink to a tenth."""
    return zlib.compress(body, ZLIB_LEVEL)


def unpacked(kept: bytes) -> bytes:
    """The exact bytes again; none when what is kept is damaged."""
    try:
        return zlib.decompress(kept)
    except zlib.error:
        return b""


def delivery_of(delivery_id: str, raw: dict[bytes, bytes]) -> Delivery | None:
    """A delivery from its hash; None when that says nothing readable."""
    if not raw:
        return None
    try:
        return Delivery.model_validate({**{k.decode(): v.decode() for k, v in raw.items()}, "id": delivery_id})
    except ValueError:  # pydantic's and Unicode's errors are both
        return None


def line_of(attempt: Attempt) -> bytes:
    """An attempt as the log keeps it: JSON, compressed where an endpoint answers with a page of its own."""
    line = attempt.model_dump_json(exclude_none=True).encode()
    return line if len(line) <= PLAIN_BYTES else packed(line)


def _attempt(line: bytes) -> Attempt | None:
    try:
        return Attempt.model_validate_json(line if line.startswith(b"{") else unpacked(line))
    except ValidationError:
        return None
