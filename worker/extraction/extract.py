"""``extract``: an article in, one facts/v1 document out. Pure: same text, date and model give the same bytes."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from worker.contract.article import Article, ArticleHead
from worker.contract.facts import Facts, FailedKind, Stats
from worker.extraction import entities, main_event, quantities, quotes, statements, times
from worker.extraction.document import Document
from worker.extraction.found import Found
from worker.extraction.pipeline import Pipeline


class Step(NamedTuple):
    """One kind of fact: its name in ``stats.failed``, and what reads it into what has been found so far."""

    kind: str
    read: Callable[[Document, Found], None]


def _times(document: Document, found: Found) -> None:
    found.times = times.find_times(document, found)


def _entities(document: Document, found: Found) -> None:
    found.set_entities(entities.find_entities(document, found))


def _quotes(document: Document, found: Found) -> None:
    found.quotes = quotes.find_quotes(document, found)


def _mentions(document: Document, found: Found) -> None:
    found.set_entities(entities.add_spoken_pronouns(document, found))


def _quantities(document: Document, found: Found) -> None:
    found.quantities = quantities.find_quantities(document, found)


def _statements(document: Document, found: Found) -> None:
    found.statements = statements.find_statements(document, found)


def _quantity_links(document: Document, found: Found) -> None:
    found.quantities = quantities.link_statements(document, found)


def _main_event(document: Document, found: Found) -> None:
    found.main_event = main_event.find_main_event(document, found)


# In this order: each step may read what stands before it.
STEPS = (
    Step("times", _times),
    Step("entities", _entities),
    Step("quotes", _quotes),
    Step("mentions", _mentions),
    Step("quantities", _quantities),
    Step("statements", _statements),
    Step("quantities", _quantity_links),
    Step("main_event", _main_event),
)


def extract(article: Article, pipeline: Pipeline, *, max_chars: int = 200_000, steps: Sequence[Step] = STEPS) -> Facts:
    """Read the facts of one article.

    Args:
        article: title, dates and text; relative times are resolved against ``article.head.published``.
        pipeline: the model, loaded once per process.
        max_chars: code points that are analysed; what lies beyond is named in ``stats.limits``.
        steps: the kinds of fact to read.

    Returns:
        The document. A kind of fact that fails is listed in ``stats.failed`` with its reason; the rest stands.
    """
    with pipeline.memory():
        document = Document(article.text, pipeline, max_chars)
        found = begin(article.head)
        failed = tuple(failure for step in steps if (failure := _attempt(step, document, found)))
        return _facts(
            article,
            found,
            Stats(model=pipeline.name, version=pipeline.version, limits=_limits(document), failed=failed),
        )


def begin(head: ArticleHead) -> Found:
    """What is known before the first step."""
    return Found(head=head, published=date.fromisoformat(head.published.value[:10]) if head.published else None)


def _attempt(step: Step, document: Document, found: Found) -> FailedKind | None:
    try:
        step.read(document, found)
    except Exception as error:  # noqa: BLE001 - one odd sentence must not lose the article; the reason is published
        return FailedKind(kind=step.kind, reason=f"{type(error).__name__}: {error}"[:200])
    return None


def _limits(document: Document) -> tuple[str, ...]:
    if not document.limited:
        return ()
    end = document.paragraphs[-1].end if document.paragraphs else 0
    return (f"text analysed to {end} code points",)


def _facts(article: Article, found: Found, stats: Stats) -> Facts:
    return Facts(
        article=article.head,
        text=article.text,
        entities=tuple(found.entities),
        quotes=tuple(found.quotes),
        statements=tuple(found.statements),
        quantities=tuple(found.quantities),
        times=tuple(found.times),
        main_event=found.main_event,
        stats=stats,
    )
