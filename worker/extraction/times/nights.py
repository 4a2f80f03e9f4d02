"""The night and what comes after it: overnight, the early hours of Friday."""

from worker.extraction.times import dates
from worker.extraction.times.absolute import read_date
from worker.extraction.times.context import DAY, Context, Reading
from worker.extraction.times.grammar import Match
from worker.extraction.times.relative import read_day, read_weekday


def read_overnight(match: Match, context: Context) -> Reading | None:
    """Overnight: the night of the day named with it, else the one before the publication, or the coming one under a future tense.

    "An overnight train" tells no time.
    """
    if match.has("weekday"):
        day = read_weekday(match, context)
        return day._replace(type="TIME", value=f"{day.value}TNI", confidence=0.8) if day is not None else None
    if not context.adverbial():
        return None
    if context.today is None:
        return Reading("TIME", "XXXX-XX-XXTNI", None, "none", 0.5)
    night = context.today if context.look() > 0 else dates.shift(context.today, "D", -1)
    return Reading("TIME", f"{dates.day(night)}TNI", None, context.anchor, 0.7)


def read_early_hours(match: Match, context: Context) -> Reading | None:
    """The early hours of Friday are the start of its morning, its late hours the end of its evening."""
    unit = match.get("units")
    if unit is None or unit.value != "TH":
        return None
    ending, mod = ("TEV", "END") if match.has("late") else ("TMO", "START")
    if not match.has("of"):
        base, anchor = (context.sentence_day, "text") if context.sentence_day else (context.today, context.anchor)
        return Reading(
            "TIME", f"{dates.day(base) if base else 'XXXX-XX-XX'}{ending}", mod, anchor if base else "none", 0.7
        )
    day = read_day(match, context) or read_date(match, context) or read_weekday(match, context)
    if day is None or not (DAY.fullmatch(day.value) or day.value.startswith("XXXX")):
        return None
    return day._replace(type="TIME", value=day.value + ending, mod=mod)
