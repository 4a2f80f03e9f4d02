"""A host that waits holds no worker: with one fetch thread, another host's article does not wait for the gap."""

from pathlib import Path

import pytest
from stack import Site, Workers

from dateline.broker import EmbeddedBroker
from producers import submit_many
from worker.contract.job import JobState


@pytest.mark.timeout(120)
def test_one_fetch_thread_serves_another_host_while_the_first_waits(own_broker: EmbeddedBroker, tmp_path: Path) -> None:
    polite = {
        "DATELINE_FETCH__HOST_GAP": "3600",
        "DATELINE_FETCH__CONCURRENCY": "1",
        "DATELINE_HTTP__ALLOW_NETWORKS": "127.0.0.0/8,::1/128",
    }
    with Site() as site, Workers(own_broker.url, tmp_path, site, **polite) as workers:
        other = site.url.replace("127.0.0.1", "localhost")
        urls = [site.article(1), site.article(2), site.article(3), f"{other}/article/4"]
        jobs = [receipt.job_id or "" for receipt in submit_many(urls, workers.settings)]
        workers.wait_until_ended(2, seconds=60)
        states = [job.state for job_id in jobs if (job := workers.jobs.get(job_id))]
        assert states[3] is JobState.DONE
        assert sorted(states[:3]) == [JobState.DONE, JobState.QUEUED, JobState.QUEUED]
        waiting = [job for job_id in jobs[:3] if (job := workers.jobs.get(job_id)) and job.state is JobState.QUEUED]
        assert all(job.due is not None and job.attempts == 0 for job in waiting)
