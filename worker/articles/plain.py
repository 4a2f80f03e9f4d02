"""The head of a plain text: a breadcrumb and a title that is repeated."""

import re
from typing import NamedTuple

from worker.articles.lines import Line, is_sentence, words
from worker.contract.article import Removed

_CRUMB = re.compile(r"\s+[»>›→/|]\s+")
MAX_TITLE = 200


class Heading(NamedTuple):
    """The title of a plain text if one is sure, its breadcrumbs, the lines taken out, and the lines that follow."""

    title: str | None
    breadcrumbs: tuple[str, ...]
    removed: tuple[Removed, ...]
    rest: list[Line]


def heading(lines: list[Line]) -> Heading:
    """Read the head of a plain text."""
    if len(lines) < 3:  # noqa: PLR2004 - a title said twice and a text
        return Heading(None, (), (), lines)
    first, second = lines[0].text, lines[1].text
    trail = [part.strip() for part in _CRUMB.split(first)]
    if len(trail) > 1 and words(trail[-1]) == words(second):
        removed = (Removed(text=first, why="breadcrumb"), Removed(text=second, why="repeated-title"))
        return Heading(second, tuple(trail[:-1]), removed, lines[2:])
    if words(first) == words(second) and len(first) <= MAX_TITLE and not is_sentence(first):
        twice = tuple(Removed(text=line, why="repeated-title") for line in (first, second))
        return Heading(first, (), twice, lines[2:])
    return Heading(None, (), (), lines)
