"""The scores of `khabar.names` for pairs of texts, asked in batches and kept for the length of one piece of work.

Asking thousands at once is what makes matching fast. A pair is asked in one order, so left and right may swap.
It must never outlive the comparison it was made for: it holds names in clear.
"""

from collections.abc import Iterable

from khabar import names

Pair = tuple[str, str]


class ScoreBook:
    """Scores of pairs of names, in nats; a pair not yet asked is asked alone."""

    def __init__(self) -> None:
        self._scores: dict[Pair, float] = {}

    def fill(self, pairs: Iterable[Pair]) -> None:
        """Ask all pairs not yet known, in one batch."""
        ordered = dict.fromkeys(_ordered(*pair) for pair in pairs)
        unknown = [pair for pair in ordered if pair not in self._scores]
        if unknown:
            lefts, rights = zip(*unknown, strict=True)
            self._scores.update(zip(unknown, names.score_pairs(lefts, rights).tolist(), strict=True))

    def score(self, left: str, right: str) -> float:
        """Give the score of two names; the same for both orders."""
        pair = _ordered(left, right)
        if pair not in self._scores:
            self.fill((pair,))
        return self._scores[pair]


def _ordered(left: str, right: str) -> Pair:
    return (left, right) if left <= right else (right, left)
