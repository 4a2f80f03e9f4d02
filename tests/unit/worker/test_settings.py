"""Settings that cannot be right are refused at the start, by name, and no secret is repeated."""

import pytest
from pydantic import ValidationError

from worker.contract.webhook_secret import make_secret
from worker.settings import FlowerSettings, WebhookSettings


@pytest.mark.parametrize(
    "url", ["ftp://reader.example/", "reader.example/hook", "https://", "https://u:p@reader.example/"]
)
def test_a_webhook_url_that_cannot_be_posted_to_is_refused(url: str) -> None:
    with pytest.raises(ValidationError, match="url"):
        WebhookSettings(url=url)


def test_a_secret_that_cannot_sign_is_refused_and_not_repeated() -> None:
    with pytest.raises(ValidationError, match="dateline secret") as refused:
        WebhookSettings.model_validate({"secret": "whsec_aHVudGVyMg=="})
    assert "aHVudGVyMg" not in str(refused.value)


def test_good_ones_are_taken() -> None:
    settings = WebhookSettings.model_validate({"url": "https://reader.example/hook", "secret": make_secret()})
    assert settings.url == "https://reader.example/hook"


@pytest.mark.parametrize("address", ["0.0.0.0", "192.168.1.5", "flower.intern.example"])
def test_flower_is_open_to_nobody_without_a_password(address: str) -> None:
    with pytest.raises(ValidationError, match="DATELINE_FLOWER__BASIC_AUTH"):
        FlowerSettings(address=address)
    assert FlowerSettings.model_validate({"address": address, "basic_auth": "watcher:hunter2"}).address == address
