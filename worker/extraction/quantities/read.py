"""One paragraph's numbers with units, bounds and ranges."""

import re
from collections.abc import Sequence
from operator import attrgetter

from worker.contract.facts import QuantityKind, Time, UnitKind
from worker.extraction.quantities import modifiers
from worker.extraction.quantities.clause import Clause
from worker.extraction.quantities.draft import Draft
from worker.extraction.quantities.exclude import no_quantity, part_of_time
from worker.extraction.quantities.fractions import fractions
from worker.extraction.quantities.lexicon import Unit, changes, unit_of
from worker.extraction.quantities.measures import Measure, measure_at, rate_at
from worker.extraction.quantities.nouns import counted
from worker.extraction.quantities.numerals import SCALE, Numeral, numerals

JOIN = re.compile(r"-? ?(?:-to-|to-| -|-|–|—|‑|to|and|or|- or|up to) ?(?:about |around |a |an )?", re.IGNORECASE)
KINDS: dict[UnitKind, QuantityKind] = {"currency": "money", "percent": "percent", "duration": "duration"}
ISO = {"second": "PT{}S", "minute": "PT{}M", "hour": "PT{}H", "day": "P{}D", "week": "P{}W", "fortnight": "P{}W",
       "month": "P{}M", "year": "P{}Y", "decade": "P{}DE", "century": "P{}CE"}  # fmt: skip
THOUSAND = 1000
SCALED = re.compile(rf"{SCALE.pattern}|(?:thousand|million|billion|trillion)s\b", re.IGNORECASE)
PLURAL_AFTER = re.compile(r"\s+(?:of\s|(?:[a-z]+\s){0,2}[a-z]+s\b)")
MILLION = 1_000_000.0
LETTERS = {"m": MILLION, "M": MILLION, "K": 1000.0, "b": 1e9, "B": 1e9, "t": 1e12}


def read_paragraph(text: str, clause: Clause, times: Sequence[Time], shift: int) -> list[Draft]:
    """Every quantity of a paragraph in its order; the paragraph begins ``shift`` code points into the text of ``times``."""
    found = [f for f in fractions(text, clause) if not part_of_time(shift + f.start, shift + f.number.end, times)]
    for fraction in found:
        _modify(text, fraction)
    told = {at for fraction in found for at in range(fraction.start, fraction.number.end)}
    waiting = [n for n in numerals(text, clause.columns) if n.start not in told]
    stops = frozenset(time.start - shift for time in times)
    i = 0
    while i < len(waiting):
        drafts, used = _read(text, waiting, i, clause, stops)
        i += used
        for draft in drafts:
            timed = part_of_time(shift + draft.number.start, shift + draft.number.end, times)
            if not timed and not no_quantity(text, draft.number, clause, draft.noun, bare=draft.bare):
                found.append(draft)
    return sorted(found, key=attrgetter("start", "end"))


def _read(text: str, waiting: list[Numeral], i: int, clause: Clause, stops: frozenset[int]) -> tuple[list[Draft], int]:
    """The quantity or range that begins with a number, and how many numbers it took."""
    number = waiting[i]
    draft = _single(text, number, clause, stops)
    if i + 1 < len(waiting):
        joined = _range(text, draft, waiting[i + 1], clause, stops)
        if joined is not None:
            return joined, 2
    _modify(text, draft)
    return [draft], 1


def _single(text: str, number: Numeral, clause: Clause, stops: frozenset[int]) -> Draft:
    draft = Draft(number.start, number.end, number, number.value, min=number.least, approx=number.vague)
    measure = _measure(text, number)
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
        _count(draft, clause, stops)
    draft.alone = draft.bare
    return draft


def _times(value: float | None, worth: float) -> float | None:
    return None if value is None else value * worth


OF = re.compile(r"\s+of\s+")


def _measure(text: str, number: Numeral) -> Measure | None:
    found = measure_at(text, number.end, digits=not number.written)
    if found is None and number.vague:
        of = OF.match(text, number.end)
        found = measure_at(text, of.end(), digits=False) if of else None
    if (
        found is not None
        and number.letter == "m"
        and found.unit.name == "metre"
        and found.end - number.end <= len(" m")
    ):
        return None if _decimal(number) or PLURAL_AFTER.match(text, found.end) else found
    if (
        found is not None
        and found.unit.name == "pound-mass"
        and abs(number.value or number.least or 0) >= THOUSAND
        and SCALED.search(text[number.start : number.end])
    ):
        return Measure(Unit("GBP", "currency"), found.end)
    return found


def _decimal(number: Numeral) -> bool:
    return number.value is not None and not float(number.value).is_integer()


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


def _count(draft: Draft, clause: Clause, stops: frozenset[int]) -> None:
    number = draft.number
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
        return
    measure = unit_of(noun.head.text)
    if measure is not None and measure.kind not in {"currency", "other"}:
        _take(clause.text, draft, Measure(measure, noun.head.idx + len(noun.head)))
        return
    draft.noun, draft.unit = noun, noun.unit
    draft.end = noun.head.idx + len(noun.head)
    rate = rate_at(clause.text, draft.end)
    if rate is not None and draft.end not in stops:
        draft.unit, draft.end = f"{draft.unit} per {rate[0]}", rate[1]


def _modify(text: str, draft: Draft) -> None:
    found = modifiers.before(text, draft.start)
    if found is not None:
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


