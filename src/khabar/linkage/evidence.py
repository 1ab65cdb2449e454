"""What a comparison says: one piece of evidence per field, and the candidate they add up to.

Weights are natural-log likelihood ratios: +2.3 makes "one person" ten times likelier, -2.3 ten times less.
A candidate proposes; two people decide.
"""

import math
from dataclasses import dataclass

from khabar.text import Said


@dataclass(frozen=True, slots=True)
class FieldEvidence:
    """What one field says: the two forms compared, the weight in nats (0 says nothing), words for the desk."""

    field: str
    left: str
    right: str
    weight: float
    said: Said

    @property
    def sentence(self) -> str:
        """The words in English, as lists and the shell have them."""
        return str(self.said)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A request and a registration that may be one person.

    `score` is the sum of the weights, to rank by; `probability` is that of one person at the prior it was asked with.
    """

    request_id: str
    registration_id: str
    score: float
    probability: float
    evidence: tuple[FieldEvidence, ...]


def probability_at(score: float, prior: float) -> float:
    """Give the probability of one person from a score in nats and a prior strictly between 0 and 1."""
    return 1.0 / (1.0 + math.exp(-min(max(score + log_odds(prior), -700.0), 700.0)))


def score_needed(probability: float, prior: float) -> float:
    """Give the lowest score in nats that reaches a probability at a prior; minus infinity for probability 0."""
    if probability <= 0.0:
        return -math.inf
    if probability >= 1.0:
        return math.inf
    return log_odds(probability) - log_odds(prior)


def log_odds(probability: float) -> float:
    """Give the natural-log odds of a probability; raises ValueError unless it is strictly between 0 and 1."""
    if not 0.0 < probability < 1.0:
        raise ValueError("a probability must lie between 0 and 1, both excluded")
    return math.log(probability / (1.0 - probability))
