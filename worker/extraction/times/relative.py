"""Dates that are told from another day: yesterday, last week, two days ago, the following year, Thursday."""

from datetime import date, timedelta

from worker.extraction.times import dates
from worker.extraction.times.absolute import edge
from worker.extraction.times.context import Anchor, Context, Reading
from worker.extraction.times.grammar import Match
from worker.extraction.times.numbers import count, mod

UNKNOWN = {"Y": "XXXX", "M": "XXXX-XX", "W": "XXXX-WXX", "D": "XXXX-XX-XX", "Q": "XXXX-QX", "WE": "XXXX-WXX-WE",
           "DE": "XXX", "CE": "XX"}  # fmt: skip


DAY_HOURS = 24
FRIDAY = 5


def _told(day: date | None, unit: str, anchor: Anchor, confidence: float, mod_: str | None = None) -> Reading | None:
    if unit.startswith("T"):
        return None
    if day is None:
        return Reading("DATE", UNKNOWN.get(unit, "XXXX-XX-XX"), mod_, "none", 0.5)
    return Reading("DATE", dates.at(day, unit), mod_, anchor, confidence)


def read_weekday(match: Match, context: Context) -> Reading | None:
    """A weekday, with a part of it or without; the tense says whether it is behind or ahead."""
    weekday, part = match.get("weekday", "wk"), match.get("part", "point")
    if weekday is None:
        return None
    if _names(match):
        return None
    number = int(weekday.value)
    found = _weekday(number, match, context)
    value = dates.day(found) if found else f"XXXX-WXX-{number}"
    anchor: Anchor = context.anchor if found else "none"
    if part is None:
        return Reading("DATE", value, edge(match), anchor, 0.93 if found else 0.7)
    return Reading("TIME", value + at_part(part.value), edge(match), anchor, 0.92 if found else 0.7)


def _names(match: Match) -> bool:
    """The weekday in a name: "the Sunday Times"."""
    before, after = match.before, match.after
    beside = after is not None and after.category == "other" and after.text[0].isupper()
    return beside and before is not None and before.category == "the" and len(match.pieces) == 1


def at_part(value: str) -> str:
    """The end of a value that tells a part of the day or a clock time."""
    return f"T{value}"


def _weekday(number: int, match: Match, context: Context) -> date | None:
    today = context.today
    if today is None:
        return None
    back = (today.isoweekday() - number) % 7
    ahead = (number - today.isoweekday()) % 7
    try:
        if match.has("last", "past", "previous"):
            return today - timedelta(days=back or 7)
        if match.has("next", "coming", "following"):
            return today + timedelta(days=ahead or 7)
        if match.has("this"):
            return today + timedelta(days=number - today.isoweekday())
        return today + timedelta(days=ahead) if context.weekday_ahead() else today - timedelta(days=back)
    except OverflowError:
        return None


def read_day(match: Match, context: Context) -> Reading | None:
    """Today, yesterday, tomorrow, with a part of the day or without."""
    word, part = match.get("day", "tonight"), match.get("part")
    if word is None:
        return None
    offset = 0 if word.category == "tonight" else int(word.value)
    if match.has("unit"):  # the day before yesterday, the day after tomorrow
        if offset * (1 if match.has("after") else -1) <= 0:
            return None
        offset *= 2
    part_value = "NI" if word.category == "tonight" else part.value if part else None
    if context.today is None:
        if offset == 0 and part_value is None:
            return Reading("DATE", "PRESENT_REF", None, "none", 0.7)
        day_text = "XXXX-XX-XX"
    else:
        day_text = dates.day(dates.shift(context.today, "D", offset))
    if part_value:
        return Reading("TIME", day_text + at_part(part_value), edge(match), context.anchor, 0.93)
    return Reading("DATE", day_text, edge(match), context.anchor, 0.95)


def read_last_unit(match: Match, context: Context) -> Reading | None:
    """Last week, this year, next month; "earlier this month"."""
    unit = match.get("unit", "units", "quarter", "season")
    if unit is None:
        return None
    offset = -1 if match.has("last", "past", "latest") else 1 if match.has("next", "coming") else 0
    if unit.category == "season":
        if context.today is None:
            return Reading("DATE", f"XXXX-{unit.value}", edge(match), "none", 0.6)
        return Reading("DATE", _season(unit.value, offset, context.today), edge(match), context.anchor, 0.82)
    if unit.value == "CE" and offset == 0:
        return _told(context.today, "CE", context.anchor, 0.8, edge(match))
    day = dates.shift(context.today, unit.value, offset) if context.today else None
    return _told(day, unit.value, context.anchor, 0.82, edge(match))


def read_weekend(match: Match, context: Context) -> Reading | None:
    """At the weekend: the last one, or the one of this week where the verb looks ahead or the week has come so far."""
    unit = match.get("unit")
    if unit is None or unit.value != "WE":
        return None
    today = context.today
    ahead = today is not None and (context.weekday_ahead() or today.isoweekday() > FRIDAY)
    day = dates.shift(today, "W", 0 if ahead else -1) if today else None
    return _told(day, "WE", context.anchor, 0.75)


def _season(name: str, offset: int, today: date) -> str:
    year = today.year
    first = dates.SEASON_MONTHS[name]
    if offset < 0 and today.month <= first + 2:
        year -= 1
    if offset > 0 and today.month >= first:
        year += 1
    return f"{year:04d}-{name}"


