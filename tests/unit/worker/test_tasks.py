from typing import Any

import pytest
import structlog
from celery import Celery  # type: ignore[import-untyped] # has no types
from fakes import (
    FakeArticles,
    FakeClock,
    FakeExtractor,
    FakeFetcher,
    FakeLedger,
    FakeOutbox,
    FakePages,
    FakeReader,
    FakeSender,
)

from worker import tasks
from worker.contract.page import Page
from worker.contract.queues import DeliverMessage, Message, StoreFull
from worker.handlers.ports import Backoff, ExtractPorts, FetchPorts


class Rooms:
    def __init__(self, page: Page) -> None:
        shared: dict[str, Any] = {
            "ledger": FakeLedger(),
            "articles": FakeArticles(),
            "outbox": FakeOutbox(),
            "clock": FakeClock(),
        }
        shared["pages"] = FakePages({"job_1": page})
        fetching: dict[str, Any] = {"fetcher": FakeFetcher(page), "sender": FakeSender(), "random": lambda: 0.0}
        extracting: dict[str, Any] = {"reader": FakeReader(), "extractor": FakeExtractor()}
        self.fetch_ports = FetchPorts(**shared, **fetching, backoff=Backoff(3, 1, 10))
        self.extract_ports = ExtractPorts(**shared, **extracting)
        self.delivered: list[DeliverMessage] = []
        self.handed_back: list[tuple[str, bool]] = []
        self.store_troubles: tuple[type[Exception], ...] = (StoreFull,)

    def correlation_id(self, message: Message) -> str:
        return f"desk-7 {message.task}"

    def hand_back(self, message: Message, *, at_once: bool) -> None:
        self.handed_back.append((message.task, at_once))

    def deliver(self, message: DeliverMessage) -> str:
        self.delivered.append(message)
        return "204"


@pytest.fixture
def rooms(page: Page) -> Rooms:
    return Rooms(page)


@pytest.fixture
def app(rooms: Rooms) -> Celery:
    app = Celery("test", set_as_current=False)
    tasks.register(app, rooms, soft_time_limit=1, time_limit=2)
    return app


def test_each_task_calls_its_handler_and_returns_its_summary(app: Celery, rooms: Rooms) -> None:
    url = "https://news.example/harbour"
    assert app.tasks["dateline.fetch"](job="job_1", url=url, v=1).startswith("fetched: 200")
    rooms.extract_ports.ledger.verdicts.append("go")  # type: ignore[attr-defined] # the fake's own
    assert app.tasks["dateline.extract"](job="job_1", url=url, v=1).endswith("(delivering)")
    assert app.tasks["dateline.deliver"](delivery="msg_1", endpoint="reader.example") == "204"
    assert rooms.delivered == [DeliverMessage(delivery="msg_1", endpoint="reader.example")]


def test_every_log_line_of_a_task_carries_the_correlation_id(app: Celery) -> None:
    with structlog.testing.capture_logs(processors=[structlog.contextvars.merge_contextvars]) as lines:
        app.tasks["dateline.fetch"](job="job_1", url="https://news.example/harbour", v=1)
        app.tasks["dateline.deliver"](delivery="msg_1", endpoint="reader.example")
    assert [line["correlation_id"] for line in lines] == ["desk-7 dateline.fetch", "desk-7 dateline.deliver"]
    assert {line["event"] for line in lines} == {"tasks.ended"}


def test_a_newer_message_is_read_without_what_is_new_in_it(app: Celery) -> None:
    said = app.tasks["dateline.fetch"](job="job_1", url="https://news.example/harbour", v=2, colour="red")
    assert said.startswith("fetched")


@pytest.mark.parametrize("job", ["no spaces please", "", "x" * 65, "a:b"])
def test_a_job_id_that_could_name_another_key_is_refused(app: Celery, rooms: Rooms, job: str) -> None:
    assert "job" in app.tasks["dateline.fetch"](job=job, url="https://news.example/harbour")
    assert rooms.fetch_ports.ledger.calls == []  # type: ignore[attr-defined] # the fake's own


def test_a_full_store_spends_no_start(app: Celery, rooms: Rooms) -> None:
    rooms.fetch_ports.fetcher.answer = StoreFull()  # type: ignore[attr-defined] # the fake's own
    assert app.tasks["dateline.fetch"](job="job_1", url="https://news.example/harbour", v=1).startswith("handed back")
    assert rooms.handed_back == [("dateline.fetch", False)]
