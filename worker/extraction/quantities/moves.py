"""What a number was before: "rose to 41 from 28", "97, up from 80", "from 20 mpg in 2008 to 29 mpg"."""

import re
from collections.abc import Sequence
from itertools import pairwise

from worker.extraction.quantities.draft import Draft

# Words that may stand between a number and the "from" of what it was.
BACK = re.compile(
    r"[,;(]?\s*(?:\w+\s){0,2}?(?:up|down|compared|higher|lower|increased|raised|revised|lowered|reduced|cut|rising|falling)?"
    r"\s*(?:sharply|slightly)?\s*from\s+(?:the\s|an?\s|its\s)?(?:\w+\s){0,2}?",
    re.IGNORECASE,
)
ONWARD = re.compile(r"(?:\s[\w.]+){0,3}\s+to\s+", re.IGNORECASE)
RANGING = re.compile(
    r"\b(?:rang|var|pric|start|span|stretch|run|sizes?|ages?|between)\w*\W+(?:\w+\W+)?from\s+$", re.IGNORECASE
)
WINDOW = 30


def read_moves(text: str, drafts: Sequence[Draft]) -> None:
    """Fill ``previous``; the direction follows from the two numbers where no verb says it."""
    for first, second in pairwise(drafts):
        gap = text[first.end : second.start]
        if first.value is None or second.value is None or first.previous is not None or second.previous is not None:
            continue
        if not _comparable(first, second):
            continue
        if BACK.fullmatch(gap):
            _move(second, first)
        elif (
            text.endswith("from ", 0, first.start)
            and ONWARD.fullmatch(gap)
            and not RANGING.search(text[max(0, first.start - WINDOW) : first.start])
        ):
            _move(first, second)


def _comparable(first: Draft, second: Draft) -> bool:
    return first.bare or second.bare or first.unit == second.unit


def _move(before: Draft, after: Draft) -> None:
    share_unit(before, after)
    after.previous = before.value
    if before.value is not None and after.value is not None and before.value != after.value:
        after.change = "up" if after.value > before.value else "down"


def share_unit(first: Draft, second: Draft) -> None:
    """Give the unit of one of two to the other, which has none."""
    for bare, full in ((first, second), (second, first)):
        if bare.bare and not full.bare:
            bare.unit, bare.unit_kind, bare.kind, bare.noun = full.unit, full.unit_kind, full.kind, full.noun
