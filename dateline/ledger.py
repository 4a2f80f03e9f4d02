"""The store for the commands that read it: opened from the settings, with errors that say what to do."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, NamedTuple

from redis import Redis

from dateline.console import SOME_FAILED, fail
from worker.contract.delivery import Delivery
from worker.contract.job import Job
from worker.contract.queues import QueueError
from worker.settings import Settings
from worker.storage.clock import StoreClock
from worker.storage.connection import connect, plain_errors
from worker.storage.deliveries import Deliveries
from worker.storage.delivery_log import Replayed
from worker.storage.endpoints import Endpoints, subscriber_endpoint
from worker.storage.jobs import Jobs
from worker.storage.keys import Keys
from worker.webhooks.payload import encode


class Outbox(NamedTuple):
    """What replaying needs."""

    jobs: Jobs
    deliveries: Deliveries
    endpoints: Endpoints


@contextmanager
def opened(settings: Settings) -> Iterator[Jobs]:
    """The ledger; an unreachable store ends the command with the remedy."""
    with _store(settings) as redis:
        yield Jobs(redis, Keys(settings.store.prefix), StoreClock(redis))


@contextmanager
def endpoints_opened(settings: Settings) -> Iterator[Endpoints]:
    """The endpoints; errors as with ``opened``."""
    with _store(settings) as redis:
        yield Endpoints(redis, Keys(settings.store.prefix), StoreClock(redis))


@contextmanager
def outbox_opened(settings: Settings) -> Iterator[Outbox]:
    """Ledger, deliveries and endpoints together; errors as with ``opened``."""
    with _store(settings) as redis:
        keys, clock = Keys(settings.store.prefix), StoreClock(redis)
        endpoints = Endpoints(redis, keys, clock)
        webhook = settings.webhook
        bodies = partial(encode, include_text=webhook.include_text, max_bytes=webhook.max_body_bytes)
        deliveries = Deliveries(redis, keys, endpoints, bodies, clock=clock)
        yield Outbox(Jobs(redis, keys, clock, job_days=settings.store.job_days), deliveries, endpoints)


def stored_event(outbox: Outbox, job: Job) -> dict[str, Any] | None:
    """A job's event as it was stored and sent; None when it has none yet, or its time is over."""
    body = outbox.deliveries.body(job.event_id) if job.event_id else None
    event: dict[str, Any] | None = json.loads(body) if body else None
    return event


@contextmanager
def _store(settings: Settings) -> Iterator[Redis]:
    redis = connect(settings.store_url, timeout=settings.broker.connect_timeout, patience=0)
    try:
        with plain_errors(settings.store_url):
            yield redis
    except QueueError as error:
        fail(str(error), SOME_FAILED)
    finally:
        redis.close()


def replay(outbox: Outbox, delivery: Delivery, *, after: float = 0.0, trigger: str = "replay") -> Replayed:
    """Make one ended delivery again, ``after`` seconds from now; says what came of it.

    The job is opened first: should this process die in between, the job waits for a delivery that a second call makes,
    and never counts one as ended that is still on its way.
    """
    said = outbox.deliveries.replayable(delivery)
    if said != "replayed":
        return said
    if delivery.job:
        outbox.jobs.note_delivery(delivery.job, delivery.id, None)
    return outbox.deliveries.replay(delivery.id, after=after, trigger=trigger)


def deliveries_of(outbox: Outbox, job: Job) -> list[Delivery]:
    """The deliveries of a job's event: to every listed endpoint and to the webhooks of its submissions."""
    if job.event_id is None:
        return []
    own = filter(None, map(subscriber_endpoint, outbox.jobs.subscribers(job.id)))
    found = outbox.deliveries.of_event(job.event_id, [*outbox.endpoints.listed(), *own])
    known = {delivery.id for delivery in found}
    ended = (outbox.deliveries.get(name) for name in outbox.jobs.delivery_ids(job.id) if name not in known)
    return [*found, *filter(None, ended)]
