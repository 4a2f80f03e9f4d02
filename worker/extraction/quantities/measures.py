"""Units after a number, and rates: percent, kilometres, dollars a month."""

import re
from functools import cache
from typing import NamedTuple

from worker.extraction.quantities.lexicon import Unit, unit_of, units

WORD = r"(?:[^\W\d_]|[°º%％′″'’²³¢€£])(?:[^\W\d_]|[°º²³./'’])*"
NEXT = re.compile(
    rf"(?P<gap>[\s\u00a0]?-?|\s-\s?|-to-)(?P<first>{WORD})(?:(?P<sep>[ -])(?P<second>{WORD}))?(?:[ -](?P<third>{WORD}))?"
)
OPENING = re.compile(WORD)
RATE = re.compile(r"(?:[\s-]?(?:per|/|an?\b|each|every)[\s-]?|\s(?:for\s)?(?:each|every)\s(?:[A-Z][\w&.’'-]*\s){1,3}(?=share))(year|month|week|day|hour|minute|second|night|annum|barrel|gallon|litre|liter|share|"
                  r"gram|kilogram|kilo|kg|tonne|ton|ounce|pound|square foot|square metre|square meter|sq m|sq ft|head|person|"
                  r"capita|game|pupil|student|child|mile|kilometre|kilometer|km|hectare|acre|unit|piece|bottle|pack)\b(?!\s+(?:earlier|ago|later|before|after|previously))", re.IGNORECASE)  # fmt: skip
ALWAYS_SHORT = 2


class Measure(NamedTuple):
    """The unit that was read and where it ends in the paragraph."""

    unit: Unit
    end: int


@cache
def _opening() -> frozenset[str]:
    """The first words of units, in small letters."""
    firsts = (OPENING.match(form.removeprefix("=")) for form in units())
    return frozenset(match.group().lower().rstrip(".'’") for match in firsts if match is not None)


def measure_at(text: str, at: int, *, digits: bool) -> Measure | None:
    """The unit of measure right after a number, the longest form that fits; None where there is none.

    Args:
        text: the paragraph.
        at: where the number ends.
        digits: whether the number is in digits; short symbols (m, g, W) stand after digits alone.
    """
    match = NEXT.match(text, at)
    if match is None or match.group("first").lower().rstrip(".'’") not in _opening():
        return None
    begin = match.start("first")
    for name in ("third", "second", "first"):
        if match.group(name) is None:
            continue
        whole = text[begin : match.end(name)]
        form = whole if unit_of(whole) else whole.rstrip(".'’")
        unit = unit_of(form)
        if unit is not None and _allowed(form, digits=digits):
            return Measure(unit, begin + len(form))
    return None


def _allowed(form: str, *, digits: bool) -> bool:
    if len(form) <= ALWAYS_SHORT and form != "%" and f"={form}" in units():
        return digits
    return True


def rate_at(text: str, at: int) -> tuple[str, int] | None:
    """A rate ("per month", "a year", "/hour") after a unit: the singular word and where it ends."""
    match = RATE.match(text, at)
    return (match.group(1).lower().replace("annum", "year"), match.end()) if match else None
