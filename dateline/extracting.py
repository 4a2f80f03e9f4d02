"""``extract`` without a broker: the worker's own fetcher, reader and extractor, joined here."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from worker.articles import read_page, read_text
from worker.bootstrap import Rooms
from worker.contract.article import Article
from worker.contract.events import Event, EventData, EventType, Versions
from worker.contract.facts import Facts
from worker.contract.failures import DatelineError, Stage
from worker.settings import Settings

NO_JOB = "none"


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
        self._settings = settings
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
        if source.startswith(("http://", "https://")):
            with _failing_at("fetch", source):
                page = self._rooms.fetcher.fetch(source)
            with _failing_at("article", source):
                return self._rooms.reader.read(page, published=published)
        raw = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8", errors="replace")
        wanted = self._settings.article
        with _failing_at("article", source):
            if raw.lstrip()[:200].lower().startswith(("<!doctype", "<html")):
                return read_page(raw, None, languages=wanted.languages, min_chars=wanted.min_chars, published=published)
            return read_text(raw, languages=wanted.languages, min_chars=wanted.min_chars, published=published)


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
