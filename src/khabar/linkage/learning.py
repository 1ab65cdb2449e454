"""Learning m and u from a caseload whose truth nobody knows, as an explicit act that makes a new model version.

Expectation and maximisation (Winkler's use of it for Fellegi and Sunter's model), held from running away:
1. No request may have more than one person's worth of matches among those it is compared with.
2. The start counts as so many pairs seen (WEIGHT_OF_START), so that little data moves little.
3. No weight moves further than FURTHEST, none that matters changes its sign, and curves go on rising.
4. With fewer than LEAST expected pairs of one person, or more than MOST of the requests matched, nothing is learned.
What u says of a field is counted on people whose names are alike, chosen by names alone. It must never change a model.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from khabar.linkage.columns import KIN
from khabar.linkage.evidence import log_odds
from khabar.linkage.index import PersonIndex
from khabar.linkage.model_files import Learned, Shares, learned_model
from khabar.linkage.parameters import FROZEN, Model
from khabar.linkage.person import Person
from khabar.linkage.plain_weights import LEVEL_NAMES
from khabar.linkage.weighing import FIELDS, damped, lowered, weigh_sides

Floats = NDArray[np.float64]
Levels = NDArray[np.int8]

ROUNDS: Final = 30
"""Rounds at most; it seldom takes ten."""
SETTLED: Final = 1e-3
"""When no share moves more than this, it is done."""
WEIGHT_OF_START: Final = {"m": 200.0, "u": 2000.0}
"""As how many pairs the start counts, for each field. Judged."""
CURVES: Final = ("name", "kin")
"""The curves that are learned; how alike places are spelled stays as it was."""
MATTERS: Final = 0.3
"""Weights from which on the sign is held, in nats. Judged: below, a finding says almost nothing."""
FURTHEST: Final = 2.0
"""How many nats a weight may move from the start: seven times the odds. Judged."""
LEAST: Final = 50.0
"""Pairs of one person expected, below which nothing is learned. Judged: below, a level is seen a few times at most."""
MOST: Final = 0.98
"""Share of requests matched, above which the data cannot be what the model thinks it is. Judged."""
ASKED: Final = 20_000
"""Requests looked at; of more, every so manyth."""
NAMESAKES: Final = 20
"""People with words alike in their names, for each request, on whom u is counted."""
_AT_ONCE: Final = 500


class NothingLearnedError(ValueError):
    """The caseload cannot teach the model anything safely; the words say why."""


@dataclass(frozen=True)
class _Pairs:
    """Pairs with their findings, one column for each of FIELDS, and the number of the request each belongs to.

    `fixed`: weights of what is not learned here: kin borne in the other's name, places by their spelling.
    """

    levels: Levels
    fixed: NDArray[np.float32]
    asked: NDArray[np.int64]


@dataclass(frozen=True)
class _Tables:
    """m and u of every table of findings by code; code 0 is not given."""

    m: dict[str, Floats]
    u: dict[str, Floats]

    def weights(self, pairs: _Pairs, model: Model) -> Floats:
        """Weigh pairs by their findings alone, damped as the comparison does."""
        found = np.zeros(pairs.levels.shape)
        for column, field in enumerate(FIELDS):
            table = table_of(field)
            weights = np.log(self.m[table] / self.u[table]) * model.damping.together
            weights[0] = 0.0
            found[:, column] = weights[np.maximum(pairs.levels[:, column], 0)]
        found += pairs.fixed
        total: Floats = damped(found, lowered(found), model).sum(axis=1)
        return total


def table_of(field: str) -> str:
    """Name the table a field reads: all kin read one."""
    return "kin" if field in KIN else field


def learn(
    requests: Iterable[Person],
    registrations: Iterable[Person],
    *,
    start: Model = FROZEN,
    progress: Callable[[int], None] | None = None,
) -> Learned:
    """Learn a new model version from two lists; raises `NothingLearnedError` where they cannot teach it safely."""
    index = PersonIndex(registrations, model=start)
    wanted = list(requests)
    chosen = wanted[:: max(1, -(-len(wanted) // ASKED))]
    pool, namesakes = _looked_at(index, chosen, start, progress)
    tables, expected, rounds = _learned(pool, namesakes, start, (len(chosen), len(index)))
    bounded = _bounded(tables, _start_tables(start))
    counts = {"requests": len(wanted), "registrations": len(index), "asked": len(chosen), "rounds": rounds}
    pairs = {name: list(zip(bounded.m[name][1:], bounded.u[name][1:], strict=True)) for name in bounded.m}
    curves = {name: pairs[name] for name in CURVES}
    levels = {name: dict(zip(names[1:], pairs[name], strict=True)) for name, names in LEVEL_NAMES.items()}
    return learned_model(
        start, Shares(curves, levels), {**counts, "pairs": len(pool.asked), "expected": round(expected)}
    )


def _looked_at(
    index: PersonIndex, requests: list[Person], model: Model, progress: Callable[[int], None] | None
) -> tuple[_Pairs, _Pairs]:
    """Weigh, for every request, those it would be compared with, and people whose names alone are alike."""
    found: tuple[list[_Pairs], list[_Pairs]] = ([], [])
    for start in range(0, len(requests), _AT_ONCE):
        asked = index.columns_of(requests[start : start + _AT_ONCE])
        rows = np.arange(len(asked))
        for sides, kept in zip((index.pools(asked, rows), index.namesakes(asked, rows, NAMESAKES)), found, strict=True):
            weighed = weigh_sides(sides, model)
            fixed = np.where(weighed.levels < 0, weighed.weights, np.float32(0.0))
            kept.append(_Pairs(weighed.levels, fixed, sides.left_rows + start))
        if progress is not None:
            progress(start + len(asked))
    pool, namesakes = (_joined(kept) for kept in found)
    return pool, namesakes


def _joined(kept: list[_Pairs]) -> _Pairs:
    if not kept:
        nothing = (0, len(FIELDS))
        return _Pairs(np.zeros(nothing, np.int8), np.zeros(nothing, np.float32), np.zeros(0, np.int64))
    return _Pairs(*(np.concatenate([getattr(one, name) for one in kept]) for name in ("levels", "fixed", "asked")))


def _learned(pool: _Pairs, namesakes: _Pairs, start: Model, sizes: tuple[int, int]) -> tuple[_Tables, float, int]:
    """Repeat: how likely is each pair one person, and what do pairs so weighted show? Until nothing moves."""
    requests, registrations = sizes
    tables = first = _start_tables(start)
    prior = start.prior
    expected = 0.0
    rounds = 0
    while rounds < ROUNDS:
        rounds += 1
        chances = _one_each(tables.weights(pool, start), pool.asked, requests, prior)
        others = 1.0 / (1.0 + np.exp(np.clip(tables.weights(namesakes, start) + log_odds(prior), -50, 50)))
        expected = float(chances.sum())
        _refuse_hopeless(expected, requests)
        prior = min(max(expected / requests / registrations, 1e-9), 0.5)
        before = tables
        tables = _Tables(
            _shares(pool, chances, first.m, "m"),
            {**_shares(namesakes, others, first.u, "u"), "name": first.u["name"]},
        )
        if _moved(before, tables) < SETTLED:
            break
    return tables, expected, rounds


def _refuse_hopeless(expected: float, requests: int) -> None:
    if expected < LEAST:
        raise NothingLearnedError(
            f"about {expected:.0f} pairs look like one person; below {LEAST:.0f} nothing is learned, the model stays."
        )
    if expected > MOST * requests:
        raise NothingLearnedError(
            f"{expected:,.0f} of {requests:,} requests look found; no caseload is like that, the model stays."
        )


def _one_each(weights: Floats, asked: NDArray[np.int64], requests: int, prior: float) -> Floats:
    """Give the chance of each pair, so that those of one request never add up to more than one person."""
    odds = np.exp(np.clip(weights + log_odds(prior), -50, 50))
    found: Floats = odds / (1.0 + np.bincount(asked, odds, requests))[asked]
    return found


def _start_tables(model: Model) -> _Tables:
    """Give m and u of the start by code; cell 0 is of no use."""
    shares = {name: list(model.curves[name].shares) for name in CURVES}
    for name, levels in LEVEL_NAMES.items():
        shares[name] = [model.levels[name].shares[level] for level in levels[1:]]
    one, other = (
        {name: np.array([0.5, *(pair[at] for pair in pairs)]) for name, pairs in shares.items()} for at in (0, 1)
    )
    return _Tables(one, other)


def _shares(pairs: _Pairs, chances: Floats, first: dict[str, Floats], kind: str) -> dict[str, Floats]:
    """Count how often each finding occurs, every pair by its chance, beside the start."""
    counted = {field: np.zeros(len(shares)) for field, shares in first.items()}
    for column, field in enumerate(FIELDS):
        levels = pairs.levels[:, column]
        given = levels > 0
        table = table_of(field)
        counted[table] += np.bincount(levels[given], chances[given], len(first[table]))
    weight = WEIGHT_OF_START[kind]
    return {
        field: np.array([0.5, *_share(counts[1:] + weight * first[field][1:] / first[field][1:].sum())])
        for field, counts in counted.items()
    }


def _share(counts: Floats) -> Floats:
    found: Floats = counts / counts.sum()
    return found


def _moved(before: _Tables, after: _Tables) -> float:
    return max(
        float(np.abs(one[field] - other[field]).max())
        for one, other in ((before.m, after.m), (before.u, after.u))
        for field in one
    )


def _bounded(tables: _Tables, start: _Tables) -> _Tables:
    """Hold weights near the start, keep their signs, and let curves rise; m gives way, u stays as counted."""
    m = {}
    for field, shares in tables.m.items():
        first = np.log(start.m[field][1:] / start.u[field][1:])
        weights = np.log(shares[1:] / tables.u[field][1:])
        weights = np.clip(weights, first - FURTHEST, first + FURTHEST)
        turned = (np.sign(weights) != np.sign(first)) & (np.abs(first) > MATTERS)
        weights = np.where(turned, 0.0, weights)
        if field in CURVES:
            weights = _rising(weights, tables.u[field][1:])
        m[field] = np.array([0.5, *np.minimum(tables.u[field][1:] * np.exp(weights), 1.0)])
    return _Tables(m, tables.u)


def _rising(weights: Floats, shares: Floats) -> Floats:
    """Make weights that never fall: neighbours that do are brought to their mean, by how often each occurs."""
    blocks: list[tuple[float, float, int]] = []
    for weight, share in zip(weights.tolist(), shares.tolist(), strict=True):
        blocks.append((weight, share, 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (low, one, many), (high, other, more) = blocks[-2:]
            blocks[-2:] = [((low * one + high * other) / (one + other), one + other, many + more)]
    return np.array([weight for weight, _, count in blocks for _ in range(count)])
