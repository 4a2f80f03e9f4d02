"""How fast signed deliveries go out, records included, against a receiver on this machine.

One worker process. Prints deliveries a second; the time from storing an event to its POST at a given load; the healthy readers' with one
of twenty hung, against the same without, each the middle of some runs in turn; and how late 10,000 first attempts begin that were stored
before the worker started and so are due at once.
"""

import argparse
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from typing import NamedTuple

from faulty import FaultyReceiver, Noted
from rig import Rig, Stored, cpu_seconds, event_data, facts_of_sample, store_events
from tally import at_share

from worker.contract.delivery import Endpoint
from worker.contract.events import EventData, webhook_id
from worker.contract.facts import Facts
from worker.contract.job import Job, Submission
from worker.contract.webhook_secret import make_secret
from worker.storage.endpoints import subscriber_endpoint
from worker.storage.records import subscriber_of

READERS = 20
LIMIT_SECONDS = 300
SECRET = make_secret()
# A hung reader keeps a thread for as long as an attempt may take: short, that the run is.
SETTINGS = {"DATELINE_WEBHOOK__DEADLINE": "5", "DATELINE_WEBHOOK__LEASE": "20"}


class Stage(NamedTuple):
    """A broker, a receiver whose ``hung`` paths never answer, and a numbering of events."""

    rig: Rig
    receiver: FaultyReceiver
    body: Callable[[Job], EventData]

    def store(self, first: int, count: int) -> list[Stored]:
        """Store events, each for every reader."""
        urls = [Submission(url=f"http://127.0.0.1/{n}") for n in range(first, first + count)]
        return list(store_events(self.rig.rooms, urls, self.body))

    def store_for_one(self, number: int) -> tuple[str, float]:
        """Store an event for one reader, as an extract task does; the delivery's id and when (Unix seconds)."""
        submission = Submission(
            url=f"http://127.0.0.1/{number}",
            webhook_url=f"{self.receiver.url}/reader/{number % READERS}",
            webhook_secret=SECRET,
        )
        subscriber = subscriber_of(submission)
        own = subscriber_endpoint(subscriber) if subscriber else None
        [one] = store_events(self.rig.rooms, [submission], self.body)
        now = time.time()
        return webhook_id(one.event, own.id if own else ""), now


@contextmanager
def staged(facts: Facts, *, hung: int = 0, listed: bool = True, **settings: str) -> Iterator[Stage]:
    """Everything but the worker; readers that are not listed get what is stored for them alone."""
    ways = {f"/reader/{n}": "hang" if n < hung else "" for n in range(READERS)}
    with (
        tempfile.TemporaryDirectory(prefix="dateline-bench-") as folder,
        FaultyReceiver({"*": [SECRET]}, ways=ways) as receiver,
        Rig(Path(folder), SETTINGS | settings) as rig,
    ):
        for n in range(READERS if listed else 0):
            rig.rooms.endpoints.add(Endpoint(id=f"reader-{n}", url=f"{receiver.url}/reader/{n}", secret=SECRET))
        yield Stage(rig, receiver, partial(event_data, facts=facts))


def throughput(facts: Facts, events: int) -> tuple[float, float]:
    """Deliveries a second, and the worker's CPU milliseconds for one, between the first and the last tenth."""
    with staged(facts) as stage:
        stage.store(0, events)
        worker, marks = stage.rig.worker("deliver"), []
        for share in (0.1, 0.9):
            stage.rig.wait_for(
                lambda share=share: stage.rig.ended() >= share * events,  # type: ignore[misc] # bound at once
                seconds=LIMIT_SECONDS, what="the deliveries", every=0.05,
            )  # fmt: skip
            marks.append((time.monotonic(), cpu_seconds(worker), len(_signed(stage))))
        (begun, cpu, first), (ended, used, last) = marks
        return (last - first) / (ended - begun), 1000 * (used - cpu) / (last - first)


