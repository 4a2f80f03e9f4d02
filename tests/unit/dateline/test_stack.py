"""The process tree of dev and demo keeps to itself."""

from pathlib import Path

import pytest

from dateline.stack import Stack, flower_argv, flower_env, worker_argv
from worker.contract.webhook_secret import make_secret
from worker.settings import Settings

HOOK = "http://127.0.0.1:1/hook"


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Those of somebody who works with a broker, a store and a webhook elsewhere."""
    monkeypatch.setenv("DATELINE_BROKER__URL", "redis://production.example/0")
    monkeypatch.setenv("DATELINE_STORE__URL", "redis://ledger.example/0")
    monkeypatch.setenv("DATELINE_WEBHOOK__URL", "https://desk.example/hook")
    monkeypatch.setenv("DATELINE_HTTP__ALLOW_NETWORKS", "10.1.0.0/16")
    monkeypatch.setenv("DATELINE_FLOWER__BASIC_AUTH", "watcher:hunter2")
    return Settings(_env_file=None)


def test_nothing_of_it_reaches_the_users_own_broker_store_or_webhook(settings: Settings, tmp_path: Path) -> None:
    stack = Stack(settings, tmp_path, webhook_url=HOOK, webhook_secret=make_secret(), extra_env={})
    for name, value in stack.env.items():
        assert ".example" not in value, name
    assert {"DATELINE_BROKER__URL", "DATELINE_STORE__URL", "DATELINE_WEBHOOK__URL"} <= stack.env.keys()
    assert set(stack.env["DATELINE_HTTP__ALLOW_NETWORKS"].split(",")) == {"127.0.0.0/8", "10.1.0.0/16"}


def test_no_secret_stands_on_a_command_line(settings: Settings) -> None:
    lines = [flower_argv(settings, 5555), *(worker_argv(queue, settings) for queue in ("fetch", "extract", "deliver"))]
    assert not any("hunter2" in part or "ledger" in part for line in lines for part in line)
    assert flower_env(settings) == {"FLOWER_BASIC_AUTH": "watcher:hunter2"}
