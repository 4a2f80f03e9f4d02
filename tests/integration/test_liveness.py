"""Workers that stay up: a broker that freezes or dies is waited for, a frozen child is noticed."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from stack import Site, Workers

from dateline.broker import EmbeddedBroker
from dateline.checks import stuck_workers, worker_alive
from producers import submit
from worker.contract.job import JobState


def all_say(workers: Workers, text: str, times: int = 1) -> Callable[[], bool]:
    """Whether the logs of all workers hold a text."""
    return lambda: all(child.log.read_text().count(text) >= times for child in workers.children.values())


@pytest.mark.timeout(180)
def test_work_goes_on_by_itself_after_the_broker_froze_and_after_it_was_gone(
    own_broker: EmbeddedBroker, tmp_path: Path
) -> None:
    env = {"DATELINE_BROKER__CONNECT_TIMEOUT": "1"}
    with Site() as site, Workers(own_broker.url, tmp_path / "data", site, app="stuck_app", **env) as workers:
        submit(site.article(1), settings=workers.settings)
        workers.wait_until_ended(1, seconds=60)
        starts = {queue: child.starts for queue, child in workers.children.items()}

        os.kill(own_broker.pid, signal.SIGSTOP)
        while not all_say(workers, "rounds.store_away")():
            workers.tree.tend()
        assert worker_alive(workers.settings, "fetch").ok
        os.kill(own_broker.pid, signal.SIGCONT)
        submit(site.article(2), settings=workers.settings)
        workers.wait_until_ended(2, seconds=60)

        own_broker.kill()
        while not all_say(workers, "Trying again in")():
            workers.tree.tend()
        assert worker_alive(workers.settings, "deliver").ok
        own_broker.start()
        submit(site.article(3), settings=workers.settings)
        workers.wait_until_ended(3, seconds=60)
        assert {queue: child.starts for queue, child in workers.children.items() if queue != "extract"} == {
            queue: count for queue, count in starts.items() if queue != "extract"
        }
        assert workers.jobs.counts()["done"] == 3


@pytest.mark.timeout(120)
def test_a_frozen_child_is_noticed_and_its_job_comes_to_an_end_when_the_worker_is_replaced(
    own_broker: EmbeddedBroker, tmp_path: Path
) -> None:
    limits = {"DATELINE_EXTRACT__SOFT_TIME_LIMIT": "4", "DATELINE_EXTRACT__HARD_TIME_LIMIT": "6"}
    with Site() as site, Workers(own_broker.url, tmp_path / "data", site, app="stuck_app", **limits) as workers:

        def alive() -> bool:
            return worker_alive(workers.settings, "extract").ok

        workers.wait_for(alive, seconds=60, what="a heartbeat of extract")
        process = workers.children["extract"].process
        assert process is not None
        [child] = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        os.kill(int(child), signal.SIGSTOP)
        receipt = submit(site.article(1), settings=workers.settings)
        workers.wait_for(lambda: not alive(), seconds=60, what="the frozen child noticed")
        assert "has been on one task for" in worker_alive(workers.settings, "extract").text

        [stuck] = stuck_workers(workers.settings)
        assert f"pid {process.pid}" in stuck.text

        workers.kill("extract")
        workers.wait_until_ended(1, seconds=60)
        job = workers.jobs.get(receipt.job_id or "")
        assert job is not None
        assert job.state is JobState.DONE
