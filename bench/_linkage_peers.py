"""Other programs that link two lists, given the caseload as they can best read it: romanised, split, dates converted.

Each runs in a process of its own, in a Python that has its packages. One whose packages are missing is said to be
missing, never left out in silence. It must give no peer less than it can use: what it cannot read, it is not given.
"""

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from anyascii import anyascii
from bench._linkage_figures import Candidates, Pair
from bench._linkage_runs import watched

from khabar.linkage import Person

WORKER: Final = Path(__file__).with_name("_linkage_worker.py")
PEERS: Final = ("rapidfuzz WRatio", "rapidfuzz token_sort", "splink", "nomenklatura logic-v2")


@dataclass(frozen=True)
class Outcome:
    """What a method found and what it cost; without candidates it says why there are none."""

    method: str
    candidates: Candidates | None
    seconds: float = 0.0
    processor: float = 0.0
    megabytes: float = 0.0
    remark: str = ""


def prepare(requests: Iterable[Person], presences: Iterable[Person], folder: Path) -> None:
    """Write both lists for the peers."""
    for name, people in (("requests", requests), ("presences", presences)):
        with (folder / f"peer_{name}.csv").open("w", encoding="utf-8", newline="") as file:
            rows = map(_row, people)
            first = next(rows)
            writer = csv.DictWriter(file, list(first))
            writer.writeheader()
            writer.writerow(first)
            writer.writerows(rows)


def run(method: str, folder: Path, truth: frozenset[Pair], python: str, environment: dict[str, str]) -> Outcome:
    """Run a peer; its seconds are those it counts itself, without starting up; the processor's are of all of it."""
    words = (python, str(WORKER), method, str(folder))
    ended = watched(words, environment, folder / f"{method}.log")
    lines = [line for line in ended.said.splitlines() if line.startswith('{"')]
    told = json.loads(lines[-1]) if lines else {}
    if "seconds" not in told:
        lack = told.get("missing")
        return Outcome(method, None, remark=f"needs {lack}" if lack else f"ended with {ended.code}, see its log")
    return Outcome(
        method, read(folder / f"{method}.csv", truth), float(told["seconds"]), ended.processor, ended.megabytes
    )


def read(path: Path, truth: frozenset[Pair]) -> Candidates:
    """Read candidates: request id, presence id, score."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [(row[0], row[1], float(row[2])) for row in csv.reader(file)]
    scores = np.array([row[2] for row in rows], dtype=np.float64)
    return Candidates([(row[0], row[1]) for row in rows], scores, truth)


def write_pairs(pairs: Iterable[Pair], folder: Path) -> None:
    """Write the pairs for a method that only scores."""
    with (folder / "pairs.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(pairs)


def _row(person: Person) -> dict[str, str]:
    name = person.name
    if "," in name:
        family, _, given = name.partition(",")
        name = f"{given.strip()} {family}"
    words = _plain(name).split()
    return {
        "id": person.id,
        "name": " ".join(words),
        "first": words[0] if words else "",
        "last": words[-1] if words else "",
        "father": _plain(person.father),
        "grandfather": _plain(person.grandfather),
        "mother": _plain(person.mother),
        "sex": {"m": "m", "w": "f", "f": "f"}.get(person.sex[:1].casefold(), ""),
        "birth_place": _plain(person.birth_place),
        "nationality": _plain(person.nationality),
        "last_place": _plain(person.last_place),
        "raw_name": person.name,
        "raw_others": "; ".join(person.other_names),
        "raw_father": person.father,
        "raw_mother": person.mother,
        "raw_birth_place": person.birth_place,
        **dict(_birth(person)),
    }


def _birth(person: Person) -> Iterator[tuple[str, str]]:
    """Give the likeliest reading of a birth in the Gregorian calendar."""
    reading = max(person.birth.readings, key=lambda one: one.weight) if person.birth else None
    yield "birth", reading.earliest.isoformat() if reading else ""
    yield "birth_year", str(reading.earliest.year) if reading else ""
    yield "exact", "1" if reading and reading.days == 1 else ""
    yield "year_from", str(reading.earliest.year) if reading else ""
    yield "year_to", str(reading.latest.year) if reading else ""


def _plain(text: str) -> str:
    return anyascii(text).lower().replace("'", "").replace("`", "").replace("-", " ").strip()
