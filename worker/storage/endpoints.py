"""Endpoints: where events go, with their secrets, filters and whether they are disabled."""

import hashlib
import json
from collections.abc import Callable, Sequence
from typing import Any, cast

import structlog
from redis import Redis

from worker.contract.delivery import Endpoint
from worker.contract.failures import PermanentError
from worker.contract.job import Subscriber
from worker.contract.urls import written_out
from worker.storage.delivery_scripts import DeliveryScripts
from worker.storage.keys import Keys

log = structlog.get_logger("dateline")
DEFAULT = "default"
OVERLAP = 86_400.0  # seconds for which a secret that was replaced signs beside its successor
SECRETS = (b"secret", b"previous_secret", b"previous_until")
HEALTH = ("failures", "probes", "open", "failing", "failed", "paused")


def subscriber_endpoint(subscriber: Subscriber) -> Endpoint | None:
    """The endpoint of a submission's own webhook; None without one. The same URL and secret are the same endpoint.

    Without a secret of its own it has none here: the default endpoint's sign for it, as they are at each attempt.
    """
    if subscriber.webhook_url is None:
        return None
    digest = hashlib.sha256(f"{subscriber.webhook_url}\0{subscriber.webhook_secret or ''}".encode()).hexdigest()
    return Endpoint(id=f"sub_{digest[:24]}", url=subscriber.webhook_url, secret=subscriber.webhook_secret)


def beside(listed: Sequence[Endpoint], subscribers: Sequence[Subscriber]) -> list[Endpoint]:
    """The endpoints of submissions' own webhooks that are no listed one: the same URL is the same, unless given another secret.

    What is disabled there is disabled for a submission, too.
    """
    own = [endpoint for subscriber in subscribers if (endpoint := subscriber_endpoint(subscriber)) is not None]
    known = {(_posted_to(one.url), secret) for one in listed for secret in (None, one.secret)}
    return [one for one in own if (_posted_to(one.url), one.secret) not in known]


