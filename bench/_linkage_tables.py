"""The tables of bench/linkage.py as Markdown, printed and, if asked, written between their marks in docs/matching.md.

It must never change a word of the document outside the marks.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from bench._linkage_figures import NEVER, PRECISIONS, READ, Candidates, Pair
from bench._linkage_peers import Outcome
from bench._name_metrics import calibration

DOCUMENT: Final = Path(__file__).parents[1] / "docs" / "matching.md"
EDGES: Final = (0.0, 0.01, 0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95, 1.0)
Cells = Sequence[object]


def table(head: Sequence[str], rows: Sequence[Cells]) -> str:
    """Write a table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(str, cells)) + " |" for cells in lines)


def methods_table(outcomes: Sequence[Outcome]) -> str:
    """Write recall, seconds and megabytes of each method, the first one's cost as 1."""
    first = outcomes[0]
    head = ["method", *(f"R{precision:.0%}" for precision in PRECISIONS), *(f"read {read}" for read in READ)]
    head += ["pairs", "seconds", "CPU s", "MB", "CPU s, ratio", "MB, ratio"]
    return table([cell.replace("%", "") for cell in head], [_method(one, first, len(head)) for one in outcomes])


def _method(outcome: Outcome, first: Outcome, width: int) -> Cells:
    if outcome.candidates is None:
        return [outcome.method, outcome.remark, *[""] * (width - 2)]
    found = outcome.candidates
    recalls = [found.recall_at(precision) for precision in PRECISIONS]
    recalls += [found.recall_within(read) for read in READ]
    cost: list[object] = [""] * 5
    if outcome.seconds:
        cost = [f"{outcome.seconds:,.1f}", f"{outcome.processor:,.1f}", f"{outcome.megabytes:,.0f}"]
        cost += [_ratio(outcome.processor, first.processor), _ratio(outcome.megabytes, first.megabytes)]
    return [outcome.method, *(f"{recall:.3f}" for recall in recalls), f"{len(found.pairs):,}", *cost]


def _ratio(one: float, other: float) -> str:
    return f"{one / other:.2f}" if other else ""


def groups_table(kind: str, found: Candidates, divided: Mapping[str, Sequence[Pair]]) -> str:
    """Write recall by kind of pair, at the bar of all pairs."""
    bars = {precision: found.bar_at(precision) for precision in PRECISIONS}
    head = [kind, "true pairs", *(f"R{100 * precision:.0f}" for precision in PRECISIONS), f"read {READ[-1]}"]
    return table(
        head,
        [
            [
                name,
                f"{len(pairs):,}",
                *(f"{found.recall_at(precision, pairs, bar):.3f}" for precision, bar in bars.items()),
                f"{found.recall_within(READ[-1], pairs):.3f}",
            ]
            for name, pairs in divided.items()
        ],
    )


def calibration_table(found: Candidates, probabilities: np.ndarray[tuple[int], np.dtype[np.float64]]) -> str:
    """Write what was said of pairs and how many were true."""
    bins = [one for one in calibration(probabilities, found.right, EDGES) if one.pairs]
    head = ["probability said", "pairs", "mean said", "true", "off by points"]
    return table(
        head,
        [
            [
                f"{one.low:g} to {one.high:g}",
                f"{one.pairs:,}",
                f"{one.said:.3f}",
                f"{one.true:.3f}",
                f"{one.error:+.1f}",
            ]
            for one in bins
        ],
    )


def bars(found: Candidates) -> str:
    """Say at which scores the precisions are reached."""
    told = ((precision, found.bar_at(precision)) for precision in PRECISIONS)
    return "; ".join(
        f"precision {precision} " + ("is never reached" if bar == NEVER else f"from score {bar:.2f}")
        for precision, bar in told
    )


def write(name: str, text: str) -> None:
    """Put a text between the marks of this name in the document."""
    begin, end = f"<!-- measured: linkage {name} -->", f"<!-- end: linkage {name} -->"
    document = DOCUMENT.read_text(encoding="utf-8")
    before, found, rest = document.partition(begin)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        raise SystemExit(f"{DOCUMENT.name} has no marks for {name}")
    DOCUMENT.write_text(f"{before}{begin}\n{text}\n{end}{after}", encoding="utf-8")
