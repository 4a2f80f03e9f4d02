"""The store is brought back from a copy that was made while it ran: docs/explanation/the-promise.md says how and what follows."""

import shutil
import time
from collections import Counter
from pathlib import Path

from delivering import Desk, headers_of
from fakes import FakeClock
from raw_server import Peer, RawServer, answer

from dateline.broker import EmbeddedBroker
from worker.contract.job import JobState
from worker.storage.connection import connect


def test_what_was_delivered_after_the_copy_comes_again_under_its_id_and_nothing_older_is_lost(
    own_broker: EmbeddedBroker, tmp_path: Path
) -> None:
    heard: Counter[str] = Counter()

    def script(peer: Peer) -> None:
        heard[headers_of(peer.whole_request())["webhook-id"]] += 1
        peer.say(answer(status="204 No Content"))

    with RawServer(script) as server:
        with connect(own_broker.url) as redis:
            desk = Desk(redis, clock=FakeClock(time.time()))
            desk.endpoint(server.url)
            before = desk.publish()
            desk.round()
            between = desk.publish()
            redis.config_set("auto-aof-rewrite-percentage", 0)
            shutil.copytree(own_broker.data_dir / "appendonlydir", tmp_path / "copy" / "appendonlydir")
            desk.run_out()
            after = desk.publish()
            desk.run_out()
        own_broker.kill()
        restored = EmbeddedBroker(tmp_path / "copy")
        restored.start()
        try:
            with connect(restored.url) as redis:
                again = Desk(redis, clock=desk.clock)
                again.run_out()
                assert again.state(before) is again.state(between) is JobState.DONE
                assert again.jobs.get(after.id) is None  # accepted after the copy: the producer has to submit it again
                ids = [again.delivery(job).id for job in (before, between)]
        finally:
            restored.kill()
    assert [heard[one] for one in ids] == [1, 2]
    assert len(heard) == 3
