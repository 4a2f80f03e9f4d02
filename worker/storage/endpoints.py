"""Endpoints: where events go, with their secrets, filters and whether they are disabled."""

import hashlib
import json
from collections.abc import Callable, Iterable
from typing import Any, cast

from redis import Redis

from worker.contract.delivery import Endpoint
from worker.contract.job import Subscriber
from worker.storage.keys import Keys

DEFAULT = "default"


def subscriber_endpoint(subscriber: Subscriber, default_secret: str | None) -> Endpoint | None:
    """The endpoint of a submission's own webhook; None without one. The same URL and secret are the same endpoint."""
    if subscriber.webhook_url is None:
        return None
    secret = subscriber.webhook_secret or default_secret
    digest = hashlib.sha256(f"{subscriber.webhook_url}\0{subscriber.webhook_secret or ''}".encode()).hexdigest()
    return Endpoint(id=f"sub_{digest[:24]}", url=subscriber.webhook_url, secret=secret)


class Endpoints:
    """The endpoints of this installation, shared by all workers and changed without a restart.

    Args:
        redis: a client that gives bytes.
        keys: the names of the keys.
        clock: now, in Unix seconds.
    """

    def __init__(self, redis: Redis, keys: Keys, clock: Callable[[], float]) -> None:
        self._redis = redis
        self._keys = keys
        self._clock = clock

    def seed(self, url: str | None, secret: str | None) -> None:
        """Make the settings' endpoint the default one, or take it away; its id stays, so that ids of deliveries do."""
        if url is None:
            self._redis.srem(self._keys.endpoints, DEFAULT)
            return
        known = self.get(DEFAULT)
        if known and known.secret and secret and known.secret != secret:
            self._redis.hset(self._keys.endpoint(DEFAULT), "secret", secret)
        self.add(Endpoint(id=DEFAULT, url=url, secret=secret, types=known.types if known else ()))

    def add(self, endpoint: Endpoint, *, listed: bool = True) -> None:
        """Write an endpoint; ``listed`` ones get every event that their filter lets through."""
        said: Any = endpoint.model_dump(
            exclude_none=True, exclude={"id", "disabled", "previous_secret", "previous_until"}
        )
        said["types"] = json.dumps(said["types"])
        self._redis.hset(self._keys.endpoint(endpoint.id), mapping=said)
        if listed:
            self._redis.sadd(self._keys.endpoints, endpoint.id)

    def get(self, endpoint_id: str) -> Endpoint | None:
        """One endpoint, its secrets included."""
        raw = cast("dict[bytes, bytes]", self._redis.hgetall(self._keys.endpoint(endpoint_id)))
        return endpoint_of(endpoint_id, raw) if raw.get(b"url") else None

    def listed(self) -> list[Endpoint]:
        """All that get every event, disabled ones too, by id."""
        ids = sorted(cast("set[bytes]", self._redis.smembers(self._keys.endpoints)))
        found = (self.get(endpoint.decode()) for endpoint in ids)
        return [endpoint for endpoint in found if endpoint is not None]

    def for_type(self, kind: str) -> Iterable[Endpoint]:
        """Those that want an event of this type and are not disabled."""
        return (e for e in self.listed() if not e.disabled and (not e.types or kind in e.types))

    def disable(self, endpoint_id: str, why: str) -> bool:
        """Send nothing more to it; what is pending becomes cancelled when it is due. False: there is none."""
        return self._set(endpoint_id, {"disabled": why})

    def enable(self, endpoint_id: str) -> bool:
        """Send to it again, its breaker closed and its pause over. False: there is none."""
        key = self._keys.endpoint(endpoint_id)
        self._redis.hdel(key, "disabled", "failures", "probes", "open", "failing", "paused")
        return bool(self._redis.exists(key))

    def rotate(self, endpoint_id: str, secret: str, *, overlap: float) -> bool:
        """A new secret; the present one signs beside it for ``overlap`` seconds. False: there is none."""
        known = self.get(endpoint_id)
        if known is None:
            return False
        fields: dict[str, Any] = {"secret": secret}
        if known.secret:
            fields |= {"previous_secret": known.secret, "previous_until": self._clock() + overlap}
        return self._set(endpoint_id, fields)

    def health(self, endpoint_id: str) -> dict[str, float]:
        """Failures in a row, and until when it is paused or its breaker open (Unix seconds)."""
        raw = self._redis.hmget(self._keys.endpoint(endpoint_id), ["failures", "paused", "open"])
        values = cast("list[bytes | None]", raw)
        return {name: float(value or 0) for name, value in zip(("failures", "paused", "open"), values, strict=True)}

    def _set(self, endpoint_id: str, fields: Any) -> bool:
        key = self._keys.endpoint(endpoint_id)
        if not self._redis.exists(key):
            return False
        self._redis.hset(key, mapping=fields)
        return True


def endpoint_of(endpoint_id: str, raw: dict[bytes, bytes]) -> Endpoint:
    """An endpoint from its hash."""
    fields: dict[str, Any] = {name.decode(): value.decode() for name, value in raw.items()}
    fields["types"] = tuple(json.loads(fields.get("types") or "[]"))
    fields["disabled"] = fields.get("disabled") or None
    return Endpoint.model_validate({**fields, "id": endpoint_id})
