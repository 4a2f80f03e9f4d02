"""Puts a page's tree in order for extraction: what sites do to their bodies that extractors stumble over."""

import re
from collections.abc import Iterator

from lxml.etree import XPath
from lxml.html import HtmlElement

from worker.articles.lines import tidy, words
from worker.articles.page import text_of
from worker.contract.article import Removed

_BODIES = XPath(
    "descendant::*[self::div or self::section][contains(@class, 'rticle__body') or contains(@class, 'rticle-body')"
    " or contains(@class, 'rticleBody') or contains(@class, 'tory-body') or contains(@class, 'tory__body')"
    " or @itemprop='articleBody']"
)
_SUBHEADS = XPath(
    "descendant::*[self::div or self::p or self::span][contains(@class, 'subhead') or contains(@class, 'crosshead')]"
)
# From the block upwards: downwards from each heading costs the square of their number.
_HEADING_BLOCKS = XPath(
    "descendant::*[self::div or self::p][ancestor::h1 or ancestor::h2 or ancestor::h3 or ancestor::h4]"
)
_STANDFIRSTS = XPath(
    "descendant::*[self::p or self::div or self::h2 or self::h3 or self::h4 or self::span]"
    "[contains(@class, 'tandfirst') or contains(@class, 'ubtitle') or contains(@class, 'sub-title')"
    " or contains(@class, 'dek') or contains(@class, 'deck') or @itemprop='description' or @itemprop='alternativeHeadline']"
)
_STANDFIRST = re.compile(
    r"(?:^|[\s_-])(?:standfirst|(?:article|story|post|entry|page|header|hed)[_-]*(?:sub-?title|dek|deck)|dek|deck|sub-?title)(?:$|[\s_-])",
    re.IGNORECASE,
)
_INLINE = frozenset({"a", "b", "strong", "em", "i", "span", "br", "u", "small", "sup", "sub", "mark"})
MAX_SUBHEAD = 160
MAX_STANDFIRST = 400
MAX_FOUND = 50


def prepare(tree: HtmlElement, description: str | None) -> tuple[Removed, ...]:
    """Change the tree in place; returns the standfirsts that were taken out."""
    _join_bodies(tree)
    _unwrap_headings(tree)
    _mark_subheads(tree)
    return tuple(_take_standfirsts(tree, words(description or "")))


def _join_bodies(tree: HtmlElement) -> None:
    """One body cut in several containers of the same class (by advertisements) becomes one again."""
    bodies: list[HtmlElement] = _BODIES(tree)[:MAX_FOUND]
    if len(bodies) < 2:  # noqa: PLR2004 - one body needs no joining
        return
    first = bodies[0]
    for body in bodies[1:]:
        if _is_continued(first, body):
            first.extend(list(body))


def _is_continued(first: HtmlElement, body: HtmlElement) -> bool:
    same = first.get("class") == body.get("class") and first.get("itemprop") == body.get("itemprop")
    apart = first not in set(body.iterancestors()) and body not in set(first.iterancestors())
    return same and apart and _article_of(first) is _article_of(body) and not body.xpath(".//h1")


def _article_of(element: HtmlElement) -> HtmlElement | None:
    return next(element.iterancestors("article", "main", "body"), None)


def _unwrap_headings(tree: HtmlElement) -> None:
    for block in _HEADING_BLOCKS(tree)[:MAX_FOUND]:
        block.drop_tag()


def _mark_subheads(tree: HtmlElement) -> None:
    for element in _SUBHEADS(tree)[:MAX_FOUND]:
        if (
            all(child.tag in _INLINE for child in element.iterdescendants())
            and 0 < len(text_of(element)) <= MAX_SUBHEAD
        ):
            element.tag = "h3"


def _take_standfirsts(tree: HtmlElement, description: tuple[str, ...]) -> Iterator[Removed]:
    """The line or two under the title: by its class, or by its being the page's description word for word."""
    for element in _STANDFIRSTS(tree)[:MAX_FOUND]:
        shown = text_of(element)
        if not 0 < len(shown) <= MAX_STANDFIRST or element.xpath("descendant::p[2] | descendant::h1"):
            continue
        if _STANDFIRST.search(tidy(element.get("class") or "")) or words(shown) == description:
            parent = element.getparent()
            if parent is not None and not _is_headline(element):
                element.drop_tree()
                yield Removed(text=shown, why="other")


def _is_headline(element: HtmlElement) -> bool:
    return any(above.tag in {"h1", "aside", "footer", "nav"} for above in element.iterancestors())
