"""Where in a paragraph a time may stand: round the words and digits that tell times; the rest need not be cut up."""

from collections.abc import Iterator

from worker.extraction.columns import Columns
from worker.extraction.times.lexicon import telling, words

# Tokens beyond the words that times are made of: rules look at the two pieces before and the one behind.
MARGIN = 3


def windows(columns: Columns) -> Iterator[tuple[int, int]]:
    """The stretches round every telling word or digit, as code points into the paragraph, in order and apart."""
    first, last = -1, -1
    for start, end in _runs(columns.lowers):
        if first >= 0 and start > last + 1:
            yield columns.starts[first], columns.ends[last]
            first = start
        first, last = start if first < 0 else first, end
    if first >= 0:
        yield columns.starts[first], columns.ends[last]


def _runs(lowers: list[str]) -> Iterator[tuple[int, int]]:
    """First and last token of each run of words that times are made of with a telling one among them, and its margin."""
    tell, last, done = telling(), len(lowers) - 1, -1
    for i, lower in enumerate(lowers):
        if i <= done or not (lower in tell or (not lower.isalpha() and _tells(lower))):
            continue
        start = done = i
        while start > 0 and _known(lowers[start - 1]):
            start -= 1
        while done < last and _known(lowers[done + 1]):
            done += 1
        yield max(0, start - MARGIN), min(last, done + MARGIN)


def _known(lower: str) -> bool:
    return lower in words() or not lower.isalpha()


def _tells(lower: str) -> bool:
    """Whether digits or a telling word stand in a token that is not letters alone: "1990s", "a.m.", "week/month"."""
    if len(lower) == 1:
        return lower.isdigit()
    if any(c.isdigit() for c in lower):
        return True
    parts = "".join(c if c.isalpha() else " " for c in lower).split()
    return any(part in telling() for part in parts)
