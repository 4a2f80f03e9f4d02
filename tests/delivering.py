"""The deliver worker in this process: the real store, the real client, real handlers; time and chance are the test's."""

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from ipaddress import ip_network

from fakes import FakeClock
from redis import Redis

from worker.contract.delivery import Attempt, Claimed, Delivery, Endpoint
from worker.contract.events import Event, EventData, EventType, Versions, event_id, webhook_id
from worker.contract.job import Ending, Job, JobState, Submission, Work
from worker.contract.queues import DeliverMessage
from worker.handlers.deliver import DeliverPorts, claim_due, deliver_event, deliver_named
from worker.handlers.ending import echoed
from worker.http.client import GuardedClient, Limits
from worker.http.exchange import Resolve
from worker.http.guard import Guard
from worker.storage.deliveries import Deliveries, Rules
from worker.storage.endpoints import DEFAULT, Endpoints
from worker.storage.jobs import Jobs
from worker.storage.keys import Keys
from worker.webhooks.attempt import Attempter, Poster
from worker.webhooks.payload import encode
from worker.webhooks.schedule import Policy

SECRET = "whsec_" + "ZGF0ZWxpbmUtdGVzdHMtb25seS0wMTIzNDU2Nzg5"
SCHEDULE = (0.0, 5.0, 300.0, 1800.0)
DAY = 86_400.0
LEASE = 60.0


def loopback(_host: str, _port: int) -> list[str]:
    return ["127.0.0.1"]


def client(resolve: Resolve = loopback, *, connect_timeout: float = 5.0) -> GuardedClient:
    return GuardedClient(Guard([ip_network("127.0.0.0/8")]), Limits(connect_timeout=connect_timeout), resolve=resolve)


@dataclass
class Desk:
    """Stores events and makes attempts. ``clock`` stands still until it is moved.

    Args:
        redis: of an empty store.
        clock: now.
        poster: the client.
        deadline: seconds for one attempt, by the real clock.
        rules: slots, breaker, and so on; all but the lease as in the settings when left out.
    """

    redis: Redis
    clock: FakeClock = field(default_factory=FakeClock)
    poster: Poster = field(default_factory=client)
    deadline: float = 5.0
    rules: Rules = field(default_factory=lambda: Rules(lease=LEASE))
    chance: Callable[[], float] = lambda: 0.0
    keys: Keys = field(default_factory=lambda: Keys("t"))
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self.jobs = Jobs(self.redis, self.keys, self.clock)
        self.endpoints = Endpoints(self.redis, self.keys, self.clock)
        bodies = partial(encode, include_text=True, max_bytes=262_144)
        self.deliveries = Deliveries(self.redis, self.keys, self.endpoints, bodies, self.rules, clock=self.clock)
        self.ports = DeliverPorts(self.deliveries, self.attempter(self.poster))

    def attempter(self, poster: Poster) -> Attempter:
        policy = Policy(SCHEDULE, 0.2, DAY)
        return Attempter(
            poster, policy, deadline=self.deadline, answer_bytes=16_384, clock=self.clock, chance=self.chance
        )

    def endpoint(self, url: str, name: str = DEFAULT, **more: object) -> Endpoint:
        endpoint = Endpoint.model_validate({"id": name, "url": url, "secret": SECRET, **more})
        self.endpoints.add(endpoint)
        return endpoint

    def job(self, **more: object) -> Job:
        """An article of its own, submitted and being extracted."""
        url = f"https://news.example/{next(self.numbers)}"
        [recorded] = self.jobs.submit([Submission.model_validate({"url": url, **more})])
        self.jobs.fetched(recorded.job_id, self.jobs.begin(recorded.job_id, Work.FETCH).token, final_url=None)
        begun = self.jobs.begin(recorded.job_id, Work.EXTRACT)
        assert begun.job is not None
        return begun.job

    def publish(self, kind: EventType = EventType.ARTICLE_EXTRACTED, **more: object) -> Job:
        """A job that has ended in an event, its deliveries stored."""
        job = self.job(**more)
        people = self.jobs.subscribers(job.id)
        event = event_of(job, kind, echoed(people))
        assert isinstance(event.data, EventData)
        count = self.deliveries.publish(job_id=job.id, event=event, subscribers=people)
        ending = Ending(
            event_id=event.data.event_id,
            event_type=kind.value,
            article_id=event.data.article_id,
            revision=1,
            deliveries=count,
            served=tuple(who.id for who in people),
        )
        token = int(self.redis.hget(self.keys.job(job.id), "token") or 0)
        self.jobs.published(job.id, token, ending)
        return self.read(job)

    def read(self, job: Job) -> Job:
        found = self.jobs.get(job.id)
        assert found is not None
        return found

    def state(self, job: Job) -> JobState:
        return self.read(job).state

    def claim(self, limit: int = 500) -> list[Claimed]:
        """Attempts that have begun, of what is due."""
        return claim_due(self.ports, limit)

    def round(self, limit: int = 500) -> list[str]:
        """Attempt what is due now, one after the other; what each came to."""
        said: list[str] = []
        now = f"{self.clock.now:.3f}"  # as the store is told it
        while len(said) < limit and self.redis.zcount(self.keys.deliveries_due, "-inf", now):
            said += [deliver_event(claimed, self.ports) for claimed in self.claim(1)]
        return said

    def attempt(self, delivery: Delivery) -> str:
        """Attempt one, as a message of it does, due or not."""
        return deliver_named(DeliverMessage(delivery=delivery.id), self.ports)

    def together(self) -> None:
        """All that is due is in flight at once; then the answers come, one after the other."""
        for claimed in self.claim():
            said = self.ports.attempter.attempt(claimed)
            self.deliveries.outcome(claimed, said.attempt, said.kind, wait=said.wait, pause=said.pause, gone=said.gone)

    def delivery(self, job: Job, endpoint: str = DEFAULT) -> Delivery:
        found = self.deliveries.get(webhook_id(self.read(job).event_id or "", endpoint))
        assert found is not None
        return found

    def log(self, job: Job, endpoint: str = DEFAULT) -> list[Attempt]:
        return self.deliveries.attempts(self.delivery(job, endpoint).id)

    def run_out(self, most: int = 50) -> None:
        """Move the clock to whatever is due next until nothing is pending."""
        for _ in range(most):
            due = self.redis.zrange(self.keys.deliveries_due, 0, 0, withscores=True)
            if not due:
                return
            self.clock.now = max(self.clock.now, float(due[0][1]))
            self.round()
        raise AssertionError(f"still pending after {most} rounds: {self.deliveries.due_count()}")


def event_of(
    job: Job, kind: EventType = EventType.ARTICLE_EXTRACTED, metadata: Mapping[str, str] | None = None
) -> Event:
    article = f"art_{job.id}"
    data = EventData(
        event_id=event_id(article, 1, kind),
        job_id=job.id,
        article_id=article,
        revision=1,
        url=job.url,
        correlation_id=job.id,
        metadata=dict(metadata or {}),
        versions=Versions(dateline="0"),
    )
    return Event(type=kind, timestamp="2026-01-01T00:00:00Z", data=data)


def headers_of(request: bytes) -> Mapping[str, str]:
    """A raw request's headers, names in lower case."""
    lines = request.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")[1:]
    return {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}


Desks = Callable[..., Desk]
