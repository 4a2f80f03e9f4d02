"""What ``dateline failures --retry`` does: submit again what failed, replay what was not delivered."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dateline.ledger import Outbox, deliveries_of
from dateline.replaying import WHY_NOT, replay_all
from producers.submitter import Submitter
from worker.contract.delivery import DeliveryState
from worker.contract.failures import FailureCode
from worker.contract.job import Job, JobState, Submission, Subscriber

UNDELIVERED = (DeliveryState.DEAD, DeliveryState.CANCELLED)


class Retried(NamedTuple):
    """What became of one job: ``submitted`` again as ``new_job``, its deliveries ``replayed`` (so many), or ``left alone``.

    ``superseded``: its URL was submitted again already, as ``new_job``.
    """

    job: Job
    how: str
    new_job: str | None = None
    deliveries: int = 0
    reason: str | None = None


def retry(outbox: Outbox, jobs: Iterable[Job], submitter: Submitter, *, rate: float) -> Iterator[Retried]:
    """Try each again in the way that can help it.

    A job whose event is made but was not delivered has its deliveries replayed: the same bytes under the same id. One that
    failed, or killed its workers, is submitted again for all who had submitted it.
    """
    for job in jobs:
        poison = job.failure is not None and job.failure.code is FailureCode.POISON
        if job.state is JobState.DEAD and not poison:
            yield _replayed(outbox, job, rate)
        else:
            yield _submitted(outbox, job, submitter)


def _replayed(outbox: Outbox, job: Job, rate: float) -> Retried:
    missing = [delivery for delivery in deliveries_of(outbox, job) if delivery.state in UNDELIVERED]
    said = [how for _, how in replay_all(outbox, missing, rate=rate, trigger="manual")]
    if count := said.count("replayed"):
        return Retried(job, "replayed", deliveries=count)
    return Retried(job, "left alone", reason=WHY_NOT[said[0] if said else "unknown"])


def _submitted(outbox: Outbox, job: Job, submitter: Submitter) -> Retried:
    newest = outbox.jobs.of_url(job.url)
    if newest not in {None, job.id}:
        return Retried(job, "superseded", new_job=newest)
    people = outbox.jobs.subscribers(job.id)
    plain = Submission(url=job.url, published=job.published)
    first, *others = [_for(who, plain) for who in people] or [plain]
    receipt = submitter.submit(first.model_copy(update={"force": True}))
    for other in others:  # they join the job that the first one made
        submitter.submit(other)
    return Retried(job, "submitted" if receipt.job_id else "rejected", new_job=receipt.job_id, reason=receipt.reason)


def _for(who: Subscriber, plain: Submission) -> Submission:
    more = {"webhook_url": who.webhook_url, "webhook_secret": who.webhook_secret, "metadata": who.metadata}
    return plain.model_copy(update=more)
