"""All faults at once, under kill -9 of workers, their children and the broker: is anything lost, does anything double?

Two runs. The first stores events and delivers them to a receiver that breaks in every way (``faulty.py``). The second
submits URLs of a site that breaks too, through fetch and extract. Each job's deliveries are then held against what the
receiver noted. Exits with 1 when anything is lost, or came twice without a crash or a lost answer to explain it.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from certificate import self_signed
from chaos import Deaths, Run, drive, in_background
from faulty import FaultyReceiver
from rig import Rig, Stored, event_data, store_events
from soak_report import Report

from producers import submit_many
from worker.contract.delivery import Endpoint
from worker.contract.events import EventData, webhook_id
from worker.contract.job import Job, Submission
from worker.contract.queues import QueueError
from worker.contract.webhook_secret import make_secret
from worker.storage.endpoints import subscriber_endpoint
from worker.storage.records import subscriber_of

ENDPOINTS = 10
BATCH = 50
PENDING_MOST = 4000
DEADLINE = 1.5
SETTINGS = {
    "DATELINE_WEBHOOK__SCHEDULE": "0,0.5,1,2,3,4,6,8",
    "DATELINE_WEBHOOK__DEADLINE": str(DEADLINE),
    "DATELINE_WEBHOOK__LEASE": "8",
    "DATELINE_WEBHOOK__MAX_RETRY_AFTER": "2",
    "DATELINE_WEBHOOK__BREAKER_PROBE": "0.3",
    "DATELINE_WEBHOOK__BREAKER_PROBE_MAX": "1",
    "DATELINE_WEBHOOK__DISABLE_AFTER": "60",
    "DATELINE_WEBHOOK__CONCURRENCY": "24",
    "DATELINE_FETCH__HOST_GAP": "0",
    "DATELINE_FETCH__ROBOTS": "false",
    "DATELINE_FETCH__RETRY_BASE": "0.3",
    "DATELINE_HTTP__DEADLINE": "3",
    "DATELINE_EXTRACT__CONCURRENCY": "2",
    "DATELINE_EXTRACT__SOFT_TIME_LIMIT": "20",
    "DATELINE_EXTRACT__HARD_TIME_LIMIT": "25",
    "DATELINE_BROKER__VISIBILITY_TIMEOUT": "60",
    "DATELINE_SWEEP__INTERVAL": "1",
    "DATELINE_SWEEP__STALE": "30",
}
SECRETS = (make_secret(), make_secret())


def body(job: Job) -> EventData:
    """An event of about the size of a short article's."""
    return event_data(job, metadata={"text": "The harbour closed on Monday. " * 40})


def webhook_of(number: int, receiver: FaultyReceiver) -> str | None:
    """One job in ten has a webhook of its own, of a kind that never works."""
    ways = {0: "/hung", 1: "/gone", 2: "refused", 3: "tls", 4: "/404"}
    way = ways.get(number % 50)
    if way is None:
        return None
    return {"refused": "http://10.0.0.1/hook", "tls": receiver.tls_url}.get(way, receiver.url + way)


