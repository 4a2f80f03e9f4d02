"""A paragraph as a row of small tokens, each with one category that the grammar's patterns are written in."""

import re
from typing import NamedTuple

from worker.extraction.times.lexicon import Word, holidays, words

ISO = r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?"
SLASHED = r"\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?![\d/])"
CLOCK = r"\d{1,2}[:.][0-5]\d(?=\s?[ap]\.?m\b)|\d{1,2}:[0-5]\d(?::[0-5]\d)?(?![\d:])"
NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
WORD = r"o['’]clock|[ap]\.m\.?|[^\W\d_]+"
TOKEN = re.compile(
    rf"(?P<word>{WORD})|(?P<iso>\b{ISO})|(?P<slashed>\b{SLASHED})|(?P<clock>\b{CLOCK})|(?P<digits>{NUMBER})"
    r"|(?P<mark>\S|\n)",
    re.IGNORECASE,
)
HOLIDAY = re.compile(
    "|".join(rf"\b{re.escape(name)}\b" for name in sorted(holidays(), key=len, reverse=True)), re.IGNORECASE
)
MARKS = {"-": "hyphen", "‐": "hyphen", "‑": "hyphen", "–": "dash", "—": "dash", ",": "comma", ".": "stop",
         "'": "quote", "’": "quote", "‘": "quote", "/": "slash", "$": "money", "€": "money", "£": "money",
         "¥": "money", "₹": "money", "#": "money", "%": "percent"}  # fmt: skip
ORDINAL_ENDS = frozenset(["st", "nd", "rd", "th"])
MONTH_DAYS = 31
YEAR_DIGITS = 4
FIRST_YEAR, LAST_YEAR = 1000, 2199


class Piece(NamedTuple):
    """One token: category, value (of the lexicon, or the digits), its words and where they stand in the paragraph."""

    category: str
    value: str
    text: str
    start: int
    end: int


def pieces(text: str) -> list[Piece]:
    """Cut a paragraph into pieces; blanks are dropped, everything else is kept."""
    found: list[Piece] = []
    lexicon = words()
    days = {m.start(): m for m in HOLIDAY.finditer(text)}
    skip = 0
    for match in TOKEN.finditer(text):
        kind = match.lastgroup or "mark"
        start, end = match.span()
        if start < skip:
            continue
        shown = match.group()
        if start in days and shown[0].isupper():
            shown, skip = days[start].group(), days[start].end()
            found.append(Piece("holiday", holidays()[shown.lower()], shown, start, skip))
        else:
            category, value = _classify(kind, shown, found, start, lexicon)
            found.append(Piece(category, value, shown, start, end))
    return found


def _classify(kind: str, shown: str, before: list[Piece], start: int, lexicon: dict[str, Word]) -> tuple[str, str]:
    if kind == "word":
        if before and before[-1].end == start:
            suffix = _suffix(shown.lower(), before[-1])
            if suffix:
                return suffix, shown.lower()
        return _word(shown, lexicon)
    if kind == "digits":
        return _digits(shown, before, start), shown
    if kind == "mark":
        return MARKS.get(shown, "mark"), shown
    return kind, shown


def _suffix(lower: str, before: Piece) -> str | None:
    """What letters glued to a number are: the "th" of 5th, the "s" of 1980s."""
    if before.category in {"small", "number"} and lower in ORDINAL_ENDS:
        return "th"
    if before.category in {"year", "number", "small", "quote"} and lower == "s":
        return "s"
    if before.category in {"small", "year", "number"} and lower not in {"am", "pm", "a.m", "p.m", "a.m.", "p.m."}:
        return "glued"
    return None


def _word(shown: str, lexicon: dict[str, Word]) -> tuple[str, str]:
    word = lexicon.get(shown.lower())
    if word is None or (word.capital and not shown[0].isupper()):
        return "other", shown
    return word.category, word.value


def _digits(shown: str, before: list[Piece], start: int) -> str:
    if before and before[-1].end == start and before[-1].category in {"other", "money", "stop"}:
        return "code"
    if not shown.isdigit():
        return "number"
    if len(shown) == YEAR_DIGITS and FIRST_YEAR <= int(shown) <= LAST_YEAR:
        return "year"
    return "small" if len(shown) <= len("31") and 0 < int(shown) <= MONTH_DAYS else "number"
