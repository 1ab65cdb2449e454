"""The index of people in memory, measured in a process of its own: building, asking, adding, changing, removing.

Reads a list of presences and a list of requests from a folder and says its figures as JSON, for bench/linkage.py.

    python -m bench._linkage_index FOLDER
"""

import csv
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import quantiles
from time import process_time
from typing import Final

from bench.caseloads import persons

from khabar.linkage import Person, PersonIndex

ASKED: Final = 500
"""How many questions and changes are timed, of the first ones in the list."""
WARM: Final = 20
"""Questions asked before the clock runs, since an index may finish itself when first asked."""


def main(folder: Path) -> None:
    """Print the figures."""
    presences, requests = _people(folder / "presences.csv"), _people(folder / "requests.csv")
    began = process_time()
    index = PersonIndex(presences)
    built = process_time() - began
    for one in requests[:WARM]:
        index.candidates(one)
    asked = requests[WARM : WARM + ASKED]
    fresh = [replace(one, id=f"new {one.id}") for one in asked]
    changed = [replace(one, name=f"{one.name} {other.name}") for one, other in zip(presences, asked, strict=False)]
    told = {
        "people": len(presences),
        "build seconds": built,
        "ask": _times(partial(index.candidates, one) for one in asked),
        "add": _times(partial(index.put, one) for one in fresh),
        "change": _times(partial(index.put, one) for one in changed),
        "ask after changes": _times(partial(index.candidates, one) for one in asked),
        "remove": _times(partial(index.remove, one.id) for one in fresh),
    }
    print(json.dumps(told))


def _people(path: Path) -> Sequence[Person]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        return list(persons(tuple(row) for row in rows))


def _times(deeds: Iterable[Callable[[], object]]) -> tuple[float, float]:
    """Give the median and the 95th percentile in milliseconds of the processor."""
    times = []
    for deed in deeds:
        began = process_time()
        deed()
        times.append(1000 * (process_time() - began))
    cuts = quantiles(times, n=20)
    return cuts[9], cuts[18]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
