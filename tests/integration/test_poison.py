"""A text that kills whoever reads it: three starts, then it is given up, with the reason, and the rest goes on."""

from pathlib import Path

import pytest
from stack import Site, Workers

from dateline.broker import EmbeddedBroker
from producers import submit
from worker.contract.job import JobState


@pytest.mark.timeout(180)
def test_a_deadly_text_is_given_up_after_three_starts(own_broker: EmbeddedBroker, tmp_path: Path) -> None:
    with Site() as site, Workers(own_broker.url, tmp_path / "data", site, app="deadly_app") as workers:
        receipt = submit(site.article(1), settings=workers.settings)
        workers.wait_until_ended(1, seconds=90)
        job = workers.jobs.get(receipt.job_id or "")
        assert job is not None
        assert job.state is JobState.DEAD
        [body] = site.bodies.values()
        assert body["type"] == "article.failed"
        failure = body["data"]["failure"]
        assert (failure["code"], failure["evidence"]["starts"]) == ("poison", 3)
        assert [dead.id for dead in workers.jobs.failures()] == [job.id]
