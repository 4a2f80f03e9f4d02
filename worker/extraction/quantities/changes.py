"""Up and down: "rose 6 %", "down 68p", and what the number was before."""

from collections.abc import Sequence

from worker.contract.facts import Change
from worker.extraction.columns import Columns
from worker.extraction.quantities.clause import VERBS, Clause
from worker.extraction.quantities.draft import Draft
from worker.extraction.quantities.lexicon import changes, closed, modifiers, nouns_of_change

COLLECTING = closed("collecting")
CHANGE_SKIPPED = closed("change_skipped")
CHANGE_TRANSITIVE = closed("change_transitive")
CHANGES = changes()
NOUN = frozenset(["NN", "NNS"])
TELLING = VERBS | {"RB", "RP", "JJ", "IN", "JJR", "NN"}
# Verbs whose particle says the way: "ended up".
ENDING = frozenset(["be", "end", "close"])

AMOUNTS = frozenset(["percent", "currency"])
POINTS = frozenset(["point", "degree", "basis point", "percentage point"])
# What "a drop of" may tell; one of 300 metres is a cliff.
CHANGING = frozenset(["percent", "currency", "count", "temperature", "other"])
# Tokens from an amount to the noun of change: "a 7 percent share price increase".
NEAR_NOUN = 4
REACH = 6
# "to" this near before the number makes it the goal of the change, not its size.
TO_REACH = 6
REACH_BY = 40


def read_changes(text: str, drafts: Sequence[Draft], clause: Clause) -> None:
    """Fill ``change`` of what a verb or particle of change governs; "or 0.6 %" goes the way of what it explains."""
    for i, draft in enumerate(drafts):
        if draft.previous is not None or (draft.max is not None and draft.min is not None and draft.value is not None):
            continue
        way = _way(draft, clause) or _of_noun(draft, clause)
        if way is None and i and _explains(text, drafts[i - 1], draft):
            way = drafts[i - 1].change if drafts[i - 1].change in {"up", "down"} else None
        if way is not None:
            draft.change = way


def _way(draft: Draft, clause: Clause) -> Change | None:
    columns, last = clause.columns, clause.at(draft.end - 1)
    lowers, lemmas = columns.lowers, columns.lemmas
    first = clause.at(draft.number.start)
    moved = first > 0 and lowers[first - 1] in {"up", "down"}  # "down 9.2% year over year"
    if not moved and draft.noun is None and columns.heads[last] > last and columns.tags[columns.heads[last]] in NOUN:
        return None  # "added a 30 degree homer"
    for i in range(first - 1, max(-1, first - 1 - REACH), -1):
        lower, lemma = lowers[i], lemmas[i]
        goal = lower == "to" and draft.number.start - columns.starts[i] < TO_REACH
        if goal or clause.opens_sentence(i + 1, i + 1):
            return None
        way = CHANGES.get(lemma) or CHANGES.get(lower)
        if way is not None and _counts(columns, i, draft):
            return way
        if lower == "by":
            verb = columns.heads[i]
            if lemmas[verb] in CHANGES and columns.tags[verb] in VERBS:
                return CHANGES[lemmas[verb]]  # "cut the budget by a fifth"
        if lower not in CHANGE_SKIPPED and lower not in modifiers():
            return None
    return None


def _of_noun(draft: Draft, clause: Clause) -> Change | None:
    """A noun of change that governs the figure: "a 9 percent drop", "an increase of 60,600 jobs", "a rise in costs of 3 %"."""
    if draft.unit_kind not in CHANGING:
        return None
    columns, last = clause.columns, clause.at(draft.end - 1)
    head = columns.heads[last]
    if draft.noun is None and head > last and columns.tags[head] in NOUN:
        return _noun_way(columns, head) if head - last <= NEAR_NOUN else None
    top = draft.noun.head if draft.noun is not None else last
    if columns.deps[top] == "nmod" and columns.heads[top] < clause.at(draft.number.start):
        top = columns.heads[top]
    above = columns.heads[top]
    return (
        _noun_way(columns, columns.heads[above])
        if columns.deps[top] == "pobj" and columns.lowers[above] == "of"
        else None
    )


def _noun_way(columns: Columns, i: int) -> Change | None:
    return nouns_of_change().get(columns.lemmas[i]) if columns.tags[i] in NOUN else None


def _counts(columns: Columns, i: int, draft: Draft) -> bool:
    lower, tag, lemma, head = columns.lowers[i], columns.tags[i], columns.lemmas[i], columns.heads[i]
    after = columns.lowers[i + 1] if i + 1 < len(columns.lowers) else ""
    if (lower == "up" and after == "to") or tag not in TELLING:
        return False
    if columns.deps[i] == "prt" and columns.lemmas[head] not in CHANGES and columns.lemmas[head] not in ENDING:
        return False
    if tag == "NN" and lower not in {"up", "down"}:
        return False
    if lemma in CHANGE_TRANSITIVE:
        sized = draft.unit_kind in AMOUNTS and not (draft.unit_kind == "currency" and lemma in COLLECTING)
        return sized or draft.unit in POINTS or after == "by"
    return True


def _explains(text: str, before: Draft, draft: Draft) -> bool:
    gap = text[before.end : draft.start].strip(" ")
    return gap in {", or", "or", "(", ", or about"} or (
        gap.endswith(" by") and draft.unit == before.unit and len(gap) < REACH_BY
    )
