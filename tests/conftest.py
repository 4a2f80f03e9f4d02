"""Fixtures for tests that need a real broker."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from delivering import Desk, Desks, client
from redis import Redis

from dateline.broker import EmbeddedBroker
from worker.contract.page import Page
from worker.http.client import GuardedClient
from worker.storage.connection import connect


@pytest.fixture(scope="session")
def shared_broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedBroker]:
    broker = EmbeddedBroker(tmp_path_factory.mktemp("valkey"))
    broker.start()
    yield broker
    broker.kill()


@pytest.fixture
def valkey(shared_broker: EmbeddedBroker) -> EmbeddedBroker:
    """A running server that is empty; one process for the whole session."""
    with connect(shared_broker.url) as client:
        client.config_set("maxmemory", "0")
        client.flushall()
    return shared_broker


@pytest.fixture
def redis(valkey: EmbeddedBroker) -> Iterator[Redis]:
    with connect(valkey.url) as client:
        yield client


@pytest.fixture
def own_broker(tmp_path: Path) -> Iterator[EmbeddedBroker]:
    """A server of the test's own, to be killed and started again."""
    broker = EmbeddedBroker(tmp_path / "valkey")
    broker.start()
    yield broker
    broker.kill()


@pytest.fixture
def page() -> Page:
    return Page(
        url="https://news.example/harbour",
        final_url="https://www.news.example/harbour?edition=2",
        status=200,
        content_type="text/html",
        body=b"<p>The harbour closed.</p>",
    )


@pytest.fixture(scope="session")
def courier() -> Iterator[GuardedClient]:
    """A client for whoever needs none of their own: its certificates are loaded once."""
    made = client()
    yield made
    made.close()


@pytest.fixture
def desk_with(redis: Redis, courier: GuardedClient) -> Desks:
    """Makes desks over one store; what is left out is as in the settings."""

    def make(**more: object) -> Desk:
        return Desk(**{"redis": redis, "poster": courier, **more})  # type: ignore[arg-type]

    return make


@pytest.fixture
def desk(desk_with: Desks) -> Desk:
    return desk_with()
