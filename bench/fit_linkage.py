"""Fit the m and u shares of khabar.linkage on generated caseloads with known truth, and print or write them.

1. Generate caseloads from the dev part of the name data (the names library was trained on the train part) by the stated
   seeds, none of which measures anything.
2. Name: m from the true pairs, u from all other pairs; those without words alike are counted by a sample.
3. All other fields: m from the true pairs, u from different people whose names have words alike, chosen by names alone.
   Only such pairs are ever compared, and they mostly come from one language and country, so these shares hold given
   that the names are alike.
4. Add half an observation to every level and join bins until the weight rises with the score.

    ./run bench fit_linkage --data FOLDER [--write]
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final

import click
import numpy as np
from bench.caseloads import generate, persons, world
from numpy.typing import NDArray

from khabar.linkage import PersonIndex
from khabar.linkage.columns import KIN, PLACES, PersonColumns
from khabar.linkage.name_weights import Sides, best_name_scores, kin_scores
from khabar.linkage.parameters import FROZEN
from khabar.linkage.plain_weights import LEVEL_NAMES, spelt_places
from khabar.linkage.weighing import FIELDS, weigh_sides

Floats = NDArray[np.float64]

PART: Final = "dev"
SEEDS: Final = (101, 102, 103)
SIZE: Final = 10_000
NAMESAKES: Final = 20
"""People with words alike in their names, for each request, on whom u is counted."""
EVERY: Final = 10
"""Of requests every so manyth is laid beside everybody with a word alike, and stands for so many."""
SAMPLE: Final = 200_000
"""Pairs at random, for those without a word alike."""
HALF: Final = 0.5
IN_A_BIN: Final = 10
"""Pairs of either kind that a bin of a curve holds at least."""
LEAST: Final = 5.0
"""A level seen in fewer pairs says nothing until there is more to learn from."""
MODELS: Final = Path(__file__).parents[1] / "src" / "khabar" / "linkage" / "models"
BEGIN, END = "# --- fitted: begin ---\n", "# --- fitted: end ---\n"
NAME_BINS, KIN_BINS, PLACE_BINS = 24, 16, 10
"""Bins of a curve before they are joined; their edges divide the true pairs and the others evenly."""


@dataclass
class Scores:
    """Scores of true pairs and of others, and how many pairs each stands for."""

    same: list[Floats] = field(default_factory=list)
    other: list[Floats] = field(default_factory=list)
    times: list[Floats] = field(default_factory=list)

    def add(self, scores: Floats, *, same: bool, times: float = 1.0) -> None:
        """Count pairs, each as many times as it stands for."""
        (self.same if same else self.other).append(scores)
        if not same:
            self.times.append(np.full(len(scores), times))


@dataclass
class Tally:
    """All counts: scores by curve, levels by field."""

    curves: dict[str, Scores] = field(default_factory=lambda: {name: Scores() for name in FROZEN.curves})
    levels: dict[str, dict[bool, Floats]] = field(
        default_factory=lambda: {
            name: {same: np.zeros(len(levels)) for same in (True, False)} for name, levels in LEVEL_NAMES.items()
        }
    )


@click.command()
@click.option("--data", type=click.Path(path_type=Path, exists=True, file_okay=False), required=True)
@click.option("--write", is_flag=True, help="Write the shares into the package.")
def main(*, data: Path, write: bool) -> None:
    """Fit, print and, if asked, write."""
    tally = Tally()
    for seed in SEEDS:
        _count(data, seed, tally)
        click.echo(f"seed {seed} counted", err=True)
    text = "\n".join(_blocks(tally))
    print(text)
    if write:
        path = MODELS / f"{FROZEN.version}.toml"
        table = path.read_text(encoding="utf-8")
        before, _, rest = table.partition(BEGIN)
        path.write_text(before + BEGIN + text + "\n" + END + rest.partition(END)[2], encoding="utf-8")


def _count(data: Path, seed: int, tally: Tally) -> None:
    made = generate(world(data, PART), SIZE, seed)
    index = PersonIndex(persons(made.presences))
    asked = index.columns_of(persons(made.requests))
    truth = _rows(made.truth, asked, index.columns)
    true = Sides(asked, index.columns, *truth)
    known = set(zip(*(rows.tolist() for rows in truth), strict=True))
    _count_names(true, tally, same=True)
    _count_fields(true, tally, same=True)
    others = _without(index.namesakes(asked, np.arange(len(asked)), NAMESAKES), known)
    _count_fields(others, tally, same=False)
    _count_other_names(index, asked, known, seed, tally)


def _rows(
    truth: Iterable[tuple[str, str]], asked: PersonColumns, present: PersonColumns
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    left, right = ({one.id: row for row, one in enumerate(side.persons)} for side in (asked, present))
    pairs = sorted((left[request], right[presence]) for request, presence in truth)
    return np.array([one for one, _ in pairs]), np.array([other for _, other in pairs])


def _without(sides: Sides, known: set[tuple[int, int]]) -> Sides:
    kept = [pair not in known for pair in zip(sides.left_rows.tolist(), sides.right_rows.tolist(), strict=True)]
    return sides.only(np.array(kept, np.bool_))


def _count_names(sides: Sides, tally: Tally, *, same: bool, times: float = 1.0) -> None:
    scores, choices = best_name_scores(sides)
    tally.curves["name"].add(scores[choices == 1], same=same, times=times)


def _count_fields(sides: Sides, tally: Tally, *, same: bool) -> None:
    for kin in KIN:
        tally.curves["kin"].add(kin_scores(kin, sides), same=same)
    for place in PLACES:
        tally.curves[place].add(spelt_places(place, sides), same=same)
    levels = weigh_sides(sides, FROZEN).levels
    for name, counts in tally.levels.items():
        column = levels[:, FIELDS.index(name)]
        counts[same] += np.bincount(column[column > 0], minlength=len(counts[same]))


def _count_other_names(
    index: PersonIndex, asked: PersonColumns, known: set[tuple[int, int]], seed: int, tally: Tally
) -> None:
    """Count the names of different people: all with a word alike for some requests, a sample of the rest."""
    rows = np.arange(0, len(asked), EVERY)
    alike = _without(index.namesakes(asked, rows, len(index)), known)
    _count_names(alike, tally, same=False, times=len(asked) / len(rows))
    random = Random(seed)  # noqa: S311 a sample to be drawn again
    drawn = {(random.randrange(len(asked)), random.randrange(len(index))) for _ in range(SAMPLE)}
    chosen = sorted(drawn - known)
    sample = Sides(asked, index.columns, *(np.array(side) for side in zip(*chosen, strict=True)))
    apart = sample.only(~index.have_words_alike(sample))
    rest = len(asked) * len(index) * len(apart) / len(chosen)
    _count_names(apart, tally, same=False, times=rest / len(apart))


def _blocks(tally: Tally) -> Iterator[str]:
    seeds = ", ".join(map(str, SEEDS))
    source = f"fitted: bench/fit_linkage.py, {PART} part, seeds {seeds} of {SIZE:,}"
    for name, bins in (("name", NAME_BINS), ("kin", KIN_BINS), *((place, PLACE_BINS) for place in PLACES)):
        yield f'[curve.{name}]\nsource = "{source}; bins of [names score, m, u]"\nbins = ['
        yield from (f"  [{score:.2f}, {m:.3g}, {u:.3g}]," for score, m, u in _curve(tally.curves[name], bins))
        yield "]"
    for name, counts in tally.levels.items():
        yield f'[field.{name}]\nsource = "{source}; level = [m, u]"\n[field.{name}.levels]'
        yield from _level_shares(LEVEL_NAMES[name], counts)


def _curve(scores: Scores, count: int) -> list[tuple[float, float, float]]:
    """Bin the scores, and join bins until the weight never falls: middle, m and u of each."""
    same, other, times = (np.concatenate(parts) for parts in (scores.same, scores.other, scores.times))
    shares = np.linspace(0, 1, count // 2 + 1)[1:-1]
    edges = np.unique(np.round(np.concatenate([np.quantile(same, shares), _tail(other, times, count // 2)]), 1))
    edges = _worn(edges, same, other)
    m = np.bincount(np.searchsorted(edges, same), minlength=len(edges) + 1) + HALF
    u = np.bincount(np.searchsorted(edges, other), times, len(edges) + 1) + HALF
    middles = _middles(edges, same, other)
    joined: list[tuple[float, float, float]] = []
    for one in zip(middles, m / m.sum(), u / u.sum(), strict=True):
        joined.append(one)
        while len(joined) > 1 and _weight(joined[-2]) >= _weight(joined[-1]):
            (low, one_m, one_u), (high, other_m, other_u) = joined[-2:]
            middle = (low * (one_m + one_u) + high * (other_m + other_u)) / (one_m + one_u + other_m + other_u)
            joined[-2:] = [(middle, one_m + other_m, one_u + other_u)]
    return joined


def _worn(edges: Floats, same: Floats, other: Floats) -> Floats:
    """Leave out edges until every bin holds enough pairs of both kinds, from the highest bin down."""
    kept = list(edges)
    at = len(kept)
    while at > 0:
        low = kept[at - 1]
        high = kept[at] if at < len(kept) else np.inf
        if min(((one >= low) & (one < high)).sum() for one in (same, other)) < IN_A_BIN:
            del kept[at - 1]
        at -= 1
    return np.array(kept)


def _weight(one: tuple[float, float, float]) -> float:
    return math.log(one[1] / one[2])


def _tail(other: Floats, times: Floats, count: int) -> Floats:
    """Choose edges among the others' scores, each a fixed factor rarer than the one before."""
    order = np.argsort(other)
    above = 1.0 - np.cumsum(times[order]) / times.sum()
    wanted = np.geomspace(0.5, max(above[above > 0].min() * 3, 1e-7), count)
    at = np.searchsorted(-above, -wanted)
    found: Floats = other[order][np.minimum(at, len(other) - 1)]
    return found


def _middles(edges: Floats, same: Floats, other: Floats) -> list[float]:
    """Give the mean score of each bin, true pairs and others counting alike."""
    both = np.concatenate([same, other])
    bins = np.searchsorted(edges, both)
    sums, counts = np.bincount(bins, both, len(edges) + 1), np.bincount(bins, minlength=len(edges) + 1)
    outer = np.array([edges[0], *((edges[1:] + edges[:-1]) / 2), edges[-1]])
    return [float(value) for value in np.where(counts > 0, sums / np.maximum(counts, 1), outer)]


def _level_shares(names: Sequence[str], counts: Mapping[bool, Floats]) -> Iterator[str]:
    totals = {same: counts[same][1:].sum() + HALF * (len(names) - 1) for same in (True, False)}
    for code, name in enumerate(names[1:], start=1):
        if counts[True][code] + counts[False][code] < LEAST:
            yield f"{name} = [0.001, 0.001]"
            continue
        m, u = ((counts[same][code] + HALF) / totals[same] for same in (True, False))
        yield f"{name} = [{m:.3g}, {u:.3g}]"


if __name__ == "__main__":
    main()
