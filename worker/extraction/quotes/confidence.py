"""How sure a quote is: the share of quotes like it that were right, content and speaker, on PolNeAR's open parts."""

from worker.extraction.quotes.drafts import Draft

# Rule that found it: share that was right (docs/facts/quotes.md has the table).
RULES = {
    "cued": 0.92,
    "same": 0.93,
    "carried": 0.66,
    "alone": 0.8,
    "acting": 0.7,
    "clause": 0.83,
    "according": 0.88,
    "noun": 0.66,
    "act": 0.66,
    "name": 0.72,
    "words": 0.64,
    "label": 0.85,
}
# A clause of a verb of belief, or of a verb that reports and studies share with things.
BELIEF, SHOWING = 0.5, 0.68
# Nobody is named at all.
NOBODY = 0.65


def confidence(draft: Draft) -> float:
    """The confidence of a draft."""
    if draft.how == "clause" and draft.cue is not None and "say" not in draft.cue.uses:
        return BELIEF if "think" in draft.cue.uses else SHOWING
    if draft.speaker is None and draft.how != "alone":
        return min(NOBODY, RULES[draft.how])
    return RULES[draft.how]
