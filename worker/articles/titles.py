"""The article's title, and every wording of it that may be repeated in the body."""

import html
import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from worker.articles.jsonld import Node, text
from worker.articles.lines import tidy, words
from worker.articles.page import meta, text_of

_SUFFIX = re.compile(r"\s+(?:[|»·•–—]|-|::)\s+")
MAX_CHARS = 400
MIN_SHARE = 0.5
"""A site's name behind the title is at most this share of the words in the tag."""


def titles(tree: HtmlElement, node: Node, site: str | None) -> list[str]:
    """All titles of a page, the best first: JSON-LD, og:title, the first heading, the ``<title>`` tag."""
    found: dict[tuple[str, ...], str] = {}
    for value in _candidates(tree, node):
        title = without_site(tidy(html.unescape(html.unescape(value))), site)
        if title and len(title) <= MAX_CHARS and words(title) and words(title) != words(site or ""):
            found.setdefault(words(title), title)
    return list(found.values())


def _candidates(tree: HtmlElement, node: Node) -> Iterator[str]:
    for value in (text(node.get("headline")), meta(tree, "og:title", "twitter:title", "dc.title")):
        if value:
            yield value
    yield from (text_of(heading) for heading in tree.xpath(".//h1")[:3])
    yield from (text_of(title) for title in tree.xpath(".//head/title")[:1])
    if alternative := text(node.get("alternativeHeadline")):
        yield alternative


def without_site(title: str, site: str | None) -> str:
    """A title freed of the site's name behind or before it (``Title | Site``)."""
    parts = _SUFFIX.split(title)
    if len(parts) == 1:
        return title
    own = set(words(site or ""))
    for index in (-1, 0):
        if own and set(words(parts[index])) <= own | {"the", "news", "com"}:
            keep = parts[:-1] if index == -1 else parts[1:]
            return title[title.index(keep[0]) : title.rindex(keep[-1]) + len(keep[-1])]
    return title
