"""Takes out of a body what is no part of the article: lines round the text first, then known lines within it.

Of the extra lines that extraction leaves, two thirds stand in the first three or the last four; what stands in the
middle goes only when its words say what it is.
"""

import re
from typing import NamedTuple

from worker.articles.lines import Line, is_sentence, words
from worker.articles.names import is_name, split_byline
from worker.articles.patterns import furniture
from worker.contract.article import Removed, RemovedWhy

HEAD = 8
TAIL = 14
"""Lines at either end that may be furniture by what stands beside them."""
PARAGRAPH = 120
"""Characters from which a line that ends as sentences end is a paragraph of the text."""
PENDING = 3
"""Short lines of no known kind that a tail may hold between two that are known."""
_LABEL = re.compile(r"\s*\[[^\]]{1,30}\]$")
_LIFE = re.compile(
    r"\b(?:is (?:an?|the|our|based)|covers|writes|reports|has (?:been|covered|written|reported)|joined|lives|works|can be"
    r"|follow|e-?mail|contact|tweets?|book)\b|@",
    re.IGNORECASE,
)


class Known(NamedTuple):
    """What is known of an article besides its body; ``links``: the words of each link on the page."""

    titles: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    site: str | None = None
    links: frozenset[tuple[str, ...]] = frozenset()


class Cleaned(NamedTuple):
    """What is left, what was taken out (in reading order), and names that were read from the lines taken out."""

    lines: list[Line]
    removed: tuple[Removed, ...]
    byline: tuple[str, ...] = ()
    trailing: tuple[str, ...] = ()


Reasons = dict[int, RemovedWhy]


def clean(lines: list[Line], known: Known) -> Cleaned:
    """The body without its furniture."""
    why = _anywhere(lines, known)
    if len(why) == len(lines):
        why = {}
    why |= _head(lines, known, why)
    why |= _tail(lines, known, why)
    return Cleaned(
        [line for i, line in enumerate(lines) if i not in why],
        tuple(Removed(text=lines[i].text, why=why[i]) for i in sorted(why)),
        tuple(n for i in sorted(why) if why[i] == "byline" for n in split_byline(lines[i].text)),
        tuple(n for i in sorted(why) if why[i] == "author-box" and is_name(n := lines[i].text)),
    )


def _anywhere(lines: list[Line], known: Known) -> Reasons:
    found: Reasons = {}
    titles = {words(title) for title in known.titles}
    for i, line in enumerate(lines):
        if reason := furniture(line.text, "any"):
            found[i] = reason
        elif words(line.text) in titles:
            found[i] = "repeated-title"
        elif found.get(i - 1) == "related" and _is_link(line, known):
            found[i] = "related"
    return found


def _is_link(line: Line, known: Known) -> bool:
    """Whether a line is one link and no sentence: a headline of another article."""
    bare = _LABEL.sub("", line.text)
    address = "://" in bare or " " not in bare
    return line.kind != "heading" and not address and not is_sentence(bare) and words(bare) in known.links


def _head(lines: list[Line], known: Known, gone: Reasons) -> Reasons:
    found: Reasons = {}
    for i, line in enumerate(lines[:HEAD]):
        if i in gone:
            continue
        if reason := _head_reason(line, known):
            found[i] = reason
        elif len(line.text) >= PARAGRAPH or is_sentence(line.text):
            break
    return found


def _head_reason(line: Line, known: Known) -> RemovedWhy | None:
    if line.text in known.authors:
        return "byline"
    reason = furniture(line.text, "head")
    if reason == "byline":
        return "byline" if split_byline(line.text) or words(line.text)[1:] == words(known.site or "") else None
    return reason


def _tail(lines: list[Line], known: Known, gone: Reasons) -> Reasons:
    found: Reasons = {}
    pending: list[int] = []
    begin = max(len(lines) - TAIL, len(lines) // 2)
    for i in range(len(lines) - 1, begin - 1, -1):
        if i in gone:
            continue
        reason = _tail_reason(lines[i], known, last=not pending)
        if reason:
            found |= dict.fromkeys(pending, reason)
            found[i] = reason
            pending.clear()
        elif is_sentence(lines[i].text) or len(lines[i].text) >= PARAGRAPH or len(pending) == PENDING:
            break
        else:
            pending.append(i)
    return found


def _tail_reason(line: Line, known: Known, *, last: bool) -> RemovedWhy | None:
    if reason := furniture(line.text, "tail"):
        return reason
    if _is_author(line, known) and (last or not is_name(line.text)):
        return "author-box"
    if _is_link(line, known):
        return "related"
    return "other" if line.kind == "heading" and last else None


def _is_author(line: Line, known: Known) -> bool:
    """Whether a line is an author's name, or a sentence on the author's life and addresses."""
    if line.text in known.authors or (is_name(line.text) and not is_sentence(line.text)):
        return True
    return any(line.text.startswith(name) and _LIFE.search(line.text, len(name)) for name in known.authors)
