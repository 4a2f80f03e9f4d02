"""Numbers that are no quantities: dates, clock times, scores, versions, addresses, list numbers, parts of names."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from operator import attrgetter

from worker.extraction.quantities.clause import Clause, Told
from worker.extraction.quantities.lexicon import words
from worker.extraction.quantities.nouns import PLURAL, Counted
from worker.extraction.quantities.numerals import Numeral

NUMBERED = words("numbered.txt")
STREETS = words("streets.txt")

ORDINAL = re.compile(r"(?:st|nd|rd|th)\b", re.IGNORECASE)
LIST_NUMBER = re.compile(r"\s*\(?\d{1,2}[.)]\s*\Z")
GLUED = re.compile(r"[^\W\d_]+")
# "12 Harbour Street": capital words up to what a street is called.
NAMED = re.compile(r"\s(?:[A-Z][\w.'’-]*\s){1,3}([A-Z][a-z]+)\b")
# A telephone number: a plus or a zero first, then groups; its longest way back from one of its groups.
TELEPHONE = re.compile(r"(?:\+\d{1,3}|(?<![\d.,])0\d{1,4})(?:[ \u00a0.-]\(?\d{1,4}\)?){2,6}(?!\d)")
GAPS = frozenset(" \u00a0.-")
LONGEST_NUMBER = 24
# A number that is dialled: "a 911 call".
CALLED = re.compile(r"(?:911|999|112)[\s-](?:call|operator|dispatcher|tape|recording)", re.IGNORECASE)
# The 24 of "the 2023–24 season".
SEASON = re.compile(r"(?:19|20)\d\d[-–—‑/]$")
NAMES = frozenset(["NNP", "NNPS"])
NO = ("No. ", "No.\u00a0")
# Times whose number counts all the same.
COUNTED = ("ago", "later", "earlier")
ENDS = attrgetter("end")
YEARS = range(1800, 2100)


def part_of_time(start: int, end: int, times: Sequence[Told]) -> bool:
    """Whether a number stands inside a date, a clock time or a set; "two years later" counts years all the same.

    ``times`` are in the order of the text and do not overlap.
    """
    following = bisect_right(times, start, key=ENDS)
    if following == len(times) or times[following].start >= end:
        return False
    time = times[following]
    if time.type in {"DURATION", "SET"}:
        return False
    return not (time.type == "DATE" and time.words.lower().endswith(COUNTED))


def no_quantity(text: str, numeral: Numeral, clause: Clause, noun: Counted | None, *, bare: bool) -> bool:
    """Whether a number is none by the characters and words round it.

    Args:
        text: the paragraph.
        numeral: the number.
        clause: the paragraph's tokens.
        noun: what it counts.
        bare: it has neither unit nor counted noun.
    """
    if numeral.sign is not None:
        return False
    start, end = numeral.start, numeral.end
    if (
        bare
        and (
            text[start:end].lower() in {"one", "couple", "a couple"}  # who is meant, or two who are married
            or text[end : end + 1] == "-"
            or (text[start - 1 : start] == "(" and text[end : end + 1] == ")")
        )
    ):
        return True
    if not numeral.written and (
        _is_marked(text, start, end, bare=bare) or _address(text, end) or CALLED.match(text, start)
    ):
        return True
    if ORDINAL.match(text, end) or (text[end : end + 1] in {".", ")"} and _listed(text, start, end)):
        return True
    if noun is not None and _names(numeral, clause, noun):
        return True
    return _numbered(numeral, clause, bare=bare) or (_bare_year(text, numeral) and (bare or _singular(noun)))


def _is_marked(text: str, start: int, end: int, *, bare: bool) -> bool:
    """Whether digits are none by the marks and digits beside them; between two words with blanks there are neither."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if before[:1].isalpha() and before[1:] == " " == after[:1] and after[1:].isalpha():
        return False
    return (
        _dialled(text, start, end)
        or _short(text, start, end, bare=bare)
        or _beside(text, start, end)
        or (bare and after[:1].isalpha())
    )


