"""An extract worker's processes make way for new ones after so many articles, and no article notices."""

from pathlib import Path

import pytest
from stack import Site, Workers

from dateline.broker import EmbeddedBroker
from dateline.processes import Child
from producers import submit_many
from worker.contract.job import JobState, Submission

PAGES = 12


@pytest.mark.timeout(180)
def test_articles_are_read_once_each_by_processes_that_make_way_for_new_ones(
    own_broker: EmbeddedBroker, tmp_path: Path
) -> None:
    few = {"DATELINE_EXTRACT__ARTICLES_PER_PROCESS": "2", "DATELINE_EXTRACT__CONCURRENCY": "2"}
    seen: set[int] = set()
    with Site() as site, Workers(own_broker.url, tmp_path / "data", site, **few) as workers:
        receipts = list(submit_many([Submission(url=site.article(n)) for n in range(1, PAGES + 1)], workers.settings))

        def all_told() -> bool:
            seen.update(children_of(workers.children["extract"]))
            return len(site.received) >= PAGES

        workers.wait_for(all_told, seconds=120, what="all events received")
        workers.wait_until_ended(PAGES, seconds=30)
        jobs = [workers.jobs.get(receipt.job_id or "") for receipt in receipts]
        log = workers.children["extract"].log.read_text()
    assert {job.state for job in jobs if job} == {JobState.DONE}
    assert "WorkerLost" not in log
    assert set(site.received.values()) == {1}
    assert len(seen) >= PAGES // 2 or not Path("/proc").exists()


def children_of(worker: Child) -> set[int]:
    """Process ids, of Linux's record; empty elsewhere."""
    assert worker.process is not None
    record = Path(f"/proc/{worker.process.pid}/task/{worker.process.pid}/children")
    return {int(child) for child in record.read_text().split()} if record.exists() else set()
