"""``extract`` without a broker: the worker's own fetcher, reader and extractor, joined here."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from worker.bootstrap import Rooms
from worker.contract.article import Article
from worker.contract.events import Event, EventData, EventType, Versions
from worker.contract.facts import Facts
from worker.contract.failures import DatelineError, Stage
from worker.contract.page import Page
from worker.fetching.sniff import page_type
from worker.settings import Settings

NO_JOB = "none"
HTML_NAMES = frozenset({".html", ".htm", ".xhtml"})


class NoFactsError(Exception):
    """The article could not be read; ``event`` is the one that a webhook would have been sent."""

    def __init__(self, event: Event) -> None:
        super().__init__(event.type)
        self.event = event


class Local:
    """Reads one article in this process.

    Args:
        settings: all of them; nothing is connected but the article's own site.
    """

    def __init__(self, settings: Settings) -> None:
        self._rooms = Rooms.local(settings)

    def read(self, source: str, *, published: str | None) -> Facts:
        """The facts of a file, a URL, or the text on standard input (``-``).

        Raises:
            NoFactsError: it is no article, or could not be fetched.
            OSError: there is no such file.
            ModelError: the model is missing.
        """
        # First the article: what cannot be fetched or is none is told before the model is loaded.
        article = self._article(source, published)
        with _failing_at("extract", source):
            return self._rooms.extractor.extract(article)

    def _article(self, source: str, published: str | None) -> Article:
        with _failing_at("fetch", source):
            page = self._rooms.fetcher.fetch(source) if source.startswith(("http://", "https://")) else _page(source)
        with _failing_at("article", source):
            return self._rooms.reader.read(page, published=published)


def _page(source: str) -> Page:
    """A file, or standard input, as a site would have sent it; of what kind it is says its name, else how it begins."""
    path = Path(source)
    body = sys.stdin.buffer.read() if source == "-" else path.read_bytes()
    said = "text/html" if path.suffix.lower() in HTML_NAMES else "text/plain"
    return Page(url="", final_url="", status=200, content_type=page_type(said, body), body=body)


@contextmanager
def _failing_at(stage: Stage, source: str) -> Iterator[None]:
    try:
        yield
    except DatelineError as error:
        data = EventData(
            job_id=NO_JOB,
            article_id=NO_JOB,
            revision=0,
            url=source,
            correlation_id=NO_JOB,
            versions=Versions(dateline=version("dateline")),
            failure=error.failure(stage),
        )
        now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        raise NoFactsError(Event(type=EventType.ARTICLE_FAILED, timestamp=now, data=data)) from error
