"""What can be told of a pair by lengths, rarity and numbers of words alone: how far a set of pairs gives itself away.

A small boosting of shallow trees, fitted in five folds on the very set, so that it knows all there is to know of it.
It must never see a letter: what it reaches is owed to how the pairs were drawn, and is no merit of any method.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from bench._name_metrics import Doubles, Truth, chances
from bench._name_pairs import Attested, Integers, PairSet

FOLDS: Final = 5
ROUNDS: Final = 60
DEPTH: Final = 3
BINS: Final = 16
RATE: Final = 0.2
_DRAWN: Final = 5.0
"""Leaves are drawn towards 0 by so many pairs' worth."""


@dataclass(frozen=True)
class Tree:
    """The same question to all nodes of one depth; the answers are the digits of a leaf's number."""

    questions: Sequence[tuple[int, int]]
    leaves: Doubles

    def add(self, binned: Integers) -> Doubles:
        """Give each row its leaf's value."""
        return np.asarray(self.leaves[_leaf(binned, self.questions)])


def control_scores(pairs: PairSet, learned: Attested) -> Doubles:
    """Score each pair by a control fitted on the pairs of the other folds; a name's pairs are in one fold.

    How rare a word is, it knows from the words all may learn from; the counts of the part measured would tell pairs.
    """
    binned = _binned(features(pairs, learned))
    scores = np.zeros(len(pairs.same))
    for fold in range(FOLDS):
        held = pairs.owner % FOLDS == fold
        for tree in _boosted(binned[~held], pairs.same[~held]):
            scores[held] += RATE * tree.add(binned[held])
    return scores


def features(pairs: PairSet, learned: Attested) -> Doubles:
    """Count what may be counted: letters, words, and how rare the words are."""
    sides = [
        np.array([(len(name), len(name.split()), learned.rarity(name)) for name in side])
        for side in (pairs.left, pairs.right)
    ]
    left, right = sides
    apart = left - right
    return np.hstack([left, right, apart, np.abs(apart), (left[:, :1] / right[:, :1])])


def _binned(rows: Doubles) -> Integers:
    edges = np.quantile(rows, np.linspace(0, 1, BINS + 1)[1:-1], axis=0)
    return np.stack([np.searchsorted(edges[:, at], rows[:, at]) for at in range(rows.shape[1])], axis=1)


def _boosted(binned: Integers, same: Truth) -> list[Tree]:
    """Grow trees one after another, each on what those before it left unsaid."""
    scores: Doubles = np.zeros(len(same))
    trees = []
    for _ in range(ROUNDS):
        chance = chances(scores)
        trees.append(_grown(binned, same - chance, chance * (1 - chance)))
        scores = scores + RATE * trees[-1].add(binned)
    return trees


def _grown(binned: Integers, slope: Doubles, curve: Doubles) -> Tree:
    questions: list[tuple[int, int]] = []
    for _ in range(DEPTH):
        leaf = _leaf(binned, questions)
        gains = np.stack([_gains(binned[:, at], leaf, slope, curve) for at in range(binned.shape[1])])
        feature, bar = divmod(int(gains.argmax()), BINS)
        questions.append((feature, bar))
    leaf = _leaf(binned, questions)
    size = 2**DEPTH
    return Tree(questions, np.bincount(leaf, slope, size) / (np.bincount(leaf, curve, size) + _DRAWN))


def _gains(column: Integers, leaf: Integers, slope: Doubles, curve: Doubles) -> Doubles:
    """Say for each bar how much the question helps, over all leaves."""
    place, size = leaf * BINS + column, (int(leaf.max()) + 1) * BINS
    below = np.bincount(place, slope, size).reshape(-1, BINS).cumsum(axis=1)
    bent = np.bincount(place, curve, size).reshape(-1, BINS).cumsum(axis=1)
    above, rest = below[:, -1:] - below, bent[:, -1:] - bent
    return np.asarray((below**2 / (bent + _DRAWN) + above**2 / (rest + _DRAWN)).sum(axis=0))


def _leaf(binned: Integers, questions: Sequence[tuple[int, int]]) -> Integers:
    leaf = np.zeros(len(binned), np.int64)
    for feature, bar in questions:
        leaf = 2 * leaf + (binned[:, feature] > bar)
    return leaf
