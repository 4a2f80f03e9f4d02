"""What a share is of and what money is for: "70 percent of the homes", "$4.7 million in restitution"."""

import re

from worker.extraction.quantities.clause import Clause
from worker.extraction.quantities.draft import Draft
from worker.extraction.quantities.lexicon import closed
from worker.extraction.quantities.nouns import counted

MONEYS = closed("moneys")

OF = re.compile(r"\s(of|in)\s")


def read_share(text: str, draft: Draft, clause: Clause) -> None:
    """Fill ``what`` of percent with the noun behind "of", of money with the one behind "of" or "in".

    Behind "in" only what money takes the form of: not "$30 in early trading".
    """
    if draft.unit_kind not in {"percent", "currency"} or draft.noun is not None:
        return
    behind = OF.match(text, draft.end)
    if behind is None or (behind.group(1) == "in" and draft.unit_kind == "percent"):
        return
    start = draft.end if behind.group(1) == "of" else behind.end() - 1
    noun = counted(clause, start, None, clause.stops)
    if noun is not None and (behind.group(1) == "of" or noun.unit in MONEYS):
        draft.what = noun.words
