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


def _rows(name: str) -> Iterator[list[str]]:
    lines = (_SOURCE / name).read_text(encoding="utf-8").split("\n")
    return (line.split("\t") for line in lines[1:] if line)
