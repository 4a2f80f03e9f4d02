import io
import json
import logging as stdlib
from collections.abc import Iterator

import pytest
import structlog

from worker.telemetry.logging import bound, configure, hide_secrets


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    root = stdlib.getLogger()
    handlers, level = list(root.handlers), root.level
    configure("info", "json", stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def read(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ({"webhook_secret": "abc"}, {"webhook_secret": "***"}),
        ({"url": "redis://:hunter2@host:6379/0"}, {"url": "redis://***@host:6379/0"}),
        ({"note": "signed with whsec_QUJD now"}, {"note": "signed with whsec_*** now"}),
        (
            {"headers": {"Authorization": "Bearer a.b.c", "accept": "*/*"}},
            {"headers": {"Authorization": "***", "accept": "*/*"}},
        ),
        ({"args": ["Basic dXNlcjpwYXNz"]}, {"args": ["Basic ***"]}),
        (
            {"url": "https://news.example/a@b?token=1", "tokens": 7},
            {"url": "https://news.example/a@b?token=1", "tokens": 7},
        ),
    ],
)
def test_secrets_are_hidden_and_the_rest_is_left_alone(said: dict[str, object], shown: dict[str, object]) -> None:
    assert hide_secrets(None, "info", dict(said)) == shown


def test_a_line_carries_what_was_bound_and_nothing_of_the_task_before(lines: io.StringIO) -> None:
    log = structlog.get_logger("dateline")
    with bound(job="job_1", task="fetch"):
        log.info("fetch.ended", result="ok")
    with bound(job="job_2"):
        log.info("fetch.ended")
    log.info("worker.idle")
    first, second, third = read(lines)
    assert (first["event"], first["job"], first["task"], first["result"]) == ("fetch.ended", "job_1", "fetch", "ok")
    assert second["job"] == "job_2"
    assert "task" not in second
    assert "job" not in third


def test_what_libraries_log_has_the_same_form_and_no_secret_either(lines: io.StringIO) -> None:
    stdlib.getLogger("celery.worker").warning("lost %s", "redis://u:p@host/0")
    [line] = read(lines)
    assert (line["event"], line["level"], line["logger"]) == ("lost redis://***@host/0", "warning", "celery.worker")


def test_an_error_keeps_its_traceback_on_its_line(lines: io.StringIO) -> None:
    try:
        int("no number")
    except ValueError:
        structlog.get_logger("dateline").exception("fetch.broke")
    [line] = read(lines)
    assert "ValueError: invalid literal" in str(line["exception"])


def test_a_line_begins_with_when_how_bad_and_what(lines: io.StringIO) -> None:
    structlog.get_logger("room").warning("room.happened", more=1)
    assert list(read(lines)[0])[:3] == ["timestamp", "level", "event"]
