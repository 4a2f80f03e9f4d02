"""The rooms as others want them, with their settings bound."""

from typing import TYPE_CHECKING

from worker.contract.article import Article
from worker.contract.facts import Facts
from worker.contract.page import Page
from worker.fetching.charset import text_of
from worker.http.client import GuardedClient, Limits
from worker.http.guard import Guard
from worker.settings import Settings

if TYPE_CHECKING:
    from worker.extraction.pipeline import Pipeline


def guarded_client(settings: Settings) -> GuardedClient:
    """The outbound client as the settings want it."""
    http = settings.http
    limits = Limits(
        deadline=http.deadline,
        connect_timeout=http.connect_timeout,
        max_redirects=http.max_redirects,
        max_wire_bytes=http.max_wire_bytes,
        max_decoded_bytes=http.max_decoded_bytes,
        max_header_bytes=http.max_header_bytes,
        max_connections=http.max_connections,
    )
    proxy = http.proxy.get_secret_value() if http.proxy else None
    return GuardedClient(Guard(http.allow_networks), limits, user_agent=http.user_agent, proxy=proxy)


class PageReader:
    """Makes articles of pages, as ``worker.articles`` does."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def read(self, page: Page, *, published: str | None) -> Article:
        """See ``worker.handlers.ports.Reader``."""
        from worker.articles import read_page, read_text  # noqa: PLC0415 - trafilatura is loaded where pages are read

        text = text_of(page)
        url, wanted = page.final_url or None, self._settings.article
        if page.content_type == "text/plain":
            return read_text(text, url=url, languages=wanted.languages, min_chars=wanted.min_chars, published=published)
        return read_page(text, url, languages=wanted.languages, min_chars=wanted.min_chars, published=published)


class ModelExtractor:
    """Extracts facts with a loaded model."""

    def __init__(self, pipeline: "Pipeline", max_chars: int) -> None:
        self._pipeline = pipeline
        self._max_chars = max_chars
        self.model = pipeline.name

    def extract(self, article: Article) -> Facts:
        """See ``worker.handlers.ports.Extractor``."""
        from worker.extraction.extract import extract  # noqa: PLC0415 - spaCy is loaded where facts are extracted

        return extract(article, self._pipeline, max_chars=self._max_chars)
