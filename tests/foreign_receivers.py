"""Three receivers that were not written here: PyPI's standardwebhooks and svix, npm's standardwebhooks."""

import json
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
import standardwebhooks
import svix

FOLDER = Path(__file__).parent / "foreign"


class Signed(NamedTuple):
    """One request as it came: headers with names in lower case, the body's exact bytes."""

    headers: Mapping[str, str]
    body: bytes


Verify = Callable[[str, Sequence[Signed]], list[bool]]


def by_standardwebhooks(secret: str, requests: Sequence[Signed]) -> list[bool]:
    """PyPI's standardwebhooks."""
    return [_verifies(standardwebhooks.Webhook(secret).verify, request) for request in requests]


def by_svix(secret: str, requests: Sequence[Signed]) -> list[bool]:
    """PyPI's svix."""
    return [_verifies(svix.Webhook(secret).verify, request) for request in requests]


def by_npm(secret: str, requests: Sequence[Signed]) -> list[bool]:
    """npm's standardwebhooks, where node is."""
    node = shutil.which("node")
    if node is None or not (FOLDER / "node_modules").exists():
        pytest.skip("npm's receiver needs node and `make foreign`; the two of PyPI were asked")
    lines = [
        json.dumps({"secret": secret, "headers": dict(request.headers), "body": request.body.decode()})
        for request in requests
    ]
    said = subprocess.run(
        [node, "verify.mjs"], cwd=FOLDER, input="\n".join(lines), text=True, capture_output=True, check=True
    )
    return [line == "true" for line in said.stdout.split()]


def _verifies(verify: Callable[[bytes, dict[str, str]], object], request: Signed) -> bool:
    try:
        verify(request.body, dict(request.headers))
    except (standardwebhooks.WebhookVerificationError, svix.WebhookVerificationError):
        return False
    return True


RECEIVERS: dict[str, Verify] = {
    "PyPI standardwebhooks": by_standardwebhooks,
    "svix": by_svix,
    "npm standardwebhooks": by_npm,
}
