"""The word lists of the main event, loaded once from the data files beside this module."""

from functools import cache

from worker.extraction.word_lists import WordLists

LISTS = WordLists("worker.extraction.main_event")


@cache
def _sets() -> dict[str, frozenset[str]]:
    return LISTS.sets("words.tsv")


def closed(name: str) -> frozenset[str]:
    """A small set of words, by its name in ``words.tsv``."""
    return _sets()[name]


@cache
def stopwords() -> frozenset[str]:
    """Function words, lower case."""
    return frozenset(word for line in LISTS.lines("stopwords.txt") for word in line.split())


@cache
def reasons() -> tuple[str, ...]:
    """Words that lead from what happened to why it did, the plain ones first."""
    return tuple(LISTS.lines("reasons.txt"))
