"""Deliveries: stored with the event's exact bytes, claimed under leases, ended once.

A record exists before the extract task is acknowledged. Each endpoint has a sorted set of what is due to it; whoever
claims pushes the score on, so that a worker that dies gives its claims back. An attempt begins under a token and its
outcome is written under that token only. The record leaves the set after the ledger knows: a crash between repeats what
changes nothing.
"""

import random
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, cast
from urllib.parse import urlsplit

import structlog
from redis import Redis

from worker.contract.delivery import Attempt, Claimed, Delivery, DeliveryState, Endpoint, Refused
from worker.contract.events import AnotherEventError, Event, EventData, webhook_id
from worker.contract.job import Subscriber
from worker.contract.queues import DeliverMessage
from worker.storage.delivery_log import DeliveryLog, delivery_of, line_of, packed, unpacked
from worker.storage.endpoints import Endpoints, endpoint_of, subscriber_endpoint
from worker.storage.keys import Keys
from worker.storage.records import paired

log = structlog.get_logger("dateline")
# Given out for each free slot: the next is at hand when an attempt ends, and one endpoint cannot fill the queue.
AHEAD = 8


class Rules(NamedTuple):
    """How deliveries are handed out. Seconds; the settings' ``webhook`` says what each is for."""

    lease: float = 60.0
    slots: int = 8
    breaker_failures: int = 5
    breaker_probe: float = 30.0
    breaker_probe_max: float = 600.0
    disable_after: float = 432_000.0
    keep_days: float = 30.0
    max_losses: int = 10


