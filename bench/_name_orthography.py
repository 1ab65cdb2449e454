"""What is lost when names in Arabic script are written as other hands write them: yeh and kaf, hamza, words joined.

The bar is the one that gives precision .95 on the names as they were; each habit of writing is judged on the names it
changes, and must never come from khabar's own folding code.
"""

import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np
from bench._name_metrics import Truth, bar_at
from bench._name_pairs import pair_sets
from bench._name_scoring import OURS, asked
from bench._name_tables import Table
from bench.name_data import Composer, FullName, Part, words
from bench.orthography_forms import HABITS, rewritten

SEED: Final = 606
PRECISION: Final = 0.95
TRIED: Final = 20
"""Names looked through for each one wanted: some habits seldom find anything to change."""


def orthography(folder: Path, part: Part, size: int) -> Table:
    """Rewrite the Arabic-script side of same pairs by each habit, and give recall at the same bar."""
    by_script = words(folder, part)
    (pairs,) = pair_sets(by_script, size, SEED, "latin", ["arabic"])
    drawn = Composer(by_script, SEED).cross("arabic", TRIED * size)
    changed = {habit: _changed(drawn, habit, size) for habit in HABITS}
    questions: list[list[list[str]]] = [[list(pairs.left), list(pairs.right)]]
    for names in changed.values():
        rights = [name.other for name, _ in names]
        questions += [[[name.one for name, _ in names], rights], [[other for _, other in names], rights]]
    answer = asked("bench._name_worker", {"method": OURS, "sets": questions}, sys.executable)
    plain, *found = (np.array(scores) for scores in answer["scores"])
    bar = bar_at(plain, pairs.same, PRECISION)
    rows = [
        [habit, f"{len(names):,}", *_cells(before >= bar, after >= bar)]
        for (habit, names), before, after in zip(changed.items(), found[::2], found[1::2], strict=True)
    ]
    title = f"Recall at the score that gives precision {PRECISION}, on up to {size:,} names that a habit changes:"
    return Table(title, ["written otherwise", "names", "recall before", "recall after", "loss, points"], rows)


def _changed(drawn: Sequence[FullName], habit: str, size: int) -> list[tuple[FullName, str]]:
    """Give the first names that a habit changes, each with how it writes them."""
    written = ((name, rewritten(name.one, habit, SEED)) for name in drawn)
    return list(islice(((name, other) for name, other in written if other != name.one), size))


def _cells(before: Truth, after: Truth) -> list[str]:
    if not len(before):
        return ["", "", ""]
    was, now = float(before.mean()), float(after.mean())
    return [f"{was:.3f}", f"{now:.3f}", f"{100 * (was - now):+.1f}"]
