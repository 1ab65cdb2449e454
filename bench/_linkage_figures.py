"""Figures about candidates of whom it is known which are right: what is found when so many are read, or few are wrong.

All recall is of the true pairs of the caseload, so a pair that a method never proposed counts as missed.
It must never look at people: ids, scores and truth are all it is given.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

Pair = tuple[str, str]
PRECISIONS: Final = (0.95, 0.99)
READ: Final = (1, 2, 3)
NEVER: Final = float("inf")


@dataclass(frozen=True)
class Candidates:
    """What a method proposes: pairs of ids with scores, in any order, and the true pairs."""

    pairs: Sequence[Pair]
    scores: NDArray[np.float64]
    truth: frozenset[Pair]

    @cached_property
    def right(self) -> NDArray[np.bool_]:
        """Which of the pairs are true."""
        return np.fromiter((pair in self.truth for pair in self.pairs), dtype=np.bool_, count=len(self.pairs))

    @cached_property
    def ranks(self) -> NDArray[np.int64]:
        """At which place, from 0, a pair stands among those of its request, best first; ties stand in order of ids."""
        numbers: dict[str, int] = {}
        request = np.fromiter((numbers.setdefault(one, len(numbers)) for one, _ in self.pairs), dtype=np.int64)
        others = np.array([other for _, other in self.pairs])
        order = np.lexsort((others, -self.scores, request)) if len(request) else np.zeros(0, dtype=np.int64)
        ranks = np.zeros(len(request), dtype=np.int64)
        starts = np.flatnonzero(np.diff(request[order], prepend=-1))
        lengths = np.diff(np.append(starts, len(request)))
        ranks[order] = np.arange(len(request)) - np.repeat(starts, lengths)
        return ranks

    def bar_at(self, precision: float) -> float:
        """Give the lowest score at which so large a share of the pairs from it on is true; or else infinity."""
        if not len(self.scores):
            return NEVER
        order = np.argsort(-self.scores, kind="stable")
        scores, found = self.scores[order], np.cumsum(self.right[order])
        last_of_score = np.append(np.diff(scores) != 0, True)
        fits = last_of_score & (found >= precision * np.arange(1, len(scores) + 1))
        return float(scores[fits].min()) if fits.any() else NEVER

    def found(self, kept: NDArray[np.bool_]) -> frozenset[Pair]:
        """Give the true pairs among those kept."""
        return frozenset(self.pairs[at] for at in np.flatnonzero(kept & self.right).tolist())

    def recall_at(self, precision: float, among: Collection[Pair] | None = None, bar: float | None = None) -> float:
        """Give the share of true pairs (or of some of them) found at the bar of a precision."""
        bar = self.bar_at(precision) if bar is None else bar
        return self._share(self.found(self.scores >= bar), among)

    def recall_within(self, read: int, among: Collection[Pair] | None = None) -> float:
        """Give the share of true pairs found by reading so many candidates of each request."""
        return self._share(self.found(self.ranks < read), among)

    def recall_on_average(self, read: float, requests: int) -> float:
        """Give the share of true pairs found at one bar for all, at which so many a request are read on average."""
        most = round(read * requests)
        scores = np.sort(self.scores)[::-1]
        bar = scores[most] if most < len(scores) else -NEVER
        return self._share(self.found(self.scores > bar), None)

    def _share(self, found: frozenset[Pair], among: Collection[Pair] | None) -> float:
        wanted = self.truth if among is None else among
        return sum(pair in found for pair in wanted) / len(wanted) if wanted else 0.0

    def cut(self, requests: Collection[str]) -> "Candidates":
        """Give the same for some requests alone."""
        kept = [at for at, (request, _) in enumerate(self.pairs) if request in requests]
        truth = frozenset(pair for pair in self.truth if pair[0] in requests)
        return Candidates([self.pairs[at] for at in kept], self.scores[kept], truth)


def groups(truth: Collection[Pair], kind: Callable[[Pair], str]) -> Mapping[str, list[Pair]]:
    """Divide true pairs by their kind, in the order of the kinds' names."""
    found: dict[str, list[Pair]] = {}
    for pair in truth:
        found.setdefault(kind(pair), []).append(pair)
    return dict(sorted(found.items()))
