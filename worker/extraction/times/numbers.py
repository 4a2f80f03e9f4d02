"""Counts inside times: "two", "twenty-five", "a couple of", "1,200"; X where the text does not say."""

from worker.extraction.times.grammar import Match
from worker.extraction.times.tokens import Piece

MODS = {"least": "EQUAL_OR_MORE", "most": "EQUAL_OR_LESS", "upto": "EQUAL_OR_LESS", "more": "MORE_THAN",
        "less": "LESS_THAN", "over": "MORE_THAN", "around": "APPROX", "nearly": "LESS_THAN"}  # fmt: skip


# "twenty-five": tens take a digit behind them.
TENS = 20
# No time of the news counts so many.
COUNTABLE = 1_000_000
HALF = 0.5


def count(match: Match) -> str:
    """The count of a match as TIMEX3 writes it: digits, a decimal, or X."""
    if match.has("vague", "nums", "hundreds"):
        return "X"
    if match.has("couple"):
        return "2"
    if match.has("dozen"):
        return "12"
    total = _number([p for p in match.pieces if p.category in {"num", "small", "number", "hundred", "year"}])
    if total is not None:
        return f"{float(total) + HALF:g}" if match.has("half") and total != "X" else total
    return "0.5" if match.has("half") else "1" if match.has("a", "unit") else "X"


def _number(pieces: list[Piece]) -> str | None:
    if not pieces:
        return None
    total, current = 0.0, 0.0
    for piece in pieces:
        if piece.category == "hundred":
            current = max(current, 1) * int(piece.value)
        else:
            number = float(piece.value.replace(",", ""))
            # "two or three", "60 to 90": the later number stands for both
            current = current + number if current and current >= TENS > number and current % 10 == 0 else number
        total = current
    return f"{total:g}" if total < COUNTABLE else "X"


def mod(match: Match) -> str | None:
    """EQUAL_OR_MORE, APPROX and the like from the words before the count."""
    for category, name in MODS.items():
        if match.has(category):
            return name
    return None
