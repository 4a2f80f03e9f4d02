"""Standard Webhooks 1.0 signatures (https://www.standardwebhooks.com): HMAC-SHA256 over id, time and body, ``v1``."""

from collections.abc import Sequence
from datetime import UTC, datetime

from standardwebhooks import Webhook


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
