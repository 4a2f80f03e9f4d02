"""Ages that stand without a unit: "Ann Smith, 44,", "aged 12", "who was 10"."""

import re

from worker.extraction.quantities.clause import Clause
from worker.extraction.quantities.draft import Draft
from worker.extraction.quantities.lexicon import people

SAID = re.compile(r"\b(?:aged?|ages|the\s+age\s+of)\s+(?:between\s+)?$", re.IGNORECASE)
KIN = frozenset(["mother", "father", "grandmother", "grandfather", "husband", "wife", "son", "daughter", "brother", "sister",
                 "uncle", "aunt", "cousin", "niece", "nephew", "grandson", "granddaughter", "partner", "widow"])  # fmt: skip
OLDEST = 115
NAMES = frozenset(["NNP", "NNPS"])
BOUNDS = re.compile(r"(?:under|over|below|above)\b", re.IGNORECASE)


def read_age(text: str, draft: Draft, clause: Clause) -> None:
    """Give a bare number after a name and a comma, or after "aged", its unit."""
    if not draft.bare or draft.number.sign is not None or not _fits(draft):
        return
    told = SAID.search(text[max(0, draft.start - 20) : draft.start])
    if told or _beside_name(text, draft, clause) or _behind_people(text, draft, clause):
        draft.unit, draft.unit_kind, draft.kind = "year of age", "age", "measure"


def _behind_people(text: str, draft: Draft, clause: Clause) -> bool:
    """Of the form "children under two"."""
    noun = clause.at(draft.start - 2) if draft.start > 1 and BOUNDS.match(text, draft.start) else None
    return noun is not None and noun.tag_ == "NNS" and noun.lemma_ in people()


def _fits(draft: Draft) -> bool:
    value = draft.value if draft.value is not None else draft.max
    return value is not None and 0 < value <= OLDEST and float(value).is_integer()


def _beside_name(text: str, draft: Draft, clause: Clause) -> bool:
    """Of the form "Smith, 44," with the comma before; what follows is a comma, a stop or a verb."""
    if not text.endswith(", ", 0, draft.start) or draft.number.written:
        return False
    name = clause.at(draft.start - 3)
    after = clause.after(draft.end)
    closed = after is None or after.text in {",", ".", ";", ")"} or after.tag_ in {"VBD", "VBZ", "VBP"}
    named = name is not None and name.tag_ in NAMES and name.ent_type_ not in {"DATE", "GPE"}
    return closed and (named or (name is not None and name.lower_ in KIN))
