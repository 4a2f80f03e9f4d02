"""A paragraph's tokens as plain lists, read from the model once for all kinds of fact.

Asking the model token by token costs more than all that a rule then makes of the answers.
"""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Doc

STRINGS = ("ORTH", "LOWER", "TAG", "DEP")
NUMBERS = ("IDX", "LENGTH", "HEAD", "SENT_START")


class Strings(dict[int, str]):
    """The strings behind the model's numbers, each looked up once.

    Args:
        look_up: the model's own look-up.
    """

    def __init__(self, look_up: Callable[[int], str]) -> None:
        self._look_up = look_up

    def __missing__(self, number: int) -> str:
        self[number] = string = self._look_up(number)
        return string


@dataclass(slots=True)
class Columns:
    """One entry for each token of a paragraph.

    ``starts`` and ``ends`` are code points into the paragraph, the end exclusive; ``heads`` is the number of the token
    that each hangs on, its own for the root of a sentence. ``sentences`` are the numbers of the tokens that open one.
    """

    words: list[str]
    lowers: list[str]
    tags: list[str]
    deps: list[str]
    pos: list[str]
    lemmas: list[str]
    starts: list[int]
    ends: list[int]
    heads: list[int]
    sentences: list[int]
    _kids: list[list[int]] | None = None

    @property
    def kids(self) -> list[list[int]]:
        """The tokens that hang on each token, in the order of the text; put together when first asked for."""
        if self._kids is None:
            self._kids = [[] for _ in self.heads]
            for i, head in enumerate(self.heads):
                if head != i:
                    self._kids[head].append(i)
        return self._kids

    def hang(self, i: int, head: int) -> None:
        """Hang token ``i`` on token ``head``, both numbers of tokens in the paragraph."""
        self.heads[i], self._kids = head, None

    def at(self, offset: int) -> int:
        """The token that holds an offset into the paragraph, or the one before it."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def sentence(self, i: int) -> tuple[int, int]:
        """The first token of the sentence that holds a token, and the first behind it."""
        at = bisect_right(self.sentences, i)
        return self.sentences[at - 1], self.sentences[at] if at < len(self.sentences) else len(self.heads)

    def left(self, i: int) -> int:
        """The first of the tokens below a token, itself included."""
        kids = self.kids
        while kids[i] and kids[i][0] < i:
            i = kids[i][0]
        return i

    def right(self, i: int) -> int:
        """The last of the tokens below a token, itself included."""
        kids = self.kids
        while kids[i] and kids[i][-1] > i:
            i = kids[i][-1]
        return i

    def root(self, start: int, end: int) -> int:
        """The token of ``[start, end)`` that all others hang on: the root of the sentence, or the nearest to it."""
        if end - start == 1:
            return start
        heads = self.heads
        tops = [i for i in range(start, end) if not start <= heads[i] < end or heads[i] == i]
        return min(tops, key=self._depth) if len(tops) > 1 else tops[0]

    def _depth(self, i: int) -> int:
        """Steps up to the root of the sentence; a mark that nothing hangs on is further than any word."""
        if not self.kids[i] and not any(c.isalnum() for c in self.words[i]):
            return len(self.heads)
        depth = 0
        while self.heads[i] != i:
            i, depth = self.heads[i], depth + 1
        return depth


def read_columns(doc: Doc, strings: Strings) -> Columns:
    """What the model says of each token; ``pos`` and ``lemmas`` are left empty."""
    words, lowers, tags, deps = ([strings[n] for n in column] for column in doc.to_array([*STRINGS]).T.tolist())
    starts, lengths, distances, marks = doc.to_array([*NUMBERS]).astype("int64").T.tolist()
    ends = [start + length for start, length in zip(starts, lengths, strict=True)]
    heads = [i + distance for i, distance in enumerate(distances)]
    sentences = [i for i, mark in enumerate(marks) if mark == 1 or not i]
    return Columns(words, lowers, tags, deps, [], [], starts, ends, heads, sentences)
