"""The country of a place, always when sure; of an organisation only from its name."""

from worker.extraction.entities import cities, lexicon
from worker.extraction.entities.things import Thing

PLACES = frozenset({"GPE", "LOC", "FAC"})


def country_of(thing: Thing) -> str | None:
    """ISO 3166-1 code, or None when unsure."""
    listed = next((name.listed for name in thing.names if name.listed is not None), None)
    if listed is not None and listed.type != "ORG" and (thing.type in PLACES or thing.type == "NORP"):
        return listed.country
    if thing.type in PLACES:
        return _place_country(thing)
    if thing.type == "ORG":
        return _country_in(thing)
    return None


def _place_country(thing: Thing) -> str | None:
    for name in thing.names:
        found = cities.country(name.tokens.text)
        if found:
            return found
    return _country_in(thing)


def _country_in(thing: Thing) -> str | None:
    """The one country that stands in the words of a name ("Palestinian Health Ministry")."""
    codes = set()
    for name in thing.names:
        for i in range(name.start, name.end):
            entry = lexicon.listed().get(name.line.words[i])
            if entry is not None and entry.country:
                codes.add(entry.country)
    return codes.pop() if len(codes) == 1 else None
