"""The documented message, sent by hand as another language would, through a real worker."""

import json
import re
from pathlib import Path

import pytest
from stack import Site, Workers

from dateline.broker import EmbeddedBroker
from worker.contract.job import JobState
from worker.storage.connection import connect

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "messages.md"


def documented() -> dict[str, object]:
    found = re.search(r"```json\n(.*?)```", PAGE.read_text(), re.DOTALL)
    assert found
    message: dict[str, object] = json.loads(found[1])
    return message


def test_the_documented_body_says_what_the_page_says() -> None:
    args, kwargs, _ = json.loads(str(documented()["body"]))
    assert (args, kwargs) == ([], {"job": "my-job-1", "url": "https://news.example/harbour", "v": 1})


@pytest.mark.timeout(120)
def test_a_message_sent_by_hand_comes_to_an_event(own_broker: EmbeddedBroker, tmp_path: Path) -> None:
    with Site() as site, Workers(own_broker.url, tmp_path / "data", site) as workers:
        message = documented()
        args, kwargs, embed = json.loads(str(message["body"]))
        kwargs |= {"url": site.article(1), "metadata": {"from": "another language"}, "correlation_id": "desk-7"}
        message["body"] = json.dumps([args, kwargs, embed])
        connect(own_broker.url).lpush("fetch", json.dumps(message), "not a message at all")
        workers.wait_until_ended(1, seconds=60)
        job = workers.jobs.get("my-job-1")
        assert job is not None
        assert job.state is JobState.DONE
        [body] = site.bodies.values()
        assert body["data"]["metadata"] == {"from": "another language"}
        assert body["data"]["correlation_id"] == "desk-7"
        workers.wait_for(lambda: len(ended_tasks(workers)) >= 3, seconds=30, what="a log line of each task")
        lines = ended_tasks(workers)
    assert {line["task"] for line in lines} == {"dateline.fetch", "dateline.extract", "dateline.deliver"}
    assert {(line["job"], line["correlation_id"]) for line in lines} == {("my-job-1", "desk-7")}


def ended_tasks(workers: Workers) -> list[dict[str, str]]:
    logs = "".join(child.log.read_text() for child in workers.children.values())
    lines = [json.loads(line) for line in logs.splitlines() if line.startswith("{")]
    return [line for line in lines if line["event"] == "tasks.ended"]
