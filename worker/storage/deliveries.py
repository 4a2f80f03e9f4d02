"""Deliveries: stored with the event's exact bytes, claimed under leases, ended once.

A record exists before the extract task is acknowledged. Each endpoint has a sorted set of what is due to it; whoever
claims begins attempts and pushes their scores on, so that a worker that dies gives them back. An attempt begins under a
token and its outcome is written under that token only. In the same step the ledger hears of a delivery's end.
"""

import random
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, cast
from urllib.parse import urlsplit

import structlog
from redis import Redis

from worker.contract.delivery import Attempt, Claimed, Claims, Endpoint, Refused
from worker.contract.events import AnotherEventError, Event, EventData, webhook_id
from worker.contract.job import Subscriber
from worker.storage.delivery_log import DeliveryLog, delivery_of, line_of, packed, unpacked
from worker.storage.endpoints import DEFAULT, Endpoints, beside, endpoint_of
from worker.storage.keys import Keys
from worker.storage.records import paired

log = structlog.get_logger("dateline")


class Rules(NamedTuple):
    """How deliveries are handed out. Seconds; the settings' ``webhook`` says what each is for."""

    lease: float = 60.0
    slots: int = 8
    share: float = 1.0
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
        """Store the event's bytes once and a delivery for each endpoint and each subscriber's webhook that is none of them.

        Returns:
            How many deliveries of this event belong to this job; calling again changes nothing.

        Raises:
            AnotherEventError: the job has another event already, and keeps it.
        """
        listed = self._endpoints.wanting(event.type.value)
        own = beside(listed, subscribers)
        for endpoint in own:
            self._endpoints.add(endpoint, listed=False)
        return self._publish(_event_id(event), event, job_id, listed, own)

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
        article, tie = (event.data.url, event.data.correlation_id) if isinstance(event.data, EventData) else ("", "")
        tie = "" if tie == job_id else tie
        said = self._scripts.run(
            "publish", event_id, event.type.value, job_id, packed(self._encode(event)), article, tie, *each
        )
        if isinstance(said, bytes):
            raise AnotherEventError(said.decode())
        return cast("int", said)

    # --- attempting them --------------------------------------------------------------------------------------

    def claim_due(self, *, limit: int) -> Claims:
        """Begin attempts at deliveries that are due, each for this caller; they come back after a lease if nothing happens.

        No endpoint gets more than its free slots, one that is paused none; whatever finds no room keeps its place. What
        can no longer be delivered is ended, and its job told.
        """
        rows, said, kept, broken, untold = self._begin("claim", "", _word(), limit, self._rules.share)
        for delivery in broken:
            log.error("deliveries.record_gone", delivery=delivery.decode(errors="replace"))
        endpoints = {name.decode(errors="replace"): paired(raw) for name, raw in _pairs(said)}
        bodies = {name: unpacked(raw) for name, raw in _pairs(kept)}
        default = endpoints.get(DEFAULT)
        claims = []
        for name, token, at, event, raw in rows:
            where = at.decode(errors="replace")
            claimed = self._claimed(name.decode(), token, paired(raw), (endpoints[where], default), bodies[event])
            if isinstance(claimed, Claimed):
                claims.append(claimed)
        return Claims(claims, [name.decode(errors="replace") for name in untold])

    def begin(self, delivery_id: str, word: str = "") -> Claimed | Refused:
        """Ask to make an attempt at one delivery now; a refusal changes nothing.

        Args:
            delivery_id: the delivery.
            word: of the claim that began it for this caller already, if one did.
        """
        said, *more = self._begin("begin", delivery_id, word or _word())
        why = said.decode()
        if why != "go":
            return Refused(why=why, untold=more[0].decode(errors="replace") or None)
        token, raw, own, default, body = more
        endpoints = (paired(own), paired(default))
        return self._claimed(delivery_id, token, paired(raw), endpoints, unpacked(body))

    def _begin(self, script: str, subject: str, word: str, *more: float) -> Any:
        rules = self._rules
        return self._scripts.run(
            script, subject, rules.lease, rules.slots, rules.breaker_failures, rules.max_losses, word, *more
        )

    def _claimed(
        self,
        delivery_id: str,
        token: int,
        raw: dict[bytes, bytes],
        endpoints: tuple[dict[bytes, bytes], dict[bytes, bytes] | None],
        body: bytes,
    ) -> Claimed | Refused:
        delivery = delivery_of(delivery_id, raw)
        if delivery is None:
            return self._spoiled(delivery_id, "its record cannot be read")
        try:
            endpoint = endpoint_of(delivery.endpoint, *endpoints)
        except ValueError:
            return self._spoiled(delivery_id, f"the record of endpoint {delivery.endpoint} cannot be read")
        return Claimed(delivery=delivery, endpoint=endpoint, body=body, token=token)

    def _spoiled(self, delivery_id: str, why: str) -> Refused:
        self._scripts.run("spoiled", delivery_id, why)
        return Refused(why=why)

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


def _word() -> str:
    return f"{random.getrandbits(64):x}"


def _pairs(flat: Sequence[Any]) -> Iterable[tuple[Any, Any]]:
    return zip(flat[::2], flat[1::2], strict=True)


def _event_id(event: Event) -> str:
    if not isinstance(event.data, EventData):
        raise TypeError(f"event {event.type} belongs to no job: announce it")
    return event.data.event_id
