"""A paragraph as a row of small tokens, each with one category that the grammar's patterns are written in."""

import re
from typing import NamedTuple

from worker.extraction.columns import Columns
from worker.extraction.times.lexicon import holidays, holidays_by_word, words
from worker.extraction.times.windows import windows

ISO = r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?"
SLASHED = r"\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?![\d/])"
CLOCK = r"\d{1,2}[:.][0-5]\d(?=\s?[ap]\.?m\b)|\d{1,2}:[0-5]\d(?::[0-5]\d)?(?![\d:])|[012]\d[ \u00a0\u202f]:[ \u00a0\u202f][0-5]\d(?!\d)"
# A whole number with a share behind it: "2 1/2", "6 ½", "3½".
MIXED = r"\d{1,3}[ \u00a0\u202f][1-9]/[2-9](?![\d/])|\d{1,3}[ \u00a0\u202f]?[¼½¾]"
NUMBER = rf"{MIXED}|\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?"
# The second quarter, the first half of a business year: "Q2 2024", "H1".
QUARTER = r"[QH][1-4]\b"
WORD = r"o['’]clock|[ap]\.m\.?|[^\W\d_]+"
TOKEN = re.compile(
    rf"(?P<qcode>\b{QUARTER})|(?P<word>{WORD})|(?P<iso>\b{ISO})|(?P<slashed>\b{SLASHED})|(?P<clock>\b{CLOCK})|(?P<digits>{NUMBER})"
    r"|(?P<mark>\S|\n)",
    re.IGNORECASE,
)
MARKS = {"-": "hyphen", "‐": "hyphen", "‑": "hyphen", "–": "dash", "—": "dash", ",": "comma", ".": "stop",
         "'": "quote", "’": "quote", "‘": "quote", "/": "slash", "$": "money", "€": "money", "£": "money",
         "¥": "money", "₹": "money", "#": "money", "%": "percent"}  # fmt: skip
ORDINAL_ENDS = frozenset(["st", "nd", "rd", "th"])
# What is read behind digits without a blank: "9am", "10yrs".
GLUED_READ = frozenset(["am", "pm", "unit", "units"])
VULGAR = {"¼": 0.25, "½": 0.5, "¾": 0.75}
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


def pieces(text: str, columns: Columns) -> list[Piece]:
    """Cut the stretches of a paragraph that may hold a time into pieces; blanks are dropped, everything else is kept.

    Between two stretches stands a mark of no width, which no rule reaches across.
    """
    found: list[Piece] = []
    for start, end in windows(columns):
        if found:
            found.append(Piece("mark", "", "", start, start))
        _cut(text, start, end, found)
    return found


def _cut(text: str, first: int, last: int, found: list[Piece]) -> None:
    named, skip = holidays_by_word(), first
    for match in TOKEN.finditer(text, first, last):
        start, end = match.span()
        if start < skip:
            continue
        shown, kind = match.group(), match.lastgroup
        lower = shown.lower()
        name = _holiday(text, start, lower) if lower in named and shown[0].isupper() else None
        if name is not None:
            skip = start + len(name)
            found.append(Piece("holiday", holidays()[name], text[start:skip], start, skip))
            continue
        if kind == "word":
            glued = found and found[-1].end == start
            category, value = (glued and _suffix(lower, found[-1])) or _word(shown, lower)
        else:
            category, value = _classify(kind or "mark", shown, found, start)
        found.append(Piece(category, value, shown, start, end))


def _holiday(text: str, start: int, first: str) -> str | None:
    """The name of a holiday that begins at an offset with its first word."""
    for name in holidays_by_word().get(first, ()):
        end = start + len(name)
        if text[start:end].lower() == name and not text[end : end + 1].isalnum():
            return name
    return None


def _classify(kind: str, shown: str, before: list[Piece], start: int) -> tuple[str, str]:
    """What anything but a word is."""
    if kind == "digits":
        return _digits(shown, before, start), _plain(shown)
    if kind == "mark":
        return MARKS.get(shown, "mark"), shown
    return kind, shown


def _plain(digits: str) -> str:
    """Digits with the share behind them as a decimal: "2 1/2" is 2.5."""
    if digits[-1] in VULGAR:
        return f"{float(digits[:-1]) + VULGAR[digits[-1]]:g}"
    whole, slash, under = digits.partition("/")
    if not slash:
        return digits
    number, over = whole.split()
    return f"{int(number) + int(over) / int(under):.6g}"


def _suffix(lower: str, before: Piece) -> tuple[str, str] | None:
    """What letters glued to a number are: the "th" of 5th, the "s" of 1980s."""
    if before.category in {"small", "number"} and lower in ORDINAL_ENDS:
        return "th", lower
    if before.category in {"year", "number", "small", "quote"} and lower == "s":
        return "s", lower
    word = words().get(lower)
    if before.category in {"small", "year", "number"} and (word is None or word.category not in GLUED_READ):
        return "glued", lower
    return None


def _word(shown: str, lower: str) -> tuple[str, str]:
    word = words().get(lower)
    if word is None or (word.capital and not shown[0].isupper()):
        return "other", shown
    return word.category, word.value


def _digits(shown: str, before: list[Piece], start: int) -> str:
    if before and before[-1].end == start and before[-1].category in {"other", "money", "stop"}:
        month = before[-1].category == "stop" and len(before) > 1 and before[-2].category in {"mon", "wk"}
        if not month or before[-2].end != before[-1].start:  # "Sept.12" is a day all the same
            return "code"
    if not shown.isdigit():
        return "number"
    if len(shown) == YEAR_DIGITS and FIRST_YEAR <= int(shown) <= LAST_YEAR:
        return "year"
    return "small" if len(shown) <= len("31") and 0 < int(shown) <= MONTH_DAYS else "number"
