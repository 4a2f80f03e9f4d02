"""Finding listed phrases in a run of tokens: one look-up a token, the longest phrase wins."""

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")


class Phrases(Generic[T]):
    """Phrases by their first word.

    Args:
        entries: each phrase as its tokens, with the value that it stands for.
    """

    def __init__(self, entries: Iterable[tuple[tuple[str, ...], T]]) -> None:
        self._values: dict[tuple[str, ...], T] = {}
        lengths: dict[str, set[int]] = {}
        for phrase, value in entries:
            if phrase:
                self._values.setdefault(phrase, value)
                lengths.setdefault(phrase[0], set()).add(len(phrase))
        self._lengths = {word: sorted(found, reverse=True) for word, found in lengths.items()}

    def openings(self, words: Sequence[str]) -> list[int]:
        """The tokens at which a phrase may begin."""
        return [i for i, word in enumerate(words) if word in self._lengths]

    def at(self, words: Sequence[str], i: int) -> tuple[int, T] | None:
        """The longest phrase that begins at token ``i``: its end, exclusive, and its value."""
        for length in self._lengths.get(words[i], ()):
            phrase = tuple(words[i : i + length])
            if phrase in self._values:
                return i + len(phrase), self._values[phrase]  # shorter at the end of the words
        return None
