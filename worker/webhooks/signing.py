"""Standard Webhooks 1.0 signatures (https://www.standardwebhooks.com): HMAC-SHA256 over id, time and body, ``v1``."""

import base64
import binascii
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime

from standardwebhooks import Webhook

PREFIX = "whsec_"
MIN_BYTES, MAX_BYTES = 24, 64  # Standard Webhooks 1.0, signature scheme: symmetric
NEW_BYTES = 32


class SecretError(ValueError):
    """A secret that cannot sign; the message says why and never holds the secret."""


def make_secret() -> str:
    """A good secret: 32 random bytes."""
    return PREFIX + base64.b64encode(secrets.token_bytes(NEW_BYTES)).decode()


def check_secret(secret: str) -> str:
    """The secret, if it can sign.

    Raises:
        SecretError: it is no ``whsec_`` secret of 24 to 64 bytes.
    """
    try:
        size = len(base64.b64decode(secret.removeprefix(PREFIX), validate=True))
    except (binascii.Error, ValueError) as error:
        raise SecretError(
            "the webhook secret is not base64 after whsec_: `dateline secret` makes a good one"
        ) from error
    if not secret.startswith(PREFIX) or not MIN_BYTES <= size <= MAX_BYTES:
        raise SecretError("the webhook secret is not whsec_ and 24 to 64 bytes: `dateline secret` makes a good one")
    return secret


def signature_headers(webhook_id: str, body: bytes, keys: Sequence[str], now: float) -> dict[str, str]:
    """The three headers of one attempt.

    Args:
        webhook_id: stable over attempts and replays.
        body: the exact bytes that are sent.
        keys: secrets, the current one first; several while one rotates.
        now: Unix seconds.
    """
    moment = datetime.fromtimestamp(int(now), UTC)
    # The body is UTF-8 JSON of our own making, so that decoding it loses nothing.
    signatures = [Webhook(key).sign(webhook_id, moment, body.decode()) for key in keys]
    return {
        "webhook-id": webhook_id,
        "webhook-timestamp": str(int(now)),
        "webhook-signature": " ".join(signatures),
    }
