"""A paragraph's tokens as plain lists, read from the model once for all kinds of fact.

Asking the model token by token costs more than all that a rule then makes of the answers.
"""

from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Doc

STRINGS = ("ORTH", "LOWER", "TAG", "DEP")
NUMBERS = ("IDX", "LENGTH", "HEAD")


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
    that each hangs on, its own for the root of a sentence.
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


def read_columns(doc: Doc, strings: Strings) -> Columns:
    """What the model says of each token; ``pos`` and ``lemmas`` are left empty."""
    words, lowers, tags, deps = ([strings[n] for n in column] for column in doc.to_array([*STRINGS]).T.tolist())
    starts, lengths, distances = doc.to_array([*NUMBERS]).astype("int64").T.tolist()
    ends = [start + length for start, length in zip(starts, lengths, strict=True)]
    heads = [i + distance for i, distance in enumerate(distances)]
    return Columns(words, lowers, tags, deps, [], [], starts, ends, heads)
