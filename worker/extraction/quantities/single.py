"""One number with its unit or the noun it counts, and the bounds that the words round it tell."""

import re

from worker.contract.facts import QuantityKind, UnitKind
from worker.extraction.quantities import modifiers
from worker.extraction.quantities.clause import Clause
from worker.extraction.quantities.draft import Draft
from worker.extraction.quantities.lexicon import Unit, closed, unit_of
from worker.extraction.quantities.measures import Measure, measure_at, rate_at
from worker.extraction.quantities.nouns import counted
from worker.extraction.quantities.numerals import SCALE, Numeral

LENGTHY = closed("lengthy")

KINDS: dict[UnitKind, QuantityKind] = {"currency": "money", "percent": "percent", "duration": "duration"}
ISO = {"second": "PT{}S", "minute": "PT{}M", "hour": "PT{}H", "day": "P{}D", "week": "P{}W", "fortnight": "P{}W",
       "month": "P{}M", "year": "P{}Y", "decade": "P{}DE", "century": "P{}CE"}  # fmt: skip
THOUSAND = 1000
DEGREES = frozenset(["C", "F"])
SCALED = re.compile(rf"{SCALE.pattern}|(?:thousand|million|billion|trillion)s\b", re.IGNORECASE)
PLURAL_AFTER = re.compile(r"\s+(?:of\s|(?:[a-z]+\s){0,2}[a-z]+s\b)")
WORD = re.compile(r"[^\W\d_]+")
# Where a word of lengths is looked for round "1.5m", in code points.
BEFORE_METRE, AFTER_METRE = 60, 30
MILLION = 1_000_000.0
LETTERS = {"m": MILLION, "M": MILLION, "K": 1000.0, "b": 1e9, "B": 1e9, "t": 1e12}


def read_single(text: str, number: Numeral, clause: Clause) -> Draft:
    """A number with its unit of measure, else with the noun it counts."""
    measure = _measure(text, number, clause)
    if measure is None:
        number = _in_millions(text, number)
    draft = Draft(number.start, number.end, number, number.value, min=number.least, approx=number.vague)
    if number.sign is not None:
        draft.value = _times(number.value, number.sign.worth)
        _take(
            text,
            draft,
            Measure(number.sign, measure.end if measure and measure.unit.kind == "currency" else number.end),
        )
    elif measure is not None:
        draft.value = _times(number.value, measure.unit.worth)
        _take(text, draft, measure)
    else:
        _count(draft, clause)
    draft.alone = draft.bare
    return draft


def _in_millions(text: str, number: Numeral) -> Numeral:
    """A decimal with "m" glued to it that is no length and has no noun of its own: "sales rose to 1.2m"."""
    glued = number.letter == "m" and text[number.end : number.end + 1] == "m"
    if (
        not glued
        or number.value is None
        or float(number.value).is_integer()
        or PLURAL_AFTER.match(text, number.end + 1)
    ):
        return number
    return number._replace(value=number.value * MILLION, end=number.end + 1, letter=None, scale=MILLION)


def _is_metre(text: str, number: Numeral, end: int) -> bool:
    """Whether "m" behind digits is metres, not millions: no plural follows, and a decimal stands beside a word of lengths."""
    if PLURAL_AFTER.match(text, end):
        return False
    if number.value is None or float(number.value).is_integer():
        return True
    near = WORD.findall(text[max(0, number.start - BEFORE_METRE) : end + AFTER_METRE].lower())
    return not LENGTHY.isdisjoint(near)


def _is_letter(number: Numeral, found: Measure, clause: Clause) -> bool:
    """Whether "C" or "F" behind digits is no temperature: with a blank before it, or in a name ("iPhone 5C")."""
    if clause.text[number.end : found.end] in DEGREES:
        before = clause.at(number.start) - 1
        return before >= 0 and clause.columns.tags[before] == "NNP"
    return clause.text[number.end : found.end].strip() in DEGREES


def _times(value: float | None, worth: float) -> float | None:
    return None if value is None else value * worth


OF = re.compile(r"\s+of\s+")
PER_SHARE = re.compile(r"\s(?:a|per)\sshare\b")
# ISO 4217 for money without a currency.
UNNAMED = "XXX"


