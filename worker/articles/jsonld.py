"""What a page says of itself in JSON-LD: the node that describes the article."""

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

Node = dict[str, Any]

_ARTICLE = re.compile(r"(?:Article|BlogPosting|LiveBlogPosting|Report|Posting|Review)$")
_PAGE = frozenset({"WebPage", "ItemPage", "CreativeWork"})
_WRAP = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
MAX_NODES = 500


def nodes(tree: HtmlElement) -> list[Node]:
    """Every JSON-LD node of a page, at most ``MAX_NODES``; scripts that do not parse are passed over."""
    found: list[Node] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            for node in _walk(_load(script.text or ""), 0):
                if len(found) == MAX_NODES:
                    return found
                found.append(node)
    return found


def article_node(found: list[Node]) -> Node:
    """The node of the article: an article type before a web page with a headline; empty when there is none."""
    articles = [node for node in found if any(_ARTICLE.search(kind) for kind in types(node))]
    pages = [node for node in found if _PAGE & types(node) and node.get("headline")]
    return max(articles or pages, key=_fullness, default={})


def _fullness(node: Node) -> int:
    return sum(bool(node.get(key)) for key in ("headline", "datePublished", "author", "articleBody"))


def types(node: Node) -> set[str]:
    """The types of a node, without their vocabulary's address."""
    given = node.get("@type")
    named = given if isinstance(given, list) else [given]
    return {kind.rsplit("/", 1)[-1] for kind in named if isinstance(kind, str)}


def text(value: Any) -> str | None:
    """A string out of a value that may be a string, a list of such, or a node with a name."""
    if isinstance(value, list):
        return next((found for item in value if (found := text(item))), None)
    if isinstance(value, dict):
        return text(value.get("@value") or value.get("name") or value.get("url"))
    return value.strip() or None if isinstance(value, str) else None


def _load(raw: str) -> Any:
    clean = _WRAP.sub("", raw)
    for attempt in (clean, _TRAILING_COMMA.sub(r"\1", clean)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _walk(value: Any, depth: int) -> Iterator[Node]:
    if depth > 6:  # noqa: PLR2004 - deeper than any vocabulary nests an article
        return
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart"):
            yield from _walk(value.get(key), depth + 1)
