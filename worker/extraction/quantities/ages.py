"""Ages that stand without a unit: "Ann Smith, 44,", "aged 12", "who was 10"."""

import re

from worker.extraction.quantities.clause import Clause
from worker.extraction.quantities.draft import Draft

SAID = re.compile(r"\b(?:aged?|ages|the\s+age\s+of)\s+(?:between\s+)?$", re.IGNORECASE)
KIN = frozenset(["mother", "father", "grandmother", "grandfather", "husband", "wife", "son", "daughter", "brother", "sister",
                 "uncle", "aunt", "cousin", "niece", "nephew", "grandson", "granddaughter", "partner", "widow"])  # fmt: skip
OLDEST = 115
NAMES = frozenset(["NNP", "NNPS"])


def read_age(text: str, draft: Draft, clause: Clause) -> None:
    """Give a bare number after a name and a comma, or after "aged", its unit."""
    if not draft.bare or draft.number.sign is not None or not _fits(draft):
        return
    if SAID.search(text[max(0, draft.start - 20) : draft.start]) or _beside_name(text, draft, clause):
        draft.unit, draft.unit_kind, draft.kind = "year of age", "age", "measure"


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
