"""The places of the world that are known by name: towns in regions in countries, looked up in several scripts.

A name may mean several places; the number of people who live there says how likely each is meant. A place is known by
where it lies and how many live there, never by what happened there, and it must never be guessed from part of a name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from khabar.data.places import country_names, place_rows
from khabar.names.orthography import fold
from khabar.text import normalise

Numbers = tuple[int, ...]
NOWHERE: Final = -1
"""Stands for a region or country that a place does not have."""
NEAR_KM: Final = 30.0
"""How far apart two towns may be to lie near each other. Judged: people name the larger town nearby to strangers."""
_KM_PER_DEGREE: Final = 111.2


class Kind(IntEnum):
    """What a place is."""

    COUNTRY = 0
    REGION = 1
    TOWN = 2


def key_of(text: str) -> str:
    """Give the form under which a name is looked up: its words folded and joined, letters alone."""
    return "".join(char for word in normalise(text).split() for char in fold(word) if char.isalpha())


@dataclass(frozen=True)
class Gazetteer:
    """All places by number, as arrays; `names` leads from a key to one or several of them.

    `country` and `region` are numbers of places too; a region lies in itself, a country in itself and in no region.
    Numbers hold for one version of the table only and must not be kept.
    """

    kind: NDArray[np.int8]
    country: NDArray[np.int32]
    region: NDArray[np.int32]
    latitude: NDArray[np.float32]
    longitude: NDArray[np.float32]
    thousands: NDArray[np.int32]
    names: Mapping[str, int | Numbers]

    def __len__(self) -> int:
        return len(self.kind)

    def named(self, key: str) -> Numbers:
        """Give the places of a key, the most people first; none if it is not known."""
        found = self.names.get(key, ())
        return (found,) if isinstance(found, int) else found

    def regions_named(self, key: str) -> Numbers:
        """Give the regions of a key, or else those in which towns of that name lie."""
        found = self.named(key)
        own = tuple(place for place in found if self.kind[place] == Kind.REGION)
        return own or tuple(dict.fromkeys(int(self.region[place]) for place in found if self.kind[place] == Kind.TOWN))

    def are_near(self, ones: NDArray[np.integer], others: NDArray[np.integer]) -> NDArray[np.bool_]:
        """Say of places, pair by pair, whether they are two towns at most NEAR_KM apart, or one."""
        latitudes = self.latitude[ones], self.latitude[others]
        north = latitudes[0] - latitudes[1]
        east = (self.longitude[ones] - self.longitude[others]) * np.cos(np.radians((latitudes[0] + latitudes[1]) / 2))
        towns = (self.kind[ones] == Kind.TOWN) & (self.kind[others] == Kind.TOWN)
        near: NDArray[np.bool_] = towns & (north * north + east * east <= (NEAR_KM / _KM_PER_DEGREE) ** 2)
        return near

    def lies_in(self, place: int, other: int) -> bool:
        """Say whether a place is another one, or lies in it."""
        return other in {place, int(self.region[place]), int(self.country[place])}


@cache
def gazetteer() -> Gazetteer:
    """Read the table of places, once, when it is first asked for."""
    columns: list[tuple[int, int, int, float, float, int]] = []
    names: dict[str, int | Numbers] = {}
    country, regions = 0, 0
    for number, row in enumerate(place_rows()):
        keys, region = row.names, NOWHERE
        match row.kind:
            case "c":
                country, regions = number, number + 1
                keys = _country_keys().get(row.within, ())
            case "r":
                region = number
            case _:
                region = regions + int(row.within)
        columns.append((_KINDS[row.kind], country, region, row.latitude, row.longitude, row.thousands))
        for key in keys:
            known = names.get(key)
            names[key] = number if known is None else (*(known if isinstance(known, tuple) else (known,)), number)
    return _gazetteer(columns, names)


def _gazetteer(columns: list[tuple[int, int, int, float, float, int]], names: dict[str, int | Numbers]) -> Gazetteer:
    """Put the columns into arrays, and the places of one name in the order of their people."""
    kind, country, region, latitude, longitude, people = zip(*columns, strict=True)
    for key, places in names.items():
        if isinstance(places, tuple):
            names[key] = tuple(sorted(places, key=lambda place: (-people[place], place)))
    return Gazetteer(
        np.array(kind, np.int8),
        np.array(country, np.int32),
        np.array(region, np.int32),
        np.array(latitude, np.float32),
        np.array(longitude, np.float32),
        np.array(people, np.int32),
        names,
    )


_KINDS: Final = {"c": int(Kind.COUNTRY), "r": int(Kind.REGION), "t": int(Kind.TOWN)}


@cache
def _country_keys() -> Mapping[str, tuple[str, ...]]:
    return {country.code: tuple(dict.fromkeys(map(key_of, country.names))) for country in country_names()}
