"""A moment out of a metadata string, in the spellings that pages use; the page's own offset is kept."""

import re
from datetime import UTC, datetime, timedelta, timezone

from worker.articles.lines import tidy
from worker.contract.article import Moment

EARLIEST = 1990
MAX_CHARS = 100
_CONFIDENCE = {"parameter": 1.0, "json-ld": 0.95, "meta": 0.9, "time": 0.8, "url": 0.85, "htmldate": 0.7}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?:{'|'.join(_MONTHS)})[a-z]*\.?"
_DATE = re.compile(
    r"(?<!\d)(?:"
    r"(?P<year>\d{4})(?P<sep>[-/.]?)(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?P<month2>{_MONTH})[\s,-]+(?P<year2>\d{{4}})"
    rf"|(?P<month3>\b{_MONTH})\s+(?P<day3>\d{{1,2}})(?:st|nd|rd|th)?[,\s]+(?P<year3>\d{{4}})"
    r"|(?P<first>\d{1,2})(?P<between>[./])(?P<second>\d{1,2})(?P=between)(?P<year4>\d{4})"
    r")(?=[T\s,]|$)",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?:T|[\s,]+(?:at\s+)?)(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?\s*([ap]\.?m\b\.?)?\s*"
    r"(Z\b|[A-Z]{2,4}(?![a-z:]))?\s*([+-]\d{1,2}:?\d{0,2}(?!\d))?",
    re.IGNORECASE,
)
# RFC 5322, 4.3, and the European ones that pages write; hours east of Greenwich.
_ZONES = {"Z": 0, "UTC": 0, "UT": 0, "GMT": 0, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3}
_ZONES |= {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
NOON, HALF_DAY = 12, 12


def parse(value: str, source: str) -> Moment | None:
    """A moment: ISO 8601 in its usual spellings, RFC 5322, an English date, Unix seconds; else None.

    A date in figures whose day and month cannot be told apart is none.
    """
    clean = tidy(value)[:MAX_CHARS]
    if _EPOCH.fullmatch(clean):
        return _moment(datetime.fromtimestamp(int(clean[:10]), UTC), "second", source)
    found = _DATE.search(clean)
    if found is None:
        return None
    try:
        day = datetime(*_day(found.groupdict()))  # noqa: DTZ001 - the offset follows, or there is none
        time = _TIME.match(clean, found.end())
        return _timed(day, time, source) if time else _moment(day, "day", source)
    except (ValueError, OverflowError):
        return None


def _day(part: dict[str, str | None]) -> tuple[int, int, int]:
    """Year, month and day; raises ValueError for what is none."""
    if part["year"]:
        return int(part["year"]), int(part["month"] or 0), int(part["day"] or 0)
    if part["year4"]:
        return int(part["year4"]), *_in_order(int(part["first"] or 0), int(part["second"] or 0), part["between"])
    month = (part["month2"] or part["month3"] or "")[:3].lower()
    year, day = part["year2"] or part["year3"], part["day2"] or part["day3"]
    return int(year or 0), _MONTHS.index(month) + 1, int(day or 0)


def _in_order(first: int, second: int, between: str | None) -> tuple[int, int]:
    if between == "." or first > NOON or first == second:
        return second, first
    if second > NOON:
        return first, second
    raise ValueError("day and month cannot be told apart")


def _timed(day: datetime, time: re.Match[str], source: str) -> Moment | None:
    hour, minute, second, half, zone, offset = time.groups()
    hours = int(hour) % HALF_DAY + (HALF_DAY if half[0] in "pP" else 0) if half else int(hour)
    when = day.replace(hour=hours, minute=int(minute), second=int(second or 0), tzinfo=_zone(zone, offset))
    return _moment(when, "second" if second else "minute", source)


def _zone(name: str | None, offset: str | None) -> timezone | None:
    """The page's own offset; a figure goes before a name, and a name that is not known is none."""
    if offset:
        digits = offset[1:].replace(":", "")
        hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")  # noqa: PLR2004 - hours alone
        span = timedelta(hours=int(hours), minutes=int(minutes))
        return timezone(-span if offset[0] == "-" else span)
    hours_east = _ZONES.get((name or "").upper())
    return None if hours_east is None else timezone(timedelta(hours=hours_east))


def _moment(when: datetime, precision: str, source: str) -> Moment | None:
    if when.year < EARLIEST:
        return None
    confidence = _CONFIDENCE[source]
    if precision == "day":
        return Moment(value=when.date().isoformat(), precision="day", source=source, confidence=confidence)
    if precision == "minute":
        return Moment(value=when.isoformat("T", "minutes"), precision="minute", source=source, confidence=confidence)
    return Moment(value=when.isoformat("T", "seconds"), precision="second", source=source, confidence=confidence)
