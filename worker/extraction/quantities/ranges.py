"""Two numbers that stand for one range, or for a number and what it was before."""

import re

from worker.extraction.quantities.clause import Clause
from worker.extraction.quantities.draft import Draft
from worker.extraction.quantities.lexicon import changes, closed
from worker.extraction.quantities.numerals import Numeral
from worker.extraction.quantities.single import ISO, modify, read_single

GIVING = closed("giving")

JOIN = re.compile(r"-? ?(?:-to-|to-| -|-|–|—|‑|to|and|or|- or|up to) ?(?:about |around |a |an )?", re.IGNORECASE)
# The span of the longest of them.
LONGEST_JOIN = len("- up to  around ")
# Behind these "from" and "to" bound a range, they tell no move: "prices range from 3 to 5 euros".
RANGING = re.compile(
    r"\b(?:(?:rang|var|pric|start|span|stretch|run|cost)\w*|sizes?|ages?|any(?:thing|where)|between)\W+(?:\w+\W+)?from\s*$",
    re.IGNORECASE,
)
FROM = re.compile(r"\b(?:from|between)\s+(?:\w+\s+)?$")


def read_range(text: str, first: Draft, second: Numeral, clause: Clause) -> list[Draft] | None:
    """Two numbers that stand for one range, or a number with what it was before; None when they are two quantities."""
    if second.value is None or first.value is None or second.start - first.end > LONGEST_JOIN:
        return None
    join = JOIN.fullmatch(text, first.end, second.start) or JOIN.fullmatch(text, first.number.end, second.start)
    if join is None:
        return None
    word = join.group().strip().lower()
    before = text[max(0, first.start - 30) : first.start].lower().rstrip()
    if word.startswith("and") and not before.endswith(("between", "from between")):
        return None
    other = read_single(text, second, clause)
    glued = word[:1] in "-–—‑"
    scored = other.bare or (
        other.noun is not None and other.noun.tag == "NN" and (first.alone or first.end > second.end)
    )
    if glued and scored and first.number.sign is None and not first.number.written:
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


def _same(first: Draft, other: Draft) -> bool:
    alike = other.unit.partition(" per ")[0] == first.unit or (
        first.unit == "degree" and other.unit_kind == "temperature"
    )
    return first.bare or other.bare or alike or first.noun is not None


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
    before = clause.at(first.start - 1)
    lemma = clause.columns.lemmas[before]
    governed = lemma in changes() or lemma in GIVING or clause.columns.lowers[before] == "by"
    return governed or other.bare or first.unit != other.unit.partition(" per ")[0]


def _apart(text: str, first: Draft, other: Draft) -> list[Draft]:
    """Two quantities of one unit: "7- or 8-inch"."""
    if first.bare:
        _unify(first, other)
    modify(text, first)
    modify(text, other)
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
    modify(text, span)
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
    modify(text, first)
    modify(text, other)
    other.previous, other.earlier, first.past = first.value, first, True
    if other.change == "=" and first.value is not None and other.value is not None and first.value != other.value:
        other.change = "up" if other.value > first.value else "down"
    return [first, other]
