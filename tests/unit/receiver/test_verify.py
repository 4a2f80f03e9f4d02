"""The receiver keeps what verifies, once, and refuses the rest."""

import http.client
import json
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from receiver.keep import Kept
from receiver.server import Receiver
from receiver.verify import Refused, verify
from worker.contract.webhook_secret import make_secret
from worker.webhooks.signing import signature_headers

BODY = json.dumps(
    {"type": "article.extracted", "timestamp": "2026-01-01T00:00:00Z", "data": {"job_id": "job_1"}}
).encode()
SECRET = make_secret()
TOO_FAR = 301.0


def signed(secret: str = SECRET, *, body: bytes = BODY, webhook_id: str = "msg_1", shift: float = 0) -> dict[str, str]:
    return signature_headers(webhook_id, body, [secret], time.time() + shift)


def test_what_any_of_the_secrets_signed_is_received() -> None:
    received = verify(signed(), BODY, [make_secret(), SECRET])
    assert received.webhook_id == "msg_1"
    assert received.event == json.loads(BODY)


@pytest.mark.parametrize(
    "headers",
    [
        lambda: signed(make_secret()),
        lambda: signed(body=BODY + b" "),
        lambda: signed() | {"webhook-id": "msg_2"},
        lambda: signed() | {"webhook-signature": "v1,AAAA"},
        lambda: signed(shift=-TOO_FAR),
        lambda: signed(shift=TOO_FAR + 60),
        lambda: {k: v for k, v in signed().items() if k != "webhook-timestamp"},
        dict,
    ],
    ids=["wrong secret", "other body", "other id", "junk", "old", "future", "no timestamp", "no header"],
)
def test_what_does_not_verify_is_refused(headers: Callable[[], dict[str, str]]) -> None:
    with pytest.raises(Refused):
        verify(headers(), BODY, [SECRET])


@pytest.mark.parametrize("body", [b"not json", b"[]", b'{"type": "x"}'])
def test_what_is_no_event_is_refused_though_signed(body: bytes) -> None:
    with pytest.raises(Refused, match="the body is no"):
        verify(signed(body=body), body, [SECRET])


def test_an_event_that_comes_again_is_kept_once_over_a_restart_and_a_cut_line(tmp_path: Path) -> None:
    path, received = tmp_path / "events.jsonl", verify(signed(), BODY, [SECRET])
    kept = Kept(path)
    assert kept.add(received)
    assert not kept.add(received)
    with path.open("a") as file:
        file.write('{"webhook_id": "msg_')
    again = Kept(path)
    assert not again.add(received)
    assert again.get("msg_1") == received


def post(url: str, headers: dict[str, str]) -> int:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=10)
    try:
        connection.request("POST", "/", body=BODY, headers=headers)
        return connection.getresponse().status
    finally:
        connection.close()


def test_the_server_thanks_for_new_and_known_events_and_refuses_others() -> None:
    refused: list[str] = []
    with Receiver([SECRET], Kept(), on_refused=refused.append) as receiver:
        assert [post(receiver.url, signed()), post(receiver.url, signed())] == [204, 204]
        assert post(receiver.url, signed(make_secret())) == 401
        assert (receiver.kept.count, receiver.kept.repeated, len(refused)) == (1, 1, 1)
