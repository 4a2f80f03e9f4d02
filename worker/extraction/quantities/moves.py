"""What a number was before: "rose to 41 from 28", "97, up from 80", "from 20 mpg in 2008 to 29 mpg"."""

import re
from collections.abc import Sequence

from worker.extraction.quantities.draft import Draft
from worker.extraction.quantities.ranges import RANGING

# What may stand between a number and what it was: "41 on Thursday, up from", "$612 million, down 4 percent from".
BACK = re.compile(
    r"(?:\s(?:on|in|at|by|over)?\s?(?:\w+\s?){0,3}?)?(?:,\s(?:[\w.’']+\s){1,4}?(?:said|says|reported|announced))?[,;(]?\s*(?:\w+\s){0,2}?"
    r"(?:up|down|compared|higher|lower|increased|raised|revised|lowered|reduced|cut|rising|falling)?"
    r"\s*(?:sharply|slightly|[\w.]+\s?(?:%|percent|per\scent))?,?\s*from\s+(?:the\s|an?\s|its\s)?(?:\w+\s){0,2}?",
    re.IGNORECASE,
)
# "..., compared with $900 million in the same period last year": two times of one thing, not two things.
COMPARED = re.compile(
    r"(?:\s[\w.]+){0,4}?[,;(]?\s*(?:compared\s(?:with|to)|against|versus|vs\.?)\s+(?:the\s|an?\s)?", re.IGNORECASE
)
COMPARING = ("compared", "against", "versus", "vs")
BEFORE = re.compile(
    r"\)?\s(?:\w+\s){0,6}?(?:\w+\s(?:year|month|week|day|decade)s?\s(?:ago|earlier|before)|(?:last|previous|prior)\s(?:year|month|quarter|week)"
    r"|(?:in|at|after|since)\s(?:\w+\s){0,5}?(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
# "revised down to", "later raised to"
REVISED = re.compile(
    r"\b(?:revised|corrected|adjusted|later\s(?:raised|lowered|cut|increased|reduced))\s(?:(?:sharply|slightly)\s)?(?:up|down|upwards?|downwards?)?\s?to\s+$",
    re.IGNORECASE,
)
# "44 tonnes of cocaine in Antwerp last year, down from 116 tonnes"
BACK_FROM_FAR = re.compile(
    r"[^.;:()]{0,90}?[,(]\s?(?:sharply\s|slightly\s|well\s)?(?:up|down|compared|higher|lower|increased|raised|revised|lowered|reduced|rising|falling)"
    r"(?:\s(?:sharply|slightly|[\d.,]+\s?(?:%|percent|per\scent)))?\sfrom\s(?:the\s|an?\s|its\s)?(?:\w+\s){0,2}?",
    re.IGNORECASE,
)
# "slipped to 4.6 percent in the 12 weeks to 25 February from 5.1 percent"
TO_FROM = re.compile(r"\s(?:in|on|at|by|over|during|for|last|this)\s[^.;:(),]{1,60}?\sfrom\s(?:the\s|an?\s|its\s)?")
# Nine "of them" from one family were nine before and after.
SELECTED = re.compile(r"\sof\s(?:them|whom|which|those|these|the)\b")
# The same amount in other money: "1.8 billion kroner ($174 million), compared with 1.6 billion".
CONVERTED = re.compile(r"\s\([^()]{1,40}\)")
ONWARD = re.compile(r"(?:\s[\w.]+){0,3}\s+to\s+", re.IGNORECASE)
WINDOW = 30
# Code points between the two at most: beyond, the words that the patterns let stand between them are used up.
FARTHEST = 200
# Numbers between a number and what it was: "$612 million, down 4 percent from $637 million".
REACH = 2


def read_moves(text: str, drafts: Sequence[Draft]) -> None:
    """Fill ``previous``; the direction follows from the two numbers where no verb says it."""
    for i, second in enumerate(drafts):
        for first in reversed(drafts[max(0, i - REACH) : i]):
            if _free(text, first, second) and _comparable(first, second) and _pair(text, first, second):
                break


def _free(text: str, first: Draft, second: Draft) -> bool:
    known = first.value is not None and second.value is not None and second.start - first.end <= FARTHEST
    apart = first.number.sign is None and SELECTED.match(text, first.number.end) is not None
    return known and not apart and first.previous is None and second.previous is None


def _pair(text: str, first: Draft, second: Draft) -> bool:
    gap = CONVERTED.sub("", text[first.end : second.start])
    if _goes_back(gap, text, second.end) or _from_far(gap, text, first, second):
        _move(second, first)
        return True
    if _revised(text, first, second):
        _move(first, second)
        return True
    if text.endswith("from ", 0, first.start) and ONWARD.fullmatch(gap):
        if RANGING.search(text[max(0, first.start - WINDOW) : first.start]):
            return False
        _move(first, second)
        return True
    return False


def _goes_back(gap: str, text: str, end: int) -> bool:
    """Whether the second number is what the first was; the patterns are tried where their words are."""
    lower = gap.lower()
    if "from" in lower and BACK.fullmatch(gap):
        return True
    compared = any(word in lower for word in COMPARING) and COMPARED.fullmatch(gap)
    return bool(compared and BEFORE.match(text, end))


def _revised(text: str, first: Draft, second: Draft) -> bool:
    """Whether the second is what the first was corrected to: "first given as 55 but revised down to 47"."""
    begin = max(first.end, second.start - WINDOW)
    if not text[begin : second.start].rstrip().lower().endswith("to"):
        return False
    sized = text[max(0, first.start - WINDOW) : first.start].rstrip().endswith("by")
    return (
        not sized
        and ". " not in text[first.end : second.start]
        and REVISED.search(text, begin, second.start) is not None
    )


def _from_far(gap: str, text: str, first: Draft, second: Draft) -> bool:
    """Whether the second is what the first was although more words stand between; it must have the same unit, or none."""
    if first.bare or not (second.bare or first.unit == second.unit) or "from" not in gap.lower():
        return False
    if BACK_FROM_FAR.fullmatch(gap):
        return True
    return not second.bare and text.endswith("to ", 0, first.start) and TO_FROM.fullmatch(gap) is not None


def _comparable(first: Draft, second: Draft) -> bool:
    return first.bare or second.bare or first.unit == second.unit


def _move(before: Draft, after: Draft) -> None:
    share_unit(before, after)
    after.previous, after.earlier, before.past = before.value, before, True
    if before.value is not None and after.value is not None and before.value != after.value:
        after.change = "up" if after.value > before.value else "down"


def share_unit(first: Draft, second: Draft) -> None:
    """Give the unit of one of two to the other, which has none."""
    for bare, full in ((first, second), (second, first)):
        if bare.bare and not full.bare:
            bare.unit, bare.unit_kind, bare.kind, bare.noun = full.unit, full.unit_kind, full.kind, full.noun
