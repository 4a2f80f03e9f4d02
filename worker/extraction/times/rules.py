"""The table of patterns and what reads them. Of two that fit at one place the longer wins, then the earlier here."""

from functools import cache

from worker.extraction.times.absolute import (
    read_century,
    read_date,
    read_day_of_month,
    read_decade,
    read_holiday,
    read_iso,
    read_month,
    read_slashed,
    read_week_of,
    read_year,
)
from worker.extraction.times.clock import read_clock, read_military, read_part, read_past_hour, read_point
from worker.extraction.times.context import Context, Reading
from worker.extraction.times.grammar import Match, Rule, rule
from worker.extraction.times.nights import read_early_hours, read_overnight
from worker.extraction.times.relative import (
    fixed,
    read_ago,
    read_day,
    read_fiscal,
    read_last_unit,
    read_later,
    read_quarter,
    read_season,
    read_text_unit,
    read_weekday,
    read_weekend,
    read_year_ago,
)
from worker.extraction.times.spans import read_and_half, read_bare, read_duration, read_every, read_set

WHICH = "[last past this next coming previous following]"
WEEKDAY = "(?:[weekday] comma? | wk stop? comma?)"
OWN_YEAR = "(?: of? (?: fiscal? year | the? [last this next previous following] fiscal? unit) )"


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, compiled once."""
    return (*_absolute(), *_relative(), *_spans(), *_clock())


def _absolute() -> tuple[Rule, ...]:
    return (
        rule("iso", read_iso),
        rule("slashed", read_slashed),
        rule(f"{WEEKDAY}? <month> <nth> (?! [hyphen] units) (?: comma? year (?! percent))?", read_date),
        rule(f"{WEEKDAY}? the? <nth> of? <month> (?: comma? year)?", read_date),
        rule(f"the unit of {WEEKDAY}? (?:<month> <nth> | the? <nth> of? <month>) (?: comma? year)?", read_week_of),
        rule("(?<=on) the small th (?! [unit units other hyphen])", read_day_of_month),
        rule("(?: small hyphen)(?:mon|month) hyphen year", read_date),
        rule(f"<edge>? {WHICH}? [month] (?: (?:comma|of)? year)?", read_month),
        rule("<edge>? [may mon] stop? (?:comma|of)? year", read_month),
        rule("<edge> [may mon] stop?", read_month),
        rule(f"{WHICH} may", read_month),
        rule(
            "(?<=[in of since until from during between for to]) may (?! [nth])".replace("[nth]", "small"), read_month
        ),
        rule("<edge>? year (?: era)?", read_year),
        rule("the? [early late mid]? hyphen? (?: year s | quote (?:small|number) s)", read_decade),
        rule("(?<=[the]) [early late mid]? hyphen? (?:small|number) s", read_decade),
        rule("the [early late mid]? hyphen? decadename", read_decade),
        rule("(?:the|a)? <edge>? (?:small th | ordinal) hyphen? unit", _century),
        rule(f"{WHICH}? holiday (?: comma? year)?", read_holiday),
    )


def _relative() -> tuple[Rule, ...]:
    return (
        rule(f"<dayedge>? {WHICH}? {WEEKDAY}", read_weekday),
        rule(f"{WHICH}? weekday [early late]? [part point]", read_weekday),
        rule("[early late] on? weekday [part]?", read_weekday),
        rule("[earlier later early late]? [day tonight] part?", read_day),
        rule(
            f"the? [early late] units of (?: {WEEKDAY} | day | <month> <nth> | the? <nth> of? <month>) (?: comma? year)?",
            read_early_hours,
        ),
        rule("the early units (?! of)", read_early_hours),
        rule("overnight (?: on? weekday)?", read_overnight),
        rule("the unit [before after] day", read_day),
        rule("[earlier later]? <edge>? (?:this|last|next) [unit quarter season]", read_last_unit),
        rule("the [last next coming latest] [unit quarter season]", read_last_unit),
        rule("the? presentadj [unit quarter]", read_last_unit),
        rule("<edge>? the? [previous following] [unit quarter]", read_text_unit),
        rule("the next [unit]", read_text_unit),
        rule("the? unit hyphen [ago earlier] (?:quarter | period)?", read_year_ago),
        rule("<edge>? (?:the same|that) (?:unit|quarter)", read_text_unit),
        rule("the unit (?:previous|before|earlier)(?! [the a that this other])", read_text_unit),
        rule("<edge> the [unit]", read_last_unit),
        rule("the unit", read_weekend),
        rule("<about> (?:<count> | a)? <units> ago", read_ago),
        rule("<about> (?:<count> | a) <units> (?:later|earlier)", read_later),
        rule(f"the? <nth> hyphen? quarter {OWN_YEAR}?", read_quarter),
        rule("qcode (?: of? year)?", read_quarter),
        rule(f"the final quarter {OWN_YEAR}?", read_quarter),
        rule(f"the? second hyphen? quarter {OWN_YEAR}?", read_quarter),
        rule(f"the (?:ordinal|second|final) half {OWN_YEAR}", read_quarter),
        rule("the? [last this next previous]? fiscal (?: unit? year | unit)", read_fiscal),
        rule("the? <edge>? (?:season) (?:of)? year", read_season),
        rule("(?<=[in since until during by]) <edge>? the? season", read_season),
        rule("[present]", fixed("PRESENT_REF", 0.6)),
        rule("presentadj", fixed("PRESENT_REF", 0.6)),
        rule("these units", fixed("PRESENT_REF", 0.7)),
        rule("(?:more|most)? pastadv", fixed("PAST_REF", 0.6)),
        rule("very? futureadv", fixed("FUTURE_REF", 0.65)),
        rule("the recent? past(?! [unit units num small number vague couple hundred])", fixed("PAST_REF", 0.6)),
        rule("the [near distant foreseeable]? future", fixed("FUTURE_REF", 0.6)),
        rule("the [long short] term", fixed("FUTURE_REF", 0.6)),
        rule("the? [coming following] units", fixed("FUTURE_REF", 0.6)),
        rule("the units ahead", fixed("FUTURE_REF", 0.6)),
        rule("the? [coming] vague units", fixed("FUTURE_REF", 0.6)),
        rule("the? [recent previous] units", fixed("PAST_REF", 0.6)),
        rule("the? past units", fixed("PAST_REF", 0.6)),
    )


def _spans() -> tuple[Rule, ...]:
    return (
        rule(
            "the? entire? [past last next coming following previous ordinal second final] <about> <count> <units> (?! hyphen? old)",
            read_duration,
        ),
        rule("<about> the? entire? <count> <units> (?! hyphen? old)", read_duration),
        rule("<about> (?:<number> hyphen? [to or] hyphen?)? <number> hyphen [unit] (?! hyphen? old)", read_duration),
        rule("<about> a (?: entire)? unit", read_duration),
        rule("<about> (?:<number> | a) <units> and a half", read_and_half),
        rule("the past unit", read_duration),
        rule("[unit units] hyphen? long", read_bare),
        rule("(?<=[for in during over after of more than]) units (?! hyphen? [old ago later earlier])", read_bare),
        rule(
            "every (?: other | second | <count>)? [unit units weekday part month may quarter season] part?", read_every
        ),
        rule("weekdays parts?", read_every),
        rule("set", read_set),
    )


def _clock() -> tuple[Rule, ...]:
    return (
        rule("clock [am pm]? zone?", read_clock),
        rule("(?:small|num) [am pm] zone?", read_clock),
        rule("(?:small|num) oclock", read_clock),
        rule("(?:number|year) [zone]", read_military),
        rule("(?:half | quarter | [small num] units?) past [small num] [am pm]?", read_past_hour),
        rule("point", read_point),
        rule("(?:this|that|the same|the next|the previous|the following|last|the) [early late]? part", read_part),
        rule("(?<=[in and at]) part", read_part),
        rule("(?<=[in by until since from]) [early late mid] hyphen? part", read_part),
    )


def _century(match: Match, context: Context) -> Reading | None:
    unit = match.get("unit")
    return read_century(match, context) if unit is not None and unit.value == "CE" else None
