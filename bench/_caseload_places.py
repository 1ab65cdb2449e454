"""Places for invented people: real cities, regions and countries in the spellings in use, and villages called by words.

The table beside this file was written by hand from common knowledge, apart from any gazetteer of the program.
A place lies within a region and a country, and lists give now the one and now the other.
"""

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Final

from bench._caseload_words import Pools, Spelled

TABLE: Final = Path(__file__).with_suffix(".tsv")
HOME: Final = {
    "arabic": "arabic",
    "persian": "persian",
    "russian": "cyrillic",
    "hebrew": "hebrew",
    "latin": "latin",
}
"""How each culture writes at home; Arabic and Persian share a script, not a keyboard."""
_VILLAGES: Final = 300
_CITY_SHARE: Final = 0.6
_TO_ARABIC: Final = str.maketrans("یکه", "يكة")
_TO_PERSIAN: Final = str.maketrans("يكة", "یکه")
_FIRST_OF_SCRIPT: Final = (("cyrillic", "\u0400", "\u052f"), ("hebrew", "\u0590", "\u05ff"))


@dataclass(frozen=True, slots=True)
class Place:
    """A place: its writings by way of writing, Latin forms with running counts, and what it lies within."""

    written: Mapping[str, str]
    latins: tuple[str, ...]
    counts: tuple[float, ...]
    within: "Place | None"

    def form(self, writing: str, random: Random) -> str:
        """Write the place, in Latin letters where this way of writing has no form for it."""
        if known := self.written.get(writing):
            return known
        return self.latins[bisect(self.counts, random.random() * self.counts[-1])]


@dataclass(frozen=True, slots=True)
class Land:
    """Where the people of a culture come from: countries, and cities and villages with running weights."""

    countries: tuple[Place, ...]
    cities: tuple[Place, ...]
    weights: tuple[float, ...]
    villages: tuple[Place, ...]

    def draw(self, random: Random) -> Place:
        """Draw a place of birth."""
        if random.random() < _CITY_SHARE:
            return self.city(random)
        return self.villages[int(random.random() * len(self.villages))]

    def city(self, random: Random) -> Place:
        """Draw a city; those named first in the table draw more people."""
        return self.cities[bisect(self.weights, random.random() * self.weights[-1])]


def lands(pools: Pools, seed: int) -> dict[str, Land]:
    """Read the table and found the villages."""
    random = Random(seed)  # noqa: S311 reproducible draws, no secret
    by_kind: dict[tuple[str, str], list[Place]] = defaultdict(list)
    known: dict[str, Place] = {}
    for culture, kind, within, native, latin, elsewhere in _rows():
        place = _place(culture, native, latin.split(";"), elsewhere.split(";"), known.get(within))
        known[native] = place
        by_kind[culture, kind].append(place)
    return {culture: _land(culture, by_kind, pools, random) for culture in HOME}


def country_of(place: Place) -> Place:
    """Give the country that a place lies in."""
    while place.within is not None:
        place = place.within
    return place


def _land(culture: str, by_kind: Mapping[tuple[str, str], list[Place]], pools: Pools, random: Random) -> Land:
    cities = by_kind[culture, "city"]
    holders = by_kind[culture, "region"] + by_kind[culture, "country"]
    pool = pools[culture, "family"]
    drawn = {pool.draw(random) for _ in range(_VILLAGES)}
    villages = [_village(culture, pool.spelled[number], random.choice(holders)) for number in sorted(drawn)]
    weights = accumulate((rank + 1) ** -0.5 for rank in range(len(cities)))
    return Land(tuple(by_kind[culture, "country"]), tuple(cities), tuple(weights), tuple(villages))


def _village(culture: str, word: Spelled, within: Place) -> Place:
    written = dict(word.abroad)
    if culture != "latin":
        written[HOME[culture]] = word.native
    return Place(_both_keyboards(written), word.latins, tuple(map(float, word.counts)), within)


def _place(culture: str, native: str, latins: Sequence[str], elsewhere: Sequence[str], within: Place | None) -> Place:
    written = {HOME[culture]: native} if culture != "latin" else {}
    for text in elsewhere:
        written.setdefault(_writing(text, culture, written), text)
    weights = tuple(accumulate(2.0 if not rank else 1.0 for rank in range(len(latins))))
    return Place(_both_keyboards(written), tuple(latins), weights, within)


def _writing(text: str, culture: str, written: Mapping[str, str]) -> str:
    """Say how a form of elsewhere is written; of two in Arabic script the first is Persian."""
    for writing, first, last in _FIRST_OF_SCRIPT:
        if first <= text[0] <= last:
            return writing
    return "arabic" if culture == "persian" or "persian" in written else "persian"


def _both_keyboards(written: dict[str, str]) -> dict[str, str]:
    """Let a form in one orthography of Arabic script stand in the other where none is known."""
    if "arabic" in written:
        written.setdefault("persian", written["arabic"].translate(_TO_PERSIAN))
    if "persian" in written:
        written.setdefault("arabic", written["persian"].translate(_TO_ARABIC))
    return written


def _rows() -> Iterator[list[str]]:
    for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]:
        yield line.split("\t")
