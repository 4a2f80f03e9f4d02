"""What the benches that need real processes share: a broker, workers that are started again when they die, and work for them.

Everything is on loopback and ends with the process that made it.
"""

import itertools
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, Self

from redis.exceptions import RedisError

from dateline.broker import EmbeddedBroker
from dateline.processes import Child, ProcessTree
from dateline.stack import child_env, worker_argv
from worker.articles import read_page
from worker.bootstrap import Rooms
from worker.contract.events import Event, EventData, EventType, Versions, event_id
from worker.contract.facts import Facts
from worker.contract.job import Job, Submission, Work
from worker.handlers.ending import end
from worker.settings import Settings
from worker.storage.articles import Articles
from worker.storage.deliveries import Deliveries
from worker.storage.jobs import Jobs

SAMPLES = Path(__file__).resolve().parent.parent / "dateline" / "samples"


def settings_from(env: Mapping[str, str]) -> Settings:
    """The settings that exactly these variables make."""
    for name in [name for name in os.environ if name.startswith("DATELINE_")]:
        del os.environ[name]
    os.environ.update(env)
    return Settings(_env_file=None)


class Rig:
    """A broker and workers.

    Args:
        folder: for the broker's file, the logs and the heartbeats.
        env: settings beyond the broker's address.
    """

    def __init__(self, folder: Path, env: Mapping[str, str]) -> None:
        self.folder = folder
        self.broker = EmbeddedBroker(folder / "valkey")
        self.env = {
            "DATELINE_BROKER__URL": self.broker.url,
            "DATELINE_DATA_DIR": str(folder),
            "DATELINE_HTTP__ALLOW_NETWORKS": "127.0.0.0/8",
            "DATELINE_LOG__LEVEL": "warning",
            "DATELINE_LOG__FORMAT": "json",
            **env,
        }
        self.settings = settings_from(self.env)
        self.tree = ProcessTree()
        self.rooms = Rooms(self.settings)
        self._names = itertools.count(1)

    def __enter__(self) -> Self:
        self.broker.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.tree.stop()
        self.broker.stop()

    def worker(self, queue: str) -> Child:
        """One more worker of a queue."""
        name = f"{queue}-{next(self._names)}"
        argv = [f"{name}@%h" if part == f"{queue}@%h" else part for part in worker_argv(queue, self.settings)]
        return self.tree.add(Child(name, argv, child_env(self.env), self.folder / f"{name}.log"))

    def wait_for(self, done: Callable[[], bool], *, seconds: float, what: str, every: float = 0.2) -> None:
        """Keep the workers up until something is true; a broker that is away is waited for.

        Raises:
            TimeoutError: it did not come true in time.
        """
        ends = time.monotonic() + seconds
        while True:
            with suppress(RedisError):
                if done():
                    return
            if time.monotonic() > ends:
                raise TimeoutError(f"{what}: not in {seconds:.0f} s")
            self.tree.tend()
            time.sleep(every)

    def ended(self) -> int:
        """Jobs that have ended, whatever way."""
        counts = self.rooms.jobs.counts()
        return counts["done"] + counts["failed"] + counts["dead"]


class Ends(NamedTuple):
    """What ending a job needs."""

    ledger: Jobs
    articles: Articles
    outbox: Deliveries
    clock: Callable[[], float]


class Stored(NamedTuple):
    """A job with its event."""

    job: str
    event: str


def event_data(job: Job, facts: Facts | None = None, metadata: Mapping[str, str] | None = None) -> EventData:
    """What an event says of a job, with these facts."""
    return EventData(
        event_id=event_id(job.id, 1, EventType.ARTICLE_EXTRACTED),
        job_id=job.id,
        article_id=job.id,
        revision=1,
        url=job.url,
        correlation_id=job.id,
        metadata=dict(metadata or {}),
        versions=Versions(dateline="bench"),
        facts=facts,
    )


def store_events(rooms: Rooms, submissions: Sequence[Submission], body: Callable[[Job], EventData]) -> Iterator[Stored]:
    """Submit jobs and end each in an event, by the very steps that a worker takes, without a page or a model."""
    ports = Ends(rooms.jobs, rooms.articles, rooms.outbox, time.time)
    for recorded in rooms.jobs.submit(submissions):
        job = _stored(rooms, recorded.job_id, ports, body)
        yield Stored(job.id, body(job).event_id)


def _stored(rooms: Rooms, job_id: str, ports: Ends, body: Callable[[Job], EventData]) -> Job:
    """Again until it is done: the broker may be away for longer than its clients wait."""
    while True:
        with suppress(RedisError):
            begun = rooms.jobs.begin(job_id, Work.FETCH)
            if begun.job is None:
                raise RuntimeError(f"job {job_id} was accepted and is not there")
            event = Event(type=EventType.ARTICLE_EXTRACTED, timestamp="2026-01-01T00:00:00Z", data=body(begun.job))
            end(begun.job, begun.token, event, ports)
            return begun.job
        time.sleep(0.2)


def children_of(pid: int) -> list[int]:
    """The processes that a process started."""
    path = Path(f"/proc/{pid}/task/{pid}/children")
    with suppress(OSError):
        return [int(part) for part in path.read_text().split()]
    return []


def cpu_seconds(child: Child) -> float:
    """CPU seconds that a process has used, user and system."""
    pid = child.process.pid if child.process else 0
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


def peak_kib(pid: int) -> int:
    """The most memory that a process ever held, in KiB; 0 when it is gone."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    return 0


def facts_of_sample() -> Facts:
    """The facts of one of the sample articles, by the real model."""
    page = next(iter(sorted(SAMPLES.rglob("*earthquake*.html"))))
    rooms = Rooms.local(settings_from({}))
    html = page.read_text(encoding="utf-8")
    article = read_page(html, "https://news.example/quake", languages=("en",), min_chars=200)
    return rooms.extractor.extract(article)
