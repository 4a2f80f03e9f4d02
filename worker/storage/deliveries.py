"""Deliveries: stored with the event's exact bytes, claimed under leases, ended once.

A record exists before the extract task is acknowledged. A sorted set holds what is due; whoever claims pushes the
score on, so that a worker that dies gives its claims back. An attempt begins under a token and its outcome is written under
that token only. The record leaves the due set after the ledger knows: a crash between repeats what changes nothing.
"""

import random
import time
from collections.abc import Callable, Iterable, Sequence
from importlib.resources import files
from typing import Any, NamedTuple, cast
from urllib.parse import urlsplit

from redis import Redis

from worker.contract.delivery import Attempt, Claimed, Delivery, DeliveryState, Endpoint, Refused
from worker.contract.events import AnotherEventError, Event, EventData, webhook_id
from worker.contract.job import Subscriber
from worker.contract.queues import DeliverMessage
from worker.storage.endpoints import Endpoints, endpoint_of, subscriber_endpoint
from worker.storage.keys import Keys

DAY = 86_400
SCRIPTS = ("publish", "claim", "begin", "outcome", "leave", "replay")
# Longer than the whole schedule takes: a body must outlive its last attempt.
SCHEDULE_DAYS = 10


class Rules(NamedTuple):
    """How deliveries are handed out. Seconds; the settings' ``webhook`` says what each is for."""

    lease: float = 60.0
    slots: int = 8
    breaker_failures: int = 5
    breaker_probe: float = 30.0
    breaker_probe_max: float = 600.0
    disable_after: float = 432_000.0
    keep_days: float = 30.0


