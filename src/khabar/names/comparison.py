"""Two names put side by side: a score, a probability, and the reasons word by word.

Many pairs are scored as arrays; one pair goes the same way alone, so that a list and a page never disagree.
It must give the same answer whichever name comes first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, log1p
from typing import Final

import numpy as np
from numpy.typing import NDArray

from khabar.names.aliases import are_aliases
from khabar.names.evidence import Answer, Evidence, evidence_of
from khabar.names.lexicon import CURRENT, Lexicon
from khabar.names.pairing import Pairings, pairings
from khabar.names.whole import scores, scores_of

MODEL: Final = CURRENT
"""Version of the comparison; a probability is only ever compared with others of the same version."""
DEFAULT_PRIOR: Final = 0.25
"""Share of same persons among two names put side by side, unless told otherwise: one pair in four."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two names say: `score` is a natural-log likelihood ratio, `probability` of one person at `prior`."""

    probability: float
    score: float
    prior: float
    model: str
    evidence: tuple[Evidence, ...]


def compare(a: str, b: str, *, prior: float = DEFAULT_PRIOR) -> Comparison:
    """Compare two names as written. Symmetric; names without letters give score 0 and no evidence.

    Raises ValueError if the prior is not between 0 and 1.
    """
    lexicon = Lexicon()
    left, right = lexicon.numbers_of([a]), lexicon.numbers_of([b])
    score, evidence = 0.0, tuple[Evidence, ...]()
    for pairs in pairings(lexicon, left, right):
        score = float(scores_of(lexicon, pairs)[0])
        evidence = tuple(_reasons(lexicon, pairs, score))
    return Comparison(probability_of(score, prior), score, prior, MODEL, evidence)


def score_pairs(a: Sequence[str], b: Sequence[str], *, lexicon: Lexicon | None = None) -> NDArray[np.float64]:
    """Score many pairs, a[i] with b[i]; natural-log likelihood ratios in one float64 array of the same length.

    A lexicon remembers the names and words it has met, so that scoring with the same one again is several times faster;
    it changes no score. Raises ValueError for lists of two lengths.
    """
    if len(a) != len(b):
        raise ValueError(f"There are {len(a)} names on one side and {len(b)} on the other.")
    lexicon = lexicon or Lexicon()
    return scores(lexicon, lexicon.numbers_of(a), lexicon.numbers_of(b))


def score_names(a: str, b: str) -> float:
    """Score one pair of names: the natural-log likelihood ratio of `compare`, without its sentences."""
    return float(score_pairs([a], [b])[0])


def probability_of(score: float, prior: float = DEFAULT_PRIOR) -> float:
    """Give the probability of one person for a score at a prior; monotone in the score, never quite 0 or 1."""
    if not 0.0 < prior < 1.0:
        raise ValueError("A prior lies between 0 and 1, without the ends.")
    logit = score + log(prior) - log1p(-prior)
    return 1.0 / (1.0 + exp(-logit)) if logit >= 0 else exp(logit) / (1.0 + exp(logit))


def _reasons(lexicon: Lexicon, pairs: Pairings, score: float) -> list[Evidence]:
    """Put one pair that was laid side by side into words, in the order of the longer name."""
    tokens, rows = lexicon.words.tokens, lexicon.words.rows()
    swapped = bool(pairs.swapped[0])
    longer, shorter = pairs.longer[0].tolist(), pairs.shorter[0].tolist()
    there, places = pairs.is_there[0].tolist(), pairs.answer[0].tolist()
    answers: list[tuple[int, Answer]] = []
    for column, place in enumerate(places):
        one, other = longer[place], shorter[column]
        left, right = (other, one) if swapped else (one, other)
        share = float(max(rows.frequency[one], rows.frequency[other]))
        is_joined = place + 1 < len(there) and not there[place + 1]
        weight = float(pairs.weight[0, column])
        is_alias = are_aliases(int(rows.alias[one]), int(rows.alias[other]))
        found = Answer(tokens[left], tokens[right], weight, share, is_joined, is_alias)
        answers.append((place, found))
    left_over = [tokens[word] for at, word in enumerate(longer) if there[at] and at not in places]
    ordered = [answer for _, answer in sorted(answers, key=lambda item: item[0])]
    alone = ([], left_over) if swapped else (left_over, [])
    return list(evidence_of(ordered, alone, score))
