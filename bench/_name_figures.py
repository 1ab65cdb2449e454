"""The tables of full names compared: by script, by rarity, calibration, speed and memory, sets drawn otherwise.

It must never choose what is shown by how it looks: every method stands in every table, and the control too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from bench._name_control import control_scores
from bench._name_metrics import Bin, Doubles, Scaling, calibration, chances, log_loss, scaled
from bench._name_pairs import GROUPS, Attested, Nearest, PairSet, pair_sets
from bench._name_scoring import CONTROL, OURS, PREVALENCE, RARE, Figures, Run, constant, figures, runs, scaling, shown
from bench._name_tables import FEWEST, Table
from bench._name_worker import METHODS
from bench.name_data import Part, words

SEED: Final = 2026
DEV_SEED: Final = 11
DEV_SIZE: Final = 1_000
NOT_INSTALLED: Final = "**not installed**"
THIRDS: Final = ("common", "middle", "rare")
QUICK: Final = (OURS, "rapidfuzz token_sort", "rapidfuzz WRatio", "Jaro–Winkler")
DRAWN: Final[Mapping[Nearest, str]] = {
    "pair": "near as written",
    "equal": "near in Latin, as many words",
}


@dataclass(frozen=True)
class Measured:
    """Sets of a part and every method's scores of them, with the line that makes logits of the scores."""

    sets: Sequence[PairSet]
    runs: Mapping[str, Run | None]
    scalings: Mapping[str, Sequence[Scaling]]
    control: Sequence[Doubles]

    def figures(self, method: str, at: int, third: int | None = None) -> Figures | None:
        """Give the figures of a method on one set, or on a third of its names by rarity."""
        if method == CONTROL:
            pairs, scores, line = self.sets[at], self.control[at], Scaling(1.0, 0.0)
        else:
            run = self.runs[method]
            if run is None:
                return None
            pairs, scores, line = shown(method, self.sets[at]), run.scores[at][0], self.scalings[method][at]
        if third is None:
            return figures(pairs, scores, line)
        kept = thirds(pairs.rarity) == third
        return figures(pairs.where(kept), scores[kept], line)

    def logits(self, at: int) -> Doubles:
        """Give what khabar says of one set, at the set's prevalence."""
        run = self.runs[OURS]
        if run is None:
            raise ValueError("khabar itself is not there to be measured")
        return self.scalings[OURS][at].logits(run.scores[at][0])


def thirds(rarity: Doubles) -> Doubles:
    """Say of each pair whether its name is of the common, middle or rare third."""
    return np.searchsorted(np.quantile(rarity, [1 / 3, 2 / 3]), rarity).astype(np.float64)


def measured(folder: Path, part: Part, size: int, peers: Path | None) -> Measured:
    """Make the sets and let all methods score them, those of the dev part as well, for the scaling."""
    sets = pair_sets(words(folder, part), size, SEED, "latin")
    dev = pair_sets(words(folder, "dev"), min(size, DEV_SIZE), DEV_SEED, "latin")
    found = runs(list(zip(sets, dev, strict=True)), list(METHODS), peers)
    lines = {
        method: [scaling(method, of_dev, pairs) for (_, of_dev), pairs in zip(run.scores, dev, strict=True)]
        for method, run in found.items()
        if run
    }
    learned = Attested(words(folder, "train"))
    return Measured(sets, found, lines, [control_scores(pairs, learned) for pairs in sets])


def by_script(found: Measured) -> list[Table]:
    """Tell each script in a table of its own, with the constant that says the prevalence of everybody."""
    head = ["method", "AUC", "R95", "R99", "log loss", "R95, 1 in 1,000", "log loss, 1 in 1,000"]
    tables = []
    for at, pairs in enumerate(found.sets):
        rows = [[method, *_cells(found.figures(method, at))] for method in (*METHODS, CONTROL)]
        rows.append(["always the prevalence", ".500", "0", "0", f"{constant(PREVALENCE):.3f}", "0", _small(RARE)])
        tables.append(Table(f"**{_title(pairs)}**", head, rows))
    return tables


def _small(prevalence: float) -> str:
    return f"{constant(prevalence):.5f}"


def _cells(one: Figures | None) -> list[str]:
    if one is None:
        return [NOT_INSTALLED, *[""] * 5]
    return [
        f"{one.area:.3f}",
        *(f"{recall:.3f}" for recall in one.recalls),
        f"{one.loss:.3f}",
        f"{one.rare_recall:.3f}",
        f"{one.rare_loss:.5f}",
    ]


