"""The word lists of the quote rules, loaded once from the data files beside this module."""

from functools import cache
from importlib.resources import files

FOLDER = files("worker.extraction.quotes") / "lexicons"


def _rows(name: str) -> list[list[str]]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@cache
def cues() -> dict[str, frozenset[str]]:
    """Reporting verbs: lemma to its uses (say, tell, direct, think, show)."""
    return {lemma: frozenset(uses.split()) for lemma, uses in _rows("cues.tsv")}


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
    return {name: frozenset(word.replace("_", " ") for word in listed.split()) for name, listed in _rows("words.tsv")}