class Deliveries(DeliveryLog):
    """Events and their deliveries.

    Args:
        redis: a client that gives bytes.
        keys: the names of the keys.
        endpoints: who gets what.
        encode: an event as the bytes that are stored.
        rules: leases, slots, breaker, retention.
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
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._rules = rules or Rules()
        super().__init__(redis, keys, clock, keep_days=self._rules.keep_days)
        self._endpoints = endpoints
        self._encode = encode

    # --- making them ------------------------------------------------------------------------------------------

    def publish(self, *, job_id: str, event: Event, subscribers: Sequence[Subscriber]) -> int:
        """Store the event's bytes once and a delivery for each endpoint and each subscriber's webhook.

        Returns:
            How many deliveries of this event belong to this job; calling again changes nothing.

        Raises:
            AnotherEventError: the job has another event already, and keeps it.
        """
        own = [endpoint for subscriber in subscribers if (endpoint := subscriber_endpoint(subscriber)) is not None]
        for endpoint in own:
            self._endpoints.add(endpoint, listed=False)
        return self._publish(_event_id(event), event, job_id, self._endpoints.wanting(event.type.value), own)

    def announce(self, event_id: str, event: Event, *, but: str) -> int:
        """Send an event that belongs to no job to every listed endpoint that is not disabled, but one."""
        others = [e for e in self._endpoints.wanting(event.type.value) if e.id != but and not e.disabled]
        return self._publish(event_id, event, "", others, ())

    def _publish(
        self, event_id: str, event: Event, job_id: str, listed: Iterable[Endpoint], own: Iterable[Endpoint]
    ) -> int:
        everyone = {e.id: (e, "1") for e in listed} | {e.id: (e, "0") for e in own}
        each = [
            part
            for e, is_listed in everyone.values()
            for part in (webhook_id(event_id, e.id), e.id, urlsplit(e.url).netloc.rpartition("@")[2], is_listed)
        ]
        article = event.data.url if isinstance(event.data, EventData) else ""
        job_key = self._keys.job(job_id) if job_id else ""
        said = self._scripts.run(
            "publish", event_id, event.type.value, job_id, packed(self._encode(event)), article, *each, job_key=job_key
        )
        if isinstance(said, bytes):
            raise AnotherEventError(said.decode())
        return cast("int", said)

    # --- attempting them --------------------------------------------------------------------------------------

    def claim_due(self, *, limit: int) -> list[DeliverMessage]:
        """Messages of deliveries that are due, each given to one caller; they come back after a lease if nothing happens.

        No endpoint gets more than it has free slots for, and a few ahead; one that is paused gets none.
        """
        rules = self._rules
        found, broken = cast(
            "tuple[list[list[bytes]], list[bytes]]",
            self._scripts.run("claim", "", rules.lease, limit, rules.slots, rules.breaker_failures, AHEAD),
        )
        for delivery in broken:
            log.error("deliveries.record_gone", delivery=delivery.decode(errors="replace"))
        rows = ([part.decode(errors="replace") for part in row] for row in found)
        return [DeliverMessage(delivery=row[0], job=row[1], endpoint=row[2], url=row[3]) for row in rows]

    def begin(self, delivery_id: str) -> Claimed | Refused:
        """Ask to make an attempt now; a refusal postpones and spends none."""
        rules = self._rules
        chance, word = f"{random.random():.3f}", f"{random.getrandbits(64):x}"  # noqa: S311 - they guard nothing
        said, *more = cast(
            "list[Any]",
            self._scripts.run(
                "begin", delivery_id, rules.lease, rules.slots, rules.breaker_failures, chance, word, rules.max_losses
            ),
        )
        why = said.decode()
        if why == "go":
            return self._claimed(delivery_id, *more)
        if why == "spoiled":
            return self._spoiled(delivery_id, "its record names no endpoint or no event")
        ended = why == "ended"
        delivery = self._salvaged(delivery_id) if ended else None
        return Refused(why=why, delivery=delivery, ended=ended, untold=ended and bool(more[0]))

    def _claimed(self, delivery_id: str, token: int, at: bytes, *said: Any) -> Claimed | Refused:
        raw, own, default = map(paired, said[:3])
        body = unpacked(said[3])
        endpoint_id = at.decode(errors="replace")
        delivery = delivery_of(delivery_id, raw)
        if delivery is None:
            return self._spoiled(delivery_id, "its record cannot be read")
        try:
            endpoint = endpoint_of(endpoint_id, own, default)
        except ValueError:
            return self._spoiled(delivery_id, f"the record of endpoint {endpoint_id} cannot be read")
        return Claimed(delivery=delivery, endpoint=endpoint, body=body, token=token)

    def _spoiled(self, delivery_id: str, why: str) -> Refused:
        self._scripts.run("spoiled", delivery_id, why)
        return Refused(why=why, delivery=self._salvaged(delivery_id), ended=True)

    def _salvaged(self, delivery_id: str) -> Delivery:
        """An ended delivery, with what can be read of it, so that at least its job comes to an end."""
        if (delivery := self.get(delivery_id)) is not None:
            return delivery
        raw = cast(
            "list[bytes | None]", self._redis.hmget(self._keys.delivery(delivery_id), ["event", "job", "endpoint"])
        )
        event, job, endpoint = ((value or b"").decode(errors="replace") for value in raw)
        return Delivery(id=delivery_id, event=event, job=job, endpoint=endpoint, state=DeliveryState.DEAD)

    def outcome(
        self, claimed: Claimed, attempt: Attempt, kind: str, *, wait: float = 0.0, pause: float = 0.0, gone: str = ""
    ) -> tuple[bool, bool]:
        """Write what an attempt came to.

        Returns:
            Whether it was written (False under an old token), and whether its endpoint was disabled and nobody was told.
        """
        rules = self._rules
        said = self._scripts.run(
            "outcome", claimed.delivery.id, claimed.token, kind, wait, pause,
            rules.breaker_failures, rules.breaker_probe, rules.breaker_probe_max, rules.disable_after,
            line_of(attempt), gone,
        )  # fmt: skip
        return said > 0, said > 1

    def hand_back(self, delivery_id: str) -> bool:
        """Its worker is told to end: another makes the attempt anew, at once. False: nobody is at it."""
        return bool(self._scripts.run("hand_back", delivery_id))

    def disabled(self, endpoint_id: str) -> Endpoint | None:
        """An endpoint that was disabled by what it answered; None when it is not, or no longer."""
        endpoint = self._endpoints.get(endpoint_id)
        return endpoint if endpoint is not None and endpoint.disabled else None

    def told(self, endpoint_id: str) -> None:
        """The others know that it was disabled."""
        self._redis.hdel(self._keys.endpoint(endpoint_id), "untold")

    def leave(self, delivery_id: str) -> None:
        """The ledger knows that it has ended: no longer due, kept for the log's time."""
        self._scripts.run("leave", delivery_id)


def _event_id(event: Event) -> str:
    if not isinstance(event.data, EventData):
        raise TypeError(f"event {event.type} belongs to no job: announce it")
    return event.data.event_id
