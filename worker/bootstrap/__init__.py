"""The composition root: settings become the objects that handlers need. Nothing is connected or loaded before it is used."""

import random
from functools import cached_property, partial
from importlib import import_module
from typing import TYPE_CHECKING, Self

from celery import Celery  # type: ignore[import-untyped] # has no types
from redis.exceptions import RedisError

from worker.bootstrap.adapters import ModelExtractor, PageReader, guarded_client
from worker.bootstrap.attempts import Attempts
from worker.bootstrap.warming import warm
from worker.contract.queues import DeliverMessage, ExtractMessage, FetchMessage, Message, QueueError
from worker.contract.webhook_secret import check_secret
from worker.fetching.no_turns import NoTurns
from worker.handlers.deliver import DeliverPorts
from worker.handlers.ports import Backoff, Extractor, ExtractPorts, Fetcher, FetchPorts, Reader
from worker.handlers.sweep import SweepPorts
from worker.http.client import GuardedClient
from worker.settings import Settings
from worker.storage.articles import Articles, Pages
from worker.storage.clock import StoreClock
from worker.storage.connection import connect
from worker.storage.deliveries import Deliveries, Rules
from worker.storage.endpoints import Endpoints
from worker.storage.hosts import Hosts
from worker.storage.jobs import Jobs
from worker.storage.keys import Keys
from worker.storage.sender import Queues, Sender, messaging_app
from worker.webhooks.attempt import Attempter
from worker.webhooks.payload import encode
from worker.webhooks.schedule import Policy

if TYPE_CHECKING:
    from redis import Redis

    from worker.extraction.pipeline import Pipeline

SLOT_GRACE = 5.0


