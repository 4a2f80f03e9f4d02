"""The second use case: read the page, extract its facts, publish them as an event."""

from worker.contract.article import Article
from worker.contract.events import Event, EventData, EventType, Versions, event_id
from worker.contract.facts import Facts
from worker.contract.failures import DatelineError, FailureCode, PermanentError
from worker.contract.job import Job, Revision, Verdict, Work
from worker.contract.page import Page, Seen
from worker.contract.queues import ExtractMessage
from worker.contract.urls import may_join
from worker.handlers.ending import (
    DATELINE,
    echoed,
    end,
    end_failed,
    end_known,
    end_poisoned,
    serve_joined,
    summary,
    utc,
)
from worker.handlers.ports import ExtractPorts


def extract_facts(message: ExtractMessage, ports: ExtractPorts) -> str:
    """Read the stored page of one job, extract its facts, and store the event with its deliveries.

    Args:
        message: the job.
        ports: what it works with.

    Returns:
        A summary of a few words, for Flower.
    """
    begun = ports.ledger.begin(message.job, Work.EXTRACT)
    if begun.job is None or begun.verdict is Verdict.SKIP:
        return f"skipped: {begun.job.state.value if begun.job else 'no such job'}"
    if begun.verdict is Verdict.POISON:
        return end_poisoned(begun.job, begun.token, "extract", ports)
    if begun.verdict is Verdict.JOINED:
        return serve_joined(begun.job, begun.token, ports)
    page = ports.pages.get(begun.job.id)
    if page is None:
        return end_failed(begun.job, begun.token, PermanentError(FailureCode.TEXT_LOST), "extract", ports)
    try:
        article = read(page, begun.job.published, ports)
    except DatelineError as error:
        return end_failed(begun.job, begun.token, error, "article", ports)
    return _extract(begun.job, begun.token, article, page, ports)


def read(page: Page, published: str | None, ports: ExtractPorts) -> Article:
    """The article of a page.

    Raises:
        PermanentError: the page is no article, or could not be parsed.
    """
    try:
        return ports.reader.read(page, published=published)
    except DatelineError:
        raise
    except Exception as error:
        raise PermanentError(FailureCode.UNREADABLE, error=type(error).__name__) from error


def facts_of(article: Article, ports: ExtractPorts) -> Facts:
    """The facts of an article.

    Raises:
        PermanentError: extraction failed on this text.
    """
    try:
        return ports.extractor.extract(article)
    except Exception as error:
        raise PermanentError(FailureCode.EXTRACTION, error=type(error).__name__) from error


def _extract(job: Job, token: int, article: Article, page: Page, ports: ExtractPorts) -> str:
    revision = _revision(job, article, page, ports)
    known = ports.outbox.event(revision.known_event) if revision.known_event and not job.force else None
    if known and revision.known_event:
        ports.articles.remember(job.url, Seen.of(page, revision.known_event))
        return end_known(job, token, known, ports)
    began = ports.clock()
    try:
        facts = facts_of(article, ports)
    except DatelineError as error:
        return end_failed(job, token, error, "extract", ports)
    data = _data(job, facts, revision, page, ports).model_copy(
        update={"timings": {"extract": round(ports.clock() - began, 3), "total": round(ports.clock() - job.created, 3)}}
    )
    event = Event(type=EventType.ARTICLE_EXTRACTED, timestamp=utc(ports.clock()), data=data)
    ports.articles.published(revision, data.event_id, job.id)
    ports.articles.remember(job.url, Seen.of(page, data.event_id))
    state = end(job, token, event, ports)
    kinds = (("entities", facts.entities), ("quotes", facts.quotes), ("statements", facts.statements))
    return summary(", ".join(f"{len(found)} {kind}" for kind, found in kinds), state)


def _revision(job: Job, article: Article, page: Page, ports: ExtractPorts) -> Revision:
    """The article and the revision that this page is; what it redirected to and what it calls itself join it."""
    urls = [job.url, page.final_url]
    canonical = article.head.canonical_url
    if canonical and may_join(canonical, page.final_url):
        urls.append(canonical)
    return ports.articles.revise(ports.articles.join(urls), article.head.text_sha256, job.id)


def _data(job: Job, facts: Facts, revision: Revision, page: Page, ports: ExtractPorts) -> EventData:
    kind, run = EventType.ARTICLE_EXTRACTED, job.id if job.force else ""
    return EventData(
        event_id=event_id(revision.article_id, revision.number, kind, run=run),
        job_id=job.id,
        article_id=revision.article_id,
        revision=revision.number,
        url=job.url,
        final_url=page.final_url,
        correlation_id=job.correlation_id,
        metadata=echoed(ports.ledger.subscribers(job.id)),
        versions=Versions(dateline=DATELINE, model=ports.extractor.model),
        facts=facts,
    )