def _title(pairs: PairSet) -> str:
    between = "Latin–Latin" if pairs.group == "latin" else f"{pairs.group.capitalize()}–Latin"
    return f"{between}: {int(pairs.same.sum()):,} same pairs, {int((~pairs.same).sum()):,} different ones"


def by_rarity(found: Measured) -> Table:
    """Tell names of common words from names of rare ones: AUC / R95 / R99 of each third."""
    rows = []
    for at, pairs in enumerate(found.sets):
        for method in (*METHODS, CONTROL):
            cells = [_short(found.figures(method, at, third)) for third in range(len(THIRDS))]
            rows.append([pairs.group, method, *cells])
    return Table("By how common the words of the name are, AUC / R95 / R99:", ["script", "method", *THIRDS], rows)


def _short(one: Figures | None) -> str:
    if one is None:
        return NOT_INSTALLED
    return f"{one.area:.3f} / {one.recalls[0]:.2f} / {one.recalls[1]:.2f}"


def costs(found: Measured) -> Table:
    """Tell speed and memory, beside khabar's as a ratio; romanising is part of a peer's work, parsing of khabar's."""
    ours = found.runs[OURS]
    rows = []
    for method, run in found.runs.items():
        if run is None or ours is None:
            rows.append([method, NOT_INSTALLED, "", "", ""])
            continue
        pace, held = run.pairs_a_second / ours.pairs_a_second, run.megabytes / ours.megabytes
        rows.append([method, f"{run.pairs_a_second:,.0f}", f"{pace:.2f}", f"{run.megabytes:,.0f}", f"{held:.2f}"])
    head = ["method", "pairs/s", "as a ratio", "MB of the process", "as a ratio"]
    return Table("One core, one process each, every first name of a pair four times:", head, rows)


def calibrations(found: Measured) -> tuple[Table, dict[str, list[Bin]]]:
    """Tell what khabar's probabilities are worth, and what a straight line through its scores would still mend."""
    bins = {pairs.group: calibration(chances(found.logits(at)), pairs.same) for at, pairs in enumerate(found.sets)}
    rows = [
        [f"{part[0].low:.2f} to {part[0].high:.2f}", *(cell for one in part for cell in _bin_cells(one))]
        for part in zip(*bins.values(), strict=True)
    ]
    rows.append(["worst of .05 to .95", *(cell for group in bins.values() for cell in _worst(group))])
    losses = [_losses(pairs, found.logits(at)) for at, pairs in enumerate(found.sets)]
    rows.append(["log loss, after a Platt scaling on this very set", *(cell for pair in losses for cell in pair)])
    head = ["probability said", *(cell for group in bins for cell in (f"{group}: pairs", "error, points"))]
    title = f"Said minus true, in points; bins of fewer than {FEWEST} pairs in parentheses:"
    return Table(title, head, rows), bins


def _bin_cells(one: Bin) -> tuple[str, str]:
    if not one.pairs:
        return "0", ""
    error = f"{one.error:+.1f}"
    return f"{one.pairs:,}", error if one.pairs >= FEWEST else f"({error})"


def _worst(bins: Sequence[Bin]) -> tuple[str, str]:
    errors = [abs(one.error) for one in bins[1:-1] if one.pairs >= FEWEST]
    return "", f"{max(errors):.1f}" if errors else "too few"


def _losses(pairs: PairSet, logits: Doubles) -> tuple[str, str]:
    own, best = log_loss(chances(logits), pairs.same), scaled(logits, pairs.same).logits(logits)
    return f"{own:.3f}", f"{log_loss(chances(best), pairs.same):.3f}"


def otherwise(found: Measured, folder: Path, part: Part, size: int) -> Table:
    """Draw the near names otherwise: by the pair as written; among names of as many words. AUC / R95 / R99."""
    learned, rows = Attested(words(folder, "train")), _drawn_rows("near in Latin, as above", found)
    for nearest, said in DRAWN.items():
        sets = pair_sets(words(folder, part), size, SEED, nearest)
        quick = runs([[pairs] for pairs in sets], QUICK, None)
        lines = {method: [Scaling(1.0, 0.0)] * len(sets) for method in QUICK}
        rows += _drawn_rows(said, Measured(sets, quick, lines, [control_scores(pairs, learned) for pairs in sets]))
    return Table("The same names with near ones drawn otherwise, AUC / R95 / R99:", ["drawn", "method", *GROUPS], rows)


def _drawn_rows(said: str, found: Measured) -> list[list[str]]:
    return [
        [said, method, *(_short(found.figures(method, at)) for at in range(len(found.sets)))]
        for method in (*QUICK, CONTROL)
    ]
