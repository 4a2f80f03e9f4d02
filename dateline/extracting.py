"""``extract`` without a broker: the worker's own fetcher, reader and extractor, joined here."""

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from dateline.console import fail
from worker.articles import read_page, read_text
from worker.bootstrap import Rooms
from worker.contract.article import Article
from worker.contract.facts import Facts
from worker.contract.failures import DatelineError, RetryableError, Stage
from worker.settings import Settings


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
            DatelineError: it is no article, or could not be fetched.
            OSError: there is no such file.
            ModelError: the model is missing.
        """
        if published is not None:
            _check_date(published)
        return self._rooms.extractor.extract(self._article(source, published))

    def _article(self, source: str, published: str | None) -> Article:
        if source.startswith(("http://", "https://")):
            return self._rooms.reader.read(self._rooms.fetcher.fetch(source), published=published)
        raw = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8", errors="replace")
        wanted = self._settings.article
        if raw.lstrip()[:200].lower().startswith(("<!doctype", "<html")):
            return read_page(raw, None, languages=wanted.languages, min_chars=wanted.min_chars, published=published)
        return read_text(raw, languages=wanted.languages, min_chars=wanted.min_chars, published=published)


def failed_event(error: DatelineError, source: str) -> dict[str, Any]:
    """The event that a webhook would have been sent."""
    stage: Stage = "fetch" if isinstance(error, RetryableError) else "article"
    return {
        "type": "article.failed",
        "timestamp": datetime.now(UTC).isoformat(timespec="seconds"),
        "data": {"url": source, "failure": error.failure(stage).model_dump(mode="json")},
    }


def _check_date(value: str) -> None:
    try:
        date.fromisoformat(value[:10])
    except ValueError:
        fail(f"--published {value!r} is no date: write it as 2026-11-23")
