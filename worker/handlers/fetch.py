"""The first use case: get the page of a job and hand it on."""

from worker.contract.events import Event
from worker.contract.failures import PermanentError, Postponed, RetryableError
from worker.contract.job import Job, Verdict, Work
from worker.contract.page import Seen, UnchangedError
from worker.contract.queues import ExtractMessage, FetchMessage
from worker.handlers.ending import end_failed, end_known, end_poisoned, serve_joined
from worker.handlers.ports import Backoff, FetchPorts

SUPERSEDED = "superseded by a later start"


def fetch_article(message: FetchMessage, ports: FetchPorts) -> str:
    """Fetch the page of one job, store it by reference and send the extract message.

    Args:
        message: the job; a message without a record makes one.
        ports: what it works with.

    Returns:
        A summary of a few words, for Flower. A failure of the article is no exception: it is the job's end, or its
        next try.
    """
    begun = ports.ledger.begin(message.job, Work.FETCH)
    if begun.verdict is Verdict.MISSING:
        ports.ledger.ensure(message)
        begun = ports.ledger.begin(message.job, Work.FETCH)
    if begun.job is None or begun.verdict is Verdict.SKIP:
        return f"skipped: {begun.job.state.value if begun.job else 'no such job'}"
    if begun.verdict is Verdict.POISON:
        return end_poisoned(begun.job, begun.token, "fetch", ports)
    if begun.verdict is Verdict.JOINED:
        return serve_joined(begun.job, begun.token, ports)
    return _fetch(begun.job, begun.token, ports)


def _fetch(job: Job, token: int, ports: FetchPorts) -> str:
    seen, event = _known(job, ports)
    try:
        page = ports.fetcher.fetch(job.url, seen=seen)
    except UnchangedError:
        return end_known(job, token, event, ports) if event else SUPERSEDED
    except Postponed as wait:
        due = ports.clock() + wait.seconds
        return "postponed" if ports.ledger.put_back(job.id, token, due=due, failure=None) else SUPERSEDED
    except RetryableError as error:
        return _try_again(job, token, error, ports)
    except PermanentError as error:
        return end_failed(job, token, error, "fetch", ports)
    ports.pages.put(job.id, page)
    if not ports.ledger.fetched(job.id, token, final_url=page.final_url):
        return SUPERSEDED
    ports.sender.send(ExtractMessage(job=job.id, url=job.url))
    return f"fetched: {page.status} {page.content_type}, {len(page.body)} bytes"


def _known(job: Job, ports: FetchPorts) -> tuple[Seen, Event] | tuple[None, None]:
    """The page that is known, with its event; a forced job wants the page whatever is known."""
    seen = None if job.force else ports.articles.seen(job.url)
    event = ports.outbox.event(seen.event_id) if seen else None
    return (seen, event) if seen and event else (None, None)


def _try_again(job: Job, token: int, error: RetryableError, ports: FetchPorts) -> str:
    wait = next_wait(ports.backoff, job.attempts + 1, error.retry_after, ports.random())
    if wait is None:
        return end_failed(job, token, error, "fetch", ports)
    due = ports.clock() + wait
    if not ports.ledger.put_back(job.id, token, due=due, failure=error.failure("fetch")):
        return SUPERSEDED
    return f"try {job.attempts + 1} failed: {error.code.value}; again in {wait:.0f} s"


def next_wait(backoff: Backoff, failed: int, retry_after: float | None, chance: float) -> float | None:
    """Seconds before the next try, or None when there is none.

    Args:
        backoff: the limits.
        failed: tries that have failed.
        retry_after: what the site asked for, in seconds: never sooner, and the end if it is longer than a job waits.
        chance: 0 to 1; spreads tries that failed together by up to a fifth, never earlier.
    """
    if failed >= backoff.max_attempts or (retry_after or 0) > backoff.longest:
        return None
    doubled = min(backoff.base * 2 ** (failed - 1), backoff.longest)
    return float(max(doubled, retry_after or 0) * (1 + chance / 5))