class Rooms:
    """Everything that the handlers of one process need, each built when it is first used.

    Args:
        settings: all of them.
        app: the Celery app that publishes; made of the settings when left out.
    """

    def __init__(self, settings: Settings, app: Celery = None) -> None:
        broker = settings.broker
        self.settings = settings
        self._app = app or messaging_app(
            broker.url.get_secret_value(),
            connect_timeout=broker.connect_timeout,
            visibility_timeout=broker.visibility_timeout,
        )
        self._keys = Keys(settings.store.prefix)

    @classmethod
    def local(cls, settings: Settings) -> Self:
        """For reading one article in this process: fetcher, reader and extractor work without broker and store."""
        rooms = cls(settings)
        rooms.hosts = NoTurns()
        return rooms

    @cached_property
    def redis(self) -> "Redis":
        """The state store; connects at first use, and anew in a forked child."""
        return connect(self.settings.store_url, timeout=self.settings.broker.connect_timeout)

    @cached_property
    def clock(self) -> StoreClock:
        """The time that all workers agree on."""
        timeout = self.settings.broker.connect_timeout
        return StoreClock(self.redis, connect(self.settings.store_url, timeout=timeout, patience=0))

    @cached_property
    def queues(self) -> Queues:
        """The lengths of the broker's queues."""
        url = self.settings.broker.url.get_secret_value()
        return Queues(connect(url, timeout=self.settings.broker.connect_timeout))

    @cached_property
    def sender(self) -> Sender:
        """Publishes messages."""
        return Sender(self._app, self.settings.broker.url.get_secret_value())

    @cached_property
    def jobs(self) -> Jobs:
        """The ledger."""
        return self._jobs_on(self.redis)

    def _jobs_on(self, redis: "Redis") -> Jobs:
        store = self.settings.store
        return Jobs(
            redis,
            self._keys,
            self.clock,
            job_days=store.job_days,
            url_days=store.url_days,
            max_starts=self.settings.sweep.max_starts,
        )

    @cached_property
    def articles(self) -> Articles:
        """Articles and their revisions."""
        return Articles(self.redis, self._keys, url_days=self.settings.store.url_days)

    @cached_property
    def pages(self) -> Pages:
        """Fetched pages."""
        return Pages(self.redis, self._keys, keep_days=self.settings.store.job_days)

    @cached_property
    def outbox(self) -> Deliveries:
        """Events and their deliveries."""
        return self._outbox_on(self.redis)

    def _outbox_on(self, redis: "Redis") -> Deliveries:
        webhook = self.settings.webhook
        rules = Rules(
            lease=webhook.lease,
            slots=webhook.slots,
            share=webhook.share,
            breaker_failures=webhook.breaker_failures,
            breaker_probe=webhook.breaker_probe,
            breaker_probe_max=webhook.breaker_probe_max,
            disable_after=webhook.disable_after,
            keep_days=self.settings.store.job_days,
        )
        bodies = partial(encode, include_text=webhook.include_text, max_bytes=webhook.max_body_bytes)
        return Deliveries(redis, self._keys, self.endpoints, bodies, rules, clock=self.clock)

    @cached_property
    def endpoints(self) -> Endpoints:
        """Where events go; the settings' endpoint is the default one."""
        endpoints = Endpoints(self.redis, self._keys, self.clock)
        webhook = self.settings.webhook
        endpoints.seed(webhook.url, check_secret(webhook.secret.get_secret_value()) if webhook.secret else None)
        return endpoints

    @cached_property
    def pipeline(self) -> "Pipeline":
        """The model; a second or two of loading."""
        from worker.extraction.pipeline import Pipeline  # noqa: PLC0415 - spaCy is loaded where facts are extracted

        return Pipeline(self.settings.extract.model)

    @cached_property
    def reader(self) -> Reader:
        """Makes articles of pages."""
        return PageReader(self.settings)

    @cached_property
    def extractor(self) -> Extractor:
        """Extracts facts."""
        return ModelExtractor(self.pipeline, self.settings.extract.max_chars)

    @cached_property
    def fetcher(self) -> Fetcher:
        """Gets pages from their sites."""
        from worker.fetching.fetcher import Fetcher as GuardedFetcher  # noqa: PLC0415 - only fetch workers need it
        from worker.fetching.fetcher import RobotsSite  # noqa: PLC0415 - the same
        from worker.fetching.robots import Robots  # noqa: PLC0415 - the same
        from worker.fetching.throttle import Throttle  # noqa: PLC0415 - the same

        fetch, client = self.settings.fetch, self.client
        agent = self.settings.http.user_agent.split("/")[0].split()[0]
        robots = Robots(RobotsSite(client), self.hosts, agent, fetch.robots_ttl) if fetch.robots else None
        lease = self.settings.http.deadline + SLOT_GRACE
        return GuardedFetcher(client, Throttle(self.hosts, fetch.host_gap, lease, fetch.retry_max), robots)

    @cached_property
    def client(self) -> GuardedClient:
        """The one client that opens outbound connections."""
        return guarded_client(self.settings)

    @cached_property
    def hosts(self) -> Hosts | NoTurns:
        """Turns of hosts and their robots.txt."""
        return Hosts(self.redis, self._keys, self.clock)

    @cached_property
    def fetch_ports(self) -> FetchPorts:
        """For ``fetch_article``."""
        fetch = self.settings.fetch
        return FetchPorts(
            ledger=self.jobs,
            articles=self.articles,
            pages=self.pages,
            fetcher=self.fetcher,
            outbox=self.outbox,
            sender=self.sender,
            clock=self.clock,
            backoff=Backoff(fetch.max_attempts, fetch.retry_base, fetch.retry_max),
            random=random.random,
        )

    @cached_property
    def extract_ports(self) -> ExtractPorts:
        """For ``extract_facts``."""
        return ExtractPorts(
            ledger=self.jobs,
            articles=self.articles,
            pages=self.pages,
            reader=self.reader,
            extractor=self.extractor,
            outbox=self.outbox,
            clock=self.clock,
        )

    @cached_property
    def sweep_ports(self) -> SweepPorts:
        """For the rounds of a worker, which its main loop makes: they wait for no store that is away."""
        timeout = self.settings.broker.connect_timeout
        store = connect(self.settings.store_url, timeout=timeout, patience=0)
        broker = connect(self.settings.broker.url.get_secret_value(), timeout=timeout, patience=0)
        return SweepPorts(
            jobs=self._jobs_on(store),
            queues=Queues(broker),
            sender=self.sender,
            stale=self.settings.sweep.stale,
        )

    store_troubles = (RedisError, QueueError)

    def correlation_id(self, message: Message) -> str | None:
        """As the job's submitter gave it, or the job's id; a message without a record may bring it along."""
        if isinstance(message, DeliverMessage):  # its record says, and no answer of the ledger is worth a round trip
            return message.correlation_id or message.job or None
        known = self.jobs.correlation_id(message.job) if isinstance(message, FetchMessage | ExtractMessage) else None
        return known or getattr(message, "correlation_id", None)

    def hand_back(self, message: Message, *, at_once: bool) -> None:
        """Another worker is to do what this one began, or only took; the sweeper sends it again unless ``at_once``."""
        if isinstance(message, DeliverMessage):
            self.outbox.hand_back(message.delivery)  # due now, for whoever looks next
            return
        if isinstance(message, FetchMessage | ExtractMessage):
            self.jobs.hand_back(message.job)
        if at_once:
            self.sender.send(message)

    @cached_property
    def attempts(self) -> Attempts:
        """At deliveries."""
        return Attempts(lambda: self.claim_ports, lambda: self.deliver_ports)

    def deliver(self, message: DeliverMessage) -> str:
        """Make one attempt at a delivery; returns a summary."""
        return self.attempts.make(message)

    @cached_property
    def deliver_ports(self) -> DeliverPorts:
        """For ``deliver_event``."""
        webhook = self.settings.webhook
        attempter = Attempter(
            self.client,
            Policy(webhook.schedule, webhook.jitter, webhook.max_retry_after, max_pause=webhook.breaker_probe_max),
            deadline=webhook.deadline,
            answer_bytes=webhook.answer_bytes,
            clock=self.clock,
            chance=random.random,
        )
        return DeliverPorts(deliveries=self.outbox, attempter=attempter)

    @cached_property
    def claim_ports(self) -> DeliverPorts:
        """For ``claim_due``, which a worker's main loop calls: it waits for no store that is away."""
        store = connect(self.settings.store_url, timeout=self.settings.broker.connect_timeout, patience=0)
        return self.deliver_ports._replace(deliveries=self._outbox_on(store))

    def preload(self, queues: set[str]) -> None:
        """Build what the tasks of these queues need, before threads race for it or children are forked."""
        _ = self.sweep_ports
        if "fetch" in queues:
            _ = self.fetch_ports
        if "deliver" in queues:
            _ = self.attempts, self.claim_ports
        if "extract" in queues:
            import_module("worker.articles")
            _ = self.extract_ports
            if self.settings.extract.preload:
                self.pipeline.learn_words()
                warm(self.reader, self.extractor)
