"""Who wrote the article: JSON-LD, then meta tags, then bylines; a gate keeps out what is no author."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any
from urllib.parse import urlsplit

from lxml.etree import XPath
from lxml.html import HtmlElement

from worker.articles.jsonld import Node, text, types
from worker.articles.lines import tidy, words
from worker.articles.names import is_agency, is_first_name, is_introduction, is_name, split_byline
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
        "authors",
        "author.name",
        "author_name",
        "article:author",
        "article:author_name",
        "article:author:name",
        "article.author",
        "article_author",
        "og:author",
        "og:article:author",
        "byl",
        "byline",
        "parsely-author",
        "sailthru.author",
        "cxenseparse:author",
        "bt:author",
        "rbauthors",
        "mediator_author",
        "shareaholic:article_author_name",
        "dc.creator",
        "dcterms.creator",
        "citation_author",
    ]
)
_WRITTEN_BY = frozenset({"written by", "verfasst von", "écrit par", "escrito por", "scritto da", "geschreven door"})
_BYLINES = tuple(
    XPath(path)
    for path in (
        "descendant::*[@itemprop='author' or @rel='author' or @data-testid='author-name' or @data-testid='byline']",
        (
            "descendant::*[@class][contains(concat(' ', @class, ' '), ' author ')"
            " or contains(concat(' ', @class, ' '), ' byline ')]"
        ),
        (
            "descendant::*[contains(@class, 'uthor')][contains(@class, 'uthor-name') or contains(@class, 'uthorName')"
            " or contains(@class, 'uthor_name') or contains(@class, 'author__name')]"
            " | descendant::*[contains(@class, 'yline')][contains(@class, 'byline') or contains(@class, 'Byline')]"
        ),
    )
)
_AUTHORS_PAGE = re.compile(r"/(?:authors?|contributors?|staff|people|profiles?|journalists?|columnists?|reporters?)/")
_ELSEWHERE = re.compile(
    r"comment|related|sidebar|footer|recommend|trending|popular|more-|latest|reply|teaser|card|promo|caption|credit",
    re.IGNORECASE,
)
_SITE_WORDS = frozenset({"the", "com", "org", "net", "www", "co", "uk"})
_BODIES = re.compile(r"Organi[sz]ation$|Corporation$|WebSite$|Brand$")
MAX_BYLINE = 160
MAX_BYLINES = 20
CROWD = 5
"""Names in bylines from which they are those of a list of articles."""


def authors(page: Page, site: str | None) -> tuple[Author, ...]:
    """The authors that a page names, from the best source that names any."""
    sources: tuple[tuple[AuthorSource, Iterable[str]], ...] = (
        ("json-ld", _from_node(page, referred=False)),
        ("meta", _from_meta(page.tree)),
        # Who is only referred to is the account that published, which a byline's own meta tag may contradict.
        ("json-ld", _from_node(page, referred=True)),
        ("byline", _from_bylines(page.tree)),
    )
    owners = _owners(page, site)
    for source, names in sources:
        if found := gate(names, owners):
            return tuple(Author(name=name, source=source, confidence=_CONFIDENCE[source]) for name in found)
    return ()


def credited(names: Iterable[str], source: AuthorSource) -> tuple[Author, ...]:
    """Authors read from the text itself."""
    return tuple(Author(name=name, source=source, confidence=_CONFIDENCE[source]) for name in gate(names, ()))


def gate(names: Iterable[str], owners: Iterable[str]) -> list[str]:
    """The names that can be a person's, else an agency's, and are no owner's of the site; each once, in order."""
    own = [set(words(owner)) - _SITE_WORDS for owner in owners]
    joined = {"".join(words(owner)) for owner in owners}
    found: dict[tuple[str, ...], str] = {}
    for name in names:
        key = words(name)
        one = "".join(key)
        owned = any(mine and set(key) <= mine for mine in own) or one in joined
        # One word of the owner's name is the owner's; two are a person's who has a site.
        owned = owned or (len(key) == 1 and any(one in owner for owner in joined))
        if not owned and (is_name(name) or is_agency(name) or is_first_name(name)):
            found.setdefault(key, name)
    people = [name for name in found.values() if not is_agency(name)]
    return (people or list(found.values()))[:MAX_AUTHORS]


def _owners(page: Page, site: str | None) -> tuple[str, ...]:
    """What the site and its publisher call themselves; of the host, its longest label."""
    publisher = page.node.get("publisher")
    try:
        labels = (urlsplit(page.url).hostname or "").split(".")
    except ValueError:
        labels = []
    named = (site, text(publisher), max(labels, key=len, default=""))
    return tuple(name for name in named if name)


def _from_node(page: Page, *, referred: bool) -> Iterator[str]:
    value = page.node.get("author") or page.node.get("creator")
    for item in value if isinstance(value, list) else [value]:
        node = _resolved(item, page.nodes) if referred else item
        name = text(node)
        if name and isinstance(node, dict) and any(_BODIES.search(kind) for kind in types(node)):
            yield from (name,) if is_agency(name) else ()
        elif name:
            person = isinstance(node, dict) and "Person" in types(node) and is_first_name(name)
            yield from (name,) if person else split_byline(name)


def _resolved(item: Any, nodes: list[Node]) -> Any:
    """The node that a reference stands for."""
    if not isinstance(item, dict) or item.get("name") or not item.get("@id"):
        return item
    return next((node for node in nodes if node.get("@id") == item["@id"] and node.get("name")), item)


def _from_meta(tree: HtmlElement) -> Iterator[str]:
    labels: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = (element.get("property") or element.get("name") or "").strip().lower()
        content = element.get("content") or ""
        if key in _META:
            yield from split_byline(content)
        elif key.startswith(("twitter:label", "twitter:data")):
            labels[key] = tidy(content)
    for number in ("1", "2"):
        if labels.get(f"twitter:label{number}", "").lower() in _WRITTEN_BY:
            yield from split_byline(labels.get(f"twitter:data{number}", ""))


def _is_introduced(link: HtmlElement) -> bool:
    """Whether a line begins with "By" and this link."""
    parent = link.getparent()
    return parent is not None and link.getprevious() is None and is_introduction(parent.text or "")


def _from_bylines(tree: HtmlElement) -> Iterator[str]:
    links = (link for link in tree.iter("a") if _AUTHORS_PAGE.search(link.get("href") or ""))
    introduced = (link for link in tree.iter("a") if _is_introduced(link))
    for found in chain((path(tree) for path in _BYLINES), (links, introduced)):
        elements = (element for element in islice(found, MAX_BYLINES) if not _is_elsewhere(element))
        names = list(dict.fromkeys(chain.from_iterable(map(_byline, elements))))
        if 0 < len(names) < CROWD:
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
        a.tag in {"aside", "footer", "figure"} or _ELSEWHERE.search(tidy(f"{a.get('class') or ''} {a.get('id') or ''}"))
        for a in above
        if a.tag not in {"body", "html"}
    )
