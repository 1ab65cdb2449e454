"""What the names of two people and of their kin weigh, for many pairs at once.

Spelling and script are left to `khabar.names`; here lies which names meet, and what must not be counted twice.
It must never look at a pair it was not given: unrelated records change nothing.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from khabar.linkage.arrays import Numbers, Rows, places_within
from khabar.linkage.columns import KIN, NOT_GIVEN, PersonColumns
from khabar.linkage.forms import BORNE
from khabar.linkage.parameters import Model

Floats = NDArray[np.float64]
Levels = NDArray[np.int8]

MISSING: Final = 0
"""The level of a field that is not given on one side or both."""
BORROWED: Final = -1
"""The level of a kin's name that only one side gives and the other bears in the own name."""


@dataclass(frozen=True)
class Sides:
    """Pairs of rows, one of each side, whose people are compared."""

    left: PersonColumns
    right: PersonColumns
    left_rows: Rows
    right_rows: Rows

    def __len__(self) -> int:
        return len(self.left_rows)

    def only(self, chosen: NDArray[np.bool_] | Rows) -> "Sides":
        """Give some of the pairs."""
        return Sides(self.left, self.right, self.left_rows[chosen], self.right_rows[chosen])

    def mirrored(self) -> "Sides":
        """Give the same pairs as seen from the other side."""
        return Sides(self.right, self.left, self.right_rows, self.left_rows)


@dataclass(frozen=True)
class Weighed:
    """The weights of one field in nats, and the finding of each as a number."""

    weights: Floats
    levels: Levels


def weigh_names(sides: Sides, model: Model) -> Weighed:
    """Weigh the closest of all names of one person beside those of the other; choice costs a little."""
    best, _ = best_name_scores(sides)
    choices = sides.left.names_given(sides.left_rows) * sides.right.names_given(sides.right_rows)
    given = choices > 0
    curve = model.curves["name"]
    weights = curve.weights_at(best)
    cost = model.damping.choice * np.log(np.maximum(choices, 1))
    weights = np.where(weights > 0.0, np.maximum(weights - cost, 0.0), weights)
    return Weighed(np.where(given, weights, 0.0), np.where(given, curve.bins_of(best), MISSING).astype(np.int8))


def best_name_scores(sides: Sides) -> tuple[Floats, NDArray[np.int64]]:
    """Give the score of the closest names and how many pairs of names there were to choose from."""
    mine, theirs = sides.left.names.counts(sides.left_rows), sides.right.names.counts(sides.right_rows)
    choices = mine * theirs
    best = np.zeros(len(sides))
    single = choices == 1
    if single.any():
        one = sides.left.names.first(sides.left_rows[single])
        other = sides.right.names.first(sides.right_rows[single])
        best[single] = sides.left.vocabulary.scores(one, other)
    many = np.flatnonzero(choices > 1)
    if len(many):
        best[many] = _best_of_many(sides.only(many), choices[many], theirs[many])
    return best, choices


def _best_of_many(sides: Sides, choices: NDArray[np.int64], theirs: NDArray[np.int64]) -> Floats:
    """Score every name of the one beside every name of the other; each pair has at least one of both."""
    at = places_within(choices)
    breadth = np.repeat(theirs, choices)
    one = sides.left.names.nth(np.repeat(sides.left_rows, choices), at // breadth)
    other = sides.right.names.nth(np.repeat(sides.right_rows, choices), at % breadth)
    scores = sides.left.vocabulary.scores(one, other)
    best: Floats = np.maximum.reduceat(scores, np.cumsum(choices) - choices)
    return best


def weigh_kin(field: str, sides: Sides, model: Model) -> Weighed:
    """Weigh the names of one of the kin; where only one side gives it, those in the other person's own name."""
    at = KIN.index(field)
    mine, theirs = _kin(at, sides)
    weights, levels = np.zeros(len(sides)), np.full(len(sides), MISSING, np.int8)
    both = np.flatnonzero((mine != NOT_GIVEN) & (theirs != NOT_GIVEN))
    if len(both):
        curve = model.curves["kin"]
        scores = sides.left.vocabulary.scores(mine[both], theirs[both])
        found = curve.weights_at(scores)
        counted = already_counted(at, sides.only(both)) & (found > 0.0)
        weights[both] = np.where(counted, found * model.damping.borrowed, found)
        levels[both] = curve.bins_of(scores)
    if field != "mother":
        for seen, given, lacking in ((sides, mine, theirs), (sides.mirrored(), theirs, mine)):
            _add_borrowed(at, seen, (given != NOT_GIVEN) & (lacking == NOT_GIVEN), model, Weighed(weights, levels))
    return Weighed(weights, levels)


def kin_scores(field: str, sides: Sides) -> Floats:
    """Give the scores of kin's names where both sides give them; for fitting."""
    mine, theirs = _kin(KIN.index(field), sides)
    both = (mine != NOT_GIVEN) & (theirs != NOT_GIVEN)
    return sides.left.vocabulary.scores(mine[both], theirs[both])


def _kin(at: int, sides: Sides) -> tuple[Numbers, Numbers]:
    return sides.left.kin[sides.left_rows, at], sides.right.kin[sides.right_rows, at]


def already_counted(at: int, sides: Sides) -> NDArray[np.bool_]:
    """Say where both people bear this kin's name in their own, so that it has spoken with the name already."""
    mine, theirs = sides.left.kin_in_name[sides.left_rows, at], sides.right.kin_in_name[sides.right_rows, at]
    both: NDArray[np.bool_] = (mine != 0) & (theirs != 0)
    return both


def _add_borrowed(at: int, sides: Sides, one_sided: NDArray[np.bool_], model: Model, into: Weighed) -> None:
    """Weigh a kin's name that only the first side gives by the second's own words; it never speaks against."""
    words = sides.right.fathers_words.counts(sides.right_rows)
    hopeful = np.flatnonzero(one_sided & (words > 0) & (sides.left.kin_in_name[sides.left_rows, at] != BORNE))
    if not len(hopeful):
        return
    counts = words[hopeful]
    given = np.repeat(sides.left.kin[sides.left_rows[hopeful], at], counts)
    scores = sides.left.vocabulary.scores(given, sides.right.fathers_words.joined(sides.right_rows[hopeful]))
    best = np.maximum.reduceat(scores, np.cumsum(counts) - counts)
    weights = model.curves["kin"].weights_at(best) * model.damping.borrowed
    fitting = weights > 0.0
    into.weights[hopeful[fitting]] = weights[fitting]
    into.levels[hopeful[fitting]] = BORROWED
