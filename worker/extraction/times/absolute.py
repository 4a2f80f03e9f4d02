"""Dates that name their month, day or year."""

from datetime import MAXYEAR, MINYEAR, date

from worker.extraction.times import dates
from worker.extraction.times.context import DAY, Context, Reading
from worker.extraction.times.grammar import Match
from worker.extraction.times.tokens import Piece

EDGES = ("early", "late", "mid", "beginning", "ending", "middle")
CENTURY = 100
PIVOT = 50


def read_date(match: Match, context: Context) -> Reading | None:
    """Month and day, the year given or the one that the verb's tense and the publication date point at."""
    month, year = match.get("month", "may", "mon"), match.get("year")
    number = match.get("small", "ordinal")
    if month is None or number is None:
        return None
    if year is not None:
        found = dates.valid(int(year.value), int(month.value), int(number.value))
        return Reading("DATE", dates.day(found), confidence=0.98) if found else None
    if context.today is None:
        return Reading("DATE", f"XXXX-{int(month.value):02d}-{int(number.value):02d}", confidence=0.8)
    candidates = [dates.valid(context.today.year + k, int(month.value), int(number.value)) for k in (-1, 0, 1)]
    found = _choose([c for c in candidates if c], context, slack=45)
    return Reading("DATE", dates.day(found), anchor=context.anchor, confidence=0.9) if found else None


def read_week_of(match: Match, context: Context) -> Reading | None:
    """The week of May 6."""
    unit, day = match.get("unit"), read_date(match, context)
    if unit is None or unit.value != "W" or day is None or not DAY.fullmatch(day.value):
        return None
    return day._replace(value=dates.week(date.fromisoformat(day.value)), confidence=0.85)


def read_day_of_month(match: Match, context: Context) -> Reading | None:
    """On the 12th: of the month of the date named last, else of the nearest month that the tense points at."""
    number = match.get("small")
    base, anchor = context.reference()
    if number is None or base is None:
        return None
    months = [dates.shift_months(base.replace(day=1), k) for k in (-1, 0, 1)]
    found = [day for m in months if (day := dates.valid(m.year, m.month, int(number.value))) is not None]
    look = context.look()
    if not look:
        chosen: date | None = next((d for d in found if d.month == base.month), None)
    else:
        chosen = (
            max((d for d in found if d <= base), default=None)
            if look < 0
            else min((d for d in found if d >= base), default=None)
        )
    return Reading("DATE", dates.day(chosen), None, anchor, 0.65) if chosen else None


def _choose(candidates: list[date], context: Context, slack: int) -> date | None:
    """The candidate that the tense points at; with a verb that says nothing, the nearest one."""
    if not candidates or context.today is None:
        return candidates[0] if candidates else None
    near = dates.nearest(candidates, context.today)
    if abs((near - context.today).days) <= slack:
        return near
    look = context.look()
    if look < 0:
        return max((c for c in candidates if c <= context.today), default=near)
    if look > 0:
        return min((c for c in candidates if c >= context.today), default=near)
    return near


def edge(match: Match) -> str | None:
    """START, MID or END where the words say so."""
    found = match.get(*EDGES)
    return found.value if found else None


def read_month(match: Match, context: Context) -> Reading | None:
    """A month, its year given or found."""
    month, year = match.get("month", "may", "mon"), match.get("year")
    if month is None:
        return None
    number, mod = int(month.value), edge(match)
    if year is not None:
        return Reading("DATE", f"{int(year.value):04d}-{number:02d}", mod, confidence=0.97)
    if context.today is None:
        return Reading("DATE", f"XXXX-{number:02d}", mod, confidence=0.75)
    offset = _named_offset(match)
    found = _month_of(number, offset, context)
    return Reading("DATE", dates.month(found), mod, context.anchor, 0.88)


def _named_offset(match: Match) -> int | None:
    if match.has("last", "past", "previous"):
        return -1
    if match.has("next", "coming", "following"):
        return 1
    return 0 if match.has("this") else None


def _month_of(number: int, offset: int | None, context: Context) -> date:
    today = context.today or date.min
    if offset == 0:
        return today.replace(month=number, day=1)
    here = today.replace(month=number, day=1)
    this = today.replace(day=1)
    if offset == -1:
        return here if here < this else dates.shift_months(here, -12)
    if offset == 1:
        return here if here > this else dates.shift_months(here, 12)
    look = context.look()
    if look > 0:
        return here if here >= this else dates.shift_months(here, 12)
    if look < 0:
        return here if here <= this else dates.shift_months(here, -12)
    return dates.nearest([dates.shift_months(here, -12), here, dates.shift_months(here, 12)], this)


