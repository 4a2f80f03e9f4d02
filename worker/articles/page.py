"""The parsed page: one tree that metadata, walls and body all read."""

import re
from typing import NamedTuple

from lxml.etree import XPath
from lxml.html import HtmlElement
from trafilatura import load_html

from worker.articles import jsonld
from worker.articles.jsonld import Node
from worker.articles.lines import tidy, words
from worker.contract.failures import FailureCode, PermanentError

MAX_CHARS = 5_000_000
MAX_META = 2000
MAX_LINK = 250
MIN_LINK_WORDS = 3
_TEXTS = XPath("descendant-or-self::*[not(self::script or self::style or self::noscript)]/text()")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_TAG = re.compile(r"<[a-zA-Z!/]")


class Page(NamedTuple):
    """A parsed page: its tree, its meta tags, its JSON-LD nodes, the article's node among them, its address."""

    tree: HtmlElement
    metas: dict[str, str]
    nodes: list[Node]
    node: Node
    url: str

    def meta(self, *names: str) -> str | None:
        """The first of these meta tags that is there; names in lower case."""
        return next((self.metas[name] for name in names if name in self.metas), None)


def read(html: str, url: str | None) -> Page:
    """Parse a page and read what it says of itself.

    Raises:
        PermanentError: EMPTY for a page without characters, UNREADABLE for one that has no element.
    """
    tree = parse(html)
    nodes = jsonld.nodes(tree)
    return Page(tree, _metas(tree), nodes, jsonld.article_node(nodes, url or ""), url or "")


def parse(html: str) -> HtmlElement:
    """The tree of a page; errors as ``read``."""
    clean = html[:MAX_CHARS].replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
    if not clean.strip():
        raise PermanentError(FailureCode.EMPTY, chars=0)
    if not _TAG.search(clean):
        raise PermanentError(FailureCode.UNREADABLE, begins=tidy(clean[:80]))
    # What is decoded must not be decoded again by what an XML declaration says.
    clean = _DECLARATION.sub("", clean)
    tree = load_html(clean)
    if tree is None:
        # trafilatura refuses what has no <html>; a fragment is read all the same.
        tree = load_html(f"<html><body>{clean}</body></html>")
    if tree is None or not isinstance(tree.tag, str):
        raise PermanentError(FailureCode.UNREADABLE, begins=tidy(clean[:80]))
    return tree


def text_of(element: HtmlElement) -> str:
    """All text under an element as one tidy line; scripts and styles left out."""
    return tidy("".join(_TEXTS(element)))


def _metas(tree: HtmlElement) -> dict[str, str]:
    """The contents of the page's ``<meta>`` tags by name, property or itemprop in lower case; the first of each."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if key and content and (clean := tidy(content[:MAX_META])):
            found.setdefault(key.strip().lower(), clean)
    return found


def link_words(tree: HtmlElement) -> frozenset[tuple[str, ...]]:
    """The words of each link on the page that is long enough to be a headline."""
    shown = (element.text_content() for element in tree.iter("a"))
    return frozenset(found for text in shown if len(text) <= MAX_LINK and len(found := words(text)) >= MIN_LINK_WORDS)
