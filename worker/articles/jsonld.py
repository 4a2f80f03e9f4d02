"""What a page says of itself in JSON-LD: the node that describes the article."""

import html
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

Node = dict[str, Any]

_ARTICLE = re.compile(r"(?:Article|BlogPosting|LiveBlogPosting|Report|Posting|Review)$")
PAGES = frozenset({"WebPage", "ItemPage", "CreativeWork"})
_WRAP = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_KIND = re.compile(r"\"@type\"\s*:\s*\"(\w{0,30}(?:Article|BlogPosting))\"")
_DATE = r"\"%s\"\s*:\s*\"([^\"<>]{6,60})\""
_FIELDS = {
    "datePublished": re.compile(_DATE % "datePublished"),
    "dateModified": re.compile(_DATE % "dateModified"),
    "author": re.compile(r"\"author\"\s*:\s*\[?\s*\{[^{}]{0,400}\"name\"\s*:\s*\"([^\"<>]{2,100})\""),
}
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


def article_node(found: list[Node], url: str) -> Node:
    """The node of the article: an article type before a web page with a headline; empty when there is none.

    Of several the one that names the page's own address, then the fullest: related articles are listed, too.
    """
    articles = [node for node in found if any(_ARTICLE.search(kind) for kind in types(node))]
    pages = [node for node in found if PAGES & types(node) and node.get("headline")]
    return max(articles or pages, key=lambda node: (_is_at(node, url), _fullness(node)), default={})


def _is_at(node: Node, url: str) -> bool:
    path = _path(url)
    return len(path) > 1 and path in {_path(text(node.get(key)) or "") for key in ("url", "mainEntityOfPage", "@id")}


def _path(url: str) -> str:
    try:
        return urlsplit(url).path.rstrip("/")
    except ValueError:
        return ""


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
        return text(value.get("@value") or value.get("name") or value.get("url") or value.get("@id"))
    return value.strip() or None if isinstance(value, str) else None


def _load(raw: str) -> Any:
    clean = _WRAP.sub("", raw)
    for attempt in (clean, _TRAILING_COMMA.sub(r"\1", clean), html.unescape(clean)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return _salvaged(clean)


def _salvaged(raw: str) -> Node | None:
    """The plain fields of an article whose JSON does not parse, as by a quotation mark that was not escaped."""
    kind = _KIND.search(raw)
    if kind is None:
        return None
    fields = {name: found.group(1) for name, field in _FIELDS.items() if (found := field.search(raw))}
    return {"@type": kind.group(1), **fields}


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
