"""What is lost when names in Arabic script are written as other hands write them: yeh and kaf, hamza, words joined.

The bar is the one that gives precision .95 on the names as they were; each kind of rewriting is judged on the names it
changes, and must never come from khabar's own folding code.
"""

import importlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from bench._name_metrics import Truth, bar_at
from bench._name_pairs import pair_sets
from bench._name_scoring import OURS, asked
from bench._name_tables import Table
from bench.name_data import Part, words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FORMS: Final = "bench.orthography_forms"
SEED: Final = 606
PRECISION: Final = 0.95


def orthography(folder: Path, part: Part, size: int) -> Table:
    """Rewrite the Arabic-script side of same pairs by each kind, and give recall at the same bar."""
    (pairs,) = pair_sets(words(folder, part), size, SEED, "latin", ["arabic"])
    kinds: Mapping[str, Callable[[str], str]] = importlib.import_module(FORMS).KINDS
    rows = []
    sames = pairs.where(pairs.same)
    written = {kind: [rewrite(name) for name in sames.left] for kind, rewrite in kinds.items()}
    questions = [[list(pairs.left), list(pairs.right)], *([names, list(sames.right)] for names in written.values())]
    answer = asked("bench._name_worker", {"method": OURS, "sets": questions}, sys.executable)
    plain, *rewritten = (np.array(scores) for scores in answer["scores"])
    bar = bar_at(plain, pairs.same, PRECISION)
    before = plain[pairs.same] >= bar
    for (kind, names), scores in zip(written.items(), rewritten, strict=True):
        changed = np.array([one != other for one, other in zip(sames.left, names, strict=True)])
        rows.append([kind, *_cells(changed, before, scores >= bar)])
    title = f"Recall at the score that gives precision {PRECISION} on {int(before.size):,} names as they were:"
    return Table(title, ["written otherwise", "names changed", "recall before", "recall after", "loss, points"], rows)


def _cells(changed: Truth, before: Truth, after: Truth) -> list[str]:
    count = int(changed.sum())
    if not count:
        return ["0", "", "", ""]
    was, now = float(before[changed].mean()), float(after[changed].mean())
    return [f"{count:,}", f"{was:.3f}", f"{now:.3f}", f"{100 * (was - now):+.1f}"]