def read_text_unit(match: Match, context: Context) -> Reading | None:
    """The previous day, the following year, the same month: counted from the date named last."""
    unit = match.get("unit", "units", "quarter", "season")
    if unit is None or unit.value.startswith("T") or unit.category == "season":
        return None
    base, anchor = context.reference()
    offset = -1 if match.has("previous", "before") else 1 if match.has("following", "next", "after") else 0
    if (
        unit.value == "Y"
        and not offset
        and context.dated
        and match.before is not None
        and match.before.category == "of"
    ):
        base, anchor = context.dated, "text"  # "October of that year" is not the year of October's guess
    day = dates.shift(base, unit.value, offset) if base else None
    return _told(day, unit.value, anchor, 0.75, edge(match))


def read_ago(match: Match, context: Context) -> Reading | None:
    """Two days ago; "years ago" is PAST_REF."""
    unit = match.get("unit", "units")
    if unit is None:
        return None
    number = count(match)
    if not number.isdigit():
        return Reading("DATE", "PAST_REF", mod(match), "none", 0.8)
    if unit.value.startswith("T"):
        return Reading(
            "TIME", "PAST_REF" if context.today is None else _hours(context), mod(match), context.anchor, 0.5
        )
    day = dates.shift(context.today, unit.value, -int(number)) if context.today else None
    return _told(day, unit.value, context.anchor, 0.85, mod(match))


def read_year_ago(match: Match, context: Context) -> Reading | None:
    """The year-ago quarter, the year-earlier period: a year before what the text speaks of."""
    unit = match.get("unit")
    if unit is None or unit.value != "Y":
        return None
    quarter = match.has("quarter") or (context.last is not None and context.last[1] == "Q")
    base, anchor = context.reference() if quarter else (context.today, context.anchor)
    day = dates.shift(base, "Y", -1) if base else None
    return _told(day, "Q" if quarter else "Y", anchor, 0.65)


def _hours(context: Context) -> str:
    return dates.day(context.today) if context.today else "PAST_REF"


def read_later(match: Match, context: Context) -> Reading | None:
    """Two days later, a year earlier: counted from the date named last."""
    unit = match.get("unit", "units")
    if unit is None:
        return None
    number = count(match)
    length = unit.value
    if length == "TH" and number.isdigit() and int(number) % DAY_HOURS == 0:
        length, number = "D", str(int(number) // DAY_HOURS)
    if not number.isdigit() or length.startswith("T"):
        return Reading("DURATION", dates.period(unit.value, number), mod(match), "none", 0.7)
    sign = 1 if match.has("later", "after") else -1
    base, anchor = context.reference()
    day = dates.shift(base, length, sign * int(number)) if base else None
    return _told(day, length, anchor, 0.7, mod(match))


def read_quarter(match: Match, context: Context) -> Reading | None:
    """The third quarter (of this year), the first half of 2010."""
    year = _year(match, context)
    number = match.get("ordinal", "small", "second", "final")
    shown = f"{year:04d}" if year is not None else "XXXX"
    code = match.get("qcode")
    kind = code.text[0] if code else "H" if match.has("half") else "Q"
    which = (
        "2" if match.has("half") and match.has("final") else number.value if number else code.text[1] if code else "X"
    )
    if which not in {"1", "2", "3", "4"} or (kind == "H" and which not in {"1", "2"}):
        return None
    if (
        kind == "Q"
        and context.today is not None
        and not match.has("year", "last", "this", "next", "previous", "following")
    ):
        shown = f"{context.today.year + _turn(int(which), context.today, context.look()):04d}"
    anchor: Anchor = "none" if match.has("year") or year is None else context.anchor
    return Reading("DATE", f"{shown}-{kind}{which}", edge(match), anchor, 0.88 if year else 0.6)


def _turn(quarter: int, today: date, look: int) -> int:
    """A quarter that has not begun lies in the year before where the verb looks back; one that is over in the next, where it looks ahead."""
    now = (today.month + 2) // 3
    if quarter > now and (look < 0 or (look == 0 and quarter > now + 1)):
        return -1
    return 1 if quarter < now and look > 0 else 0


def _year(match: Match, context: Context) -> int | None:
    year = match.get("year")
    if year is not None:
        return int(year.value)
    if context.today is None:
        return None
    return context.today.year + (-1 if match.has("last", "previous") else 1 if match.has("next", "following") else 0)


def read_fiscal(match: Match, context: Context) -> Reading | None:
    """Fiscal 2010, the current financial year."""
    year = _year(match, context)
    return Reading("DATE", f"FY{year:04d}" if year else "FYXXXX", edge(match), "none", 0.75)


def read_season(match: Match, context: Context) -> Reading | None:
    """Summer 2010; "in the summer" of the publication's year."""
    season, year = match.get("season"), _year(match, context)
    if season is None:
        return None
    anchor: Anchor = "none" if match.has("year") or year is None else context.anchor
    return Reading("DATE", f"{year:04d}-{season.value}" if year else f"XXXX-{season.value}", edge(match), anchor, 0.75)


def fixed(value: str, confidence: float) -> "Fixed":
    """A reader that always says the same reference: PAST_REF, PRESENT_REF, FUTURE_REF."""
    return Fixed(value, confidence)


class Fixed:
    """Reads an expression whose value is a constant."""

    def __init__(self, value: str, confidence: float) -> None:
        self._reading = Reading("DATE", value, None, "none", confidence)

    def __call__(self, match: Match, context: Context) -> Reading | None:
        """The constant."""
        del match, context
        return self._reading
