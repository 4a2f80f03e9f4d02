"""Words round a number: "at least", "about", "or more"."""

import re
from functools import cache
from typing import NamedTuple

from worker.extraction.quantities.lexicon import Modifier, bounds_behind, closed, modifiers

ARTICLES = closed("articles")

WORDS = re.compile(r"\S+")
REACH = 45
# "£12,000 plus costs" adds, "60-plus" and "£60 plus." bound.
ADDING = re.compile(r"\s+plus\s+\w", re.IGNORECASE)
# What may stand before the first word.
OPENING = "(“\"'"
SIGNS = frozenset("~≈><≥≤")
LONGEST = 5


@cache
def _behind() -> re.Pattern[str]:
    forms = "|".join(re.escape(form) + r"\b" * form[-1].isalpha() for form in bounds_behind())
    return re.compile(rf"[\s,-]*({forms})", re.IGNORECASE)


@cache
def _last_words() -> frozenset[str]:
    return frozenset([*ARTICLES, *(form.split()[-1] for form in modifiers())])


class Found(NamedTuple):
    """A modifier with its words and where the quantity begins or ends with it."""

    modifier: Modifier
    words: str
    at: int


def before(text: str, start: int) -> Found | None:
    """The modifier that ends where the number begins."""
    begin = max(0, start - REACH)
    window = text[begin:start]
    last = window[-1:]
    if last in SIGNS:
        return Found(modifiers()[last], last, start - 1)
    if last == "-" and window.lower().endswith("sub-"):
        return Found(modifiers()["sub"], "sub", start - 4)
    nearest = window.rsplit(None, 1)[-1:]
    if not nearest or last.isalnum() or nearest[0].lower().lstrip(OPENING) not in _last_words():
        return None
    words = list(WORDS.finditer(window))
    for count in range(min(LONGEST, len(words)), 0, -1):
        first = words[-count].start()
        # a window cut in the middle of a word must not be read as a word
        if first == 0 and begin > 0 and text[begin - 1].isalnum():
            continue
        shown = " ".join([w.group() for w in words[-count:]]).lower().lstrip(OPENING)
        for form in (shown, shown.removesuffix(" a"), shown.removesuffix(" the"), shown.removesuffix(" an")):
            modifier = modifiers().get(form)
            if modifier is not None and form != shown and shown.endswith(" the") and modifier.bound != "-":
                return None  # "142,000, fewer than the 160,000 expected" compares, it bounds nothing
            if modifier is not None:
                return Found(modifier, form, begin + first + _opening(words[-count].group()))
    return None


def _opening(word: str) -> int:
    return len(word) - len(word.lstrip(OPENING))


def after(text: str, end: int) -> Found | None:
    """A bound ("or more" and the like) behind a quantity."""
    match = _behind().match(text, end)
    if match is None:
        return None
    words = match.group(1).lower()
    if words == "plus" and ADDING.match(text, end):
        return None
    change = bounds_behind()[words]
    bound = {">=": "min", "<=": "max"}.get(change, "-")
    return Found(Modifier(change, bound), words, match.end())
