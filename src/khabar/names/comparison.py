"""Two names put side by side: which word answers which, and what all of it says together.

Words are paired one to one in any order; neighbours written as one word are joined where that explains more.
A word only one side has is left over, never a difference. It must give the same answer whichever name comes first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations
from math import exp, expm1, log, log1p
from typing import Final

import numpy as np
from numpy.typing import NDArray

from khabar.names.evidence import Evidence, word_evidence, word_weight
from khabar.names.parameters import DEFAULT_PRIOR, MODEL, WHOLE
from khabar.names.parsing import Name, parse
from khabar.names.tokens import Token, TokenKind, joined

Tokens = tuple[Token, ...]

_EXHAUSTIVE: Final = 3
"""Up to so many words on the shorter side every pairing is tried; beyond it the best pair is taken first."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two names say: `score` is a natural-log likelihood ratio, `probability` of one person at `prior`."""

    probability: float
    score: float
    prior: float
    model: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Pairing:
    """Words paired one to one with weights, and the words only one side has; `total` is the sum before the cap."""

    pairs: tuple[tuple[Token, Token, float], ...]
    left_only: Tokens
    right_only: Tokens
    total: float

    def mirrored(self) -> "Pairing":
        """Give the same pairing as seen from the other name."""
        pairs = tuple((other, one, weight) for one, other, weight in self.pairs)
        return Pairing(pairs, self.right_only, self.left_only, self.total)


def compare(a: str, b: str, *, prior: float = DEFAULT_PRIOR) -> Comparison:
    """Compare two names as written. Symmetric; names without letters give score 0 and no evidence.

    Raises ValueError if the prior is not between 0 and 1.
    """
    left, right = parse(a), parse(b)
    swapped = _order(left) > _order(right)
    pairing = best_pairing(right, left).mirrored() if swapped else best_pairing(left, right)
    score = _capped(pairing.total)
    evidence = tuple(_sentences(pairing, score))
    return Comparison(probability_of(score, prior), score, prior, MODEL, evidence)


def score_pairs(a: Sequence[str], b: Sequence[str]) -> NDArray[np.float64]:
    """Score many pairs, a[i] with b[i]; natural-log likelihood ratios in one float64 array of the same length."""
    return np.fromiter((score_names(one, other) for one, other in zip(a, b, strict=True)), np.float64, len(a))


def score_names(a: str, b: str) -> float:
    """Score one pair of names: the natural-log likelihood ratio of `compare`, without its sentences."""
    left, right = parse(a), parse(b)
    if _order(left) > _order(right):
        left, right = right, left
    return _capped(best_pairing(left, right).total)


def probability_of(score: float, prior: float = DEFAULT_PRIOR) -> float:
    """Give the probability of one person for a score at a prior; monotone in the score, never quite 0 or 1."""
    if not 0.0 < prior < 1.0:
        raise ValueError("A prior lies between 0 and 1, without the ends.")
    logit = score + log(prior) - log1p(-prior)
    return 1.0 / (1.0 + exp(-logit)) if logit >= 0 else exp(logit) / (1.0 + exp(logit))


def _order(name: Name) -> tuple[int, str]:
    """Order two names so that the comparison runs the same way whichever was given first."""
    return len(name.tokens), name.original


def _capped(total: float) -> float:
    """Bound a name's evidence softly: a fully equal rare name may still have a namesake."""
    return -log1p(expm1(-total) / (1.0 + WHOLE.namesakes))


def best_pairing(left: Name, right: Name) -> Pairing:
    """Pair the words of the name with fewer words (first) with those of the other, joining where that explains more."""
    if not left.tokens or not right.tokens:
        return Pairing((), (), (), 0.0)
    best = _pairing(left.tokens, right.tokens)
    if len(left.tokens) == len(right.tokens) == 1:
        return best
    for one, other in _joinings(left.tokens, right.tokens):
        candidate = _pairing(one, other)
        if candidate.total > best.total:
            best = candidate
    return best


