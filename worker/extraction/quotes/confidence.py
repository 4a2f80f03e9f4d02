"""How sure a quote is: the share of quotes like it that were right, content and speaker, on PolNeAR's open parts."""

from worker.extraction.quotes.drafts import Draft

# Rule that found it: share that was right (docs/facts/quotes.md has the table).
RULES = {
    "cued": 0.91,
    "same": 0.85,
    "carried": 0.6,
    "alone": 0.65,
    "clause": 0.81,
    "according": 0.82,
    "noun": 0.6,
    "act": 0.59,
    "name": 0.66,
    "words": 0.62,
    "label": 0.8,
}
# A clause of a verb of belief, or of a verb that reports and studies share with things.
BELIEF, SHOWING = 0.47, 0.61
# Nobody is named at all.
NOBODY = 0.5


def confidence(draft: Draft) -> float:
    """The confidence of a draft."""
    if draft.how == "clause" and draft.cue is not None and "say" not in draft.cue.uses:
        return BELIEF if "think" in draft.cue.uses else SHOWING
    if draft.speaker is None and draft.how != "alone":
        return min(NOBODY, RULES[draft.how])
    return RULES[draft.how]
