"""The store at its memory limit: nothing new is accepted, and the workers outlive it with everything that was."""

from pathlib import Path

import pytest
from stack import Site, Workers

from dateline.broker import EmbeddedBroker
from producers import submit, submit_many
from worker.contract.job import Submission
from worker.contract.queues import StoreFull
from worker.storage.connection import connect

PAGES = 15


@pytest.mark.timeout(120)
def test_what_was_accepted_before_the_store_was_full_ends_after_it(own_broker: EmbeddedBroker, tmp_path: Path) -> None:
    with (
        connect(own_broker.url) as redis,
        Site() as site,
        Workers(own_broker.url, tmp_path / "data", site, app="stuck_app", DATELINE_SWEEP__STALE="4") as workers,
    ):
        receipts = list(
            submit_many([Submission(url=site.article(n)) for n in range(1, PAGES + 1)], settings=workers.settings)
        )
        workers.wait_until_ended(2, seconds=60)
        refused = redis.info("errorstats").get("errorstat_OOM", {}).get("count", 0)
        redis.config_set("maxmemory", "1")
        with pytest.raises(StoreFull):
            submit(site.article(PAGES + 1), settings=workers.settings)

        def felt() -> bool:
            return int(redis.info("errorstats").get("errorstat_OOM", {}).get("count", 0)) > int(refused) + 3

        workers.wait_for(felt, seconds=30, what="the workers at the limit")
        redis.config_set("maxmemory", "0")
        workers.wait_until_ended(PAGES, seconds=60)
        assert workers.jobs.counts()["done"] == PAGES
        told = {body["data"]["job_id"] for body in site.bodies.values()}
        assert told == {receipt.job_id for receipt in receipts}
        assert set(site.received.values()) == {1}
