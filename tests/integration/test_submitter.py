"""The door to the queue, against a real broker."""

import json
import subprocess
import sys

import pytest
from redis import Redis

from dateline.broker import EmbeddedBroker
from dateline.processes import free_port
from producers import submit, submit_many
from worker.contract.job import Submission
from worker.contract.queues import BrokerUnavailable, StoreFull
from worker.contract.webhook_secret import make_secret
from worker.settings import BrokerSettings, Settings

URL = "https://news.example/harbour"


@pytest.fixture
def settings(valkey: EmbeddedBroker) -> Settings:
    return settings_for(valkey.url)


def settings_for(url: str) -> Settings:
    return Settings(broker=BrokerSettings.model_validate({"url": url}), _env_file=None)


def messages(redis: Redis) -> list[dict[str, str]]:
    rows = [json.loads(row) for row in redis.lrange("fetch", 0, -1)]
    return [json.loads(row["body"])[1] for row in reversed(rows)]


def test_an_accepted_url_is_recorded_and_queued(settings: Settings, redis: Redis) -> None:
    receipt = submit(URL, metadata={"desk": "sea"}, settings=settings)
    assert receipt.outcome == "accepted"
    assert messages(redis) == [{"job": receipt.job_id, "url": URL, "v": 1}]
    assert redis.hget(f"dateline:job:{receipt.job_id}", "url") == URL.encode()


def test_receipts_come_in_the_order_of_the_submissions(settings: Settings, redis: Redis) -> None:
    urls = [URL, "ftp://news.example/x", URL, "https://news.example/other"]
    receipts = list(submit_many((Submission(url=url) for url in urls), settings))
    assert [receipt.outcome for receipt in receipts] == ["accepted", "rejected", "duplicate", "accepted"]
    assert [receipt.url for receipt in receipts] == urls
    assert receipts[2].job_id == receipts[0].job_id
    assert "https://" in (receipts[1].reason or "")
    assert len(messages(redis)) == 2


def test_no_secret_is_in_a_message(settings: Settings, redis: Redis) -> None:
    secret = make_secret()
    submit(URL, webhook_url="https://reader.example/hook", webhook_secret=secret, settings=settings)
    [row] = redis.lrange("fetch", 0, -1)
    assert secret.encode() not in row
    assert b"reader.example" not in row


def test_more_than_one_batch_goes_through(settings: Settings, redis: Redis) -> None:
    receipts = list(submit_many((Submission(url=f"{URL}/{n}") for n in range(1201)), settings))
    assert {receipt.outcome for receipt in receipts} == {"accepted"}
    assert redis.llen("fetch") == 1201


def test_without_a_broker_it_fails_and_says_what_to_do() -> None:
    settings = settings_for(f"redis://:hunter2@127.0.0.1:{free_port(0)}/0")
    with pytest.raises(
        BrokerUnavailable, match=r"no broker answers at redis://127.0.0.1.*DATELINE_BROKER__URL"
    ) as raised:
        submit(URL, settings=settings)
    assert "hunter2" not in str(raised.value)


def test_a_full_store_accepts_nothing(settings: Settings, redis: Redis) -> None:
    redis.config_set("maxmemory", "1")
    with pytest.raises(StoreFull, match="memory limit"):
        list(submit_many([Submission(url=URL), Submission(url=f"{URL}/2")], settings))
    redis.config_set("maxmemory", "0")
    assert redis.keys("dateline:job:*") == []
    assert redis.llen("fetch") == 0


def test_a_queue_that_is_full_takes_the_records_back(redis: Redis, settings: Settings) -> None:
    redis.set("fetch", "not a list, so that the push is refused after the record was made")
    with pytest.raises(Exception, match="WRONGTYPE"):
        submit(URL, settings=settings)
    assert redis.keys("dateline:job:*") == []


def test_importing_the_producers_brings_neither_celery_nor_spacy() -> None:
    code = "import sys, producers; sys.exit(any(m in sys.modules for m in ('celery', 'spacy', 'trafilatura')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    code = "import sys; from producers import submit; sys.exit(any(m in sys.modules for m in ('spacy', 'trafilatura')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
