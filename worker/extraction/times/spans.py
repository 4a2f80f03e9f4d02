"""Durations and sets: eleven days, 11-day, the past few months, every week, annual."""

import re

from worker.extraction.times import dates
from worker.extraction.times.context import Context, Placed, Reading
from worker.extraction.times.grammar import Match
from worker.extraction.times.lexicon import distances
from worker.extraction.times.numbers import HALF, count, mod

DISTRIBUTING = frozenset(["num", "number", "small", "money", "percent", "year", "code", "hundred", "glued"])
# "5,000 passengers a day"
COUNTING = frozenset(["num", "number", "small", "hundred", "code"])


def read_duration(match: Match, _context: Context) -> Reading | None:
    """A count of units; "$5 a day" is a set."""
    unit = match.get("unit", "units")
    if unit is None:
        return None
    number = count(match)
    if match.before is not None and match.before.text.lower() in distances() and match.has("a"):
        return None  # "60 miles an hour" is a speed
    if _is_share(match) or (match.before is not None and match.before.text.lower() == "aged"):
        return None
    if _distributed(match):
        return Reading("SET", dates.period(unit.value, "1"), None, "none", 0.8)
    counted = match.has("num", "small", "number") and unit.category == "unit" and not match.has("hyphen")
    if counted and number not in {"1", "0.5"} and unit.value != "M":
        return None
    return Reading("DURATION", dates.period(unit.value, number), mod(match), "none", 0.65 if number != "X" else 0.6)


def _is_share(match: Match) -> bool:
    """Whether quarters are parts of something: "three quarters of the children", "fell by three quarters"."""
    quarters = match.pieces[-1].text.lower() in {"quarter", "quarters"}
    before, after = match.before, match.after
    return quarters and ((after is not None and after.text == "of") or (before is not None and before.text == "by"))


def read_and_half(match: Match, _context: Context) -> Reading | None:
    """A year and a half, two hours and a half."""
    unit = match.get("unit", "units")
    if unit is None:
        return None
    whole = count(match._replace(pieces=match.pieces[: -len(("and", "a", "half"))]))
    return Reading("DURATION", dates.period(unit.value, f"{float(whole) + HALF:g}"), mod(match), "none", 0.65)


def _distributed(match: Match) -> bool:
    """Whether "a day" stands behind what happens in each."""
    first, *rest = match.pieces
    if first.category != "a" or len(rest) != 1 or match.before is None:
        return False
    counted = match.earlier is not None and match.earlier.category in COUNTING and match.before.category == "other"
    converted = match.before.text == ")" and match.earlier is not None and match.earlier.category in DISTRIBUTING
    return (
        counted or converted or match.before.category in DISTRIBUTING or match.before.text.lower() in {"once", "twice"}
    )


def read_bare(match: Match, _context: Context) -> Reading | None:
    """Units without a count: "for years", "decades-long"."""
    unit = match.get("unit", "units")
    if unit is None:
        return None
    number = "1" if unit.category == "unit" else "X"
    return Reading("DURATION", dates.period(unit.value, number), None, "none", 0.65)


def read_every(match: Match, _context: Context) -> Reading | None:
    """Every week, each of the four days, every other month, every Sunday."""
    weekday, unit, part = match.get("weekday", "weekdays"), match.get("unit", "units"), match.get("part", "parts")
    if weekday is not None:
        ending = f"T{part.value}" if part else ""
        return Reading("SET", f"XXXX-WXX-{weekday.value}{ending}", None, "none", 0.9)
    if part is not None:
        return Reading("SET", f"XXXX-XX-XXT{part.value}", None, "none", 0.85)
    month = match.get("month", "may")
    if month is not None:
        return Reading("SET", f"XXXX-{int(month.value):02d}", None, "none", 0.85)
    quarter = match.get("quarter", "season")
    if quarter is not None:
        return Reading("SET", "P3M" if quarter.category == "quarter" else f"XXXX-{quarter.value}", None, "none", 0.85)
    return Reading("SET", dates.period(unit.value, count(match)), None, "none", 0.9) if unit else None


def read_set(match: Match, _context: Context) -> Reading | None:
    """Annual, daily, weekly."""
    word = match.get("set")
    return Reading("SET", word.value, None, "none", 0.7) if word else None


COUNTED = re.compile(r"P(T?)(\d+)([YMWDHMS])")
# How many of a shorter unit make one of a longer: "seven years and four months", not "two years and 200 hours".
MAKES = {("Y", "M"): 12, ("Y", "W"): 53, ("Y", "D"): 366, ("M", "W"): 5, ("M", "D"): 31, ("W", "D"): 7, ("D", "TH"): 24,
         ("TH", "TM"): 60, ("TM", "TS"): 60}  # fmt: skip
BETWEEN = re.compile(r"\b(?:between|both)\s+$", re.IGNORECASE)


def joined(text: str, readings: list[Placed]) -> list[Placed]:
    """The same times of a paragraph, with a length told in two units as one: "seven years and four months" is P7Y4M."""
    found: list[Placed] = []
    for start, end, reading in readings:
        value = _sum(found[-1][2], reading) if found and text[found[-1][1] : start] == " and " else None
        if value is None or BETWEEN.search(text[: found[-1][0]]):
            found.append((start, end, reading))
        else:
            first, _, whole = found[-1]
            found[-1] = first, end, whole._replace(value=value)
    return found


def _sum(first: Reading, second: Reading) -> str | None:
    """The value of two durations together, the longer unit first; None for any other two times."""
    one, other = COUNTED.fullmatch(first.value), COUNTED.fullmatch(second.value)
    if one is None or other is None or {first.type, second.type} != {"DURATION"} or second.mod is not None:
        return None
    if int(other[2]) >= MAKES.get((one[1] + one[3], other[1] + other[3]), 0):
        return None
    return first.value + second.value.removeprefix("PT" if one[1] else "P")
