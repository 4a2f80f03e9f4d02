"""Where in a paragraph a time may stand: round the words and digits that tell times; the rest need not be cut up."""

import re
from collections.abc import Iterator

from worker.extraction.columns import Columns
from worker.extraction.times.lexicon import telling, words

# Tokens beyond the words that times are made of: rules look at the two pieces before and the one behind.
MARGIN = 3
# Digits of a year: others tell a time beside a telling word alone, or put together with what follows.
YEAR = 4
PARTS = re.compile(r"[\W\d_]+")


def windows(columns: Columns) -> Iterator[tuple[int, int]]:
    """The stretches round every telling word or digit, as code points into the paragraph, in order and apart."""
    first, last = -1, -1
    for start, end in _runs(columns):
        if first >= 0 and start > last + 1:
            yield columns.starts[first], columns.ends[last]
            first = start
        first, last = start if first < 0 else first, end
    if first >= 0:
        yield columns.starts[first], columns.ends[last]


def _runs(columns: Columns) -> Iterator[tuple[int, int]]:
    """First and last token of each run of words that times are made of with a telling one among them, and its margin."""
    lowers, known, last, done = columns.lowers, words(), len(columns.lowers) - 1, -1
    for i in _telling(columns):
        if i <= done:
            continue
        start = done = i
        while start > 0 and (lowers[start - 1] in known or not lowers[start - 1].isalpha()):
            start -= 1
        while done < last and (lowers[done + 1] in known or not lowers[done + 1].isalpha()):
            done += 1
        yield max(0, start - MARGIN), min(last, done + MARGIN)


def _telling(columns: Columns) -> list[int]:
    """The tokens that tell times: words, or what digits or words are put together to."""
    tell = telling()
    marked = [
        i
        for i, lower in enumerate(columns.lowers)
        if lower in tell or not (lower.isalpha() or (len(lower) == 1 and not lower.isdigit()))
    ]
    return [i for i in marked if columns.lowers[i] in tell or _tells(columns, i)]


def _tells(columns: Columns, i: int) -> bool:
    """Whether digits that no rule passes over, or a telling word, stand in a token: "1990s", "a.m.", "week/month"."""
    lower = columns.lowers[i]
    if lower.isdecimal():
        return len(lower) == YEAR or columns.starts[i + 1 : i + 2] == [columns.ends[i]] or _spaced(columns, i)
    return any(c.isdigit() for c in lower) or not telling().isdisjoint(PARTS.split(lower))


def _spaced(columns: Columns, i: int) -> bool:
    """Whether a colon with blanks follows: the "19 : 22" of a clock."""
    return columns.lowers[i + 1 : i + 2] == [":"]
