"""Verify a webhook: signature, age, and that it is an event. Nothing is kept or shown that does not verify."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from standardwebhooks import Webhook, WebhookVerificationError


class Refused(ValueError):  # noqa: N818 - what the receiver does with it
    """The request does not verify; the message says why, for the sender's log."""


class Received(NamedTuple):
    """A verified event."""

    webhook_id: str
    received: str
    event: dict[str, Any]


def verify(headers: Mapping[str, str], body: bytes, secrets: Sequence[str]) -> Received:
    """The event of a request.

    Args:
        headers: with lower-case names.
        body: the exact bytes.
        secrets: any of which may have signed; several while one rotates.

    Raises:
        Refused: a header is missing, no secret fits, the time stamp is more than five minutes off, or it is no JSON.
    """
    needed = ("webhook-id", "webhook-timestamp", "webhook-signature")
    missing = [name for name in needed if not headers.get(name)]
    if missing:
        raise Refused(f"missing header {missing[0]}")
    said = {name: headers[name] for name in needed}
    problem = "no secret to verify with"
    for secret in secrets:
        try:
            Webhook(secret).verify(body, said)
        except WebhookVerificationError as error:
            problem = str(error) or "the signature does not fit"
            continue
        except ValueError as error:  # the package reads the JSON of what it has verified
            raise Refused("the body is no JSON") from error
        return Received(said["webhook-id"], datetime.now(UTC).isoformat(timespec="milliseconds"), _event(body))
    raise Refused(problem)


def _event(body: bytes) -> dict[str, Any]:
    try:
        event = json.loads(body)
    except ValueError as error:
        raise Refused("the body is no JSON") from error
    if not isinstance(event, dict) or not isinstance(event.get("data"), dict):
        raise Refused("the body is no event: type, timestamp and data are missing")
    return event
