"""From two people to a candidate: all fields compared, damped where they depend on one another, added up.

The sum of weights and the prior give the probability that both are one person. No other record has any part in it.
It must never decide: a candidate is a proposal for two people.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from inspect import getdoc
from types import MappingProxyType
from typing import Final

from khabar.linkage.birth_features import birth_weight, compare_birth
from khabar.linkage.evidence import Candidate, FieldEvidence, probability_at
from khabar.linkage.forms import KIN, PLACES, Forms, forms_of
from khabar.linkage.name_features import (
    compare_father,
    compare_grandfather,
    compare_mother,
    compare_name,
    kin_pairs,
    name_pairs,
)
from khabar.linkage.parameters import DEFAULT_PRIOR, PARAMETERS
from khabar.linkage.person import Person
from khabar.linkage.plain_features import (
    compare_birth_place,
    compare_last_place,
    compare_nationality,
    compare_sex,
    plain_pairs,
    sex_weight,
)
from khabar.linkage.scores import Pair, ScoreBook
from khabar.linkage.wording import KIN_IN_PART, PLACES_IN_PART
from khabar.text import said

Feature = Callable[[Forms, Forms, ScoreBook], FieldEvidence]

FEATURES: Final[Mapping[str, Feature]] = MappingProxyType(
    {
        "name": compare_name,
        "father": compare_father,
        "grandfather": compare_grandfather,
        "mother": compare_mother,
        "sex": compare_sex,
        "birth": compare_birth,
        "birth_place": compare_birth_place,
        "nationality": compare_nationality,
        "last_place": compare_last_place,
    }
)
"""Every comparison, in the order in which its evidence is shown."""

_ROUNDING: Final = 1e-9
"""Room for the last digits of sums taken in another order."""
_DEPENDENT: Final = (
    (("father", "grandfather", "mother"), PARAMETERS.damping.kin, KIN_IN_PART),
    (("birth_place", "nationality", "last_place"), PARAMETERS.damping.places, PLACES_IN_PART),
)


def explanations() -> dict[str, str]:
    """Give, for each field, how it is compared, in words for the asking desk."""
    return {field: getdoc(feature) or "" for field, feature in FEATURES.items()}


def compare_persons(left: Person, right: Person, *, prior: float = DEFAULT_PRIOR) -> Candidate:
    """Compare the person a request seeks with the one a registration names.

    The score is the same for both orders and depends on these two alone. Raises ValueError for a prior outside (0, 1).
    """
    return candidate_of(forms_of(left), forms_of(right), ScoreBook(), prior=prior)


def candidate_of(left: Forms, right: Forms, book: ScoreBook, *, prior: float) -> Candidate:
    """Compare two people with scores that may have been asked before, in a batch."""
    evidence = damped(tuple(feature(left, right, book) for feature in FEATURES.values()))
    score = math.fsum(piece.weight for piece in evidence)
    return Candidate(left.person.id, right.person.id, score, probability_at(score, prior), evidence)


def pairs_to_ask(left: Forms, right: Forms) -> Iterator[Pair]:
    """Name every pair of texts whose score the comparison of these two may read."""
    yield from name_pairs(left, right)
    yield from kin_pairs(left, right)
    yield from plain_pairs(left, right)


def highest_beside_name(left: Forms, right: Forms) -> float:
    """Give a weight that all fields but the name cannot exceed, from births and sexes; the rest is taken at its best.

    Fields that cannot speak, because one side does not give them, add nothing. It costs no sentence and no score.
    """
    known = birth_weight(left, right) + sex_weight(left, right)
    kin = (_highest_kin(field, left, right) for field in KIN)
    places = (PARAMETERS.highest[field] for field in PLACES if left.places[field] and right.places[field])
    nationality = PARAMETERS.highest["nationality"] if left.nationality and right.nationality else 0.0
    rest = (_together(kin, PARAMETERS.damping.kin), _together((*places, nationality), PARAMETERS.damping.places))
    return known + sum(rest) + _ROUNDING


def _highest_kin(field: str, left: Forms, right: Forms) -> float:
    if left.kin[field] and right.kin[field]:
        return PARAMETERS.highest["kin"]
    given = left.kin[field] or right.kin[field]
    return PARAMETERS.highest["kin"] * PARAMETERS.damping.borrowed if given else 0.0


def _together(weights: Iterable[float], share: float) -> float:
    """Add agreements of one group as `damped` does: the largest in full, the others in part."""
    ordered = sorted(weights, reverse=True)
    return sum(ordered[:1]) + share * sum(ordered[1:])


def damped(evidence: Iterable[FieldEvidence]) -> tuple[FieldEvidence, ...]:
    """Lower agreements that depend on one another: in each group the largest counts in full, the others in part.

    Disagreements count in full. The order of the evidence stays.
    """
    pieces = {piece.field: piece for piece in evidence}
    for fields, share, words in _DEPENDENT:
        agreeing = [pieces[field] for field in fields if field in pieces and pieces[field].weight > 0.0]
        agreeing.sort(key=lambda piece: piece.weight, reverse=True)
        for piece in agreeing[1:]:
            pieces[piece.field] = _in_part(piece, share, words)
    return tuple(pieces.values())


def _in_part(piece: FieldEvidence, share: float, words: str) -> FieldEvidence:
    return replace(piece, weight=piece.weight * share, said=said(words, evidence=piece.said))
