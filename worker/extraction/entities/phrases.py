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
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, value in entries:
            if phrase:
                self._by_first.setdefault(phrase[0], []).append((phrase, value))
        for phrases in self._by_first.values():
            phrases.sort(key=lambda entry: -len(entry[0]))

    def openings(self, words: Sequence[str]) -> list[int]:
        """The tokens at which a phrase may begin."""
        return [i for i, word in enumerate(words) if word in self._by_first]

    def at(self, words: Sequence[str], i: int) -> tuple[int, T] | None:
        """The longest phrase that begins at token ``i``: its end, exclusive, and its value."""
        for phrase, value in self._by_first.get(words[i], ()):
            end = i + len(phrase)
            if tuple(words[i:end]) == phrase:
                return end, value
        return None