def _joinings(left: Tokens, right: Tokens) -> Iterator[tuple[Tokens, Tokens]]:
    """List both names with two neighbours joined, where the joined word is a word of the other name."""
    for shortened in joined_neighbours(right):
        if _answers(shortened[1], left):
            yield left, shortened[0]
    for shortened in joined_neighbours(left):
        if _answers(shortened[1], right):
            yield shortened[0], right


@lru_cache(maxsize=65536)
def joined_neighbours(tokens: Tokens) -> tuple[tuple[Tokens, Token], ...]:
    """List a name's words with two neighbours written as one, and that one; initials and mixed scripts stay apart."""
    found = []
    for at in range(len(tokens) - 1):
        one, other = tokens[at], tokens[at + 1]
        if TokenKind.INITIAL in (one.kind, other.kind) or one.script is not other.script:
            continue
        whole = joined(one, other)
        found.append(((*tokens[:at], whole, *tokens[at + 2 :]), whole))
    return tuple(found)


def _answers(whole: Token, others: Tokens) -> bool:
    """Say whether a joined word has a word like it on the other side; joining never serves to hide a difference."""
    length = len(whole.sounds[0].skeleton)
    return any(abs(length - len(other.sounds[0].skeleton)) <= 1 and word_weight(whole, other) > 0 for other in others)


def _pairing(left: Tokens, right: Tokens) -> Pairing:
    """Find the one-to-one pairing of most weight; every word of the shorter side is paired."""
    if len(left) > len(right):
        return _pairing(right, left).mirrored()
    weights = [[word_weight(one, other) for other in right] for one in left]
    places = _best_places(weights) if len(left) <= _EXHAUSTIVE else _greedy_places(weights)
    pairs = tuple(
        (one, right[place], weights[at][place]) for at, (one, place) in enumerate(zip(left, places, strict=True))
    )
    left_over = tuple(token for place, token in enumerate(right) if place not in places)
    total = sum(_weighed(weight) for _, _, weight in pairs) + sum(map(_extra_weight, left_over))
    return Pairing(pairs, (), left_over, total)


def _best_places(weights: list[list[float]]) -> tuple[int, ...]:
    columns = range(len(weights[0]))
    if len(weights) == 1:
        return (max(columns, key=weights[0].__getitem__),)
    return max(
        permutations(columns, len(weights)),
        key=lambda places: sum(row[place] for row, place in zip(weights, places, strict=True)),
    )


def _greedy_places(weights: list[list[float]]) -> tuple[int, ...]:
    cells = sorted(
        ((weight, row, column) for row, cells in enumerate(weights) for column, weight in enumerate(cells)),
        reverse=True,
    )
    places: dict[int, int] = {}
    taken: set[int] = set()
    for _, row, column in cells:
        if row not in places and column not in taken:
            places[row] = column
            taken.add(column)
    return tuple(places[row] for row in range(len(weights)))


def _weighed(weight: float) -> float:
    return weight * (WHOLE.agreement if weight > 0 else WHOLE.conflict)


def _extra_weight(token: Token) -> float:
    return WHOLE.extra_patronymic if token.kind is TokenKind.PATRONYMIC else WHOLE.extra


def _sentences(pairing: Pairing, score: float) -> Iterator[Evidence]:
    for one, other, weight in pairing.pairs:
        yield word_evidence(one, other, _weighed(weight))
    for token in pairing.left_only:
        yield Evidence(token.text, "", _extra_weight(token), f"“{token.text}” is only in the first name.")
    for token in pairing.right_only:
        yield Evidence("", token.text, _extra_weight(token), f"“{token.text}” is only in the second name.")
    beyond_namesakes = score - pairing.total
    if beyond_namesakes < -WHOLE.worth_saying:
        yield Evidence("", "", beyond_namesakes, "Even an equal name can belong to two people.")
