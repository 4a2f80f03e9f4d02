"""Strengths of earthquakes: "a magnitude 7.1 earthquake", "a 6.4-magnitude tremor", "a magnitude of 5.9"."""

import re

from worker.extraction.quantities.draft import Draft

BEFORE = re.compile(r"\bmagnitude[\s-](?:of\s)?$", re.IGNORECASE)
BEHIND = re.compile(r"[\s-]magnitude\b", re.IGNORECASE)
REACH = 14
# No earthquake has been stronger.
STRONGEST = 10


def read_magnitude(text: str, draft: Draft) -> None:
    """Give a number beside "magnitude" that unit; its span takes the word in."""
    if draft.value is None or not 0 < draft.value < STRONGEST or draft.unit_kind not in {"count", "other"}:
        return
    before = BEFORE.search(text, max(0, draft.number.start - REACH), draft.number.start)
    behind = BEHIND.match(text, draft.number.end)
    if before is None and behind is None:
        return
    if before is not None:
        draft.start = min(draft.start, draft.number.start - len(before.group()))
    draft.end = behind.end() if behind is not None else draft.number.end
    draft.unit, draft.unit_kind, draft.kind, draft.noun = "magnitude", "other", "measure", None
