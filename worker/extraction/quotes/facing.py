"""Which way each quotation mark of a paragraph faces: it opens, it closes, or what stands open tells; apostrophes left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from worker.extraction.quotes.lexicon import words

MARKS = re.compile(r"``|''|‘‘|’’|[“”„«»\"‘’'‹›`]")
SINGLE = frozenset("‘’'‹›`")
# Marks that show by their form which way they face.
FACING = frozenset("“”")
# A backtick with a straight partner; two backticks are code.
BACKTICK = re.compile(r"[^`\n]{1,1200}?['’](?!\w)")
# What ends a sentence or a clause right before a mark, and what follows a mark that closes.
GLUED, CLOSED = ".,!?:;…", ".,;:!?)"


@dataclass(slots=True)
class Mark:
    """A mark in the text: its place, its form, and what it can do there."""

    start: int
    end: int
    text: str
    opens: bool
    closes: bool


def read_marks(text: str, start: int, end: int) -> Iterator[Mark]:
    """The marks of a paragraph, in the order of the text."""
    for match in MARKS.finditer(text, start, end):
        a, b = match.span()
        mark = _classify(text, match, text[a - 1] if a > start else " ", text[b] if b < end else " ")
        if mark is not None:
            yield mark


def nesting(marks: list[Mark]) -> Iterator[bool]:
    """For each mark, whether the rest of its paragraph closes it and one more: “what he calls “hell” here”."""
    curly = [(m.opens - m.closes) if m.text in FACING else 0 for m in marks]
    left = sum(curly)
    for step in curly:
        yield left == -1
        left -= step


def _classify(text: str, match: re.Match[str], before: str, after: str) -> Mark | None:
    """Whether a mark can open or close here; None for an apostrophe."""
    found, (start, end) = match.group(), match.span()
    free = before.isspace() or before in "([{—–-/“‘\"'«‹"
    # A blank was forgotten before the mark or behind it: what is open already tells which.
    glued = before in GLUED and after.isupper()
    if found in {"‘", "’", "'", "`"}:
        return _single(text, Mark(start, end, found, opens=free or glued or found == "‘", closes=True), before, after)
    if found in {'"', "''"}:
        return _straight(Mark(start, end, found, opens=free or glued, closes=not free), before, after)
    closes = found in {"”", "»", "›", "’’"}
    opens = not closes or (found == "”" and glued)
    if found == "“" and not free and (after.isspace() or after in CLOSED):
        opens, closes = False, True
    elif found == "”" and before.isspace() and not _free_after(after):
        opens, closes = True, False
    return Mark(start, end, found, opens, closes)


def _free_after(after: str) -> bool:
    return after.isspace() or not (after.isalnum() or after in "$£€“‘«…")


def _straight(mark: Mark, before: str, after: str) -> Mark:
    """A double mark that faces no way: it opens nothing before a blank, and behind a single mark it closes."""
    alone = before.isspace() and after.isspace()
    behind_single = before in "'’" and not after.isalnum()
    mark.closes = mark.closes or alone or behind_single
    mark.opens = alone or (mark.opens and not after.isspace() and not behind_single)
    return mark


def _single(text: str, mark: Mark, before: str, after: str) -> Mark | None:
    """A single mark; None for an apostrophe, in a word or before a clipped one, and for a mark of code."""
    found, end = mark.text, mark.end
    if before.isalnum() and after.isalnum():
        return None
    quotes = found != "’" and not after.isspace() and _clipped().match(text, end) is None
    mark.opens = mark.opens and quotes and (found != "`" or BACKTICK.match(text, end) is not None)
    mark.closes = not before.isspace() and _free_after(after) and found not in {"‘", "`"}
    if mark.closes and before in "sS" and after == " " and text[end + 1 : end + 2].islower():
        mark.closes = _no_possessive(text, end)
    return mark if mark.opens or mark.closes else None


def _no_possessive(text: str, end: int) -> bool:
    """After "s" and before a word, a mark that some later one could close in its place is a possessive."""
    later = text[end : end + 160]
    return re.search(r"[\w.,?!][’'](?=[\s,.;]|$)", later) is None


@cache
def _clipped() -> re.Pattern[str]:
    """Words that begin with an apostrophe: what follows it opens no quotation."""
    return re.compile(rf"(?:{'|'.join(sorted(words('clipped')))}|\d\ds?)\b", re.IGNORECASE)