def _range(text: str, first: Draft, second: Numeral, clause: Clause, stops: frozenset[int]) -> list[Draft] | None:
    """Two numbers that stand for one range, or a number with what it was before; None when they are two quantities."""
    gap = text[first.end : second.start]
    after_number = text[first.number.end : second.start]
    join = JOIN.fullmatch(gap) or JOIN.fullmatch(after_number)
    if join is None or second.value is None or first.value is None:
        return None
    word = join.group().strip().lower()
    before = text[max(0, first.start - 30) : first.start].lower().rstrip()
    if word.startswith("and") and not before.endswith(("between", "from between")):
        return None
    other = _single(text, second, clause, stops)
    glued = word[:1] in "-–—‑"
    if glued and other.bare and not first.number.written:
        return []  # a score, an address, a telephone number
    if not _same(first, other):
        return None
    return _together(text, first, other, word, clause, before)


def _together(  # noqa: PLR0917 - what _range knows
    text: str, first: Draft, other: Draft, word: str, clause: Clause, before: str
) -> list[Draft] | None:
    if _stays(text, first, other, word, clause):
        return _apart(text, first, other) if word.startswith(("or", "- or")) else None
    if _years(text, first, other):
        return []
    if before.endswith("from") and word.startswith("to") and not RANGING.search(before):
        return _moved(text, first, other)
    if first.bare and first.value is not None and other.value is not None and first.value > other.value:
        return []  # a vote or a score: "a majority of 10 to two"
    return [_joined(text, first, other)]


RANGING = re.compile(r"(?:rang|var|pric|start|span|stretch|run|sizes?)\w*\W+(?:\w+\W+)?from$")


def _same(first: Draft, other: Draft) -> bool:
    return first.bare or other.bare or other.unit.partition(" per ")[0] == first.unit or first.noun is not None


def _stays(text: str, first: Draft, other: Draft, word: str, clause: Clause) -> bool:
    """Whether "to" or "or" stands between two quantities: "rose 5 % to 164p", "lost 190 points, or 0.6 %"."""
    if word.startswith(("or", "- or", "-or")):
        apart = (
            first.number.sign is not None
            or other.number.sign is not None
            or "-" in text[first.number.end : other.number.start]
        )
        return not first.alone or apart
    if not word.startswith("to") or first.alone:
        return False
    if FROM.search(text[max(0, first.start - 40) : first.start]) or FROM.search(
        text[max(0, first.start - 40) : first.number.start]
    ):
        return False
    before = clause.at(max(0, first.start - 1))
    governed = before is not None and (before.lemma_ in changes() or before.lower_ == "by" or before.lemma_ in GIVING)
    return governed or other.bare or first.unit != other.unit.partition(" per ")[0]


FROM = re.compile(r"\b(?:from|between)\s+(?:\w+\s+)?$")
GIVING = frozenset(["add", "pay", "give", "donate", "sell", "send"])


def _apart(text: str, first: Draft, other: Draft) -> list[Draft]:
    """Two quantities of one unit: "7- or 8-inch"."""
    if first.bare:
        _unify(first, other)
    _modify(text, first)
    _modify(text, other)
    return [first, other]


def _years(text: str, first: Draft, other: Draft) -> bool:
    shown = text[first.number.start : first.number.end], text[other.number.start : other.number.end]
    return (
        all(len(s) == len("2026") and s.isdigit() and s[0] in "12" for s in shown)
        and first.alone
        and other.unit_kind == "count"
    )


def _unify(first: Draft, other: Draft) -> None:
    if first.bare or (first.noun is not None and first.noun.head == (other.noun.head if other.noun else None)):
        first.unit, first.unit_kind, first.kind, first.noun = other.unit, other.unit_kind, other.kind, other.noun
    elif other.bare:
        other.unit, other.unit_kind, other.kind, other.noun = first.unit, first.unit_kind, first.kind, first.noun


def _joined(text: str, first: Draft, other: Draft) -> Draft:
    _scale(first, other)
    _unify(first, other)
    low, high = first.value, other.value
    span = Draft(first.start, max(first.end, other.end), first.number, None, other.unit, other.unit_kind, other.kind,
                 low, high, noun=other.noun, iso=None)  # fmt: skip
    if other.unit_kind == "duration":
        span.iso = ISO.get(other.unit, "P{}").format("X") if other.unit in ISO else None
    _modify(text, span)
    span.min, span.max = low, high
    between = re.search(r"\b(?:between|from)\s+$", text[max(0, span.start - 10) : span.start], re.IGNORECASE)
    if between:
        span.start -= len(between.group())
        span.start += len(between.group()) - len(between.group().lstrip())
    return span


def _scale(first: Draft, other: Draft) -> None:
    """The scale of the second number holds for both in "$89 to $93 billion", not in "$200 to $4 million"."""
    low, high, scale = first.value, other.value, other.number.scale
    if low is not None and high is not None and first.number.scale == 1 and 0 < low * scale < high:
        first.value = low * scale


def _moved(text: str, first: Draft, other: Draft) -> list[Draft]:
    """From 12 to 15: both stand, the later with the earlier as ``previous``."""
    _unify(first, other)
    _modify(text, first)
    _modify(text, other)
    other.previous, first.past = first.value, True
    if other.change == "=" and first.value is not None and other.value is not None and first.value != other.value:
        other.change = "up" if other.value > first.value else "down"
    return [first, other]
