"""The country of a place, always when sure; of an organisation only from its name."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from worker.extraction.entities import cities, lexicon
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
        found = cities.country(_title(name.text), near)
        if found:
            return found
    return _country_in(thing)


def _title(text: str) -> str:
    return text.title() if text.isupper() else text


def _country_in(thing: Thing) -> str | None:
    """The one country that stands in the words of a name ("Palestinian Health Ministry")."""
    codes = set()
    for name in thing.names:
        for i in range(name.start, name.end):
            entry = lexicon.listed().get(name.line.words[i])
            if entry is not None and entry.country:
                codes.add(entry.country)
    return codes.pop() if len(codes) == 1 else None
