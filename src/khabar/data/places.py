"""Countries and places of the world with their names in several scripts, as looked up by khabar.linkage.

nationalities.tsv holds names of countries and their people; places.tsv countries, regions and towns. See README.md.
It must never hold a place because of what happened there: towns are in by the number of people alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

_SOURCE: Final = files("khabar.data")


@dataclass(frozen=True, slots=True)
class CountryNames:
    """A country by its ISO 3166 code (two letters; XK is in use though not in the norm) with every name and word."""

    code: str
    names: tuple[str, ...]


@lru_cache(maxsize=1)
def country_names() -> tuple[CountryNames, ...]:
    """List the countries by their codes; names and words for people as written, in no meaningful order."""
    return tuple(CountryNames(code, tuple(names.split("|"))) for code, names in _rows("nationalities.tsv"))


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place: `kind` c (country), r (region) or t (town), and the folded `names` it is looked up by.

    `within`: of a country its ISO code; of a region and a town the number of the region within the country before it.
    """

    kind: str
    within: str
    latitude: float
    longitude: float
    thousands: int
    names: tuple[str, ...]


def place_rows() -> Iterator[PlaceRow]:
    """Read the places: each country, then its regions, then its towns. Read once by whoever keeps them."""
    for kind, within, latitude, longitude, thousands, names in _rows("places.tsv"):
        yield PlaceRow(
            kind,
            within,
            float(latitude or 0),
            float(longitude or 0),
            int(thousands),
            tuple(names.split(" ") if names else ()),
        )


def _rows(name: str) -> Iterator[list[str]]:
    lines = (_SOURCE / name).read_text(encoding="utf-8").split("\n")
    return (line.split("\t") for line in lines[1:] if line)
