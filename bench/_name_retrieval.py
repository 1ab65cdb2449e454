"""The tables of names found again in a large register, by khabar and by what else there is.

Ways that read the whole register for each name are asked fewer of them where it is large; the table says how many.
It must never count as right a record with another Latin form, though it may be another spelling of the same name.
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import click
import numpy as np
from bench._name_finder import METHODS
from bench._name_pairs import GROUPS, romanised
from bench._name_register import Register, Sought, register
from bench._name_scoring import asked
from bench._name_tables import Table
from bench.name_data import Part, words

SEED: Final = 404
SIZES: Final = (100_000, 1_000_000)
QUERIES: Final = 300
LIMIT: Final = 10
READ_AT_MOST: Final = {"rapidfuzz scan": 3e7, "SQLite FTS5 trigram": 1e8}
"""Records a way may read for the names of one script, all together, if it reads them all for each."""


@dataclass(frozen=True)
class Found:
    """What one way found in one register."""

    answers: Sequence[Sequence[int]]
    milliseconds: Sequence[float]
    built: float
    megabytes: float


def retrieval(folder: Path, part: Part, sizes: Sequence[int], queries: int) -> list[Table]:
    """Make registers of these sizes and seek in them."""
    tables = []
    for size in sizes:
        made = register(words(folder, part), size, queries, SEED)
        romanised.cache_clear()
        tables.append(_table(made, {method: _fewer(method, made) for method in METHODS}))
    return tables


def _fewer(method: str, made: Register) -> Mapping[str, Sequence[Sought]]:
    most = int(READ_AT_MOST.get(method, float("inf")) // len(made.names)) if method in READ_AT_MOST else QUERIES
    return {script: sought[: max(1, most)] for script, sought in made.sought.items()}


def _table(made: Register, sought: Mapping[str, Mapping[str, Sequence[Sought]]]) -> Table:
    found = {method: _found(made, method, by_script) for method, by_script in sought.items()}
    rows = [_row(method, sought[method], one, found["khabar"]) for method, one in found.items()]
    head = ["way", *(f"{script} @1 / @10" for script in GROUPS), "asked in each", "ms p50 / p95", "MB", "as a ratio"]
    return Table(f"**{len(made.names):,} distinct Latin full names**", [*head, "s to build"], rows)


def _found(made: Register, method: str, by_script: Mapping[str, Sequence[Sought]]) -> Found:
    click.echo(f"… {method}, {len(made.names):,}", err=True)
    with TemporaryDirectory() as place:
        path = Path(place) / "register.txt"
        path.write_text("\n".join(made.names), encoding="utf-8")
        names = [one.name for sought in by_script.values() for one in sought]
        question: dict[str, Any] = {"method": method, "register": str(path), "sought": names, "limit": LIMIT}
        answer = asked("bench._name_finder", question, sys.executable)
    return Found(answer["found"], answer["milliseconds"], answer["built"], answer["megabytes"])


def _row(method: str, by_script: Mapping[str, Sequence[Sought]], found: Found, ours: Found) -> list[str]:
    cells, at = {}, 0
    for script, sought in by_script.items():
        places = [one.place for one in sought]
        answers = found.answers[at : at + len(sought)]
        at += len(sought)
        first, ten = (
            np.mean([place in answer[:upto] for place, answer in zip(places, answers, strict=True)])
            for upto in (1, LIMIT)
        )
        cells[script] = f"{first:.2f} / {ten:.2f}"
    middle, slow = np.quantile(found.milliseconds, [0.5, 0.95])
    return [
        method,
        *(cells[script] for script in GROUPS),
        str(min(map(len, by_script.values()))),
        f"{middle:,.1f} / {slow:,.1f}",
        f"{found.megabytes:,.0f}",
        f"{found.megabytes / ours.megabytes:.2f}",
        f"{found.built:,.1f}",
    ]
