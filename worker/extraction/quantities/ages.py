"""Ages that stand without a unit: "Ann Smith, 44,", "aged 12", "who was 10", "turned 40"."""

import re
from collections.abc import Sequence

from spacy.tokens import Token

from worker.extraction.quantities.clause import Clause
from worker.extraction.quantities.draft import Draft
from worker.extraction.quantities.lexicon import closed, words

PERSONS = closed("persons")
PEOPLE = words("people.txt")

SAID = re.compile(r"\b(?:aged?|ages|the\s+age\s+of|turn(?:s|ed|ing)?)\s+(?:between\s+)?$", re.IGNORECASE)
LISTED = re.compile(r",|,? and|,? or")
OLDEST = 115
NAMES = frozenset(["NNP", "NNPS"])
CLOSING = frozenset([",", ".", ";", ")"])
BOUNDS = re.compile(r"(?:under|over|below|above)\b", re.IGNORECASE)
# Verbs between a person and an age: "she will have been 17".
HELPERS = 3


def read_ages(text: str, drafts: Sequence[Draft], clause: Clause) -> None:
    """Give bare numbers that tell how old somebody is their unit; "aged 28 and 34" are two ages."""
    before: Draft | None = None
    for draft in drafts:
        if draft.bare and draft.number.sign is None and _fits(draft) and _is_age(text, draft, clause, before):
            draft.unit, draft.unit_kind, draft.kind = "year of age", "age", "measure"
        before = draft


def _is_age(text: str, draft: Draft, clause: Clause, before: Draft | None) -> bool:
    told = SAID.search(text[max(0, draft.start - 20) : draft.start])
    listed = before is not None and before.unit_kind == "age" and before.end == before.number.end
    if told or (listed and before is not None and LISTED.fullmatch(text[before.end : draft.start].rstrip())):
        return True
    return _beside_person(text, draft, clause) or _behind_people(text, draft, clause) or _is_said(draft, clause)


def _fits(draft: Draft) -> bool:
    value = draft.value if draft.value is not None else draft.max
    return value is not None and 0 < value <= OLDEST and float(value).is_integer()


def _behind_people(text: str, draft: Draft, clause: Clause) -> bool:
    """Of the form "children under two"."""
    noun = clause.at(draft.start - 2) if draft.start > 1 and BOUNDS.match(text, draft.start) else None
    return noun is not None and noun.tag_ == "NNS" and noun.lemma_ in PEOPLE


def _is_said(draft: Draft, clause: Clause) -> bool:
    """Of the form "who was 17", "he would be 58": a person's pronoun, then verbs alone."""
    token = clause.at(draft.start)
    if token is None or not token.i or token.nbor(-1).lemma_ != "be" or not _closed(draft, clause):
        return False
    for _ in range(HELPERS):
        token = token.nbor(-1)
        if not (token.tag_.startswith("VB") or token.tag_ in {"MD", "RB"}) or not token.i:
            break
    return token.lower_ in PERSONS


def _closed(draft: Draft, clause: Clause) -> bool:
    """Whether no noun follows that the number could count."""
    after = clause.after(draft.end)
    return after is None or after.text in CLOSING or after.tag_ in {"IN", "WRB", "CC"}


def _beside_person(text: str, draft: Draft, clause: Clause) -> bool:
    """Of the form "Smith, 44," or "the captain, 61," with the comma before; a comma, a stop or a verb follows."""
    comma = re.search(r"\s?,\s?$", text[max(0, draft.start - 3) : draft.start])
    if comma is None or draft.number.written:
        return False
    name = clause.at(draft.start - len(comma.group()) - 1)
    after = clause.after(draft.end)
    closed = after is None or after.text in CLOSING or after.tag_ in {"VBD", "VBZ", "VBP"}
    return closed and name is not None and _is_person(name)


def _is_person(token: Token) -> bool:
    if token.tag_ in NAMES:
        return token.ent_type_ not in {"DATE", "GPE"}
    return token.tag_ == "NN" and token.lemma_ in PEOPLE
