"""Patterns over categories: each category is one character, so that a rule is a small regular expression over a row.

A pattern is written in category names: ``the? last unit``, ``[month may] small``. Names in angle brackets are the
macros below. Sequences are short and bounded, so matching takes time in proportion to the text.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from worker.extraction.times.context import Context, Reading
from worker.extraction.times.lexicon import TELLING, words
from worker.extraction.times.tokens import Piece

NAME = re.compile(r"[a-z_0-9]+")
MACRO = re.compile(r"<(\w+)>")
OTHERS = ("iso", "qcode", "slashed", "clock", "small", "year", "number", "code", "th", "s", "glued", "hyphen", "dash", "comma",
          "stop", "quote", "slash", "money", "percent", "mark", "other", "holiday")  # fmt: skip
MACROS = {
    "month": "(?:[month may] | mon stop?)",
    "nth": "(?:small th? | ordinal)",
    "number": "(?:[num small number] (?:hyphen? num)? hundred{0,2} (?:and a half)?)",
    "count": "(?:<number> (?:hyphen? [to or dash hyphen] hyphen? <number>)? | a couple of? | a? vague | a? dozen"
    " | a hundred | nums of? | hundreds of | half a)",
    "about": "(?:around a? | nearly | over | [more less] than | at [least most] | upto to | just [over around] )?",
    "units": "[unit units]",
    "dayedge": "(?:[early late] in? | mid hyphen? | the? very? [beginning ending middle] of)",
    "edge": "(?:[early late] in? | mid hyphen? | the? very? [beginning ending middle] of | the? [beginning ending middle] )",
}


class Match(NamedTuple):
    """Where a rule fits: its pieces, the one before and the one after, and the one ``earlier`` than the one before."""

    pieces: list[Piece]
    before: Piece | None
    after: Piece | None
    earlier: Piece | None = None

    def get(self, *categories: str) -> Piece | None:
        """The first piece of one of these categories."""
        return next((p for p in self.pieces if p.category in categories), None)

    def has(self, *categories: str) -> bool:
        """Whether any piece is of one of these categories."""
        return self.get(*categories) is not None


Reader = Callable[[Match, Context], Reading | None]


class Rule(NamedTuple):
    """A pattern over categories and what reads it."""

    pattern: re.Pattern[str]
    read: Reader


@cache
def codes() -> dict[str, str]:
    """One character for each category."""
    names = dict.fromkeys([*(w.category for w in words().values()), *OTHERS])
    return {name: chr(0x4E00 + i) for i, name in enumerate(names)}


# Every rule asks for one of these.
TOLD = (*sorted(TELLING), "year", "s", "th", "holiday", "iso", "slashed", "clock", "qcode")
# No rule reaches across these, but for "every single day".
STRANGE = ("other", "mark", "code")


@cache
def _known_and_telling() -> tuple[re.Pattern[str], re.Pattern[str]]:
    strange, telling = ("".join(codes()[name] for name in names) for names in (STRANGE, TOLD))
    # the strange one behind may be looked ahead to
    known = re.compile(f"(?:[^{strange}]|(?<={codes()['every']}){codes()['other']})+[{strange}]?")
    return known, re.compile(f"[{telling}]")


def stretches(row: str) -> Iterator[tuple[int, int]]:
    """Where in a row of categories a time may stand: patterns are tried there alone."""
    known, telling = _known_and_telling()
    return (match.span() for match in known.finditer(row) if telling.search(row, *match.span()))


def rule(pattern: str, read: Reader) -> Rule:
    """Compile a pattern; raises KeyError for a category that does not exist."""
    previous = ""
    while previous != pattern:
        previous, pattern = pattern, MACRO.sub(lambda m: MACROS[m.group(1)], pattern)
    # quantifiers such as {0,2} hold no names, and digits alone are none either
    coded = NAME.sub(lambda m: m.group() if m.group().isdigit() else codes()[m.group()], pattern)
    return Rule(re.compile(coded.replace(" ", "")), read)


def row(pieces: list[Piece]) -> str:
    """The categories of a paragraph's pieces as one string."""
    table = codes()
    return "".join(table[piece.category] for piece in pieces)
