"""Up and down: "rose 6 %", "down 68p", and what the number was before."""

from collections.abc import Sequence

from spacy.tokens import Token

from worker.extraction.quantities.clause import Clause
from worker.extraction.quantities.draft import Draft
from worker.extraction.quantities.lexicon import changes, closed, modifiers, nouns_of_change

COLLECTING = closed("collecting")
CHANGE_SKIPPED = closed("change_skipped")
CHANGE_TRANSITIVE = closed("change_transitive")

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
            draft.change = way  # type: ignore[assignment]


def _way(draft: Draft, clause: Clause) -> str | None:
    last = clause.at(draft.end - 1)
    if last is not None and draft.noun is None and last.head.i > last.i and last.head.tag_ in {"NN", "NNS"}:
        return None  # "added a 30 degree homer"
    token = clause.at(draft.number.start)
    steps = 0
    while token is not None and token.i and not token.is_sent_start and steps < REACH:
        token = token.nbor(-1)
        steps += 1
        if token.lower_ == "to" and draft.number.start - token.idx < TO_REACH:
            return None
        way = changes().get(token.lemma_) or changes().get(token.lower_)
        if way is not None and _counts(token, draft):
            return way
        if token.lower_ == "by" and token.head.lemma_ in changes() and token.head.tag_.startswith("VB"):
            return changes()[token.head.lemma_]  # "cut the budget by a fifth"
        if token.lower_ not in CHANGE_SKIPPED and token.lower_ not in modifiers():
            return None
    return None


def _of_noun(draft: Draft, clause: Clause) -> str | None:
    """A noun of change that governs the figure: "a 9 percent drop", "an increase of 60,600 jobs", "a rise in costs of 3 %"."""
    first, last = clause.at(draft.number.start), clause.at(draft.end - 1)
    if first is None or last is None or draft.unit_kind not in CHANGING:
        return None
    if draft.noun is None and last.head.i > last.i and last.i + 1 < len(last.doc) and last.head.tag_ in {"NN", "NNS"}:
        return _noun_way(last.head) if last.head.i - last.i <= NEAR_NOUN else None
    top = draft.noun.head if draft.noun is not None else last
    if top.head.i < first.i and top.dep_ == "nmod":
        top = top.head
    if top.dep_ == "pobj" and top.head.lower_ == "of":
        return _noun_way(top.head.head)
    return None


def _noun_way(noun: Token) -> str | None:
    return nouns_of_change().get(noun.lemma_) if noun.tag_ in {"NN", "NNS"} else None


def _counts(token: Token, draft: Draft) -> bool:
    if token.lower_ == "up" and token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "to":
        return False
    if not (token.tag_.startswith("VB") or token.tag_ in {"RB", "RP", "JJ", "IN", "JJR", "NN"}):
        return False
    if token.dep_ == "prt" and token.head.lemma_ not in changes() and token.head.lemma_ not in {"be", "end", "close"}:
        return False
    if token.tag_ == "NN" and token.lower_ not in {"up", "down"}:
        return False
    if token.lemma_ in CHANGE_TRANSITIVE:
        sized = draft.unit_kind in AMOUNTS and not (draft.unit_kind == "currency" and token.lemma_ in COLLECTING)
        return sized or draft.unit in POINTS or (token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "by")
    return True


def _explains(text: str, before: Draft, draft: Draft) -> bool:
    gap = text[before.end : draft.start].strip(" ")
    return gap in {", or", "or", "(", ", or about"} or (
        gap.endswith(" by") and draft.unit == before.unit and len(gap) < REACH_BY
    )
