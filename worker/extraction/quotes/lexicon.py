"""The word lists of the quote rules, loaded once from the data files beside this module."""

from functools import cache

from worker.extraction.word_lists import WordLists

LISTS = WordLists("worker.extraction.quotes")


@cache
def cues() -> dict[str, frozenset[str]]:
    """Reporting verbs: lemma to its uses (say, tell, direct, think, show)."""
    return {lemma: frozenset(uses.split()) for lemma, uses in LISTS.rows("cues.tsv")}


@cache
def cue_verbs() -> frozenset[str]:
    """The verbs of ``cues`` without their particles."""
    return frozenset(lemma.split()[0] for lemma in cues())


@cache
def words(name: str) -> frozenset[str]:
    """One of the small sets of words.tsv; an underscore in the file stands for a blank."""
    return _sets()[name]


@cache
def _sets() -> dict[str, frozenset[str]]:
    return LISTS.sets("words.tsv")
