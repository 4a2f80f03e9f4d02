"""Whether a string is a person's name as bylines write it, and the names in a byline."""

import re
from functools import cache
from importlib.resources import files

from worker.articles.lines import tidy

MIN_WORDS, MAX_WORDS = 2, 6
_BY = re.compile(
    r"^(?:(?:written|posted|reported|published|authored|story|words|text|analysis|opinion|review|interview|column"
    r"|commentary|exclusive)\s+)?by[:\s]+|^(?:author|authors|writer|reporter|words|text)\s*:\s*",
    re.IGNORECASE,
)
# The same in other languages; where it may be part of a name ("Von Miller"), two words have to follow.
_BY_ELSEWHERE = re.compile(
    r"^(?:por|par|von|di|da|door|av|af|autore?|auteur|autor|redacteur)\b:?\s+(?=\S+\s+\S)", re.IGNORECASE
)
_SEPARATOR = re.compile(
    r"\s*(?:,|;|\||\band\b|&|\bwith\b|\bund\b|\bet\b|\boch\b|\bog\b|/| - | – | — |•|·|\n)\s*", re.IGNORECASE
)
# What follows a name and is no part of it: an address, a handle, whom it was written for, where.
_BEHIND = re.compile(r"\s*(?:\(|\[|<|@|\b(?:for|in|at|of|from|via)\b\s|\S+@\S).*$", re.IGNORECASE)
_SHAPE = re.compile(r"^[^\W\d_][\w’'`.\-]*$")
_ONE_NAME = re.compile(r"[A-Z][a-zà-ÿ]{2,14}")
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
_WORD = re.compile(r"\w+")
_ACRONYM = re.compile(r"[A-Z]{2,}$")
_NUMERALS = frozenset({"II", "III", "IV"})


@cache
def _words(name: str) -> frozenset[str]:
    raw = (files("worker.articles") / "lexicons" / name).read_text(encoding="utf-8")
    return frozenset(line.strip() for line in raw.splitlines() if line.strip() and not line.startswith("#"))


def is_name(text: str) -> bool:
    """Whether a string has the shape of a person's name: two to six capitalised words, none of them an office's."""
    parts = text.split()
    if text.casefold() in _words("no_people.txt"):
        return False
    if not MIN_WORDS <= len(parts) <= MAX_WORDS or any(not _SHAPE.match(part) for part in parts):
        return False
    capitals = [part for part in parts if part not in _PARTICLE]
    if len(capitals) < MIN_WORDS or any(part[0].islower() for part in capitals):
        return False
    if _ACRONYM.match(parts[-1]) and parts[-1] not in _NUMERALS:
        return False
    return not any(word.casefold() in _words("no_names.txt") for part in parts for word in _WORD.findall(part))


def is_first_name(text: str) -> bool:
    """Whether a string can be a person's only name; to be believed only of what is said to be a person."""
    return bool(_ONE_NAME.fullmatch(text)) and text.casefold() not in _words("no_names.txt")


def is_agency(text: str) -> bool:
    """Whether a string is a news agency's name."""
    return text in _words("agencies.txt")


def split_byline(text: str) -> list[str]:
    """The names in a byline; what stands between or after them and is no name is left out."""
    parts = (_cased(_freed(part)) for part in _SEPARATOR.split(_introduced(tidy(text))))
    return [part for part in parts if is_name(part) or is_agency(part)]


def is_introduction(text: str) -> bool:
    """Whether a text is only what introduces an author: ``By``, ``Written by:``."""
    bare = tidy(text)
    return bool(bare) and not _BY.sub("", f"{bare.rstrip(':')} ")


def _introduced(part: str) -> str:
    return _BY_ELSEWHERE.sub("", _BY.sub("", part.strip(" .,:")))


def _freed(part: str) -> str:
    """A part of a byline without what introduces the name and what follows it."""
    bare = _introduced(part)
    return bare if is_agency(bare) else _BEHIND.sub("", bare).strip(" .,:")


def _cased(name: str) -> str:
    """A name in capitals as names are written."""
    return name.title() if name.isupper() and len(name) > 3 else name  # noqa: PLR2004 - initials stay
