"""Dates that have their year, or their month, from a date beside them: "between May and October 2019", "May 6-10"."""

import re

from worker.extraction.times import dates
from worker.extraction.times.context import DAY, Placed

# "May and October 2019", "March 3 to April 5, 2021"
AND = re.compile(r"\s(?:and|or|to|through)\s|\s?[-–—]\s?")
# "September 12 last year", "October of that year"
OF = re.compile(r"\s(?:of\s)?")
DATED = re.compile(r"(\d{4}|XXXX)(-\d\d(?:-\d\d)?)")
YEAR = re.compile(r"\d{4}")
# Words of a year that another date owns.
OWNING = re.compile(r"(?:last|this|next|that|the\s(?:same|previous|following))\s", re.IGNORECASE)
FOUR = re.compile(r"\b\d{4}\b")
# The first day of "6-10 May", "between 6 and 10 May", "from 6 to 10 May".
FIRST = re.compile(
    r"(\b(?:between|from|on|both)\s(?:the\s)?)?(?<![\d$€£,.])\b([12]?\d|3[01])(?:st|nd|rd|th)?(\s?[-–]\s?|\s(?:and|or|to)\s)$",
    re.IGNORECASE,
)
# The second day of "May 6-10", "between May 6 and 10", "on May 6 and 7."
SECOND = re.compile(
    r"(\s?[-–]\s?|\s(?:and|or|to)\s)([12]?\d|3[01])(?:st|nd|rd|th)?(?![\d%,:.]\d|[-–]\d|\s?(?:%|percent|per\s)|\w)"
)
OPENED = re.compile(r"\b(?:between|from)\s$", re.IGNORECASE)
CLOSED = re.compile(r"[.,;:)]|$")


def with_years(text: str, readings: list[Placed]) -> list[Placed]:
    """The same times of a paragraph, in its order, those that a date beside them settles put right, and the other day of two added."""
    found: list[Placed] = []
    for placed in reversed(readings):
        if found and placed[1] > found[-1][0]:  # "the 17th" of "the 17th and 18th of May" is settled
            continue
        here = _settled(text, placed, found[-1]) if found else placed
        after, before = _second_day(text, here, found[-1][0] if found else len(text)), _first_day(text, here)
        found.extend(day for day in (after, here, before) if day is not None)
    return found[::-1]


def _settled(text: str, placed: Placed, behind: Placed) -> Placed:
    """A month or day without a year of its own in the year told right behind it."""
    start, end, reading = placed
    other = behind[2]
    dated = DATED.fullmatch(reading.value)
    if reading.type != "DATE" or other.type != "DATE" or dated is None or FOUR.search(text[start:end]):
        return placed
    gap, shown = text[end : behind[0]], text[behind[0] : behind[1]]
    shared = AND.fullmatch(gap) and DATED.fullmatch(other.value) and (FOUR.search(shown) or other.anchor == "text")
    owned = OF.fullmatch(gap) and YEAR.fullmatch(other.value) and OWNING.match(shown)
    if not (shared or owned) or not other.value[:4].isdigit():
        return placed
    return start, end, reading._replace(value=other.value[:4] + dated[2], anchor=other.anchor)


def _first_day(text: str, placed: Placed) -> Placed | None:
    """The 6 of "6-10 May"; its end is behind the digits."""
    start, _, reading = placed
    if reading.type != "DATE" or not DAY.fullmatch(reading.value) or not text[start : start + 1].isdigit():
        return None
    match = FIRST.search(text, max(0, start - len("between the 31st through ")), start)
    if match is None or (match[3].strip().isalpha() and match[1] is None):
        return None
    return _day_of(placed, match.start(2), match.end(2), int(match[2]))


def _second_day(text: str, placed: Placed, limit: int) -> Placed | None:
    """The 10 of "May 6-10"."""
    start, end, reading = placed
    if (
        reading.type != "DATE"
        or not DAY.fullmatch(reading.value)
        or not text[end - 1 : end].isdigit()
        or FOUR.search(text[start:end])
    ):
        return None
    match = SECOND.match(text, end)
    if match is None or match.end() > limit or not text[start : start + 1].isalpha():
        return None
    opened = OPENED.search(text[max(0, start - len("between ")) : start]) or CLOSED.match(text, match.end())
    if match.group(1).strip().isalpha() and not opened:
        return None
    return _day_of(placed, match.start(2), match.end(2), int(match.group(2)))


def _day_of(placed: Placed, start: int, end: int, number: int) -> Placed | None:
    reading = placed[2]
    year, month, other = (int(part) for part in reading.value.split("-"))
    day = dates.valid(year, month, number)
    ordered = number < other if start < placed[0] else number > other
    return (start, end, reading._replace(value=dates.day(day), mod=None)) if day is not None and ordered else None
