"""People counted without a noun for them: "a town of 23,000", "a crowd of 11,482", "217 aboard", "with 12 on board"."""

import re

from worker.extraction.quantities.clause import Clause
from worker.extraction.quantities.draft import Draft
from worker.extraction.quantities.lexicon import closed

GATHERINGS = closed("gatherings")

OF = re.compile(r"\bof\s+$", re.IGNORECASE)
ABOARD = re.compile(r"\s(?:aboard|on\sboard)\b", re.IGNORECASE)
# The span of "of" and the blanks round it.
REACH = 6


def read_populace(text: str, draft: Draft, clause: Clause) -> None:
    """Give a bare whole number of people its unit; the modifier before it is inside the draft."""
    if not draft.bare or not draft.whole or draft.number.sign is not None:
        return
    of = OF.search(text, max(0, draft.start - REACH), draft.start)
    held = clause.columns.lemmas[clause.at(of.start() - 2)] if of is not None and of.start() > 1 else ""
    gathered = held in GATHERINGS and (draft.value or draft.min or 0) > 1
    if gathered or ABOARD.match(text, draft.end):
        draft.unit = "person"