def latencies(facts: Facts, rate: float, seconds: float, *, hung: int = 0) -> list[float]:
    """Seconds from storing to the POST, sorted, of the readers that are not hung, at ``rate`` deliveries a second."""
    with staged(facts, hung=hung, listed=False) as stage:
        stage.rig.worker("deliver")
        stored = dict([stage.store_for_one(n) for n in range(READERS)])  # warms up; not counted
        stage.rig.wait_for(lambda: _heard(stage, stored) >= READERS - hung, seconds=60, what="first deliveries")
        stored = _paced(stage, rate, seconds)
        wanted = sum(number % READERS >= hung for number in range(READERS, READERS + len(stored)))
        stage.rig.wait_for(
            lambda: _heard(stage, stored) >= wanted, seconds=LIMIT_SECONDS, what="all healthy deliveries", every=1
        )
        first: dict[str, float] = {}
        for one in _signed(stage):
            if one.good:
                first.setdefault(one.webhook_id, one.at)
        return sorted(first[name] - at for name, at in stored.items() if name in first)


def _heard(stage: Stage, stored: dict[str, float]) -> int:
    return len({one.webhook_id for one in stage.receiver.tally().noted if one.good} & stored.keys())


def _paced(stage: Stage, rate: float, seconds: float) -> dict[str, float]:
    """Store an event every so often, from a thread of its own, while the worker is looked after."""
    stored: dict[str, float] = {}
    over = threading.Event()

    def work() -> None:
        begun = time.monotonic()
        for number in range(int(rate * seconds)):
            time.sleep(max(0.0, begun + number / rate - time.monotonic()))
            name, at = stage.store_for_one(READERS + number)
            stored[name] = at
        over.set()

    threading.Thread(target=work, daemon=True).start()
    stage.rig.wait_for(over.is_set, seconds=seconds * 3 + 60, what="the load")
    return stored


def due_lag(facts: Facts, count: int) -> list[float]:
    """Seconds from the first POST to each, sorted, of first attempts that were all due before the worker began."""
    with staged(facts, DATELINE_WEBHOOK__SLOTS="64") as stage:
        stage.store(0, count // READERS)
        stage.rig.worker("deliver")
        stage.rig.wait_for(lambda: stage.rig.ended() >= count // READERS, seconds=LIMIT_SECONDS, what="10,000 due")
        posts = sorted(one.at for one in _signed(stage))
        return [at - posts[0] for at in posts]


def _signed(stage: Stage) -> list[Noted]:
    told = stage.receiver.tally()
    if told.unsigned:
        raise RuntimeError(f"{told.unsigned} requests were not signed")
    return told.noted


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=200, help="each goes to twenty readers")
    parser.add_argument("--rate", type=float, default=150, help="deliveries stored a second")
    parser.add_argument("--seconds", type=float, default=20, help="of each run at that rate")
    parser.add_argument("--repeat", type=int, default=3, help="such runs, with and without a hung reader")
    parser.add_argument("--due", type=int, default=10_000)
    given = parser.parse_args()
    facts = facts_of_sample()
    rate, cpu = throughput(facts, given.events)
    print(f"body                   {len(facts.model_dump_json()) / 1024:.0f} KiB of facts")
    print(
        f"deliveries             {rate:.0f} a second, one worker process; {cpu:.2f} ms of CPU each, {1000 / cpu:.0f} a second of CPU",
        flush=True,
    )
    shares = {hung: [] for hung in (0, 1)}  # type: dict[int, list[tuple[float, float]]]
    for _ in range(given.repeat):
        for hung, found in shares.items():
            waited = latencies(facts, given.rate, given.seconds, hung=hung)
            found.append((at_share(waited, 0.5), at_share(waited, 0.99)))
            print(
                f"  {hung} hung               p50 {1000 * found[-1][0]:.0f} ms, p99 {1000 * found[-1][1]:.0f} ms",
                flush=True,
            )
    (alone, alone_99), (beside, beside_99) = (tuple(map(median, zip(*found, strict=True))) for found in shares.values())
    print(
        f"stored to POST         p50 {1000 * alone:.0f} ms, p99 {1000 * alone_99:.0f} ms at {given.rate:.0f} a second"
    )
    print(
        f"one of twenty hung     p50 {1000 * beside:.0f} ms, p99 {1000 * beside_99:.0f} ms, ratio of p99 {beside_99 / alone_99:.2f}",
        flush=True,
    )
    lag = due_lag(facts, given.due)
    print(
        f"lag of {len(lag)} due       p50 {at_share(lag, 0.5):.1f} s, p99 {at_share(lag, 0.99):.1f} s, {len(lag) / at_share(lag, 1):.0f} a second"
    )


if __name__ == "__main__":
    main()
