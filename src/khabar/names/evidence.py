"""What one word says about another: a weight, and a sentence a caseworker can check.

A weight is a natural-log likelihood ratio: above 0 speaks for one person, below 0 against.
It must never claim more than the rarity of the word allows, and never call a missing word a difference.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import exp, log
from operator import mul
from typing import Final

from khabar.names.known import known_as_different
from khabar.names.likeness import features, plainly_different, script_group
from khabar.names.parameters import LIKENESS, WHOLE
from khabar.names.rarity import frequency_of
from khabar.names.tokens import Token, TokenKind

COMMON_SHARE: Final = 1 / 500
"""From this share of people on, sentences call a name common."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason: the two forms compared, its weight in natural log units, and a plain sentence."""

    left: str
    right: str
    weight: float
    sentence: str


@lru_cache(maxsize=1 << 18)
def word_weight(left: Token, right: Token) -> float:
    """Weigh two words: likeness by the fitted table, bounded by how many others bear so common a name."""
    if TokenKind.INITIAL in (left.kind, right.kind):
        return _initial_weight(left, right)
    if plainly_different(left, right):
        return WHOLE.worst
    shared = max(frequency_of(left), frequency_of(right))
    if left.folded == right.folded:
        return -log(shared)
    likeness = sum(map(mul, LIKENESS[script_group(left, right)], features(left, right)))
    weight = -log(exp(-max(likeness, WHOLE.worst)) + shared)
    return min(weight, WHOLE.known_different) if known_as_different(left, right) else weight


def _initial_weight(left: Token, right: Token) -> float:
    """Weigh an initial: it may stand for any word that begins with the same sound."""
    if left.folded == right.folded or _beginnings(left) & _beginnings(right):
        return WHOLE.initial
    return -WHOLE.initial


def _beginnings(token: Token) -> frozenset[str]:
    return frozenset(sound.fine[:1] for sound in token.sounds) | {token.folded[:1]}


def word_evidence(left: Token, right: Token, weight: float) -> Evidence:
    """Put the comparison of two words into a sentence."""
    one, other = left.text, right.text
    if TokenKind.INITIAL in (left.kind, right.kind):
        sentence = _initial_sentence(one, other, agrees=weight > 0)
    elif weight <= 0:
        sentence = f"“{one}” and “{other}” are different names."
    elif left.folded == right.folded:
        sentence = _equal_sentence(one, other)
    elif left.script is right.script:
        sentence = f"“{one}” and “{other}” can be two spellings of one name."
    else:
        sentence = f"“{one}” can be “{other}” written in another script."
    if weight > 0 and max(frequency_of(left), frequency_of(right)) >= COMMON_SHARE:
        sentence += " The name is common, so this says little."
    return Evidence(one, other, weight, sentence)


def _initial_sentence(one: str, other: str, *, agrees: bool) -> str:
    if agrees:
        return f"The initial fits: “{one}” and “{other}”."
    return f"The initial does not fit: “{one}” and “{other}”."


def _equal_sentence(one: str, other: str) -> str:
    if one == other:
        return f"Both are called “{one}”."
    return f"“{one}” and “{other}” are the same name in two habits of writing."
