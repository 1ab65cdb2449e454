"""One method that scores pairs of names, in a process of its own, so that its time and memory are its own.

Reads {"method", "sets": [[left names, right names], ...]} as JSON and answers with JSON: scores and seconds of the
processor for each set, and the most memory the process held; or the packages that are missing. It runs in whatever
Python has those packages and must import nothing before it is asked for.
"""

import importlib
import importlib.util
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from time import process_time
from typing import Any

Names = Sequence[str]
Scorer = Callable[[Names, Names], list[float]]


def ours() -> Scorer:
    """Score by the logarithm of the likelihood ratio, by all the program knows."""
    names = importlib.import_module("khabar.names")
    names.score_pairs(["Darius"], ["داریوش"])  # the model is read once, before any clock

    def score(left: Names, right: Names) -> list[float]:
        return [float(value) for value in names.score_pairs(left, right)]

    return score


def ours_learned() -> Scorer:
    """Score by what was learned alone, without the table of common names, part of which is in the test part."""
    lexicon, whole = importlib.import_module("khabar.names.lexicon"), importlib.import_module("khabar.names.whole")
    tables = unknowing()
    list(whole.scores(*_numbered(lexicon.Lexicon(tables), ["Darius"], ["داریوش"])))

    def score(left: Names, right: Names) -> list[float]:
        return [float(value) for value in whole.scores(*_numbered(lexicon.Lexicon(tables), left, right))]

    return score


def unknowing() -> Any:  # noqa: ANN401 - nothing of ours is imported before it is asked for
    """Give the learned tables with every attested spelling of the table of common names held back."""
    tables, lexicon = importlib.import_module("khabar.names.tables"), importlib.import_module("khabar.names.lexicon")
    held = frozenset(row.native for row in importlib.import_module("khabar.data").attested_names())
    return replace(tables.tables_of(lexicon.CURRENT), held=held)


def _numbered(lexicon: Any, left: Names, right: Names) -> tuple[Any, Any, Any]:  # noqa: ANN401 - the same
    return lexicon, lexicon.numbers_of(left), lexicon.numbers_of(right)


def plain(module: str, name: str) -> Scorer:
    """Score by a measure of plain strings on romanised names; romanising is part of the work."""
    romanise = importlib.import_module("anyascii").anyascii
    numpy, process = importlib.import_module("numpy"), importlib.import_module("rapidfuzz.process")
    measure = getattr(importlib.import_module(module), name)

    def score(left: Names, right: Names) -> list[float]:
        lefts, rights = ([romanise(one).lower() for one in side] for side in (left, right))
        scores = process.cpdist(lefts, rights, scorer=measure, dtype=numpy.float64, workers=1)
        return [float(value) for value in scores]

    return score


def nomenklatura(name: str) -> Scorer:
    """Score by an algorithm of nomenklatura; every entity has an id of its own, since scores are remembered by id."""
    algorithm = importlib.import_module("nomenklatura.matching").get_algorithm(name)
    entity = importlib.import_module("followthemoney.proxy").EntityProxy
    config = algorithm.default_config()

    def person(number: str, name: str) -> Any:  # noqa: ANN401 - the library has no types here
        return entity.from_dict({"id": number, "schema": "Person", "properties": {"name": [name]}})

    def score(left: Names, right: Names) -> list[float]:
        return [
            float(algorithm.compare(person(f"l{seen}-{at}", one), person(f"r{seen}-{at}", other), config).score)
            for at, (one, other) in enumerate(zip(left, right, strict=True))
        ]

    seen = 0

    def counted(left: Names, right: Names) -> list[float]:
        nonlocal seen
        seen += 1
        return score(left, right)

    counted(["Darius Karimi"], ["داریوش کریمی"])  # its tables of names are read once, before any clock
    return counted


