"""Times of day: 11 a.m., 16:15 UTC, noon, that night."""

import re
from datetime import date

from worker.extraction.times import dates
from worker.extraction.times.absolute import edge
from worker.extraction.times.context import DAY, Context, Reading
from worker.extraction.times.grammar import Match

DIGITS = re.compile(r"(\d{1,2})(?:\s?[:.]\s?(\d\d))?(?::(\d\d))?")
HOURS = 24
NOON = 12


def read_clock(match: Match, context: Context) -> Reading | None:
    """A clock time on the day that the sentence is about."""
    shown = match.get("clock", "small", "number", "num")
    if shown is None:
        return None
    digits = DIGITS.match(shown.value)
    if digits is None:
        return None
    hour, minute = int(digits.group(1)), digits.group(2) or "00"
    half = match.get("am", "pm")
    if half is not None:
        if not 1 <= hour <= NOON:
            return None
        hour = hour % NOON + int(half.value)
    if hour >= HOURS:
        return None
    zone = match.get("zone")
    ending = zone.value if zone is not None and zone.value != "-" else ""
    return _on_day(f"T{hour:02d}:{minute}{ending}", context, 0.9 if half or zone else 0.75)


FOUR_DIGITS = re.compile(r"([01]\d|2[0-3])([0-5]\d)")


def read_military(match: Match, context: Context) -> Reading | None:
    """Four digits before a time zone: 0140 GMT."""
    digits, zone = match.pieces[0], match.get("zone")
    shown = FOUR_DIGITS.fullmatch(digits.text)
    if shown is None or zone is None:
        return None
    ending = zone.value if zone.value != "-" else ""
    return _on_day(f"T{shown.group(1)}:{shown.group(2)}{ending}", context, 0.85)


PAST_HOUR = {"half": 30, "quarter": 15}
LAST_MINUTE = 29


def read_past_hour(match: Match, context: Context) -> Reading | None:
    """Half past nine, quarter past 11: the clock as it shows, in either half of the day where none is said."""
    first, hour, half = match.pieces[0], match.pieces[-1], match.get("am", "pm")
    if half is not None:
        hour = match.pieces[-2]
    if not hour.value.isdigit() or not 1 <= int(hour.value) <= NOON:
        return None
    minutes = PAST_HOUR.get(first.category, int(first.value) if first.value.isdigit() else 0)
    if not 0 < minutes <= LAST_MINUTE + 1:
        return None
    shown = int(hour.value) % NOON + int(half.value) if half else int(hour.value)
    return _on_day(f"T{shown:02d}:{minutes:02d}", context, 0.85 if half else 0.65)


def _on_day(ending: str, context: Context, confidence: float, mod: str | None = None) -> Reading:
    day = context.sentence_day or context.today
    if (
        context.sentence_day is None
        and context.last is not None
        and context.last[1] == "D"
        and _may_be(context.last[0], context)
    ):
        day = context.last[0]
    if day is None:
        return Reading("TIME", f"XXXX-XX-XX{ending}", mod, "none", confidence - 0.2)
    return Reading("TIME", dates.day(day) + ending, mod, context.anchor, confidence)


def _may_be(last: date, context: Context) -> bool:
    """Whether a clock can stand on the day named last: one to come asks for a verb that looks ahead."""
    return context.today is None or last <= context.today or context.look() > 0


BESIDE = re.compile(r"(?:\s+local(?:\s+time)?)?\)?,?\s+(?:on\s+|of\s+)?", re.IGNORECASE)
# "11.30pm (2230 GMT)": one hour told twice.
TWICE = re.compile(r"(?:\s+local(?:\s+time)?)?,?\s+(?:\(|or\s+)", re.IGNORECASE)
CLOCKED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d\S*")
DAYLESS = re.compile(r"(?:\d{4}|XXXX)-(?:\d\d|XX)-(?:\d\d|XX)(?=T)")


def on_day_beside(clock: Reading, gap: str, day: Reading) -> Reading:
    """A clock time on the day that is named right behind it: "9 a.m. on Tuesday", "noon tomorrow", "9 a.m. (0800 GMT) on Tuesday"."""
    whole = day.type == "DATE" and DAY.fullmatch(day.value) and BESIDE.fullmatch(gap)
    twice = day.type == "TIME" and CLOCKED.fullmatch(day.value) and TWICE.fullmatch(gap)
    if clock.type != "TIME" or not (whole or twice):
        return clock
    value = DAYLESS.sub(day.value[: len("2024-03-14")], clock.value)
    return clock._replace(value=value, anchor=day.anchor, confidence=day.confidence)


def read_point(match: Match, context: Context) -> Reading | None:
    """Noon, midnight, dawn."""
    point = match.get("point")
    return _on_day(f"T{point.value}", context, 0.85) if point else None


def read_part(match: Match, context: Context) -> Reading | None:
    """This morning, that night, the same evening; "afternoon" after "Thursday morning and"."""
    part = match.get("part")
    if part is None:
        return None
    if match.has("this") and context.today is not None:
        return Reading("TIME", f"{dates.day(context.today)}T{part.value}", edge(match), context.anchor, 0.92)
    if match.has("last") and context.today is not None:
        day = dates.shift(context.today, "D", -1)
        return Reading("TIME", f"{dates.day(day)}T{part.value}", edge(match), context.anchor, 0.92)
    offset = 1 if match.has("next", "following") else -1 if match.has("previous") else 0
    base = context.reference()[0]
    if offset and base is not None:
        return Reading("TIME", f"{dates.day(dates.shift(base, 'D', offset))}T{part.value}", edge(match), "text", 0.75)
    return _on_day(f"T{part.value}", context, 0.7, edge(match))
