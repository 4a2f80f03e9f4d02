"""The two ways to an article: from a page's HTML and from plain text."""

import hashlib
from collections.abc import Collection

from lxml.html import HtmlElement

from worker.articles import authors, cleaner, dates, jsonld, links
from worker.articles.body import read_body
from worker.articles.cleaner import Cleaned, Known
from worker.articles.language import Language, detect
from worker.articles.lines import Line, join_lines, split_text, tidy
from worker.articles.page import meta, parse
from worker.articles.plain import heading
from worker.articles.titles import titles
from worker.contract.article import Article, ArticleHead, Moment, Removed
from worker.contract.failures import FailureCode, PermanentError


def read_page(
    html: str, url: str | None, *, languages: Collection[str], min_chars: int, published: str | None = None
) -> Article:
    """The article of a page.

    Args:
        html: the page, decoded.
        url: where it came from; canonical links and the site are judged against it.
        languages: ISO 639-1 codes that are accepted; empty accepts all.
        min_chars: code points below which the text counts as empty.
        published: when the submitter says it was published; goes before the page's own date.

    Raises:
        PermanentError: the page is no article; the code says what it is.
    """
    try:
        return _read_page(parse(html), url, languages, min_chars, published)
    except PermanentError:
        raise
    except Exception as error:
        # A stranger's page meets four parsers here; whichever trips, the job must end with a reason.
        raise PermanentError(FailureCode.UNREADABLE, error=type(error).__name__) from error


def _read_page(
    tree: HtmlElement, url: str | None, languages: Collection[str], min_chars: int, published: str | None
) -> Article:
    found = jsonld.nodes(tree)
    node = jsonld.article_node(found)
    site = links.site(tree, node, url)
    named = titles(tree, node, site)
    writers = authors.authors(tree, node, site)
    head = ArticleHead(
        url=url,
        canonical_url=links.canonical(tree, url),
        site=site,
        title=named[0] if named else None,
        description=_short(meta(tree, "description", "og:description") or jsonld.text(node.get("description"))),
        authors=writers,
        published=dates.published(tree, node, url, published),
        modified=dates.modified(tree, node),
        language="",
        section=links.section(tree, node),
        breadcrumbs=links.breadcrumbs(tree, found),
        tags=links.tags(tree, node),
        image=links.image(tree, node, url),
        text_sha256="",
    )
    lines = read_body(tree)
    cleaned = cleaner.clean(lines, Known(tuple(named), tuple(a.name for a in writers), site))
    return _article(head, cleaned, (), languages, min_chars)


def read_text(
    text: str,
    *,
    url: str | None = None,
    languages: Collection[str],
    min_chars: int,
    published: str | None = None,
) -> Article:
    """The article of a plain text: every line is a paragraph, furniture is taken out as from a page.

    The title is a leading line that is repeated or echoed in a breadcrumb, else none.
    Arguments and errors are those of ``read_page``.
    """
    top = heading(split_text(text))
    cleaned = cleaner.clean(top.rest, Known(titles=(top.title,) if top.title else ()))
    head = ArticleHead(
        url=url,
        site=links.host(url) or None,
        title=top.title,
        breadcrumbs=top.breadcrumbs,
        published=_given(published),
        language="",
        text_sha256="",
    )
    return _article(head, cleaned, top.removed, languages, min_chars)


def _given(published: str | None) -> Moment | None:
    return dates.parse(published, "parameter") if published else None


def _short(text: str | None) -> str | None:
    return tidy(text)[:1000] or None if text else None


def _article(
    head: ArticleHead, cleaned: Cleaned, before: tuple[Removed, ...], languages: Collection[str], min_chars: int
) -> Article:
    text = join_lines(cleaned.lines)
    if len(text) < max(1, min_chars):
        raise PermanentError(FailureCode.EMPTY, chars=len(text), min_chars=min_chars, begins=text[:80])
    language = _language(text, languages)
    writers = (
        head.authors
        or authors.credited(cleaned.byline, "byline")
        or authors.credited(cleaned.trailing, "trailing-line")
    )
    filled = {
        "authors": writers,
        "language": language.code,
        "language_confidence": language.confidence,
        "chars": len(text),
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "removed": before + cleaned.removed,
    }
    return Article(head=head.model_copy(update=filled), text=text)


def _language(text: str, languages: Collection[str]) -> Language:
    language = detect(text)
    if languages and language.code not in languages:
        raise PermanentError(
            FailureCode.WRONG_LANGUAGE,
            language=language.code,
            confidence=language.confidence,
            accepted=", ".join(sorted(languages)),
        )
    return language


__all__ = ["Line", "read_page", "read_text"]
