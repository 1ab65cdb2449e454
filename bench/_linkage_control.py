"""A control that sees nothing of two records but which of their fields are given.

Whatever it finds, the making of the caseload gives away; a method is believed for what it finds beyond that.
Its weights are learned on the train part and it must never look inside a field.
"""

from collections.abc import Iterable
from random import Random
from typing import Final

import numpy as np
from bench._linkage_figures import Candidates, Pair
from bench._name_metrics import area
from bench.caseloads import Caseload
from numpy.typing import NDArray

RANDOM_PAIRS: Final = 100_000
KEPT: Final = 10
STATES: Final = 4
"""Given in neither record, in the second, in the first, in both."""
Weights = NDArray[np.float64]
States = NDArray[np.int64]


def weights_of(true: States, others: States) -> Weights:
    """Learn what each state of each field says of a pair, from pairs of one person and of two; half a pair is added."""
    fields = true.shape[1]
    counts = [
        np.array([np.bincount(states[:, at], minlength=STATES) + 0.5 for at in range(fields)])
        for states in (true, others)
    ]
    shares = [count / count.sum(axis=1, keepdims=True) for count in counts]
    return np.asarray(np.log(shares[0] / shares[1]), dtype=np.float64)


def scores_of(states: States, weights: Weights) -> NDArray[np.float64]:
    """Score pairs by the states of their fields (the last axis)."""
    return np.asarray(weights[np.arange(states.shape[-1]), states].sum(axis=-1), dtype=np.float64)


def learned(caseload: Caseload, seed: int) -> Weights:
    """Learn the weights on a caseload."""
    given = _given(caseload)
    return weights_of(_states(given, sorted(caseload.truth)), _states(given, _strangers(caseload, seed)))


def ranked(caseload: Caseload, weights: Weights, requests: Iterable[str]) -> Candidates:
    """Rank all presences for some requests, and keep the best."""
    given, chosen = _given(caseload), sorted(requests)
    others = [row[0] for row in caseload.presences]
    right = np.array([given[other] for other in others])
    pairs: list[Pair] = []
    scores: list[float] = []
    for request in chosen:
        found = scores_of(2 * given[request] + right, weights)
        for at in np.argsort(-found, kind="stable")[:KEPT].tolist():
            pairs.append((request, others[at]))
            scores.append(float(found[at]))
    truth = frozenset(pair for pair in caseload.truth if pair[0] in set(chosen))
    return Candidates(pairs, np.array(scores), truth)


def area_of(caseload: Caseload, weights: Weights, seed: int) -> float:
    """Say how well the control tells true pairs from random ones: .5 is not at all."""
    given, truth = _given(caseload), sorted(caseload.truth)
    scores = scores_of(_states(given, [*truth, *_strangers(caseload, seed)]), weights)
    return area(scores, np.arange(len(scores)) < len(truth))


def _given(caseload: Caseload) -> dict[str, States]:
    rows = (*caseload.requests, *caseload.presences)
    return {row[0]: np.array([bool(cell) for cell in row[1:]], dtype=np.int64) for row in rows}


def _states(given: dict[str, States], pairs: Iterable[Pair]) -> States:
    return np.array([2 * given[left] + given[right] for left, right in pairs])


def _strangers(caseload: Caseload, seed: int) -> list[Pair]:
    random = Random(seed)  # noqa: S311 reproducible draws, no secret
    lefts, rights = ([row[0] for row in rows] for rows in (caseload.requests, caseload.presences))
    drawn = zip(random.choices(lefts, k=RANDOM_PAIRS), random.choices(rights, k=RANDOM_PAIRS), strict=True)
    return [pair for pair in drawn if pair not in caseload.truth]
