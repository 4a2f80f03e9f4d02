"""Takes out of a body what is no part of the article: lines round the text first, then known lines within it.

Of the extra lines that extraction leaves, two thirds stand in the first three or the last four; what stands in the
middle goes only when its words say what it is.
"""

from typing import NamedTuple

from worker.articles.lines import Line, is_sentence, words
from worker.articles.names import is_name, split_byline
from worker.articles.patterns import furniture
from worker.contract.article import Removed, RemovedWhy

HEAD = 8
TAIL = 8
"""Lines at either end that may be furniture by what stands beside them."""
PARAGRAPH = 120
"""Characters from which a line that ends as sentences end is a paragraph of the text."""


class Known(NamedTuple):
    """What is known of an article besides its body."""

    titles: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    site: str | None = None


class Cleaned(NamedTuple):
    """What is left, what was taken out (in reading order), and names that were read from the lines taken out."""

    lines: list[Line]
    removed: tuple[Removed, ...]
    byline: tuple[str, ...] = ()
    trailing: tuple[str, ...] = ()


def clean(lines: list[Line], known: Known) -> Cleaned:
    """The body without its furniture."""
    why: dict[int, RemovedWhy] = {i: reason for i, line in enumerate(lines) if (reason := furniture(line.text, "any"))}
    if len(why) == len(lines):
        why = {}
    titles = {words(title) for title in known.titles}
    why |= {i: "repeated-title" for i, line in enumerate(lines) if i not in why and words(line.text) in titles}
    why |= _head(lines, known, why)
    why |= _tail(lines, known, why)
    return Cleaned(
        [line for i, line in enumerate(lines) if i not in why],
        tuple(Removed(text=lines[i].text, why=why[i]) for i in sorted(why)),
        tuple(n for i in sorted(why) if why[i] == "byline" for n in split_byline(lines[i].text)),
        tuple(n for i in sorted(why) if why[i] == "author-box" and is_name(n := lines[i].text)),
    )


def _head(lines: list[Line], known: Known, gone: dict[int, RemovedWhy]) -> dict[int, RemovedWhy]:
    found: dict[int, RemovedWhy] = {}
    titles = {words(title) for title in known.titles}
    for i, line in enumerate(lines[:HEAD]):
        if i in gone:
            continue
        reason = _head_reason(line, titles, known)
        if reason:
            found[i] = reason
        elif len(line.text) >= PARAGRAPH or is_sentence(line.text):
            break
    return found


def _head_reason(line: Line, titles: set[tuple[str, ...]], known: Known) -> RemovedWhy | None:
    if words(line.text) in titles:
        return "repeated-title"
    if furniture(line.text, "head") == "byline":
        return "byline" if split_byline(line.text) or words(line.text)[1:] == words(known.site or "") else None
    if reason := furniture(line.text, "head"):
        return reason
    return "byline" if line.text in known.authors else None


def _tail(lines: list[Line], known: Known, gone: dict[int, RemovedWhy]) -> dict[int, RemovedWhy]:
    found: dict[int, RemovedWhy] = {}
    begin = max(len(lines) - TAIL, len(lines) // 2)
    for i in range(len(lines) - 1, begin - 1, -1):
        if i in gone:
            continue
        reason = _tail_reason(lines[i], known)
        if not reason:
            break
        found[i] = reason
    return found


def _tail_reason(line: Line, known: Known) -> RemovedWhy | None:
    if reason := furniture(line.text, "tail"):
        return reason
    if line.text in known.authors or (is_name(line.text) and not is_sentence(line.text)):
        return "author-box"
    return "repeated-title" if line.text in known.titles else None
