"""Ages that stand without a unit: "Ann Smith, 44,", "aged 12", "who was 10", "turned 40"."""

import re
from collections.abc import Sequence

from worker.extraction.quantities.clause import VERBS, Clause
from worker.extraction.quantities.draft import Draft
from worker.extraction.quantities.lexicon import closed, words

PERSONS = closed("persons")
PEOPLE = words("people.txt")

COMMA = re.compile(r"\s?,\s?$")
SAID = re.compile(
    r"\b(?:aged?|ages|the\s+age\s+of|turn(?:s|ed|ing)?|the\s+(?:young|old|eld)est(?:\s+(?:of\s+them|is|was|being|just|only)){1,2})"
    r"\s+(?:between\s+)?$",
    re.IGNORECASE,
)
# How far back those words stand.
SAID_REACH = 30
SPANS = frozenset(["day", "week", "month", "year"])
LISTED = re.compile(r",|,? and|,? or")
OLDEST = 115
NAMES = frozenset(["NNP", "NNPS"])
NO_PERSON = frozenset(["DATE", "GPE"])
HELPING = VERBS | {"MD", "RB"}
CLOSING = frozenset([",", ".", ";", ")"])
BOUNDS = re.compile(r"(?:under|over|below|above)\b", re.IGNORECASE)
# Verbs between a person and an age: "she will have been 17".
HELPERS = 3


def read_ages(text: str, drafts: Sequence[Draft], clause: Clause) -> None:
    """Give numbers that tell how old somebody is their unit; "aged 28 and 34" are two ages, "aged six months" is one."""
    before: Draft | None = None
    for draft in drafts:
        if draft.unit in SPANS and SAID.search(text, max(0, draft.start - SAID_REACH), draft.start):
            draft.unit, draft.unit_kind, draft.kind, draft.iso = f"{draft.unit} of age", "age", "measure", None
        if draft.bare and draft.number.sign is None and _fits(draft) and _is_age(text, draft, clause, before):
            draft.unit, draft.unit_kind, draft.kind = "year of age", "age", "measure"
        before = draft


def _is_age(text: str, draft: Draft, clause: Clause, before: Draft | None) -> bool:
    if SAID.search(text, max(0, draft.start - SAID_REACH), draft.start):
        return True
    listed = before is not None and before.unit_kind == "age" and before.end == before.number.end
    if listed and before is not None and LISTED.fullmatch(text[before.end : draft.start].rstrip()):
        return True
    return (
        _beside_person(text, draft, clause)
        or _behind_people(text, draft, clause)
        or _is_said(draft, clause)
        or _of_person(draft, clause)
    )


def _fits(draft: Draft) -> bool:
    value = draft.value if draft.value is not None else draft.max
    return value is not None and 0 < value <= OLDEST and float(value).is_integer()


def _behind_people(text: str, draft: Draft, clause: Clause) -> bool:
    """Of the form "children under two"."""
    if draft.start <= 1 or not BOUNDS.match(text, draft.start):
        return False
    noun = clause.at(draft.start - 2)
    return clause.columns.tags[noun] == "NNS" and clause.columns.lemmas[noun] in PEOPLE


def _is_said(draft: Draft, clause: Clause) -> bool:
    """Of the form "who was 17", "he would be 58": a person's pronoun, then verbs alone."""
    columns, i = clause.columns, clause.at(draft.start)
    if not i or columns.lemmas[i - 1] != "be" or not _closed(draft, clause):
        return False
    for _ in range(HELPERS):
        i -= 1
        if not i or columns.tags[i] not in HELPING:
            break
    return columns.lowers[i] in PERSONS


def _of_person(draft: Draft, clause: Clause) -> bool:
    """Of the form "a man of 70"."""
    columns, i = clause.columns, clause.at(draft.start)
    if i < len(("man", "of")) or columns.lowers[i - 1] != "of":
        return False
    return columns.tags[i - 2] == "NN" and columns.lemmas[i - 2] in PEOPLE


def _closed(draft: Draft, clause: Clause) -> bool:
    """Whether no noun follows that the number could count."""
    after, columns = clause.after(draft.end), clause.columns
    return after is None or columns.words[after] in CLOSING or columns.tags[after] in {"IN", "WRB", "CC"}


def _beside_person(text: str, draft: Draft, clause: Clause) -> bool:
    """Of the form "Smith, 44," or "the captain, 61," with the comma before; a comma, a stop or a verb follows."""
    comma = COMMA.search(text, max(0, draft.start - 3), draft.start)
    if comma is None or draft.number.written:
        return False
    after, columns = clause.after(draft.end), clause.columns
    closed = after is None or columns.words[after] in CLOSING or columns.tags[after] in {"VBD", "VBZ", "VBP"}
    return closed and _is_person(clause, clause.at(comma.start() - 1))


def _is_person(clause: Clause, i: int) -> bool:
    tag = clause.columns.tags[i]
    if tag in NAMES:
        return not clause.is_named(i, NO_PERSON)
    return tag == "NN" and clause.columns.lemmas[i] in PEOPLE
