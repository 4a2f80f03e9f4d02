"""The two ways to an article: from a page's HTML and from plain text."""

import hashlib
from collections.abc import Collection

from worker.articles import authors, cleaner, dates, jsonld, links, walls
from worker.articles import page as pages
from worker.articles.body import read_body
from worker.articles.cleaner import Cleaned, Known
from worker.articles.language import Language, detect
from worker.articles.lines import join_lines, split_text, tidy
from worker.articles.moments import parse
from worker.articles.page import Page, link_words
from worker.articles.plain import heading
from worker.articles.prepare import prepare
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
        return _read_page(pages.read(html, url), languages, min_chars, published)
    except PermanentError:
        raise
    except Exception as error:
        # A stranger's page meets four parsers here; whichever trips, the job must end with a reason.
        raise PermanentError(FailureCode.UNREADABLE, error=type(error).__name__) from error


def _read_page(page: Page, languages: Collection[str], min_chars: int, published: str | None) -> Article:
    site = links.site(page)
    named = tuple(titles(page, site))
    head = _head(page, site, named, published)
    known = Known(named, tuple(author.name for author in head.authors), site, link_words(page.tree))
    standfirsts = prepare(page.tree, head.description)
    cleaned = cleaner.clean(read_body(page.tree), known)
    walls.check(page, named, cleaned.lines)
    return _article(head, cleaned, standfirsts, languages, min_chars)


def _head(page: Page, site: str | None, named: tuple[str, ...], published: str | None) -> ArticleHead:
    return ArticleHead(
        url=page.url or None,
        canonical_url=links.canonical(page),
        site=site,
        title=named[0] if named else None,
        description=_short(page.meta("description", "og:description") or jsonld.text(page.node.get("description"))),
        authors=authors.authors(page, site),
        published=dates.published(page, published),
        modified=dates.modified(page),
        language="",
        section=links.section(page),
        breadcrumbs=links.breadcrumbs(page),
        tags=links.tags(page),
        image=links.image(page),
        text_sha256="",
    )


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
    return parse(published, "parameter") if published else None


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
