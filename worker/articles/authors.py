"""Who wrote the article: JSON-LD, then meta tags, then bylines; a gate keeps out what is no author."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml.etree import XPath
from lxml.html import HtmlElement

from worker.articles.jsonld import text
from worker.articles.lines import tidy, words
from worker.articles.names import is_agency, is_name, split_byline
from worker.articles.page import Page, text_of
from worker.contract.article import Author, AuthorSource

MAX_AUTHORS = 12
_CONFIDENCE: dict[AuthorSource, float] = {
    "json-ld": 0.95,
    "meta": 0.85,
    "byline": 0.75,
    "author-box": 0.6,
    "trailing-line": 0.4,
}
_META = frozenset(
    [
        "author",
        "article:author",
        "byl",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "dcterms.creator",
        "citation_author",
    ]
)
_BYLINES = tuple(
    XPath(f"descendant::*[{test}]")
    for test in (
        "@itemprop='author' or @rel='author'",
        "contains(concat(' ', @class, ' '), ' author ') or contains(concat(' ', @class, ' '), ' byline ')",
        (
            "contains(@class, 'uthor-name') or contains(@class, 'uthorName') or contains(@class, 'uthor_name')"
            " or contains(@class, 'byline') or contains(@class, 'Byline')"
        ),
    )
)
_ELSEWHERE = re.compile(r"comment|related|sidebar|footer|recommend|trending|popular|more-|latest|reply", re.IGNORECASE)
_SITE_WORDS = frozenset({"the", "com", "org", "net", "www", "co", "uk"})
MAX_BYLINE = 160


def authors(page: Page, site: str | None) -> tuple[Author, ...]:
    """The authors that a page names, from the best source that names any."""
    sources: tuple[tuple[AuthorSource, Iterable[str]], ...] = (
        ("json-ld", _from_node(page.node.get("author"))),
        ("meta", _from_meta(page.tree)),
        ("byline", _from_bylines(page.tree)),
    )
    for source, names in sources:
        if found := gate(names, site):
            return tuple(Author(name=name, source=source, confidence=_CONFIDENCE[source]) for name in found)
    return ()


def credited(names: Iterable[str], source: AuthorSource) -> tuple[Author, ...]:
    """Authors read from the text itself."""
    return tuple(Author(name=name, source=source, confidence=_CONFIDENCE[source]) for name in gate(names, None))


def gate(names: Iterable[str], site: str | None) -> list[str]:
    """The names that can be a person's, else an agency's, and are not the site's own; each once, in order."""
    own = set(words(site or "")) - _SITE_WORDS
    found: dict[tuple[str, ...], str] = {}
    for name in names:
        key = words(name)
        if (is_name(name) or is_agency(name)) and not (own and set(key) <= own):
            found.setdefault(key, name)
    people = [name for name in found.values() if not is_agency(name)]
    return (people or list(found.values()))[:MAX_AUTHORS]


def _from_node(value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        name = text(item)
        if name:
            yield from split_byline(name)


def _from_meta(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter("meta"):
        if (element.get("property") or element.get("name") or "").lower() in _META:
            yield from split_byline(element.get("content") or "")


def _from_bylines(tree: HtmlElement) -> Iterator[str]:
    for path in _BYLINES:
        names = [name for element in path(tree)[:20] if not _is_elsewhere(element) for name in _byline(element)]
        if names:
            yield from names
            return


def _byline(element: HtmlElement) -> list[str]:
    if element.get("content"):
        return split_byline(element.get("content") or "")
    shown = text_of(element)
    return split_byline(shown) if len(shown) <= MAX_BYLINE else []


def _is_elsewhere(element: HtmlElement) -> bool:
    above = [element, *element.iterancestors()]
    return any(
        a.tag in {"aside", "footer"} or _ELSEWHERE.search(tidy(f"{a.get('class') or ''} {a.get('id') or ''}"))
        for a in above
        if a.tag not in {"body", "html"}
    )