def _measure(text: str, number: Numeral, clause: Clause) -> Measure | None:
    found = measure_at(text, number.end, digits=not number.written)
    if found is not None and (
        clause.columns.tags[clause.at(found.end - 1)] == "VBD" or _is_letter(number, found, clause)
    ):
        return None  # "12 won seats"
    if found is None and number.vague:
        of = OF.match(text, number.end)
        found = measure_at(text, of.end(), digits=False) if of else None
    if (
        found is not None
        and number.letter == "m"
        and found.unit.name == "metre"
        and found.end - number.end <= len(" m")
    ):
        return found if _is_metre(text, number, found.end) else None
    if (
        found is not None
        and found.unit.name == "pound-mass"
        and (
            (abs(number.value or number.least or 0) >= THOUSAND and SCALED.search(text[number.start : number.end]))
            or PER_SHARE.match(text, found.end)
        )
    ):
        return Measure(Unit("GBP", "currency"), found.end)
    return found


def _take(text: str, draft: Draft, measure: Measure) -> None:
    unit = measure.unit
    draft.unit, draft.unit_kind, draft.end = unit.name, unit.kind, measure.end
    draft.kind = KINDS.get(unit.kind, "measure")
    draft.iso = _iso(unit, draft.value)
    rate = rate_at(text, measure.end)
    if rate is not None and unit.kind != "age":
        draft.unit, draft.end = f"{unit.name} per {rate[0]}", rate[1]
        draft.iso, draft.kind = None, draft.kind if draft.kind != "duration" else "measure"


def _iso(unit: Unit, value: float | None) -> str | None:
    if unit.kind != "duration" or unit.name not in ISO:
        return None
    shown = "X" if value is None else f"{value * 2 if unit.name == 'fortnight' else value:g}"
    return ISO[unit.name].format(shown)


def _count(draft: Draft, clause: Clause) -> None:
    number, stops = draft.number, clause.stops
    end = number.end
    if clause.text[end : end + 1] in {"-", "‑"}:
        return  # "six-speed" describes, it does not count
    if number.letter is not None and number.letter in LETTERS and clause.text[end : end + 2].strip():
        letter_end = end + (1 if not clause.text[end].isspace() else 2)
        noun = counted(clause, letter_end, None, stops)
        if noun is not None and draft.value is not None:
            draft.value, end = draft.value * LETTERS[number.letter], letter_end
    noun = counted(clause, end, draft.value, stops)
    if noun is None:
        if PER_SHARE.match(clause.text, end):  # money that the text does not name: "41.50 a share"
            _take(clause.text, draft, Measure(Unit(UNNAMED, "currency"), end))
        return
    measure = unit_of(clause.columns.words[noun.head])
    if measure is not None and measure.kind not in {"currency", "other"}:
        _take(clause.text, draft, Measure(measure, noun.end))
        return
    draft.noun, draft.unit = noun, noun.unit
    draft.end = noun.end
    rate = rate_at(clause.text, draft.end)
    if rate is not None and draft.end not in stops:
        draft.unit, draft.end = f"{draft.unit} per {rate[0]}", rate[1]


def modify(text: str, draft: Draft, stops: frozenset[int] = frozenset()) -> None:
    """Take the words of bounds before and behind a quantity into its span, and fill ``min``, ``max`` and ``change``.

    ``stops`` are offsets at which times begin: the length of "built over four years" begins behind its "over".
    """
    found = modifiers.before(text, draft.start)
    if found is not None and not (found.words == "over" and draft.number.start in stops):
        draft.start = found.at
        _apply(draft, found)
    behind = modifiers.after(text, draft.end)
    if behind is not None:
        draft.end = behind.at
        _apply(draft, behind)


def _apply(draft: Draft, found: modifiers.Found) -> None:
    if found.modifier.change == "=" and found.modifier.bound == "-":
        return
    draft.change, draft.approx = found.modifier.change, found.words
    bound = draft.value if draft.value is not None else draft.min
    if found.modifier.bound == "min":
        draft.min = bound
    elif found.modifier.bound == "max":
        draft.max = bound
