"""One other program that links two lists, in a process of its own, so that its time and memory are its own.

    python _linkage_worker.py METHOD FOLDER

Reads peer_requests.csv and peer_presences.csv (and, for a method that only scores, pairs.csv) of the folder, writes
METHOD.csv (request id, presence id, score) and says its seconds as JSON. Names are romanised for it beforehand. It runs
in whatever Python has the packages, and imports none of ours.
"""

import csv
import importlib
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any, Final

Row = dict[str, str]
Scored = tuple[str, str, float]

SMALL: Final = 20_000
"""Up to so many records all pairs are compared; above, only those of near birth years or with an initial in common."""
KEPT: Final = 10
ROWS_AT_ONCE: Final = 500
MOST_YEARS: Final = 12
"""A birth that may lie in more years than this is treated as not given where pairs are blocked."""


def rapidfuzz(measure: str) -> Callable[[Path], Iterable[Scored]]:
    """Rank by a measure of plain strings on the names alone."""

    def link(folder: Path) -> Iterator[Scored]:
        requests, presences = _lists(folder)
        best: dict[int, list[tuple[float, int]]] = defaultdict(list)
        for left, right in _blocks(requests, presences):
            for at, found in _best(measure, requests, presences, left, right):
                best[at] = sorted({(score, other) for score, other in (*best[at], *found)}, reverse=True)[:KEPT]
        for at, found in best.items():
            for score, other in found:
                yield requests[at]["id"], presences[other]["id"], score

    return link


def _best(
    measure: str, requests: Sequence[Row], presences: Sequence[Row], left: Sequence[int], right: Sequence[int]
) -> Iterator[tuple[int, list[tuple[float, int]]]]:
    numpy, process = importlib.import_module("numpy"), importlib.import_module("rapidfuzz.process")
    scorer = getattr(importlib.import_module("rapidfuzz.fuzz"), measure)
    names = [presences[other]["name"] for other in right]
    for start in range(0, len(left), ROWS_AT_ONCE):
        asked = left[start : start + ROWS_AT_ONCE]
        scores = process.cdist([requests[at]["name"] for at in asked], names, scorer=scorer, dtype=numpy.float32)
        kept = numpy.argpartition(-scores, min(KEPT, len(names) - 1), axis=1)[:, :KEPT]
        for row, at in enumerate(asked):
            yield at, [(float(scores[row, column]), right[column]) for column in kept[row].tolist()]


def _blocks(requests: Sequence[Row], presences: Sequence[Row]) -> Iterator[tuple[Sequence[int], Sequence[int]]]:
    """Give blocks of people to compare; a pair may come more than once."""
    if max(len(requests), len(presences)) <= SMALL:
        yield range(len(requests)), range(len(presences))
        return
    by_year, by_initial, unborn = _groups(presences, spread=1)
    asked_by_year, asked_by_initial, asked_unborn = _groups(requests, spread=0)
    for year, asked in asked_by_year.items():
        if by_year[year]:
            yield asked, by_year[year]
    for initial, asked in asked_by_initial.items():
        if unborn[initial]:
            yield asked, unborn[initial]
        if asked_unborn[initial] and by_initial[initial]:
            yield asked_unborn[initial], by_initial[initial]


def _groups(
    rows: Sequence[Row], spread: int
) -> tuple[dict[str, list[int]], dict[str, list[int]], dict[str, list[int]]]:
    """Group people by year of birth, by initials, and those without a year by initials."""
    by_year: dict[str, list[int]] = defaultdict(list)
    by_initial: dict[str, list[int]] = defaultdict(list)
    unborn: dict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        initials = {word[:1] for word in (row["first"], row["last"]) if word}
        years = range(int(row["year_from"]) - spread, int(row["year_to"]) + spread + 1) if row["year_from"] else ()
        for initial in initials:
            by_initial[initial].append(at)
            if not years or len(years) > MOST_YEARS:
                unborn[initial].append(at)
        for year in years if len(years) <= MOST_YEARS else ():
            by_year[str(year)].append(at)
    return by_year, by_initial, unborn


def splink(folder: Path) -> Iterator[Scored]:
    """Rank by Splink's own comparisons of all fields in DuckDB, its weights estimated on these lists."""
    package, library = importlib.import_module("splink"), importlib.import_module("splink.comparison_library")
    connection = importlib.import_module("duckdb").connect()
    api = package.DuckDBAPI(connection=connection)
    tables = []
    for name in ("requests", "presences"):
        path = folder / f"peer_{name}.csv"
        columns = ", ".join(f"nullif({column}, '') AS {column}" for column in COMPARED)
        connection.execute(
            f"CREATE TABLE {name} AS SELECT id AS unique_id, {columns} FROM read_csv('{path}', all_varchar=true)"  # noqa: S608 - our own file
        )
        tables.append(api.register(name, table_name=f"given_{name}"))
    small = _count(connection, "requests") <= SMALL
    linker = package.Linker(tables, _splink_settings(package, library, small=small), log_level="ERROR")
    rules = [package.block_on("first", "last", "father"), package.block_on("first", "last", "birth")]
    linker.training.estimate_probability_two_random_records_match(rules, recall=0.3)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for rule in (("first", "last"), ("birth", "sex"), ("father", "last")):
        linker.training.estimate_parameters_using_expectation_maximisation(package.block_on(*rule))
    found = linker.inference.predict(threshold_match_probability=1e-6)
    query = f"SELECT unique_id_l, unique_id_r, match_weight FROM {found.physical_name}"  # noqa: S608 - its own table
    for left, right, weight in connection.execute(query).fetchall():
        yield (left, right, weight) if left.startswith("r") else (right, left, weight)


