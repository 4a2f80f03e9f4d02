"""The checks of ``dateline doctor``. Each gives a finding; what is wrong names its remedy."""

import importlib.util
import sys
import time
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from redis import Redis

from worker.contract.delivery import Endpoint
from worker.contract.queues import QUEUES, QueueError
from worker.settings import Settings
from worker.storage.connection import address, connect, plain_errors
from worker.storage.endpoints import Endpoints
from worker.storage.jobs import Jobs
from worker.storage.keys import Keys
from worker.telemetry import heartbeat

SILENT_SECONDS = 15.0
GONE_SECONDS = 600.0
# Of the hard time limit: what a task takes that is killed at the limit, and is not stuck.
STUCK_SHARE = 4 / 3


class Finding(NamedTuple):
    """One check's outcome."""

    name: str
    ok: bool
    text: str


def all_checks(settings: Settings) -> Iterator[Finding]:
    """Every check, the cheap ones first."""
    yield python_version()
    yield model_installed(settings)
    broker = broker_answers(settings)
    yield broker
    listed: Sequence[Endpoint] = ()
    if broker.ok:
        with connect(settings.store_url, patience=0) as redis:
            keys = Keys(settings.store.prefix)
            endpoints = Endpoints(redis, keys, time.time)
            listed = endpoints.listed()
            yield store_policy(redis)
            yield from workers(settings)
            yield backlog(Jobs(redis, keys, time.time))
            yield from unwell_endpoints(endpoints, listed, settings.webhook.breaker_failures)
    yield from stuck_workers(settings)
    yield webhook_set(settings, listed)


def python_version() -> Finding:
    """The interpreter is one that is supported."""
    ok = (3, 11) <= sys.version_info[:2] <= (3, 14)
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding("python", ok, version if ok else f"{version} is not supported: use Python 3.11 to 3.14")


def model_installed(settings: Settings) -> Finding:
    """The model can be imported; a producer needs none."""
    name = settings.extract.model
    if importlib.util.find_spec("spacy") is None:
        return Finding("model", True, "spaCy is not installed: this machine can submit, not extract")
    if importlib.util.find_spec(name) is None:
        return Finding(
            "model", False, f"{name} is not installed: `pip install 'dateline[worker]'`, or set DATELINE_EXTRACT__MODEL"
        )
    return Finding("model", True, name)


def broker_answers(settings: Settings) -> Finding:
    """The broker and the store answer."""
    for url in {settings.broker.url.get_secret_value(), settings.store_url}:
        redis = connect(url, timeout=settings.broker.connect_timeout, patience=0)
        try:
            with plain_errors(url):
                redis.ping()
        except QueueError as error:
            return Finding("broker", False, str(error))
        finally:
            redis.close()
    return Finding("broker", True, address(settings.broker.url.get_secret_value()))


def store_policy(redis: Redis) -> Finding:
    """The store is append-only and evicts nothing."""
    try:
        policy = redis.config_get("maxmemory-policy").get("maxmemory-policy")
        log = redis.config_get("appendonly").get("appendonly")
    except Exception as error:  # noqa: BLE001 - hosted stores forbid CONFIG in many ways
        return Finding("store", True, f"its settings cannot be read ({type(error).__name__}): see that it never evicts")
    if policy != "noeviction":
        return Finding("store", False, f"maxmemory-policy is {policy}: accepted work can vanish; set it to noeviction")
    if log != "yes":
        return Finding("store", False, "appendonly is off: a restart forgets everything; set it to yes")
    return Finding("store", True, "append-only, never evicts")


def workers(settings: Settings) -> Iterator[Finding]:
    """Somebody works on each queue."""
    from dateline.workers import consumers

    found = consumers(settings)
    for queue in QUEUES:
        names = found.get(queue, [])
        text = ", ".join(names) or f"nobody works on it, what is submitted waits: start `dateline worker {queue}`"
        yield Finding(f"queue {queue}", bool(names), text)


def backlog(jobs: Jobs) -> Finding:
    """What waits, and what has ended badly."""
    return Finding(
        "jobs", True, ", ".join(f"{name} {count}" for name, count in jobs.counts().items() if count) or "none yet"
    )


def unwell_endpoints(endpoints: Endpoints, listed: Sequence[Endpoint], breaker_failures: int) -> Iterator[Finding]:
    """Endpoints that get nothing at the moment."""
    for endpoint in listed:
        failures = endpoints.health(endpoint.id)["failures"]
        name = f"endpoint {endpoint.id}"
        if endpoint.disabled:
            again = f"`dateline endpoints enable {endpoint.id}`, then `dateline replay --endpoint {endpoint.id}`"
            yield Finding(name, False, f"disabled ({endpoint.disabled}): {again}")
        elif endpoint.secret is None:
            yield Finding(
                name, False, f"no secret signs for it: `dateline endpoints rotate {endpoint.id}` gives it one"
            )
        elif failures >= breaker_failures:
            yield Finding(name, False, f"{failures:.0f} failures in a row: see that {endpoint.url} answers 2xx")


def webhook_set(settings: Settings, listed: Sequence[Endpoint]) -> Finding:
    """Events have somewhere to go: where the settings say, or to the endpoints in the store (``dev`` puts its receiver there)."""
    if settings.webhook.url and not settings.webhook.secret:
        return Finding(
            "webhook",
            False,
            "DATELINE_WEBHOOK__URL is set without DATELINE_WEBHOOK__SECRET: `dateline secret` makes one",
        )
    if settings.webhook.url:
        return Finding("webhook", True, settings.webhook.url)
    if listed:
        return Finding("webhook", True, ", ".join(f"{one.url} ({one.id}, in the store)" for one in listed))
    return Finding("webhook", True, "none set: events wait in the store, `dateline status ID --json` shows one")


def worker_alive(settings: Settings, queue: str) -> Finding:
    """The worker of a queue on this machine beats and is not stuck."""
    beats = [beat for beat in heartbeat.read(settings.data_dir) if beat.worker.startswith(f"{queue}@")]
    if not beats:
        return Finding(
            f"worker {queue}", False, f"no heartbeat in {settings.data_dir}: it is not up, or writes elsewhere"
        )
    newest = max(beats, key=lambda beat: beat.beat)
    wrong = _trouble(settings, newest)
    return Finding(f"worker {queue}", wrong is None, wrong or f"{newest.worker} is alive")


def stuck_workers(settings: Settings) -> Iterator[Finding]:
    """Workers of this machine whose main loop or a task stands still; those that are long gone are no finding."""
    recent = time.time() - GONE_SECONDS
    for beat in heartbeat.read(settings.data_dir):
        if beat.beat > recent and (wrong := _trouble(settings, beat)):
            yield Finding(f"worker {beat.worker}", False, f"{wrong}: end it (pid {beat.pid}), it is started again")


def _trouble(settings: Settings, beat: heartbeat.Heartbeat) -> str | None:
    stuck = settings.extract.hard_time_limit * STUCK_SHARE
    return heartbeat.trouble(beat, time.time(), silent=SILENT_SECONDS, stuck=stuck)
