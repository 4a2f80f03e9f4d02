"""A length told in two units is one quantity: "seven years and four months" is 88 months, P7Y4M."""

import re
from collections.abc import Sequence

from worker.extraction.quantities.clause import Told
from worker.extraction.quantities.draft import Draft
from worker.extraction.quantities.numerals import Numeral
from worker.extraction.quantities.single import modify

# How many of the shorter unit make one of the longer, where that is exact.
MAKES = {
    ("year", "month"): 12,
    ("week", "day"): 7,
    ("day", "hour"): 24,
    ("hour", "minute"): 60,
    ("minute", "second"): 60,
}


UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "DE": "decade", "CE": "century",
         "TH": "hour", "TM": "minute", "TS": "second"}  # fmt: skip
PERIOD = re.compile(r"P(T?)(\d+(?:\.\d+)?)([YMWDHS]|DE|CE)")


def add_lengths(drafts: list[Draft], times: Sequence[Told], text: str) -> list[Draft]:
    """The same quantities with lengths told without a number: "an hour and a half", "half an hour".

    Args:
        drafts: the quantities of a paragraph.
        times: the times of the paragraph.
        text: the paragraph.
    """
    halves = [time for time in times if time.type == "DURATION" and "half" in time.words]
    told = [draft for time in halves if (draft := _half(time, text)) is not None]
    added = [draft for draft in told if not _covered(draft, drafts)]
    return sorted([*drafts, *added], key=lambda d: d.start) if added else drafts


def _half(time: Told, text: str) -> Draft | None:
    match = PERIOD.fullmatch(time.value)
    if match is None:
        return None
    value, letter = float(match[2]), match[1] + match[3]
    draft = Draft(
        time.start,
        time.end,
        Numeral(time.start, time.end, value, written=True),
        value,
        UNITS[letter],
        "duration",
        "duration",
        iso=time.value,
    )
    modify(text, draft)
    return draft


def _covered(draft: Draft, drafts: Sequence[Draft]) -> bool:
    return any(other.start < draft.end and draft.start < other.end for other in drafts)


def join_lengths(drafts: list[Draft], times: Sequence[Told]) -> list[Draft]:
    """The same quantities, two that one duration covers put together in the shorter unit.

    Args:
        drafts: the quantities of a paragraph, in its order.
        times: the times of the paragraph.
    """
    spans = [(time.start, time.end, time.value) for time in times if time.type == "DURATION"]
    if not spans:
        return drafts
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