class Deliveries:
    """Events and their deliveries.

    Args:
        redis: a client that gives bytes.
        keys: the names of the keys.
        endpoints: who gets what.
        encode: an event as the bytes that are stored.
        rules: leases, slots, breaker, retention.
        default_secret: signs for a submission's webhook that came without a secret.
        clock: now, in Unix seconds.
    """

    def __init__(
        self,
        redis: Redis,
        keys: Keys,
        endpoints: Endpoints,
        encode: Callable[[Event], bytes],
        rules: Rules | None = None,
        *,
        default_secret: str | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._redis = redis
        self._keys = keys
        self._endpoints = endpoints
        self._encode = encode
        self._rules = rules or Rules()
        self._default_secret = default_secret
        self._clock = clock
        self._keep = int(self._rules.keep_days * DAY)
        folder = files("worker.storage") / "lua"
        self._scripts = {name: redis.register_script((folder / f"deliver_{name}.lua").read_text()) for name in SCRIPTS}

    # --- making them ------------------------------------------------------------------------------------------

    def publish(self, *, job_id: str, event: Event, subscribers: Sequence[Subscriber]) -> int:
        """Store the event's bytes once and a delivery for each endpoint and each subscriber's webhook.

        Returns:
            How many deliveries of this event belong to this job; calling again changes nothing.

        Raises:
            AnotherEventError: the job has another event already, and keeps it.
        """
        own = [subscriber_endpoint(subscriber, self._default_secret) for subscriber in subscribers]
        for endpoint in own:
            if endpoint is not None:
                self._endpoints.add(endpoint, listed=False)
        listed = self._endpoints.for_type(event.type.value)
        everyone = {endpoint.id: endpoint for endpoint in [*listed, *filter(None, own)]}
        return self._publish(_event_id(event), event, job_id, everyone.values())

    def announce(self, event_id: str, event: Event, *, but: str) -> int:
        """Send an event that belongs to no job to every listed endpoint but one."""
        others = [e for e in self._endpoints.for_type(event.type.value) if e.id != but]
        return self._publish(event_id, event, "", others)

    def _publish(self, event_id: str, event: Event, job_id: str, endpoints: Iterable[Endpoint]) -> int:
        each = [
            part
            for e in endpoints
            for part in (webhook_id(event_id, e.id), e.id, urlsplit(e.url).netloc.rpartition("@")[2])
        ]
        article = event.data.url if isinstance(event.data, EventData) else ""
        args: list[Any] = [
            self._now(), self._keep + SCHEDULE_DAYS * DAY, self._keys.deliveries, self._keys.endpoint(""),
            event_id, event.type.value, job_id, self._encode(event), article, *each,
        ]  # fmt: skip
        key = self._keys.event(event_id)
        owner = self._keys.job(job_id) if job_id else key
        said = cast("int | bytes", self._scripts["publish"](keys=[key, self._keys.deliveries_due, owner], args=args))
        if isinstance(said, bytes):
            raise AnotherEventError(said.decode())
        return said

    def event(self, event_id: str) -> Event | None:
        """A stored event; None when it was never published or its time is over."""
        body = self.body(event_id)
        return Event.model_validate_json(body) if body else None

    def body(self, event_id: str) -> bytes | None:
        """A stored event's exact bytes."""
        return cast("bytes | None", self._redis.get(self._keys.event(event_id)))

    # --- attempting them --------------------------------------------------------------------------------------

    def claim_due(self, now: float, limit: int) -> list[DeliverMessage]:
        """Messages of deliveries that are due, each given to one caller; they come back after a lease if nothing happens."""
        args = [f"{now:.3f}", str(self._rules.lease), str(limit), self._keys.deliveries]
        found = cast("list[list[bytes]]", self._scripts["claim"](keys=[self._keys.deliveries_due], args=args))
        rows = ([part.decode() for part in row] for row in found)
        return [DeliverMessage(delivery=row[0], job=row[1], endpoint=row[2], url=row[3]) for row in rows]

    def begin(self, delivery_id: str) -> Claimed | Refused:
        """Ask to make an attempt now; a refusal postpones and spends none."""
        rules = self._rules
        args: list[Any] = [
            self._now(), self._keys.deliveries, self._keys.endpoint(""), delivery_id,
            rules.lease, rules.slots, rules.breaker_failures, f"{random.random():.3f}",  # noqa: S311 - spreads, guards nothing
        ]  # fmt: skip
        said, *more = cast("list[Any]", self._scripts["begin"](keys=[self._keys.deliveries_due], args=args))
        why = said.decode()
        if why != "go":
            return Refused(why=why, delivery=self.get(delivery_id), ended=why in {"ended", "cancelled", "orphan"})
        return self._claimed(delivery_id, int(more[0]))

    def _claimed(self, delivery_id: str, token: int) -> Claimed | Refused:
        delivery = self.get(delivery_id)
        if delivery is None:
            return Refused(why="unknown")
        pipe = self._redis.pipeline(transaction=False)
        pipe.hgetall(self._keys.endpoint(delivery.endpoint))
        pipe.get(self._keys.event(delivery.event))
        raw, body = pipe.execute()
        endpoint = endpoint_of(delivery.endpoint, raw)
        return Claimed(delivery=delivery, endpoint=endpoint, body=body or b"", token=token)

    def outcome(
        self, claimed: Claimed, attempt: Attempt, kind: str, *, wait: float = 0.0, pause: float = 0.0, gone: str = ""
    ) -> tuple[bool, bool]:
        """Write what an attempt came to.

        Returns:
            Whether it was written (False under an old token), and whether the endpoint was disabled by it.
        """
        rules = self._rules
        args: list[Any] = [
            self._now(), self._keep, self._keys.deliveries, self._keys.endpoint(""), claimed.delivery.id, claimed.token,
            kind, wait, pause, rules.breaker_failures, rules.breaker_probe, rules.breaker_probe_max, rules.disable_after,
            attempt.model_dump_json(exclude_none=True), gone,
        ]  # fmt: skip
        said = cast("list[int]", self._scripts["outcome"](keys=[self._keys.deliveries_due], args=args))
        return bool(said[0]), len(said) > 1 and bool(said[1])

    def leave(self, delivery_id: str) -> None:
        """The ledger knows that it has ended: out of the due set, kept for the log's time."""
        args = [self._keys.deliveries, delivery_id, str(self._keep), self._keys.event("")]
        self._scripts["leave"](keys=[self._keys.deliveries_due], args=args)

    # --- reading and replaying --------------------------------------------------------------------------------

    def get(self, delivery_id: str) -> Delivery | None:
        """One delivery, or None."""
        raw = cast("dict[bytes, bytes]", self._redis.hgetall(self._keys.delivery(delivery_id)))
        if not raw:
            return None
        return Delivery.model_validate({**{k.decode(): v.decode() for k, v in raw.items()}, "id": delivery_id})

    def attempts(self, delivery_id: str) -> list[Attempt]:
        """Its attempt log, the oldest first."""
        raw = cast("list[bytes]", self._redis.lrange(f"{self._keys.delivery(delivery_id)}:attempts", 0, -1))
        return [Attempt.model_validate_json(line) for line in raw]

    def of_endpoint(self, endpoint_id: str, since: float, until: float, state: DeliveryState | None) -> list[str]:
        """Deliveries to an endpoint that were made in a time range, the oldest first."""
        key = f"{self._keys.endpoint(endpoint_id)}:deliveries"
        self._redis.zremrangebyscore(key, "-inf", self._clock() - self._keep - SCHEDULE_DAYS * DAY)
        found = [d.decode() for d in cast("list[bytes]", self._redis.zrangebyscore(key, since, until))]
        if state is None:
            return found
        return [d for d in found if (delivery := self.get(d)) is not None and delivery.state is state]

    def of_event(self, event_id: str, endpoints: Iterable[Endpoint]) -> list[str]:
        """The deliveries of one event to these endpoints that exist."""
        ids = (webhook_id(event_id, endpoint.id) for endpoint in endpoints)
        return [delivery for delivery in ids if self._redis.exists(self._keys.delivery(delivery))]

    def replay(self, delivery_id: str, *, after: float = 0.0) -> bool:
        """Make an ended delivery again, with the same id and bytes; False when it is pending, unknown or its body gone."""
        delivery = self.get(delivery_id)
        if delivery is None or self.body(delivery.event) is None:
            return False
        args = [self._keys.deliveries, delivery_id, f"{self._clock() + after:.3f}"]
        said: Any = self._scripts["replay"](keys=[self._keys.deliveries_due], args=args)
        return bool(said == b"replayed")

    def due_count(self) -> int:
        """Deliveries that are pending."""
        return int(self._redis.zcard(self._keys.deliveries_due))

    def _now(self) -> str:
        return f"{self._clock():.3f}"


def _event_id(event: Event) -> str:
    if not isinstance(event.data, EventData):
        raise TypeError(f"event {event.type} belongs to no job: announce it")
    return event.data.event_id
