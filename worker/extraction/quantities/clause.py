"""A paragraph's tokens and times by character, and the few questions that quantities ask of the parse.

A token is its number in the paragraph's columns, which cost far less to ask than the model's own tokens.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from worker.contract.facts import Time
from worker.extraction.document import Paragraph

VERBS = frozenset(["VB", "VBD", "VBG", "VBN", "VBP", "VBZ"])
VERBAL = frozenset(["VERB", "AUX"])
STEPS = 15


class Told(NamedTuple):
    """A time as it stands in a paragraph: its offsets there, its type and value, its words."""

    start: int
    end: int
    type: str
    value: str
    words: str


class Clause:
    """Look-up in one paragraph.

    Args:
        paragraph: its text, its tokens.
        times: the times that begin in it, in the order of the text.

    Attributes:
        stops: offsets at which times begin.
    """

    def __init__(self, paragraph: Paragraph, times: Sequence[Time]) -> None:
        shift = paragraph.start
        self.text = paragraph.text
        self.columns = paragraph.columns
        self.times = [Told(t.start - shift, t.end - shift, t.type, t.value, t.text) for t in times]
        self.stops = frozenset([time.start for time in self.times])
        self._doc = paragraph.doc

    def at(self, offset: int) -> int:
        """The token that holds an offset into the paragraph, or the one before it."""
        return self.columns.at(offset)

    def after(self, offset: int) -> int | None:
        """The first token that begins at or after an offset."""
        i = bisect_right(self.columns.starts, offset - 1)
        return i if i < len(self.columns.starts) else None

    def verb_over(self, i: int) -> int | None:
        """The nearest verb at or over a token."""
        tags, pos, heads = self.columns.tags, self.columns.pos, self.columns.heads
        for _ in range(STEPS):
            if tags[i] in VERBS and pos[i] in VERBAL:
                return i
            if heads[i] == i:
                return None
            i = heads[i]
        return None

    def child(self, i: int, dep: str) -> int | None:
        """The first token that hangs on another by an arc."""
        deps = self.columns.deps
        return next((kid for kid in self.columns.kids[i] if deps[kid] == dep), None)

    def opens_sentence(self, first: int, last: int) -> bool:
        """Whether a sentence opens at one of the tokens from ``first`` to ``last``, both included."""
        return first <= last and self.columns.sentence(last)[0] >= first

    def is_named(self, i: int, types: frozenset[str]) -> bool:
        """Whether the model takes a token for part of a name of one of these types."""
        return self._doc[i].ent_type_ in types
