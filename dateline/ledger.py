"""The store for the commands that read it: opened from the settings, with errors that say what to do."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, NamedTuple

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
    """What the store holds of jobs, events and endpoints."""

    jobs: Jobs
    deliveries: Deliveries
    endpoints: Endpoints


@contextmanager
def opened(settings: Settings) -> Iterator[Outbox]:
    """Ledger, deliveries and endpoints; an unreachable store ends the command with the remedy."""
    redis = connect(settings.store_url, timeout=settings.broker.connect_timeout, patience=0)
    keys, clock, webhook = Keys(settings.store.prefix), StoreClock(redis), settings.webhook
    bodies = partial(encode, include_text=webhook.include_text, max_bytes=webhook.max_body_bytes)
    endpoints = Endpoints(redis, keys, clock)
    deliveries = Deliveries(redis, keys, endpoints, bodies, clock=clock)
    try:
        with plain_errors(settings.store_url):
            yield Outbox(Jobs(redis, keys, clock, job_days=settings.store.job_days), deliveries, endpoints)
    except QueueError as error:
        fail(str(error), SOME_FAILED)
    finally:
        redis.close()


def stored_event(outbox: Outbox, job: Job) -> dict[str, Any] | None:
    """A job's event as it was stored and sent; None when it has none yet, or its time is over."""
    body = outbox.deliveries.body(job.event_id) if job.event_id else None
    event: dict[str, Any] | None = json.loads(body) if body else None
    return event


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
