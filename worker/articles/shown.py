"""What a page shows to its reader, outside its navigation and margins: the text, and how it lies between headlines."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from worker.articles.lines import tidy, words

MAX_CHARS = 60_000
"""Code points of text that are looked at."""
PIECE = 40
"""Code points from which a piece of text outside links and headings counts as prose."""
HEADLINE_WORDS = 4
"""Words from which a link that fills its line is taken for a headline."""
MAX_BESIDE = 5
"""Elements in a line beside a link, which bounds what is read of it for each of its links."""
_SKIPPED = frozenset(["script", "style", "template", "nav", "footer", "aside", "svg", "select", "textarea"])
_HEADINGS = frozenset({"h2", "h3", "h4"})
_LINES = frozenset({"li", "p", "div", "td", "span"})
_INLINE = frozenset({"a", "b", "strong", "em", "i", "span", "u", "small", "sup", "sub", "mark", "font", "code"})
_UNSEEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


class Shown(NamedTuple):
    """The text of a page, and how it lies.

    ``headlines`` counts headings that are links, ``lines`` further links that fill their line and are long enough for
    a headline. ``prose`` is the code points of text outside links and headings, ``stretch`` the largest part of it
    that no linked headline interrupts.
    """

    text: str
    headlines: int
    lines: int
    prose: int
    stretch: int


class _Reading:
    """The state of one walk through a page."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.size = 0
        self.headlines = self.lines = 0
        self.prose = self.stretch = self.since = 0
        self.linked = 0

    def take(self, text: str | None) -> None:
        """A piece of text."""
        if not text:
            return
        self.parts.append(" " if text.isspace() else text)
        self.size += len(self.parts[-1])
        length = len(text.strip())
        if not self.linked and length >= PIECE:
            self.prose += length
            self.since += length
            self.stretch = max(self.stretch, self.since)

    def headline(self) -> None:
        """A linked heading begins."""
        self.headlines += 1
        self.since = 0


def show(tree: HtmlElement) -> Shown:
    """What a page shows; its first ``MAX_CHARS`` code points."""
    reading = _Reading()
    for piece in _walk(next(tree.iterchildren("body"), tree), reading):
        reading.take(piece)
        if reading.size > MAX_CHARS:
            break
    text = tidy("".join(reading.parts))[:MAX_CHARS]
    return Shown(text, reading.headlines, reading.lines, reading.prose, reading.stretch)


def _walk(body: HtmlElement, reading: _Reading) -> Iterator[str | None]:
    walk = iterwalk(body, events=("start", "end", "comment", "pi"))
    skipped = None
    for event, element in walk:
        if event == "start":
            if _is_skipped(element):
                skipped = element
                walk.skip_subtree()
                continue
            _enter(element, reading)
            yield _before(element)
            yield element.text
            continue
        if event == "end" and element is not skipped:
            reading.linked -= _links(element)
            yield _before(element)
        yield element.tail if element is not body else None


def _before(element: HtmlElement) -> str:
    """What keeps the words of two blocks apart, and a button's words."""
    if element.tag == "input" and element.get("type") in {"submit", "button"}:
        return f" {element.get('value') or ''} "
    return "" if element.tag in _INLINE else " "


def _is_skipped(element: HtmlElement) -> bool:
    if element.tag in _SKIPPED or element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = element.get("style")
    return bool(style and _UNSEEN.search(style))


def _links(element: HtmlElement) -> int:
    return int(element.tag == "a" or element.tag in _HEADINGS or element.tag == "h1")


def _enter(element: HtmlElement, reading: _Reading) -> None:
    if element.tag in _HEADINGS and (reading.linked or element.find(".//a") is not None):
        reading.headline()
    elif element.tag == "a" and not reading.linked and _fills_line(element):
        reading.lines += 1
    reading.linked += _links(element)


def _fills_line(link: HtmlElement) -> bool:
    """Whether a link is long enough for a headline and most of its line (a time or a label may stand beside it)."""
    line = link.getparent()
    if line is None or line.tag not in _LINES or len(line) > MAX_BESIDE:
        return False
    own = tidy(link.text_content())
    return len(words(own)) >= HEADLINE_WORDS and len(tidy(line.text_content())) < 2 * len(own)
