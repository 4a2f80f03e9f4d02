"""Texts that come as tokens parted by blanks, joined into prose, with the way back from offsets to tokens."""

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

LEFT = re.compile(r"[,.;:?!%)\]}”]|''|\.\.\.|n't|n’t|['’](?:s|re|ve|ll|m|d|S)?", re.IGNORECASE)
RIGHT = re.compile(r"[(\[{$£€#“]|``|US\$|AU\$")
BOTH = frozenset("-/")
SHOWN = {"``": "“", "''": "”", "-LRB-": "(", "-RRB-": ")"}


class Joined(NamedTuple):
    """The prose, and where each token stands in it and in the original."""

    text: str
    tokens: list[str]
    starts: list[int]
    ends: list[int]
    origins: list[tuple[int, int]]

    def indices(self, start: int, end: int) -> range:
        """The tokens that touch ``[start, end)`` of the prose."""
        return range(bisect_right(self.ends, start), bisect_left(self.starts, end))

    def words(self, start: int, end: int) -> list[str]:
        """Those tokens as they were given."""
        return [self.tokens[i] for i in self.indices(start, end)]


def join(text: str) -> Joined:
    """Join tokens parted by single blanks (and lines by breaks) as prose is written."""
    pieces: list[str] = []
    tokens, starts, ends, origins = [], [], [], []
    length, glued, opened = 0, True, False
    for match in re.finditer(r"\S+|\n", text):
        token = match.group()
        if token == "\n":
            pieces.append("\n\n")
            length, glued, opened = length + 2, True, False
            continue
        shown = SHOWN.get(token, token)
        closing = token == '"' and opened
        if not glued and not LEFT.fullmatch(token) and token not in BOTH and not closing:
            pieces.append(" ")
            length += 1
        starts.append(length)
        pieces.append(shown)
        length += len(shown)
        tokens.append(token)
        ends.append(length)
        origins.append(match.span())
        glued = bool(RIGHT.fullmatch(token)) or token in BOTH or (token == '"' and not opened)
        opened = opened != (token == '"')
    return Joined("".join(pieces), tokens, starts, ends, origins)
