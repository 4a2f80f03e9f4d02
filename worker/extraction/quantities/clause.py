"""A paragraph's tokens by character, and the few questions that quantities ask of the parse."""

from bisect import bisect_right
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from worker.extraction.columns import Columns

VERBAL = frozenset(["VERB", "AUX"])
STEPS = 15


class Clause:
    """Token look-up in one paragraph; ``text`` is the paragraph's, which the model would put together anew each time."""

    def __init__(self, doc: Doc, text: str, columns: Columns) -> None:
        self.doc = doc
        self.text = text
        self.columns = columns
        self._starts = columns.starts

    def at(self, offset: int) -> Token | None:
        """The token that holds an offset into the paragraph, or the one before it."""
        i = bisect_right(self._starts, offset) - 1
        return self.doc[i] if i >= 0 else None

    def after(self, offset: int) -> Token | None:
        """The first token that begins at or after an offset."""
        i = bisect_right(self._starts, offset - 1)
        return self.doc[i] if i < len(self._starts) else None


def upwards(token: Token) -> Iterator[Token]:
    """A token, its head, the head's head: a bounded walk to the root."""
    for _ in range(STEPS):
        yield token
        if token.head.i == token.i:
            return
        token = token.head


def verb_over(token: Token) -> Token | None:
    """The nearest verb at or over a token."""
    return next((t for t in upwards(token) if t.tag_.startswith("VB") and t.pos_ in VERBAL), None)
