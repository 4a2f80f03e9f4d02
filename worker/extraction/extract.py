"""``extract``: an article in, one facts/v1 document out. Pure: same text, date and model give the same bytes."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from worker.contract.article import Article
from worker.contract.facts import Facts, FailedKind, MainEvent, Stats
from worker.extraction import entities, main_event, quantities, quotes, statements, times
from worker.extraction.document import Document
from worker.extraction.found import Found
from worker.extraction.pipeline import Pipeline

T = TypeVar("T")


def extract(article: Article, pipeline: Pipeline, *, max_chars: int = 200_000) -> Facts:
    """Read the facts of one article.

    Args:
        article: title, dates and text; relative times are resolved against ``article.head.published``.
        pipeline: the model, loaded once per process.
        max_chars: code points that are analysed; what lies beyond is named in ``stats.limits``.

    Returns:
        The document. A kind of fact that fails is listed in ``stats.failed`` with its reason; the rest stands.
    """
    with pipeline.memory():
        document = Document(article.text, pipeline, max_chars)
        return _Reading(article, document).facts(pipeline)


class _Reading:
    """One article being read; keeps what failed."""

    def __init__(self, article: Article, document: Document) -> None:
        self._article = article
        self._document = document
        self._failed: list[FailedKind] = []
        published = article.head.published
        self._found = Found(
            head=article.head, published=date.fromisoformat(published.value[:10]) if published else None
        )

    def facts(self, pipeline: Pipeline) -> Facts:
        found, document = self._found, self._document
        found.times = self._kind("times", lambda: times.find_times(document, found), ())
        found.set_entities(self._kind("entities", lambda: entities.find_entities(document, found), ()))
        found.quotes = self._kind("quotes", lambda: quotes.find_quotes(document, found), ())
        found.set_entities(
            self._kind("mentions", lambda: entities.add_spoken_pronouns(document, found), found.entities)
        )
        found.quantities = self._kind("quantities", lambda: quantities.find_quantities(document, found), ())
        found.statements = self._kind("statements", lambda: statements.find_statements(document, found), ())
        found.quantities = self._kind(
            "quantities", lambda: quantities.link_statements(document, found), found.quantities
        )
        event: MainEvent | None = self._kind("main_event", lambda: main_event.find_main_event(document, found), None)
        return Facts(
            article=self._article.head,
            text=self._article.text,
            entities=tuple(found.entities),
            quotes=tuple(found.quotes),
            statements=tuple(found.statements),
            quantities=tuple(found.quantities),
            times=tuple(found.times),
            main_event=event,
            stats=self._stats(pipeline),
        )

    def _kind(self, name: str, read: Callable[[], T], otherwise: T) -> T:
        try:
            return read()
        except Exception as error:  # noqa: BLE001 - one odd sentence must not lose the article; the reason is published
            self._failed.append(FailedKind(kind=name, reason=f"{type(error).__name__}: {error}"[:200]))
            return otherwise

    def _stats(self, pipeline: Pipeline) -> Stats:
        limits: Sequence[str] = ()
        if self._document.limited:
            limits = (
                f"text analysed to {self._document.paragraphs[-1].end if self._document.paragraphs else 0} code points",
            )
        return Stats(model=pipeline.name, version=pipeline.version, limits=tuple(limits), failed=tuple(self._failed))
