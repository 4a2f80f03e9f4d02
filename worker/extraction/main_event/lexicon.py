"""The word lists of the main event, loaded once from the data files beside this module."""

from functools import cache
from importlib.resources import files

FOLDER = files("worker.extraction.main_event") / "lexicons"


def _lines(name: str) -> list[str]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@cache
def _sets() -> dict[str, frozenset[str]]:
    return {name: frozenset(found.split()) for name, found in (line.split("\t") for line in _lines("words.tsv"))}


def closed(name: str) -> frozenset[str]:
    """A small set of words, by its name in ``words.tsv``."""
    return _sets()[name]


@cache
def stopwords() -> frozenset[str]:
    """Function words, lower case."""
    return frozenset(word for line in _lines("stopwords.txt") for word in line.split())


@cache
def reasons() -> tuple[str, ...]:
    """Words that lead from what happened to why it did, the plain ones first."""
    return tuple(_lines("reasons.txt"))
