"""Figures about scores of pairs of which it is known which are one name: area, recall at a precision, log loss, bins.

Different pairs can count more than once, so that a set made one in four speaks for a list where one in 1,000 is right.
It must never look at names: scores and truth are all it is given.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import Final

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]
Truth = NDArray[np.bool_]

EDGES: Final = (0.0, 0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95, 1.0)
_LEAST_CHANCE: Final = 1e-12
"""No probability is taken for nearer to 0 or 1, or one mistake would decide a log loss."""
_STEPS: Final = 100
_STILL: Final = 1e-9
_RIDGE: Final = 1e-6


@dataclass(frozen=True)
class Bin:
    """Pairs whose probability lies in a range: what was said of them, and what share of them is one name."""

    low: float
    high: float
    pairs: int
    said: float
    true: float

    @property
    def error(self) -> float:
        """How far what was said lies from the truth, in points."""
        return 100 * (self.said - self.true)


@dataclass(frozen=True)
class Scaling:
    """A straight line from scores to logits (Platt 1999)."""

    slope: float
    shift: float

    def logits(self, scores: Doubles) -> Doubles:
        """Put scores on the line."""
        return self.slope * scores + self.shift


def logit(probability: float) -> float:
    """Give the natural logarithm of the odds."""
    return log(probability / (1 - probability))


def chances(logits: Doubles) -> Doubles:
    """Turn logits into probabilities."""
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -700, 700))), dtype=np.float64)


def weight_of_different(same: Truth, prevalence: float) -> float:
    """Say how often each different pair must count for the same pairs to have this share."""
    return float(same.sum() * (1 - prevalence) / prevalence / (~same).sum())


def area(scores: Doubles, same: Truth) -> float:
    """Give the chance that a same pair scores above a different one; ties count half."""
    ordered = np.sort(scores[~same])
    below, upto = np.searchsorted(ordered, scores[same], "left"), np.searchsorted(ordered, scores[same], "right")
    return float(((below + upto) / 2).mean() / len(ordered))


def bar_at(scores: Doubles, same: Truth, precision: float, weight: float = 1.0) -> float:
    """Give the lowest score at which so large a share of the pairs at or above it is right; without one, infinity."""
    good, bad = np.sort(scores[same]), np.sort(scores[~same])
    bars = np.unique(good)
    found = len(good) - np.searchsorted(good, bars, "left")
    wrong = weight * (len(bad) - np.searchsorted(bad, bars, "left"))
    fits = found / (found + wrong) >= precision
    return float(bars[fits].min()) if fits.any() else float("inf")


def recall_at(scores: Doubles, same: Truth, precision: float, weight: float = 1.0) -> float:
    """Give the largest share of same pairs found at a bar where so many of the found are right."""
    return float((scores[same] >= bar_at(scores, same, precision, weight)).mean())


def log_loss(probabilities: Doubles, same: Truth, weight: float = 1.0) -> float:
    """Give the mean surprise in nats."""
    sure = np.clip(probabilities, _LEAST_CHANCE, 1 - _LEAST_CHANCE)
    surprise = -np.log(np.where(same, sure, 1 - sure))
    return float(np.average(surprise, weights=np.where(same, 1.0, weight)))


def scaled(scores: Doubles, same: Truth) -> Scaling:
    """Fit the line by which scores foretell the truth best, as a method without probabilities would be given one."""
    middle, spread = float(scores.mean()), float(scores.std()) or 1.0
    rows = np.column_stack([(scores - middle) / spread, np.ones(len(scores))])
    found: Doubles = np.zeros(2)
    for _ in range(_STEPS):
        chance = chances(rows @ found)
        slope = rows.T @ (same - chance) - _RIDGE * found
        curve = (rows * (chance * (1 - chance))[:, None]).T @ rows + _RIDGE * np.eye(2)
        step = np.linalg.solve(curve, slope)
        found = found + np.clip(step, -2, 2)
        if np.abs(step).max() < _STILL:
            break
    return Scaling(float(found[0]) / spread, float(found[1] - found[0] * middle / spread))


def calibration(probabilities: Doubles, same: Truth, edges: Sequence[float] = EDGES) -> list[Bin]:
    """Divide pairs by what was said of them; a bin holds its lower edge, the last one its upper too."""
    bins = []
    for low, high in pairwise(edges):
        within = (probabilities >= low) & ((probabilities < high) | (high == edges[-1]))
        count = int(within.sum())
        said, true = (float(probabilities[within].mean()), float(same[within].mean())) if count else (0.0, 0.0)
        bins.append(Bin(low, high, count, said, true))
    return bins