def read_year(match: Match, _context: Context) -> Reading | None:
    """A bare year; numbers that count something, cost something or measure something are none."""
    year = match.get("year")
    if year is None or not plausible(match, year):
        return None
    mod = edge(match)
    if mod is None and match.before is not None and match.before.category == "since":
        mod = "since"
    if match.has("era") and (match.pieces[-1].text.upper() in {"BC", "BCE"}):
        return Reading("DATE", f"BC{int(year.value):04d}", mod, confidence=0.9)
    return Reading("DATE", year.value, mod, confidence=0.93)


NOT_BEFORE = frozenset(["money", "code", "slash", "number", "hyphen", "year"])
NOT_AFTER = frozenset(["percent", "number", "units", "unit", "hundred", "glued", "year", "slash", "money", "hundreds"])


# Four digits that stand alone are a year in this range, and after "in" and the like in the wider one.
ALONE = range(1900, 2061)
GUIDED = range(1000, 10_000)
CENTURIES = range(2, 31)


def plausible(match: Match, year: Piece) -> bool:
    """Whether four digits are a year here."""
    before, after = match.before, match.after
    if len(match.pieces) > 1:
        return True
    if before is not None and before.category in NOT_BEFORE and before.end >= year.start - 1:
        return before.category == "hyphen" and not _glued(before, year)
    if after is not None and after.category in NOT_AFTER and after.category != "year":
        return False
    number = int(year.value)
    if number in ALONE:
        return True
    return number in GUIDED and before is not None and before.category in {"in", "since", "by", "until", "of", "from"}


def _glued(before: Piece, year: Piece) -> bool:
    return before.end == year.start


def read_decade(match: Match, _context: Context) -> Reading | None:
    """The 1980s, the '80s, the eighties."""
    digits, name = match.get("year", "small", "number"), match.get("decadename")
    mod = edge(match)
    if digits is not None and digits.category == "year":
        return Reading("DATE", digits.value[:3] if digits.value[3] == "0" else digits.value, mod, confidence=0.95)
    short = (
        name.value
        if name
        else (digits.value[0] if digits and len(digits.value) == len("80") and digits.value[1] == "0" else "")
    )
    return Reading("DATE", f"19{short}", mod, confidence=0.85) if short else None


def read_century(match: Match, _context: Context) -> Reading | None:
    """The 20th century is 19 (the first two digits of its years)."""
    number = match.get("small", "ordinal")
    if number is None or int(number.value) not in CENTURIES:
        return None
    return Reading("DATE", f"{int(number.value) - 1:02d}", edge(match), confidence=0.92)


def read_iso(match: Match, _context: Context) -> Reading | None:
    """2021-05-20, with or without its time."""
    text = match.pieces[0].text
    year, month, number = (int(part) for part in text[:10].split("-"))
    if dates.valid(year, month, number) is None:
        return None
    return Reading("TIME" if "T" in text.upper() else "DATE", text, confidence=0.98)


def read_slashed(match: Match, _context: Context) -> Reading | None:
    """20/05/2021 where only one order is a date; 05/06/2021 is read as month/day with less confidence."""
    first, second, year = (int(part) for part in match.pieces[0].text.split("/"))
    if year < CENTURY:
        year += 2000 if year < PIVOT else 1900
    american, european = dates.valid(year, first, second), dates.valid(year, second, first)
    found = american or european
    if found is None:
        return None
    return Reading("DATE", dates.day(found), confidence=0.6 if american and european and first != second else 0.92)


def read_holiday(match: Match, context: Context) -> Reading | None:
    """A named day of fixed date, in the year given or the nearest one."""
    holiday, year = match.get("holiday"), match.get("year")
    if holiday is None:
        return None
    month, number = (int(part) for part in holiday.value.split("-"))
    if year is not None:
        return Reading("DATE", f"{int(year.value):04d}-{holiday.value}", confidence=0.93)
    if context.today is None:
        return Reading("DATE", f"XXXX-{holiday.value}", confidence=0.75)
    offset = _named_offset(match)
    found = [
        date(context.today.year + k, month, number) for k in (-1, 0, 1) if MINYEAR <= context.today.year + k <= MAXYEAR
    ]
    if offset == -1:
        chosen: date | None = max(d for d in found if d < context.today)
    elif offset == 1:
        chosen = min(d for d in found if d > context.today)
    else:
        chosen = _choose(found, context, slack=60)
    return Reading("DATE", dates.day(chosen), anchor=context.anchor, confidence=0.8) if chosen else None