def store_all(run: Run, count: int) -> None:
    """Store events until so many deliveries are on their way; no more than a few thousand wait at a time."""
    number = 0
    while len(run.expected) < count:
        while run.rig.rooms.outbox.due_count() > PENDING_MOST:
            time.sleep(0.2)
        most = min(BATCH, max(1, (count - len(run.expected)) // ENDPOINTS))
        submissions = [
            Submission(
                url=f"http://127.0.0.1/{number + k}",
                webhook_url=webhook_of(number + k, run.receiver),
                webhook_secret=SECRETS[0] if webhook_of(number + k, run.receiver) else None,
            )
            for k in range(most)
        ]
        number += most
        for stored, submission in zip(store_events(run.rig.rooms, submissions, body), submissions, strict=True):
            _expect(run, stored, submission)


def _expect(run: Run, stored: Stored, submission: Submission) -> None:
    run.accepted.add(stored.job)
    names = [f"reader-{n}" for n in range(ENDPOINTS)]
    subscriber = subscriber_of(submission)
    own = subscriber_endpoint(subscriber) if subscriber else None
    run.expected.update(webhook_id(stored.event, name) for name in [*names, *([own.id] if own else [])])


def submit_all(run: Run, count: int) -> None:
    """Submit URLs; a batch that was refused is submitted again."""
    urls = [f"{run.receiver.url}/article/{n}" for n in range(count)]
    for begin in range(0, count, BATCH):
        while True:
            try:
                receipts = list(submit_many(urls[begin : begin + BATCH], run.rig.settings))
            except QueueError:
                time.sleep(0.3)
                continue
            break
        run.accepted.update(receipt.job_id or "" for receipt in receipts)


def run_events(count: int, folder: Path) -> bool:
    """The first run: stored events."""
    deaths = Deaths(max(3, 25 * count // 100_000), 0, max(1, 5 * count // 100_000))
    cert = self_signed(folder / "self-signed.pem")
    secrets = {"*": list(SECRETS)}
    ways = {"/hung": "hang", "/404": "404"}
    with _receiver(secrets, ways, str(cert)) as receiver, Rig(folder, SETTINGS) as rig:
        run = Run(rig, receiver)
        for n in range(ENDPOINTS):
            rig.rooms.endpoints.add(Endpoint(id=f"reader-{n}", url=f"{receiver.url}/reader/{n}", secret=SECRETS[0]))
        for _ in range(2):
            rig.worker("deliver")
        seconds = _watched(run, lambda: store_all(run, count), count // ENDPOINTS, deaths, 240 + count / 20)
        return _shown(run, "stored events", seconds)


def run_urls(count: int, folder: Path) -> bool:
    """The second run: from URLs."""
    deaths = Deaths(max(3, 6 * count // 2000), max(2, 10 * count // 2000), max(1, 2 * count // 2000))
    with _receiver({"*": list(SECRETS)}, {}, None) as receiver, Rig(folder, SETTINGS) as rig:
        run = Run(rig, receiver)
        for n in range(2):
            rig.rooms.endpoints.add(Endpoint(id=f"reader-{n}", url=f"{receiver.url}/reader/{n}", secret=SECRETS[0]))
        for queue in ("fetch", "extract", "deliver"):
            rig.worker(queue)
        seconds = _watched(run, lambda: submit_all(run, count), count, deaths, 240 + count / 5)
        _expect_events(run)
        return _shown(run, "URLs", seconds)


def _receiver(secrets: dict[str, list[str]], ways: dict[str, str], cert: str | None) -> FaultyReceiver:
    return FaultyReceiver(secrets, ways=ways, gone_after=20, cert=cert)


def _watched(run: Run, work: Callable[[], None], jobs: int, deaths: Deaths, seconds: float) -> float:
    """Seconds that it took; a run that did not end in time says so, and the report what is missing."""
    begun = time.monotonic()
    with in_background(run, work):
        try:
            drive(run, jobs, deaths, seconds=seconds, halfway=lambda: rotate(run))
        except TimeoutError as error:
            print(error)
    return time.monotonic() - begun


def rotate(run: Run) -> None:
    """New secrets for every reader, the old ones signing beside them for a while."""
    for endpoint in run.rig.rooms.endpoints.listed():
        run.rig.rooms.endpoints.rotate(endpoint.id, SECRETS[1], overlap=10)


def _shown(run: Run, what: str, seconds: float) -> bool:
    report = Report(run, DEADLINE)
    report.show(what, seconds)
    return report.kept


def _expect_events(run: Run) -> None:
    """What the jobs' events should have come to: a delivery to each reader, whatever the event says."""
    for job_id in run.accepted:
        job = run.rig.rooms.jobs.get(job_id)
        if job and job.event_id:
            run.expected.update(webhook_id(job.event_id, f"reader-{n}") for n in range(2))


def main() -> int:
    """Run both, print, and say whether the promise was kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, help="deliveries of the first run")
    parser.add_argument(
        "--urls", type=int, help="URLs of the second; as many, 2,000 at most, when left out; 0 for none"
    )
    parser.add_argument("--keep", action="store_true", help="keep the logs")
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="dateline-soak-"))
    urls = min(given.count, 2000) if given.urls is None else given.urls
    kept = True
    if given.count:
        kept = run_events(given.count, folder / "events")
    if urls:
        kept = run_urls(urls, folder / "urls") and kept
    print("the promise was kept" if kept else "THE PROMISE WAS BROKEN")
    if given.keep or not kept:
        print(f"logs: {folder}")
    else:
        shutil.rmtree(folder)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
