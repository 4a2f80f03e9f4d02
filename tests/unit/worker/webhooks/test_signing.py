"""Signatures, verified by two receivers that are not ours."""

import base64
import time

import pytest
import standardwebhooks
import svix

from worker.contract.delivery import Endpoint
from worker.contract.webhook_secret import SecretError, check_secret, make_secret
from worker.webhooks.signing import signature_headers

BODY = '{"type": "article.extracted", "data": {"title": "Hafen «Süd» 🚢"}}'.encode()


def verify(receiver: str, secret: str, body: bytes, headers: dict[str, str]) -> None:
    if receiver == "svix":
        svix.Webhook(secret).verify(body, headers)
    else:
        standardwebhooks.Webhook(secret).verify(body, headers)


@pytest.mark.parametrize("receiver", ["standardwebhooks", "svix"])
def test_another_receiver_verifies_what_we_sign(receiver: str) -> None:
    secret = make_secret()
    verify(receiver, secret, BODY, signature_headers("msg_1", BODY, [secret], time.time()))


@pytest.mark.parametrize("receiver", ["standardwebhooks", "svix"])
def test_while_a_secret_rotates_both_verify_and_afterwards_only_the_new(receiver: str) -> None:
    old, new, now = make_secret(), make_secret(), time.time()
    endpoint = Endpoint(id="e", url="https://r.example", secret=new, previous_secret=old, previous_until=now + 1)
    during = signature_headers("msg_1", BODY, endpoint.secrets_at(now), now)
    verify(receiver, old, BODY, during)
    verify(receiver, new, BODY, during)
    after = signature_headers("msg_1", BODY, endpoint.secrets_at(now + 1), now)
    verify(receiver, new, BODY, after)
    with pytest.raises((standardwebhooks.WebhookVerificationError, svix.WebhookVerificationError)):
        verify(receiver, old, BODY, after)


@pytest.mark.parametrize("receiver", ["standardwebhooks", "svix"])
def test_a_changed_body_or_id_does_not_verify(receiver: str) -> None:
    secret = make_secret()
    headers = signature_headers("msg_1", BODY, [secret], time.time())
    for body, said in ((BODY + b" ", headers), (BODY, headers | {"webhook-id": "msg_2"})):
        with pytest.raises((standardwebhooks.WebhookVerificationError, svix.WebhookVerificationError)):
            verify(receiver, secret, body, said)


def whsec(size: int) -> str:
    return "whsec_" + base64.b64encode(bytes(range(size))).decode()


@pytest.mark.parametrize("size", [24, 32, 64])
def test_secrets_of_24_to_64_bytes_are_good(size: int) -> None:
    assert check_secret(whsec(size)) == whsec(size)


@pytest.mark.parametrize("bad", [whsec(23), whsec(65), whsec(32).removeprefix("whsec_"), "whsec_hunter2!", "whsec_é"])
def test_a_bad_secret_is_refused_with_its_remedy_and_never_repeated(bad: str) -> None:
    with pytest.raises(SecretError, match="dateline secret") as refused:
        check_secret(bad)
    assert bad.removeprefix("whsec_") not in str(refused.value)
