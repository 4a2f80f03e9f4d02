"""The body of a page, by trafilatura in precision mode, and a second try where it comes out short.

The first try is trafilatura's own extractor alone. Its comparison with readability and justext takes as long again
and changes the body of one page in twenty-five, each time one that came out short: it is the second try.
"""

import logging

from lxml.etree import XPath, _Element, iterwalk
from lxml.html import HtmlElement
from trafilatura import bare_extraction

from worker.articles.lines import Line, LineKind, tidy

SHORT = 500
"""Characters below which a second try is made; it wins when it finds twice as much."""
LONG = 5000
"""Characters from which no second try is made."""
SHARE = 0.2
"""Share of the page's paragraphs below which a second try is made, too (trafilatura's own bound for a retry)."""
_PARAGRAPHS = XPath("descendant::p[not(ancestor::aside or ancestor::footer or ancestor::nav)]//text()")
_KINDS: dict[str, LineKind] = {"head": "heading", "item": "item", "row": "row", "quote": "quote"}
_BREAKS = frozenset({"p", "head", "list", "item", "row", "table", "quote", "lb", "div", "body", "code", "details"})

# trafilatura logs every page that it finds nothing on as a warning or error; that is our own failure to report.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def read_body(tree: HtmlElement) -> list[Line]:
    """The lines of the main text, in order. The tree stays as it is. Empty when there is none."""
    lines = _extract(tree, fast=True, precision=True)
    if _is_enough(lines, tree):
        return lines
    for precision in (True, False):
        second = _extract(tree, fast=False, precision=precision)
        if _size(second) > 2 * _size(lines):
            lines = second
        if _size(lines) >= SHORT:
            break
    return lines


def _is_enough(lines: list[Line], tree: HtmlElement) -> bool:
    size = _size(lines)
    return size >= LONG or (size >= SHORT and size >= SHARE * sum(map(len, _PARAGRAPHS(tree))))


def _size(lines: list[Line]) -> int:
    return sum(len(line.text) for line in lines)


def _extract(tree: HtmlElement, *, fast: bool, precision: bool) -> list[Line]:
    # Never deduplicate=True: it keeps a cache over pages and emptied 3 pages of 181.
    found = bare_extraction(
        tree, fast=fast, favor_precision=precision, include_comments=False, include_tables=True, with_metadata=False
    )
    body = getattr(found, "body", None)
    return flatten(body) if body is not None else []


def flatten(body: _Element) -> list[Line]:
    """Trafilatura's tree as lines; the cells of a table's row are joined by `` | ``."""
    lines: list[Line] = []
    kinds: list[LineKind] = ["text"]
    buffer: list[str] = []

    def flush() -> None:
        if text := tidy("".join(buffer)).strip("|").strip():
            lines.append(Line(text, kinds[-1]))
        buffer.clear()

    for event, element in iterwalk(body, events=("start", "end")):
        tag = str(element.tag)
        if tag in _BREAKS and not (tag == "p" and kinds[-1] == "row"):
            flush()
        if event == "start":
            kinds.append(_KINDS.get(tag, kinds[-1]))
            buffer.append(element.text or "")
        else:
            kinds.pop()
            buffer.append((" | " if tag == "cell" else "") + (element.tail or ""))
    flush()
    return lines
