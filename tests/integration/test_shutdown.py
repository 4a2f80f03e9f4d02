"""SIGTERM: what is in flight is finished, or handed back within ten seconds, and no worker more than the others."""

import signal
from pathlib import Path

import pytest
from raw_server import Peer, RawServer, answer
from stack import SECRET, Site, Workers, article_page
from stuck_app import STUCK_NUMBER

from dateline.broker import EmbeddedBroker
from producers import submit, submit_many
from worker.contract.job import JobState, Submission

PAGES = 40
# Longer than any of them would wait by itself.
PATIENT = {
    "DATELINE_HTTP__DEADLINE": "60",
    "DATELINE_WEBHOOK__DEADLINE": "60",
    "DATELINE_WEBHOOK__LEASE": "70",
    "DATELINE_SWEEP__STALE": "120",
    "DATELINE_EXTRACT__CONCURRENCY": "2",
}


def hangs_once(then: bytes) -> RawServer:
    """Never answers the first request; answers the others."""
    server: list[RawServer] = []

    def script(peer: Peer) -> None:
        first = server[0].connections == 1
        if peer.request():
            peer.wait() if first else peer.say(then)

    server.append(RawServer(script))
    return server[0]


@pytest.mark.timeout(120)
def test_what_hangs_in_any_of_the_pools_is_handed_back_within_ten_seconds(
    own_broker: EmbeddedBroker, tmp_path: Path
) -> None:
    page, thanks = hangs_once(answer(article_page(3))), hangs_once(answer(status="204 No Content"))
    with (
        Site() as site,
        page,
        thanks,
        Workers(own_broker.url, tmp_path / "data", site, app="stuck_app", **PATIENT) as workers,
    ):
        fetching = submit(f"{page.url}/slow", settings=workers.settings).job_id or ""
        extracting = submit(site.article(STUCK_NUMBER), settings=workers.settings).job_id or ""
        delivering = (
            submit(
                site.article(2), webhook_url=f"{thanks.url}/hook", webhook_secret=SECRET, settings=workers.settings
            ).job_id
            or ""
        )

        def all_hang() -> bool:
            jobs = [workers.jobs.get(job) for job in (fetching, extracting, delivering)]
            states = [job.state for job in jobs if job]
            marked = (tmp_path / "data" / "stuck").exists()
            return states == ["fetching", "extracting", "delivering"] and marked and thanks.connections == 1

        workers.wait_for(all_hang, seconds=60, what="one hanging in each pool")
        first = [child.process for child in workers.children.values() if child.process]
        for process in first:
            process.send_signal(signal.SIGTERM)
        for process in first:
            process.wait(10)
        assert [process.returncode for process in first] == [0, 0, 0]
        waiting = [workers.jobs.get(job) for job in (fetching, extracting)]
        assert [(job.state, job.starts) for job in waiting if job] == [(JobState.QUEUED, 0), (JobState.FETCHED, 0)]

        workers.wait_until_ended(3, seconds=60)
        assert workers.jobs.counts()["done"] == 3
        assert set(site.received.values()) == {1}
        assert {body["data"]["job_id"] for body in site.bodies.values()} == {fetching, extracting, delivering}


@pytest.mark.timeout(120)
def test_a_rolling_restart_under_load_loses_and_doubles_nothing(own_broker: EmbeddedBroker, tmp_path: Path) -> None:
    with Site() as site, Workers(own_broker.url, tmp_path / "data", site, app="stuck_app") as workers:
        wanted = [Submission(url=site.article(n)) for n in range(1, PAGES + 1)]
        receipts = list(submit_many(wanted, workers.settings))
        for ended, queue in ((2, "fetch"), (8, "extract"), (14, "deliver"), (20, "extract"), (26, "deliver")):
            workers.wait_until_ended(ended, seconds=60)
            child = workers.children[queue]
            child.signal(signal.SIGTERM)
            child.wait(12)
        workers.wait_until_ended(PAGES, seconds=60)
        told = sorted(body["data"]["job_id"] for body in site.bodies.values())
        assert told == sorted(receipt.job_id or "" for receipt in receipts)
        assert set(site.received.values()) == {1}
        assert workers.jobs.counts()["done"] == PAGES
