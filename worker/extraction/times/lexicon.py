"""The words that times are made of, loaded once per process from ``lexicons/``."""

from functools import cache
from importlib.resources import files
from typing import NamedTuple

FOLDER = files("worker.extraction.times") / "lexicons"


class Word(NamedTuple):
    """What a word is in a time: its category, what it stands for, and whether it must begin with a capital."""

    category: str
    value: str
    capital: bool


@cache
def words() -> dict[str, Word]:
    """Every listed form in small letters."""
    found: dict[str, Word] = {}
    for line in _lines("words.tsv"):
        category, value, forms = line.split("\t")
        for form in forms.split(" "):
            found.setdefault(form, Word(category.lstrip("="), value, category.startswith("=")))
    return found


@cache
def holidays() -> dict[str, str]:
    """Holidays by their name in small letters: ``MM-DD``, or what a value of unknown date looks like."""
    return dict(line.split("\t", 1) for line in _lines("holidays.tsv"))


def _lines(name: str) -> list[str]:
    text = (FOLDER / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
