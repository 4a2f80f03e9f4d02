"""kill -9 of every part, while it works: each accepted URL still comes to exactly one event, and nobody lends a hand."""

from pathlib import Path

import pytest
from stack import Site, Workers

from dateline.broker import EmbeddedBroker
from producers import submit_many
from worker.contract.job import Submission

PAGES = 30


@pytest.mark.timeout(240)
def test_nothing_is_lost_when_everything_is_killed_once(own_broker: EmbeddedBroker, tmp_path: Path) -> None:
    with Site() as site, Workers(own_broker.url, tmp_path / "data", site, app="stuck_app") as workers:
        wanted = [Submission(url=site.article(n)) for n in range(1, PAGES + 1)]
        receipts = list(submit_many(wanted, workers.settings))
        assert {receipt.outcome for receipt in receipts} == {"accepted"}

        def past_fetching() -> bool:
            counts = workers.jobs.counts()
            return counts["queued"] + counts["fetching"] < PAGES

        workers.wait_for(past_fetching, seconds=60, what="a first page")
        workers.kill("fetch")
        for ended, victim in ((3, "extract"), (8, "deliver"), (12, "broker"), (18, "extract")):
            workers.wait_until_ended(ended, seconds=60)
            if victim == "broker":
                own_broker.kill()
                own_broker.start()
            else:
                workers.kill(victim)
        workers.wait_until_ended(PAGES, seconds=90)
        workers.wait_for(lambda: len(site.received) >= PAGES, seconds=30, what="all events received")

        told = [body["data"]["job_id"] for body in site.bodies.values()]
        assert sorted(told) == sorted(receipt.job_id or "" for receipt in receipts)
        assert {body["type"] for body in site.bodies.values()} == {"article.extracted"}
        assert workers.jobs.counts()["done"] == PAGES