def splink(levels: str) -> Scorer:
    """Score by comparisons of Splink's library on romanised names in DuckDB, weighted by its own EM on the pairs."""
    library = importlib.import_module("splink.comparison_library")
    package = importlib.import_module("splink")
    steps = [0.92, 0.88, 0.8, 0.7]
    comparisons = {
        "parts": lambda: [library.ForenameSurnameComparison("first", "last", jaro_winkler_thresholds=steps)],
        "whole": lambda: [
            library.NameComparison("whole", jaro_winkler_thresholds=steps),
            library.LevenshteinAtThresholds("edited", [1, 2, 3, 4, 6]),
            library.JaccardAtThresholds("letters", [0.9, 0.8, 0.7, 0.6]),
        ],
    }

    def score(left: Names, right: Names) -> list[float]:
        settings = package.SettingsCreator(
            link_type="link_only",
            comparisons=comparisons[levels](),
            blocking_rules_to_generate_predictions=[package.block_on("pair")],
            probability_two_random_records_match=0.25,
        )
        linker = package.Linker(_tables(left, right), settings, log_level="ERROR")
        linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
        linker.training.estimate_parameters_using_expectation_maximisation(package.block_on("pair"))
        found = linker.inference.predict().as_pyarrow_table().to_pydict()
        by_pair = dict(zip(found["pair_l"], found["match_weight"], strict=True))
        return [float(by_pair[at]) for at in range(len(left))]

    return score


def _tables(left: Names, right: Names) -> list[Any]:
    """Give DuckDB both sides as tables, a pair of names under one number."""
    romanise = importlib.import_module("anyascii").anyascii
    arrow = importlib.import_module("pyarrow")
    connection = importlib.import_module("duckdb").connect(config={"threads": 1})
    database = importlib.import_module("splink.internals.duckdb.database_api").DuckDBAPI(connection=connection)
    tables = []
    for side, written in (("l", left), ("r", right)):
        whole = [romanise(name).lower() for name in written]
        columns = {
            "unique_id": [f"{side}{at}" for at in range(len(whole))],
            "pair": list(range(len(whole))),
            "first": [name.split()[0] for name in whole],
            "last": [name.split()[-1] for name in whole],
            **dict.fromkeys(("whole", "edited", "letters"), whole),
        }
        tables.append(database.register(arrow.table(columns)))
    return tables


METHODS: dict[str, tuple[tuple[str, ...], Callable[[], Scorer]]] = {
    "khabar": (("khabar",), ours_learned),
    "khabar, common names known": (("khabar",), ours),
    "rapidfuzz token_sort": (("rapidfuzz", "anyascii"), lambda: plain("rapidfuzz.fuzz", "token_sort_ratio")),
    "rapidfuzz WRatio": (("rapidfuzz", "anyascii"), lambda: plain("rapidfuzz.fuzz", "WRatio")),
    "Jaro–Winkler": (
        ("rapidfuzz", "anyascii"),
        lambda: plain("rapidfuzz.distance.JaroWinkler", "normalized_similarity"),
    ),
    "nomenklatura name-based": (("nomenklatura",), lambda: nomenklatura("name-based")),
    "nomenklatura logic-v2": (("nomenklatura",), lambda: nomenklatura("logic-v2")),
    "Splink, first and last": (("splink", "duckdb", "pyarrow", "anyascii"), lambda: splink("parts")),
    "Splink, whole name": (("splink", "duckdb", "pyarrow", "anyascii"), lambda: splink("whole")),
}
"""What each method is called, which packages it needs, and how it is made ready."""


def answer(asked: dict[str, Any]) -> dict[str, Any]:
    """Score the sets asked for."""
    needed, ready = METHODS[asked["method"]]
    missing = [name for name in needed if importlib.util.find_spec(name) is None]
    if missing:
        return {"missing": missing}
    scorer = ready()
    scores, seconds = [], []
    for left, right in asked["sets"]:
        begun = process_time()
        scores.append(scorer(left, right))
        seconds.append(process_time() - begun)
    return {"scores": scores, "seconds": seconds, "megabytes": most_held()}


def most_held() -> float:
    """Give the most memory this process held, in MB; what resource tells begins with that of the process before it."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


def main() -> None:
    """Answer once; what libraries print goes to the error output."""
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as out:
        os.dup2(2, 1)
        json.dump(answer(json.load(sys.stdin)), out)


if __name__ == "__main__":
    main()
