"""Whether a string is a person's name as bylines write it, and the names in a byline."""

import re
from functools import cache
from importlib.resources import files

from worker.articles.lines import tidy

MIN_WORDS, MAX_WORDS = 2, 6
_BY = re.compile(
    r"^(?:(?:written|posted|reported|published|story|words|text|analysis|opinion|review|interview)\s+)?by[:\s]+",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*(?:,|;|\||\band\b|&|\bwith\b|/| - | – | — |•|·|\n)\s*", re.IGNORECASE)
_SHAPE = re.compile(r"^[^\W\d_][\w’'`.\-]*$")
_PARTICLE = frozenset(
    [
        "al",
        "bin",
        "da",
        "das",
        "de",
        "del",
        "della",
        "den",
        "der",
        "di",
        "do",
        "dos",
        "du",
        "el",
        "ibn",
        "la",
        "le",
        "ter",
        "van",
        "von",
        "y",
        "zu",
    ]
)
_LETTERS_ONLY = re.compile(r"[^\w\s]")


@cache
def _words(name: str) -> frozenset[str]:
    raw = (files("worker.articles") / "lexicons" / name).read_text(encoding="utf-8")
    return frozenset(line.strip() for line in raw.splitlines() if line.strip() and not line.startswith("#"))


def is_name(text: str) -> bool:
    """Whether a string has the shape of a person's name: two to six capitalised words, none of them an office's."""
    parts = text.split()
    if not MIN_WORDS <= len(parts) <= MAX_WORDS or any(not _SHAPE.match(part) for part in parts):
        return False
    capitals = [part for part in parts if part.casefold() not in _PARTICLE]
    if len(capitals) < MIN_WORDS or any(part[0].islower() for part in capitals):
        return False
    return not any(_LETTERS_ONLY.sub("", part).casefold() in _words("no_names.txt") for part in parts)


def split_byline(text: str) -> list[str]:
    """The names in a byline; what stands between or after them and is no name is left out."""
    bare = _BY.sub("", tidy(text))
    return [name for part in _SEPARATOR.split(bare) if is_name(name := _cased(_BY.sub("", part.strip(" .,:"))))]


def _cased(name: str) -> str:
    """A name in capitals as names are written."""
    return name.title() if name.isupper() and len(name) > 3 else name  # noqa: PLR2004 - initials stay
