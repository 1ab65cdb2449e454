"""Invented requests and presences of any size with the truth about who is who, for fitting and measuring linkage.

Names are composed of one part of the name data (see bench/name_data.py): the test part must never be fitted on. Equal
seeds, parts and sizes give equal caseloads. About a third of the requests have a presence; siblings, cousins, namesakes
and strangers fill the lists. No noise comes from the program's own folding. It must never contain anybody real.

    ./run bench caseloads --data FOLDER --out DIR [--size N] [--part train|dev|test] [--seed N]
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Final

import click
from bench._caseload_people import Invented, World
from bench._caseload_places import lands
from bench._caseload_records import FAMILIES, LISTS, Cells, Habits, written
from bench._caseload_words import pools
from bench.name_data import PARTS, Part

from khabar.demo.caseload_records import COLUMNS
from khabar.domain.dates import parse_partial_date
from khabar.linkage import Birth, Person

TODAY: Final = date(2026, 11, 1)
"""The day on which invented lists are read; a stated one, so that ages mean the same in every run."""
PRESENT: Final = 0.35
"""Share of requests whose person is among the presences."""
_TWICE: Final = 0.03
"""Share of either list that is a second record of somebody in it."""
_SIBLINGS_SOUGHT, _COUSINS_SOUGHT = 0.08, 0.03
"""Shares of sought people who are a brother, sister or cousin of another one sought."""
_SIBLINGS, _COUSINS, _NAMESAKES = 0.04, 0.03, 0.02
"""Shares of presences who are akin to somebody sought, or a stranger of the same name."""


@dataclass(frozen=True, slots=True)
class Caseload:
    """Both lists as cells in the order of COLUMNS, and the true pairs of their ids.

    `who` says of either list who is meant, for measuring what could be found at best; no method may look at it.
    """

    requests: Sequence[Cells]
    presences: Sequence[Cells]
    truth: frozenset[tuple[str, str]]
    who: dict[str, Invented]


@lru_cache(maxsize=2)
def world(folder: Path, part: Part) -> World:
    """Read what the people of a part are drawn from."""
    drawn = pools(folder, part)
    return World(drawn, lands(drawn, seed=1))


def generate(drawn: World, size: int, seed: int, *, presences: int | None = None) -> Caseload:
    """Invent a caseload of so many requests and, unless told otherwise, as many presences.

    1. People sought, some of them akin to one another; 2. people present: a share of the sought, their kin, namesakes,
    and strangers; 3. second records of some in either list; 4. both lists shuffled and written down.
    """
    random = Random(seed)  # noqa: S311 reproducible draws, no secret
    sought = _sought(drawn, size, random)
    present = _present(drawn, sought, size if presences is None else presences, random)
    people = [*sought.people, *present.people]
    wanted, listed = sought.listed, present.listed
    random.shuffle(wanted)
    random.shuffle(listed)
    places: dict[int, list[str]] = defaultdict(list)
    for at, number in enumerate(listed):
        places[number].append(_id("p", at))
    truth = ((_id("r", at), other) for at, number in enumerate(wanted) for other in places.get(number, ()))
    return Caseload(
        requests=_written("r", wanted, people, FAMILIES, drawn, random),
        presences=_written("p", listed, people, LISTS, drawn, random),
        truth=frozenset(truth),
        who={
            _id(letter, at): people[number]
            for letter, numbers in (("r", wanted), ("p", listed))
            for at, number in enumerate(numbers)
        },
    )


@dataclass(frozen=True, slots=True)
class _Listed:
    """People new to a list, and the numbers of everybody on it (numbers go on from the list before)."""

    people: list[Invented]
    listed: list[int]


def _sought(drawn: World, size: int, random: Random) -> _Listed:
    people: list[Invented] = []
    for _ in range(size - round(size * _TWICE)):
        chance = random.random()
        if people and chance < _SIBLINGS_SOUGHT:
            people.append(drawn.sibling(random.choice(people), random))
        elif people and chance < _SIBLINGS_SOUGHT + _COUSINS_SOUGHT:
            people.append(drawn.cousin(random.choice(people), random))
        else:
            people.append(drawn.invent(random))
    listed = list(range(len(people)))
    return _Listed(people, [*listed, *random.choices(listed, k=size - len(people))])


def _present(drawn: World, sought: _Listed, size: int, random: Random) -> _Listed:
    known = sought.people
    found = random.sample(range(len(known)), min(round(len(known) * PRESENT), size))
    second = random.choices(found, k=round(len(found) * _TWICE)) if found else []
    people: list[Invented] = []
    for _ in range(max(0, size - len(found) - len(second))):
        chance = random.random()
        if chance < _SIBLINGS:
            people.append(drawn.sibling(random.choice(known), random))
        elif chance < _SIBLINGS + _COUSINS:
            people.append(drawn.cousin(random.choice(known), random))
        elif chance < _SIBLINGS + _COUSINS + _NAMESAKES:
            people.append(drawn.namesake(random.choice(known), random))
        else:
            people.append(drawn.invent(random))
    return _Listed(people, [*found, *second, *range(len(known), len(known) + len(people))][:size])


def _written(
    letter: str, numbers: Iterable[int], people: Sequence[Invented], habits: Habits, drawn: World, random: Random
) -> list[Cells]:
    return [(_id(letter, at), *written(people[number], habits, drawn, random)[1:]) for at, number in enumerate(numbers)]


def _id(letter: str, at: int) -> str:
    return f"{letter}{at + 1:07}"


def persons(rows: Iterable[Cells]) -> Iterator[Person]:
    """Read the rows of an invented list as people."""
    for identity, name, others, father, grandfather, mother, sex, birth, birth_place, nationality, last_place in rows:
        yield Person(
            identity,
            name,
            (others,) if others else (),
            father,
            grandfather,
            mother,
            sex,
            _birth(birth) if birth else None,
            birth_place,
            nationality,
            last_place,
        )


@lru_cache(maxsize=200_000)
def _birth(text: str) -> Birth:
    return parse_partial_date(text, today=TODAY).birth()


def write(caseload: Caseload, folder: Path) -> None:
    """Write both lists as CSV and the truth as TSV into a folder, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in (("requests", caseload.requests), ("presences", caseload.presences)):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow(COLUMNS)
            writer.writerows(rows)
    lines = ["request_id\tpresence_id", *("\t".join(pair) for pair in sorted(caseload.truth))]
    (folder / "truth.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


@click.command()
@click.option("--data", type=click.Path(path_type=Path, exists=True, file_okay=False), required=True)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True)
@click.option("--size", type=click.IntRange(1), default=10_000, show_default=True)
@click.option("--part", type=click.Choice(sorted(set(PARTS))), default="dev", show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
def main(data: Path, out: Path, size: int, part: Part, seed: int) -> None:
    """Write a caseload of equally many requests and presences: requests.csv, presences.csv, truth.tsv."""
    began = perf_counter()
    made = generate(world(data, part), size, seed)
    seconds = perf_counter() - began
    write(made, out)
    print(f"{len(made.requests):,} requests, {len(made.presences):,} presences, {len(made.truth):,} true pairs")
    print(f"{seconds:.1f} s to invent; {perf_counter() - began:.1f} s in all: {out}")


if __name__ == "__main__":
    main()
