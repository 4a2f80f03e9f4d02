"""The words that times are made of, loaded once per process from ``lexicons/``."""

import re
from functools import cache
from typing import NamedTuple

from worker.extraction.word_lists import WordLists

FIRST = re.compile(r"[^a-z]")
LISTS = WordLists("worker.extraction.times")


# Every rule asks for a word of one of these categories, or for digits.
TELLING = frozenset(
    ["unit", "units", "month", "may", "mon", "weekday", "weekdays", "wk", "quarter", "season", "part", "parts", "point",
     "decadename", "day", "tonight", "overnight", "present", "presentadj", "past", "pastadv", "futureadv", "future", "term", "set", "am",
     "pm", "oclock", "zone"]
)  # fmt: skip


class Word(NamedTuple):
    """What a word is in a time: its category, what it stands for, and whether it must begin with a capital."""

    category: str
    value: str
    capital: bool


@cache
def words() -> dict[str, Word]:
    """Every listed form in small letters."""
    found: dict[str, Word] = {}
    for line in LISTS.lines("words.tsv"):
        category, value, forms = line.split("\t")
        for form in forms.split(" "):
            word = Word(category.lstrip("="), value, category.startswith("="))
            found.setdefault(form, word)
            found.setdefault(form.replace("fi", "\ufb01"), word)  # as typesetters join them
    return found


@cache
def holidays() -> dict[str, str]:
    """Holidays by their name in small letters: ``MM-DD``, or what a value of unknown date looks like."""
    return dict(line.split("\t", 1) for line in LISTS.lines("holidays.tsv"))


@cache
def holidays_by_word() -> dict[str, tuple[str, ...]]:
    """The names of holidays by their first word, the longest first."""
    names = sorted(holidays(), key=len, reverse=True)
    firsts = {name: FIRST.split(name, maxsplit=1)[0] for name in names}
    return {word: tuple(n for n in names if firsts[n] == word) for word in firsts.values()}


@cache
def telling() -> frozenset[str]:
    """Words, in small letters, without one of which no time can be told in words."""
    listed = {form for form, word in words().items() if word.category in TELLING}
    return frozenset(listed | {first for first in holidays_by_word() if any(n == first for n in holidays())})


@cache
def _verbs() -> dict[str, frozenset[str]]:
    return LISTS.sets("verbs.tsv")


def verbs(name: str) -> frozenset[str]:
    """The words that do one thing to the direction of a time; raises KeyError for a set that ``verbs.tsv`` has not."""
    return _verbs()[name]


@cache
def distances() -> frozenset[str]:
    """Units of length, whose "an hour" is a speed and tells no time."""
    return frozenset(LISTS.lines("distances.txt"))
