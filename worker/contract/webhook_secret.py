"""The secret that signs webhooks, as Standard Webhooks 1.0 (https://www.standardwebhooks.com) writes it."""

import base64
import binascii
import secrets

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