def _listed(text: str, start: int, end: int) -> bool:
    """The number of a list, at the head of its line."""
    return LIST_NUMBER.match(text, max(0, text.rfind("\n", 0, start) + 1), end + 1) is not None


def _singular(noun: Counted | None) -> bool:
    return noun is not None and noun.tag not in PLURAL


def _names(numeral: Numeral, clause: Clause, noun: Counted) -> bool:
    """A model's name round the number ("iPhone 14 Pro"), a category with its kind ("category 4 hurricane"), 5G."""
    if not numeral.written and clause.columns.starts[noun.first] == numeral.end:
        return True
    before = clause.at(numeral.start) - 1
    if before < 0:
        return False
    if clause.columns.tags[before] in NAMES and noun.words[0].isupper() and not numeral.written:
        return True
    return clause.columns.lowers[before] in NUMBERED and _singular(noun)


def _short(text: str, start: int, end: int, *, bare: bool) -> bool:
    """The 24 of ’24 or of 2023–24, the 1 of UTC+1, the 2 of 2x4, the last group of a telephone number."""
    before = text[max(0, start - 2) : start]
    if end - start == len("24") and SEASON.search(text, max(0, start - len("2023-")), start):
        return True
    if before[-1:] in {"’", "'"} and not before[:1].isalnum() and end - start == len("24"):
        return bare
    if (text[end : end + 1] in {"x", "×"} and text[end + 1 : end + 2].isdecimal()) or (
        before[:1].isalpha() and before[-1:] == "+"
    ):
        return True
    return bare and before[:1].isdigit() and before[-1:] == "-"


def _beside(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 2]
    if text[max(0, start - 2) : start].rstrip()[-1:] in {"|", "№"} or text[max(0, start - 4) : start].endswith(NO):
        return True
    if before in {":", "/", "#"} or (after[:1] in {":", "/"} and after[1:2].isdigit()):
        return True
    return after[:1] == "." and after[1:2].isdigit()


def _dialled(text: str, start: int, end: int) -> bool:
    """Part of a telephone number: "+33 1 42 68 53 00", "020 7946 0958"."""
    if not _grouped(text, start, end):
        return False
    line = range(max(0, start - LONGEST_NUMBER), min(len(text), end + LONGEST_NUMBER))
    return any(m.start() <= start and end <= m.end() for m in TELEPHONE.finditer(text, line.start, line.stop))


def _grouped(text: str, start: int, end: int) -> bool:
    """Whether digits stand as a group of a telephone number does: beside another, in brackets, behind a plus, or with a zero first."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    beside = (after[:1] in GAPS and (after[1:].isdigit() or after[1:] == "(")) or (
        before[1:] in GAPS and (before[:1].isdigit() or before[:1] == ")")
    )
    return beside or before[-1:] in {"+", "("} or after[:1] == ")" or text[start] == "0"


def _numbered(numeral: Numeral, clause: Clause, *, bare: bool) -> bool:
    columns, before = clause.columns, clause.at(numeral.start) - 1
    if before < 0:
        return False
    lower, shown = columns.lowers[before], columns.words[before]
    if lower in NUMBERED and (bare or shown[0].isupper() or lower in {"no.", "number", "no"}):
        return lower != "no" or bare
    beside = columns.tags[before] in NAMES and columns.ends[before] == numeral.start - 1
    return beside and (bare or (shown.isupper() and not numeral.written))


def _address(text: str, end: int) -> bool:
    """The house number of an address."""
    named = NAMED.match(text, end)
    return named is not None and named.group(1).lower() in STREETS


def _bare_year(text: str, numeral: Numeral) -> bool:
    value = numeral.value or 0
    return text[numeral.start : numeral.end].isdigit() and value in YEARS and float(value).is_integer()
