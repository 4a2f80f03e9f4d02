"""Values of TIMEX3 and the arithmetic on them. Pure: dates in, strings out (ISO 8601 as TimeML extends it)."""

import calendar
from datetime import date, timedelta

MONTHS = 12
SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def day(value: date) -> str:
    """``2021-05-20``."""
    return value.isoformat()


def week(value: date) -> str:
    """``2021-W20``."""
    year, number, _ = value.isocalendar()
    return f"{year:04d}-W{number:02d}"


def month(value: date) -> str:
    """``2021-05``."""
    return f"{value.year:04d}-{value.month:02d}"


def quarter(value: date) -> str:
    """``2021-Q2``."""
    return f"{value.year:04d}-Q{(value.month + 2) // 3}"


def valid(year: int, number: int, in_month: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return date(year, number, in_month)
    except ValueError:
        return None


def shift_months(value: date, count: int) -> date:
    """The same day so many months on (the last of a shorter month); kept within years 1 to 9999."""
    total = value.year * MONTHS + value.month - 1 + count
    total = min(max(total, MONTHS), 9999 * MONTHS + 11)
    year, index = divmod(total, MONTHS)
    return date(year, index + 1, min(value.day, calendar.monthrange(year, index + 1)[1]))


def shift(value: date, unit: str, count: int) -> date:
    """The date so many units on; unit is Y, M, Q, W, D, DE, CE or WE."""
    if unit in {"Y", "DE", "CE", "M", "Q"}:
        return shift_months(value, count * {"Y": 12, "DE": 120, "CE": 1200, "M": 1, "Q": 3}[unit])
    days = count * {"W": 7, "WE": 7, "W2": 14, "D": 1}.get(unit, 0)
    try:
        return value + timedelta(days=days)
    except OverflowError:
        return value


def at(value: date, unit: str) -> str:
    """A date told to the precision of a unit."""
    shown = {
        "Y": f"{value.year:04d}",
        "M": month(value),
        "Q": quarter(value),
        "W": week(value),
        "W2": week(value),
        "WE": f"{week(value)}-WE",
        "DE": f"{value.year // 10:03d}",
        "CE": f"{value.year // 100:02d}",
    }
    return shown.get(unit, day(value))


def season(value: date, name: str, count: int) -> str:
    """The season of that name in the year of a date, so many years on."""
    return f"{value.year + count:04d}-{name}"


def period(unit: str, count: str) -> str:
    """A duration: ``P11D``, ``PT2H``; X counts what is not said."""
    if unit == "W2":
        return f"P{int(count) * 2}W" if count.isdigit() else "PXW"
    if unit == "WE":
        return f"P{count}WE"
    if unit == "Q":
        return f"P{int(count) * 3}M" if count.isdigit() else "PXQ"
    if unit == "TH" and count == "0.5":
        return "PT30M"
    return f"PT{count}{unit[1]}" if unit.startswith("T") else f"P{count}{unit}"


def nearest(candidates: list[date], to: date) -> date:
    """The candidate closest to a date, the earlier of two."""
    return min(candidates, key=lambda c: (abs((c - to).days), c))
