"""The only door to the queue: check the URL, record the job, publish its message; in this order nothing is lost.

A job that was recorded and whose message went astray is sent again by the workers' sweeper. A URL that is known
already is no second job: whoever submits it joins the first one and receives its event.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Self

from producers.checks import submission_problem
from worker.contract.job import Receipt, Submission
from worker.contract.queues import FetchMessage
from worker.settings import Settings
from worker.storage.clock import StoreClock
from worker.storage.connection import connect, plain_errors
from worker.storage.jobs import Jobs, Recorded
from worker.storage.keys import Keys
from worker.storage.sender import BATCH, Sender, messaging_app


class Submitter:
    """A door that is kept open: one connection for many submissions. Use it as a context manager, or close it.

    Args:
        settings: where the broker and the store are; read from the environment when left out.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        settings = settings or Settings()
        broker, store = settings.broker, settings.store
        self._store_url = settings.store_url
        self._redis = connect(self._store_url, timeout=broker.connect_timeout, patience=0)
        clock = StoreClock(self._redis)
        self._jobs = Jobs(self._redis, Keys(store.prefix), clock, job_days=store.job_days, url_days=store.url_days)
        url = broker.url.get_secret_value()
        self._app = messaging_app(
            url, connect_timeout=broker.connect_timeout, visibility_timeout=broker.visibility_timeout
        )
        self._sender = Sender(self._app, url)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        self._app.close()
        self._redis.close()

    def submit(self, submission: Submission) -> Receipt:
        """Submit one URL; see ``submit_many``."""
        return self._batch([submission])[0]

    def submit_many(self, submissions: Iterable[Submission | str]) -> Iterator[Receipt]:
        """Submit URLs, 500 to a round trip; receipts come in the same order, as each batch is done.

        A batch is submitted when its first receipt is asked for: whoever takes no receipts submits nothing.

        Raises:
            BrokerUnavailable: no broker or store answers; of the present batch nothing was accepted.
            StoreFull: the store is at its memory limit; of the present batch nothing was accepted.
        """
        rest = (Submission(url=given) if isinstance(given, str) else given for given in submissions)
        while batch := list(islice(rest, BATCH)):
            yield from self._batch(batch)

    def _batch(self, batch: Sequence[Submission]) -> list[Receipt]:
        problems = [submission_problem(submission) for submission in batch]
        good = [submission for submission, problem in zip(batch, problems, strict=True) if problem is None]
        recorded = iter(self._accept(good))
        return [
            Receipt(outcome="rejected", url=submission.url, reason=problem)
            if problem
            else _receipt(submission, recorded)
            for submission, problem in zip(batch, problems, strict=True)
        ]

    def _accept(self, good: Sequence[Submission]) -> list[Recorded]:
        if not good:
            return []
        self._sender.check()
        with plain_errors(self._store_url):
            recorded = self._jobs.submit(good)
        sent = [(said, submission) for said, submission in zip(recorded, good, strict=True) if said.send]
        try:
            self._sender.send_many(FetchMessage(job=said.job_id, url=submission.url) for said, submission in sent)
        except Exception:
            with plain_errors(self._store_url):
                self._jobs.withdraw((said.job_id, submission.url) for said, submission in sent if not said.duplicate)
            raise
        return recorded


def _receipt(submission: Submission, recorded: Iterator[Recorded]) -> Receipt:
    said = next(recorded)
    return Receipt(outcome="duplicate" if said.duplicate else "accepted", url=submission.url, job_id=said.job_id)


def submit(
    url: str,
    *,
    webhook_url: str | None = None,
    webhook_secret: str | None = None,
    metadata: dict[str, str] | None = None,
    published: str | None = None,
    force: bool = False,
    correlation_id: str | None = None,
    settings: Settings | None = None,
) -> Receipt:
    """Submit one article URL.

    Args:
        url: the article's full address.
        webhook_url: sends the event here as well; it is checked like an article's URL.
        webhook_secret: signs for it (``whsec_``); the default secret when left out.
        metadata: echoed in the event.
        published: ISO date that beats the page's own.
        force: fetch again although the URL is known, and send the event even if nothing changed.
        correlation_id: ties log lines and the event to a request of yours; the job's id when left out.
        settings: read from the environment when left out.

    Returns:
        What became of it: accepted, a duplicate of the job that is named, or rejected with the reason.

    Raises:
        BrokerUnavailable: no broker answers; nothing was accepted.
        StoreFull: the store is at its memory limit; nothing was accepted.
    """
    submission = Submission(
        url=url,
        webhook_url=webhook_url,
        webhook_secret=webhook_secret,
        metadata=metadata or {},
        published=published,
        force=force,
        correlation_id=correlation_id,
    )
    with Submitter(settings) as submitter:
        return submitter.submit(submission)


def submit_many(submissions: Iterable[Submission | str], settings: Settings | None = None) -> Iterator[Receipt]:
    """Submit many article URLs, 500 to a round trip (some 3,000 a second on one core).

    A batch is submitted when its first receipt is asked for: ``for receipt in submit_many(urls): ...``.

    Args:
        submissions: URLs, or submissions where there is more to say than the URL.
        settings: read from the environment when left out.

    Returns:
        What became of each, in the same order.

    Raises:
        BrokerUnavailable: no broker answers; of the present batch nothing was accepted.
        StoreFull: the store is at its memory limit; of the present batch nothing was accepted.
    """
    with Submitter(settings) as submitter:
        yield from submitter.submit_many(submissions)