COMPARED: Final = (
    "first",
    "last",
    "name",
    "father",
    "grandfather",
    "mother",
    "sex",
    "birth",
    "birth_year",
    "birth_place",
    "nationality",
    "last_place",
)

INITIALS: Final = ("substr(first, 1, 1)", "substr(last, 1, 1)")
BLOCKS: Final[tuple[tuple[str, ...], ...]] = (
    ("first", "last"),
    ("father", "mother"),
    ("last", "father"),
    ("birth", "sex"),
    ("first", "father"),
)
BLOCKS_OF_FEW: Final[tuple[tuple[str, ...], ...]] = (
    ("birth_year",),
    ("first",),
    ("last",),
    ("mother",),
    ("birth_place",),
    INITIALS,
)
TURNED: Final = "substr(l.first, 1, 1) = substr(r.last, 1, 1) AND substr(l.last, 1, 1) = substr(r.first, 1, 1)"
BLOCKS_OF_MANY: Final[tuple[tuple[str, ...], ...]] = (
    ("birth_year", INITIALS[0]),
    ("birth_year", INITIALS[1]),
    (*INITIALS, "sex", "nationality"),
)


def _splink_settings(package: Any, library: Any, *, small: bool) -> object:  # noqa: ANN401 - an untyped library
    near = [0.92, 0.8]
    blocks = [*BLOCKS, *(BLOCKS_OF_FEW if small else BLOCKS_OF_MANY)]
    return package.SettingsCreator(
        link_type="link_only",
        comparisons=[
            library.ForenameSurnameComparison("first", "last"),
            library.NameComparison("father"),
            library.NameComparison("grandfather"),
            library.NameComparison("mother"),
            library.ExactMatch("sex"),
            library.DateOfBirthComparison("birth", input_is_string=True),
            library.JaroWinklerAtThresholds("birth_place", near),
            library.JaroWinklerAtThresholds("nationality", near),
            library.JaroWinklerAtThresholds("last_place", near),
        ],
        blocking_rules_to_generate_predictions=[
            *(package.block_on(*names) for names in blocks),
            TURNED if small else f"{TURNED} AND l.sex = r.sex AND l.nationality = r.nationality",
        ],
        retain_intermediate_calculation_columns=False,
        retain_matching_columns=False,
    )


def _count(connection: Any, table: str) -> int:  # noqa: ANN401 - an untyped library
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - our own table


def nomenklatura(folder: Path) -> Iterator[Scored]:
    """Score the pairs given by logic-v2, on names as written; each entity has an id of its own."""
    algorithm = importlib.import_module("nomenklatura.matching").get_algorithm("logic-v2")
    entity = importlib.import_module("followthemoney.proxy").EntityProxy
    config = algorithm.default_config()
    requests, presences = ({row["id"]: row for row in rows} for rows in _lists(folder))
    for at, (left, right) in enumerate(_read_pairs(folder / "pairs.csv")):
        people = [
            entity.from_dict({"id": f"{letter}{at}", "schema": "Person", "properties": _properties(row)})
            for letter, row in (("l", requests[left]), ("r", presences[right]))
        ]
        yield left, right, float(algorithm.compare(people[0], people[1], config).score)


def _properties(row: Row) -> dict[str, list[str]]:
    given = {
        "name": row["raw_name"],
        "alias": row["raw_others"],
        "fatherName": row["raw_father"],
        "motherName": row["raw_mother"],
        "birthDate": row["birth"] if row["exact"] else row["birth_year"],
        "birthPlace": row["raw_birth_place"],
        "gender": {"m": "male", "f": "female"}.get(row["sex"], ""),
    }
    return {name: [value] for name, value in given.items() if value}


def _read_pairs(path: Path) -> Iterator[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from ((left, right) for left, right in csv.reader(file))


def _lists(folder: Path) -> tuple[list[Row], list[Row]]:
    both = []
    for name in ("requests", "presences"):
        with (folder / f"peer_{name}.csv").open(encoding="utf-8", newline="") as file:
            both.append(list(csv.DictReader(file)))
    return both[0], both[1]


METHODS: Final[dict[str, Callable[[Path], Iterable[Scored]]]] = {
    "rapidfuzz WRatio": rapidfuzz("WRatio"),
    "rapidfuzz token_sort": rapidfuzz("token_sort_ratio"),
    "splink": splink,
    "nomenklatura logic-v2": nomenklatura,
}


def main(method: str, folder: Path) -> None:
    """Link, write, and say how long it took."""
    began = perf_counter()
    try:
        scored = list(METHODS[method](folder))
    except ModuleNotFoundError as missing:
        print(json.dumps({"missing": missing.name}))
        return
    seconds = perf_counter() - began
    with (folder / f"{method}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(scored)
    print(json.dumps({"seconds": seconds}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
