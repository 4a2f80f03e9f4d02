"""When an article was published and modified: JSON-LD, meta tags, ``<time>``, and htmldate behind them.

A moment keeps the page's own offset; nothing is turned to UTC.
"""

import re
from collections.abc import Iterator
from contextlib import suppress

from htmldate import find_date
from lxml.etree import XPath
from lxml.html import HtmlElement

from worker.articles.jsonld import PAGES, text, types
from worker.articles.moments import parse
from worker.articles.page import Page
from worker.contract.article import Moment

_PUBLISHED = (
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "og:published_time",
    "og:pubdate",
    "datepublished",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dcterms.date",
    "dc.date",
    "pubdate",
    "pub_date",
    "pub-date",
    "ptime",
    "publishdate",
    "publish-date",
    "publish_date",
    "published-date",
    "published_date",
    "published_at",
    "publication_date",
    "publication-date",
    "originalpublicationdate",
    "article_date_original",
    "article.published",
    "article.created",
    "shareaholic:article_published_time",
    "bt:pubdate",
    "rnews:datepublished",
    "citation_publication_date",
    "citation_online_date",
    "datecreated",
    "date",
)
_MODIFIED = (
    "article:modified_time",
    "article:modified",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "last-modified",
    "last_modified",
    "lastmod",
)
_MARKED = XPath(
    "descendant::*[@itemprop='datePublished' or (self::time and @pubdate)][@datetime or @content]"
    "[not(ancestor::aside or ancestor::footer or ancestor::nav)] | descendant::abbr[@class='published'][@title]"
)
_TIME = XPath("descendant::time[@datetime][not(ancestor::aside or ancestor::footer or ancestor::nav or ancestor::li)]")
_CHANGED = re.compile(r"updat|modif|edit", re.IGNORECASE)
_URL = re.compile(
    r"/((?:19|20)\d\d)[/-](\d{1,2}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[/-](\d{1,2})(?=[/-]|$)",
    re.IGNORECASE,
)


def published(page: Page, given: str | None) -> Moment | None:
    """When the article was published; what the submitter says goes before what the page says."""
    if given and (moment := parse(given, "parameter")):
        return moment
    return (
        _first(_from_nodes(page, "datePublished", "dateCreated"), "json-ld")
        or _first(_from_metas(page, _PUBLISHED), "meta")
        or _first(_from_times(page.tree, _MARKED), "time")
        or _from_url(page.url)
        or _first(_from_times(page.tree, _TIME), "time")
        or _from_htmldate(page)
    )


def modified(page: Page) -> Moment | None:
    """When the article was last modified, if the page says so."""
    return _first(_from_nodes(page, "dateModified"), "json-ld") or _first(_from_metas(page, _MODIFIED), "meta")


def _first(values: Iterator[str], source: str) -> Moment | None:
    return next((moment for value in values if (moment := parse(value, source))), None)


def _from_nodes(page: Page, *keys: str) -> Iterator[str]:
    """What the article's node says, then what the page's own does."""
    pages = [node for node in page.nodes if PAGES & types(node)] if page.node else []
    for node in (page.node, *pages):
        yield from (value for key in keys if (value := text(node.get(key))))


def _from_metas(page: Page, names: tuple[str, ...]) -> Iterator[str]:
    return (page.metas[name] for name in names if name in page.metas)


def _from_times(tree: HtmlElement, path: XPath) -> Iterator[str]:
    """Marked times, in the page's order; those that are marked as a change's are left out."""
    for element in path(tree)[:20]:
        if not _CHANGED.search(element.get("class") or ""):
            yield element.get("datetime") or element.get("content") or element.get("title") or ""


def _from_url(url: str) -> Moment | None:
    """The day in an address such as /2026/11/23/ or /2026/nov/23/."""
    found = _URL.search(url)
    if not found:
        return None
    year, month, day = found.groups()
    return parse(f"{year}-{month}-{day}" if month.isdigit() else f"{day} {month} {year}", "url")


def _from_htmldate(page: Page) -> Moment | None:
    # It trips over some broken trees; a page without a date is still a page.
    with suppress(AssertionError, AttributeError, TypeError, ValueError):
        found = find_date(page.tree, original_date=True, url=page.url or None, outputformat="%Y-%m-%d")
        return parse(found, "htmldate") if found else None
    return None
