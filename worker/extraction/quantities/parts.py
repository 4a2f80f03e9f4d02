"""Parts of a whole: "232 killed, including 65 children", "two of the 12"."""

import re
from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter

from worker.extraction.columns import Columns
from worker.extraction.quantities.clause import Clause
from worker.extraction.quantities.draft import Draft
from worker.extraction.quantities.lexicon import words
from worker.extraction.quantities.nouns import noun_at
from worker.extraction.quantities.numerals import Numeral

PEOPLE = words("people.txt")

INCLUDING = re.compile(
    r"\b(?:includ(?:ing|es|ed)|among them|among whom|of whom|of them|of which)\b[^.;]{0,25}$", re.IGNORECASE
)
INCLUDED = re.compile(r"\bincluding\s*$")
LISTED = re.compile(r"(?:,|and|,\s*and|as well as)\s*(?:at least |about |around |another )?$", re.IGNORECASE)
ONE = re.compile(r"(?:including|among them)\s+(an?)\s+(?=\w)", re.IGNORECASE)
OPENING = frozenset(["including", "among"])
BEFORE_NOUN, WITHIN_NOUN = frozenset(["JJ", "NN", "CD", "HYPH"]), frozenset(["NN", "JJ", "HYPH"])
LONGEST = 5
OF_THEM = re.compile(r"\s+of\s+(?:them|whom|those|these)\b", re.IGNORECASE)
OUT_OF = re.compile(r"\s+(?:out\s+)?of\s+", re.IGNORECASE)
# "..., 12 in the vaccine group and 19 in the placebo group"
SHARED = re.compile(r"[^.;:]{0,60}?(?:,|\sand)\s(?:and\s)?")
PLACED = re.compile(r"\s(?:in|at|from|on)\s(?!(?:19|20)\d\d|[A-Z]\w+day\b)")
OF_THE = re.compile(
    r"\s+of\s+(?:the|those|these|its|their|our|his|her|(?:(?:the|its|their|our)\s)?(?:[\w.&]+\s){0,3}?[\w.&]+(?:['’]s|s['’]))\s+(?:\w+\s+)?$"
)


def add_single(text: str, drafts: list[Draft], clause: Clause) -> list[Draft]:
    """The article of "including a child" counts as one."""
    columns = clause.columns
    if OPENING.isdisjoint(columns.lowers):
        return drafts
    added = []
    openings = [columns.starts[i] for i, lower in enumerate(columns.lowers) if lower in OPENING]
    for match in filter(None, (ONE.match(text, at) for at in openings)):
        first = clause.after(match.end())
        head = _noun(columns, first) if first is not None else None
        if first is not None and head is not None and columns.lemmas[head] in PEOPLE:
            noun = noun_at(clause, first, head)
            number = Numeral(match.start(1), match.end(1), 1, written=True)
            added.append(Draft(match.start(1), noun.end, number, 1, noun.unit, noun=noun))
    return sorted([*drafts, *added], key=attrgetter("start")) if added else drafts


def _noun(columns: Columns, first: int) -> int | None:
    """The noun that ends the run of adjectives and nouns at a token; None where a run ends otherwise."""
    tags, i = columns.tags, first
    last = min(first + LONGEST, len(tags)) - 1
    while i < last and tags[i] in BEFORE_NOUN and tags[i + 1] in WITHIN_NOUN:
        i += 1
    return i if tags[i] == "NN" else None


def read_parts(text: str, drafts: Sequence[Draft]) -> None:
    """Fill ``within`` and let a part take the kind of its whole."""
    for before, draft in pairwise(drafts):
        if _counting(before) and ". " not in text[before.end : draft.start]:
            _relate(text, before, draft)
        if draft.within is not None and draft.bare:
            draft.unit, draft.unit_kind = draft.within.unit, draft.within.unit_kind
        if draft.within is not None and draft.kind == "count":
            draft.kind = draft.within.kind


def _relate(text: str, before: Draft, draft: Draft) -> None:
    gap = text[before.end : draft.start]
    if OF_THEM.match(text, draft.number.end):
        draft.within = before
    if draft.within is not None or not _counting(draft) or (draft.bare and not draft.whole):
        return
    if before.unit_kind != draft.unit_kind and not draft.bare and not before.bare:
        return
    included = INCLUDING.search(gap + " ") and not OF_THEM.match(gap)
    if included or (draft.start > before.end and INCLUDED.search(gap)):
        draft.within = before
    elif _shared_out(text, before, draft):
        draft.within = before.within or before
    elif before.within is not None and LISTED.fullmatch(gap.strip() + " "):
        draft.within = before.within
    elif OF_THE.search(text[before.number.end : draft.number.start]) or (before.bare and OUT_OF.fullmatch(gap)):
        before.within = draft
        if before.bare:
            before.unit, before.unit_kind, before.kind = draft.unit, draft.unit_kind, draft.kind


def _shared_out(text: str, before: Draft, draft: Draft) -> bool:
    """The parts of "31 children died, 12 in the vaccine group and 19 in the placebo group"."""
    whole = before.within or before
    fits = draft.bare and not whole.bare and whole.unit_kind == "count" and (draft.value or 0) < (whole.value or 0)
    gap = text[before.end : draft.start]
    return fits and SHARED.fullmatch(gap) is not None and PLACED.match(text, draft.end) is not None


def _counting(draft: Draft) -> bool:
    return draft.unit_kind in {"count", "currency"}