def _posted_to(url: str) -> str:
    try:
        return written_out(url)
    except PermanentError:  # nothing can be posted there, which its attempt will say
        return url


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
        self._scripts = DeliveryScripts(redis, keys, clock)

    def seed(self, url: str | None, secret: str | None) -> None:
        """Make the settings' endpoint the default one; its id stays when its URL changes, so that ids of deliveries do.

        A secret that is new in the settings is rotated in. One that stands there unchanged is no reason to undo what
        ``rotate`` did since. What is None is left as it is: a process that was started without the webhook's settings must
        not take the endpoint from the others; ``remove`` does.
        """
        key = self._keys.endpoint(DEFAULT)
        if secret is not None:
            digest = hashlib.sha256(secret.encode()).hexdigest()
            known, seeded = cast("list[bytes | None]", self._redis.hmget(key, ["secret", "seeded"]))
            if seeded != digest.encode():
                if known != secret.encode():
                    self._redis.hset(key, mapping=self._rotated(known, secret, OVERLAP))
                self._redis.hset(key, "seeded", digest)
        if url is None:
            return
        present = self.get(DEFAULT)
        if present is None or present.url != url:
            self.add(Endpoint(id=DEFAULT, url=url, types=present.types if present else ()))
        else:
            self._redis.sadd(self._keys.endpoints, DEFAULT)

    def add(self, endpoint: Endpoint, *, listed: bool = True) -> None:
        """Write an endpoint; ``listed`` ones get every event that their filter lets through.

        What is None stays as it was, and a file whose name is empty is unset. At another URL it begins anew: enabled, its
        breaker closed.
        """
        known = self.get(endpoint.id)
        if known is not None and known.url != endpoint.url:
            self.enable(endpoint.id)
        said: Any = endpoint.model_dump(
            exclude_none=True, exclude={"id", "disabled", "disabled_at", "previous_secret", "previous_until"}
        )
        said["types"] = json.dumps(said["types"])
        self._redis.hset(self._keys.endpoint(endpoint.id), mapping=said)
        if listed:
            self._redis.sadd(self._keys.endpoints, endpoint.id)

    def get(self, endpoint_id: str) -> Endpoint | None:
        """One endpoint, its secrets included; None when there is none, or its record cannot be read."""
        return _read(endpoint_id, cast("dict[bytes, bytes]", self._redis.hgetall(self._keys.endpoint(endpoint_id))))

    def listed(self) -> list[Endpoint]:
        """All that get every event, disabled ones too, by id."""
        ids = sorted(endpoint.decode() for endpoint in cast("set[bytes]", self._redis.smembers(self._keys.endpoints)))
        pipe: Any = self._redis.pipeline(transaction=False)
        for endpoint_id in ids:
            pipe.hgetall(self._keys.endpoint(endpoint_id))
        found = (
            _read(endpoint_id, raw) for endpoint_id, raw in zip(ids, pipe.execute(raise_on_error=False), strict=True)
        )
        return [endpoint for endpoint in found if endpoint is not None]

    def wanting(self, kind: str) -> list[Endpoint]:
        """Those whose filter lets an event of this type through, disabled ones too."""
        return [e for e in self.listed() if not e.types or kind in e.types]

    def disable(self, endpoint_id: str, why: str) -> bool:
        """Send nothing more to it; what is pending is cancelled. False: there is none."""
        return bool(self._scripts.run("disable", endpoint_id, why))

    def enable(self, endpoint_id: str) -> bool:
        """Send to it again, its breaker closed and its pause over. False: there is none."""
        key = self._keys.endpoint(endpoint_id)
        self._redis.hdel(key, "disabled", "disabled_at", "untold", *HEALTH)
        return bool(self._redis.hexists(key, "url"))

    def remove(self, endpoint_id: str) -> bool:
        """No new events to it; what is pending goes on. False: there is none that gets every event."""
        return bool(self._redis.srem(self._keys.endpoints, endpoint_id))

    def rotate(self, endpoint_id: str, secret: str, *, overlap: float) -> bool:
        """A new secret; the present one signs beside it for ``overlap`` seconds. False: there is none."""
        key = self._keys.endpoint(endpoint_id)
        url, known = cast("list[bytes | None]", self._redis.hmget(key, ["url", "secret"]))
        if url is None:
            return False
        self._redis.hset(key, mapping=self._rotated(known, secret, overlap))
        return True

    def _rotated(self, known: bytes | None, secret: str, overlap: float) -> Any:
        if not known:
            return {"secret": secret}
        return {"secret": secret, "previous_secret": known, "previous_until": self._clock() + overlap}

    def health(self, endpoint_id: str) -> dict[str, float]:
        """Failures in a row, and until when it is paused or its breaker open (Unix seconds)."""
        raw = self._redis.hmget(self._keys.endpoint(endpoint_id), ["failures", "paused", "open"])
        values = cast("list[bytes | None]", raw)
        return {name: float(value or 0) for name, value in zip(("failures", "paused", "open"), values, strict=True)}


def _read(endpoint_id: str, raw: Any) -> Endpoint | None:
    if not isinstance(raw, dict) or not raw.get(b"url"):  # nothing, or no hash
        return None
    try:
        return endpoint_of(endpoint_id, raw)
    except ValueError as error:
        log.error("endpoints.record_unreadable", endpoint=endpoint_id, reason=str(error)[:200])  # noqa: TRY400 - said
        return None


def endpoint_of(endpoint_id: str, raw: dict[bytes, bytes], default: dict[bytes, bytes] | None = None) -> Endpoint:
    """An endpoint from its hash.

    Args:
        endpoint_id: its id.
        raw: its hash.
        default: the default endpoint's hash, whose secrets sign for one that has none.

    Raises:
        ValueError: the hash cannot be read.
    """
    if not raw.get(b"secret") and default:
        raw = raw | {name: default[name] for name in SECRETS if name in default}
    fields: dict[str, Any] = {name.decode(): value.decode() for name, value in raw.items()}
    fields["types"] = tuple(json.loads(fields.get("types") or "[]"))
    for name in ("disabled", "ca_file", "cert_file", "key_file"):
        fields[name] = fields.get(name) or None
    return Endpoint.model_validate({**fields, "id": endpoint_id})
