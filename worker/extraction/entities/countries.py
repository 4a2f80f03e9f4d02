"""The country of a place, always when sure; of an organisation only from its name."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from worker.extraction.entities import cities, lexicon
from worker.extraction.entities.names import Line, Name
from worker.extraction.entities.things import Thing

PLACES = frozenset({"GPE", "LOC", "FAC"})


def named(things: Iterable[Thing]) -> frozenset[str]:
    """The countries that a document names, by themselves or as a people."""
    entries = (name.listed for thing in things for name in thing.names if name.listed is not None)
    return frozenset(
        e.country for e in entries if e.country and (e.type == "NORP" or e.canonical in lexicon.countries())
    )


def country_of(thing: Thing, near: AbstractSet[str]) -> str | None:
    """ISO 3166-1 code, or None when unsure; ``near`` are the countries that the document names."""
    listed = next((name.listed for name in thing.names if name.listed is not None), None)
    if listed is not None and listed.type != "ORG" and (thing.type in PLACES or thing.type == "NORP"):
        return listed.country
    if thing.type in PLACES:
        return _place_country(thing, near)
    if thing.type == "ORG":
        return _country_in(thing)
    return None


def _place_country(thing: Thing, near: AbstractSet[str]) -> str | None:
    for name in thing.names:
        found = _of_container(name) or cities.country(_title(name.text), near)
        if found:
            return found
    return _country_in(thing)


def _of_container(name: Name) -> str | None:
    """The country that a place is put in by what follows it: "Dublin, Ohio," "Quillay, Chile"; none in a row of places."""
    line, i = name.line, name.end + 1
    outer = line.owner[i] if i < len(line.words) and line.words[i - 1] == "," else None
    if outer is None or (outer.end < len(line.words) and line.lowers[outer.end] in {"and", "or"}):
        return None
    if outer.listed is not None:
        return outer.listed.country if outer.listed.type == "GPE" else None
    return cities.region_country(_title(outer.text))


def _title(text: str) -> str:
    return text.title() if text.isupper() else text


def _is_hyphenated(line: Line, i: int) -> bool:
    """Whether a word is but a part of one: the "American" of "Pan-American"."""
    return "-" in line.words[max(0, i - 1) : i + 2]


def _country_in(thing: Thing) -> str | None:
    """The one country that stands in the words of a name ("Palestinian Health Ministry")."""
    codes = set()
    for name in thing.names:
        for i in range(name.start, name.end):
            entry = lexicon.listed().get(name.line.words[i])
            if entry is not None and entry.country and not _is_hyphenated(name.line, i):
                codes.add(entry.country)
    return codes.pop() if len(codes) == 1 else None
