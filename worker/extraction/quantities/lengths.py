"""A length told in two units is one quantity: "seven years and four months" is 88 months, P7Y4M."""

from collections.abc import Sequence

from worker.contract.facts import Time
from worker.extraction.quantities.draft import Draft

# How many of the shorter unit make one of the longer, where that is exact.
MAKES = {
    ("year", "month"): 12,
    ("week", "day"): 7,
    ("day", "hour"): 24,
    ("hour", "minute"): 60,
    ("minute", "second"): 60,
}


def join_lengths(drafts: Sequence[Draft], times: Sequence[Time], shift: int) -> list[Draft]:
    """The same quantities, two that one duration covers put together in the shorter unit.

    Args:
        drafts: the quantities of a paragraph, in its order.
        times: the times of the paragraph.
        shift: where the paragraph begins in the text of ``times``.
    """
    spans = [(time.start - shift, time.end - shift, time.value) for time in times if time.type == "DURATION"]
    found: list[Draft] = []
    for draft in drafts:
        before = found[-1] if found else None
        whole = next((v for a, b, v in spans if before and a <= before.number.start and draft.end <= b), None)
        factor = MAKES.get((before.unit, draft.unit)) if before is not None else None
        if before is None or whole is None or factor is None or before.value is None or draft.value is None:
            found.append(draft)
            continue
        before.value, before.unit = before.value * factor + draft.value, draft.unit
        before.end, before.iso = draft.end, whole
        before.min, before.max = (before.value if bound is not None else None for bound in (before.min, before.max))
    return found
