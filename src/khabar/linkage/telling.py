"""The evidence of a pair, put into sentences from the very numbers it was weighed by.

Sentences are made only for pairs that somebody reads. The docstrings of the `tell_…` functions are shown to the asking
desk. It must never weigh anything anew: a sentence and a score could then disagree.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from inspect import getdoc
from itertools import product
from types import MappingProxyType
from typing import Final

import numpy as np

from khabar.linkage.births import FINDINGS, LEVELS
from khabar.linkage.columns import KIN, NOT_GIVEN
from khabar.linkage.evidence import FieldEvidence
from khabar.linkage.forms import FREE
from khabar.linkage.name_weights import BORROWED, MISSING, Sides
from khabar.linkage.nationalities import FINDINGS as NATIONALITY_FINDINGS
from khabar.linkage.nationalities import LEVELS as NATIONALITY_LEVELS
from khabar.linkage.person import Person
from khabar.linkage.places import FINDINGS as PLACE_FINDINGS
from khabar.linkage.places import LEVELS as PLACE_LEVELS
from khabar.linkage.plain_weights import SEX, SPELT
from khabar.linkage.weighing import FIELDS, GROUPS, FieldWeights
from khabar.linkage.wording import KIN_IN_PART, PLACES_IN_PART, fitting, found, in_part, missing, quoting
from khabar.text import marked, said

_IN_PART: Final = dict.fromkeys(GROUPS["kin"], KIN_IN_PART) | dict.fromkeys(GROUPS["places"], PLACES_IN_PART)
_CLOSEST: Final = marked("%(finding)s, the closest of %(count)s pairings of their names")
_COUNTED_ALREADY: Final = marked("%(finding)s, in part counted already with the name, which holds them")
_BORROWED: Final = {
    "father": marked("“%(left)s” and “%(right)s” fit, for the father's name stands in the other person's own name"),
    "grandfather": marked(
        "“%(left)s” and “%(right)s” fit, for the grandfather's name stands in the other person's own name"
    ),
}
_SEX: Final = {
    "same": marked("“%(left)s” and “%(right)s” mean the same"),
    "other": marked("“%(left)s” and “%(right)s” differ"),
}


_SPELT_NATIONALITY: Final = {
    "same": marked("“%(left)s” and “%(right)s” read as the same word"),
    "other": marked("“%(left)s” and “%(right)s” read as different words"),
}


Scores = Mapping[tuple[int, int], float]
"""Scores of numbered names, where there are several to choose from."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One pair that was weighed: both people with their rows, and the weight and finding of the field that is told."""

    sides: Sides
    rows: tuple[int, int]
    left: Person
    right: Person
    field: str
    weight: float
    level: int
    scores: Scores

    @property
    def given(self) -> tuple[str, str]:
        """The field as both sides wrote it."""
        return getattr(self.left, self.field), getattr(self.right, self.field)


def evidence_of_all(sides: Sides, weights: FieldWeights) -> list[tuple[FieldEvidence, ...]]:
    """Tell pairs that were weighed: a piece of evidence for each field of each."""
    choices = _choices(sides, weights)
    one, other = (np.array(numbers, np.int32) for numbers in (zip(*choices, strict=True) if choices else ((), ())))
    scores = dict(zip(choices, sides.left.vocabulary.scores(one, other).tolist(), strict=True))
    return [_evidence_of(sides, weights, at, scores) for at in range(len(sides))]


def _evidence_of(sides: Sides, weights: FieldWeights, at: int, scores: Scores) -> tuple[FieldEvidence, ...]:
    rows = int(sides.left_rows[at]), int(sides.right_rows[at])
    people = sides.left.persons[rows[0]], sides.right.persons[rows[1]]
    cells = zip(weights.weights[at].tolist(), weights.levels[at].tolist(), weights.in_part[at].tolist(), strict=True)
    pieces = []
    for (field, tell), (weight, level, is_in_part) in zip(TELLING.items(), cells, strict=True):
        piece = tell(Pair(sides, rows, *people, field, weight, level, scores))
        pieces.append(in_part(piece, _IN_PART[field]) if is_in_part else piece)
    return tuple(pieces)


def _choices(sides: Sides, weights: FieldWeights) -> list[tuple[int, int]]:
    """Give the pairs of names among which the closest is told, for all pairs of people, each once."""
    found: dict[tuple[int, int], None] = {}
    several = sides.left.names.counts(sides.left_rows) * sides.right.names.counts(sides.right_rows) > 1
    rows = list(zip(sides.left_rows.tolist(), sides.right_rows.tolist(), strict=True))
    for at in np.flatnonzero(several).tolist():
        found |= dict.fromkeys(_names(sides, rows[at]))
    for at, column in zip(*np.nonzero(weights.levels == BORROWED), strict=True):
        if FIELDS[column] in KIN:
            found |= dict.fromkeys(_words(sides, rows[at], KIN.index(FIELDS[column])))
    return list(found)


def _names(sides: Sides, rows: tuple[int, int]) -> list[tuple[int, int]]:
    """Pair the names of two people."""
    return list(product(sides.left.names.of(rows[0]), sides.right.names.of(rows[1])))


def _words(sides: Sides, rows: tuple[int, int], at: int) -> list[tuple[int, int]]:
    """Pair a kin's name that one side gives with words of the other side's own name."""
    left, right = sides.left, sides.right
    mine, theirs = int(left.kin[rows[0], at]), int(right.kin[rows[1], at])
    if mine != NOT_GIVEN:
        return [(mine, word) for word in right.fathers_words.of(rows[1])]
    return [(word, theirs) for word in left.fathers_words.of(rows[0])]


def tell_name(pair: Pair) -> FieldEvidence:
    """Set every name of one person beside every name of the other, across scripts; the closest two count.

    An uncommon name weighs more than a common one. When there were several names to choose from, agreement
    counts a little less, because the best of many is sometimes good by chance.
    """
    if pair.level == MISSING:
        return missing("name", pair.left.name, pair.right.name)
    pairs = _names(pair.sides, pair.rows)
    best = _closest(pair, pairs)
    finding = fitting(pair.weight, *best)
    if len(pairs) > 1:
        finding = said(_CLOSEST, finding=finding, count=len(pairs))
    return found("name", *best, pair.weight, finding)


def tell_father(pair: Pair) -> FieldEvidence:
    """Compare the father's names like names, without the family name the person bears anyway.

    Where only one side gives the father, a name of his found inside the other person's own name, as in a
    patronymic, speaks for one person, with half the weight. Not finding it says nothing.
    """
    return _tell_kin(pair)


def tell_grandfather(pair: Pair) -> FieldEvidence:
    """Compare the grandfather's names like the father's. Cousins share him, so he seldom decides alone."""
    return _tell_kin(pair)


def tell_mother(pair: Pair) -> FieldEvidence:
    """Compare the mother's names like the father's. She may be listed by her birth name or her husband's."""
    return _tell_kin(pair)


def tell_sex(pair: Pair) -> FieldEvidence:
    """Compare the sex: the same says little, for half of all share it; another speaks clearly against one person.

    A word that is neither in the list of words for female nor for male counts as not given.
    """
    if pair.level == MISSING:
        return missing("sex", *pair.given)
    return found("sex", *pair.given, pair.weight, quoting(_SEX[SEX[pair.level]], *pair.given))


def tell_birth(pair: Pair) -> FieldEvidence:
    """Compare two birth dates in every calendar they can be written in.

    The more exactly both are given, the more agreement weighs. Day and month exchanged, or one year's difference,
    as careless conversion makes it, still speaks for one person. An age gives a span of years.
    """
    mine, theirs = (one.birth.text if one.birth else "" for one in (pair.left, pair.right))
    if pair.level == MISSING:
        return missing("birth", mine, theirs)
    return found("birth", mine, theirs, pair.weight, quoting(FINDINGS[LEVELS[pair.level]], mine, theirs))


def tell_birth_place(pair: Pair) -> FieldEvidence:
    """Compare where two birth places lie, whatever they are called: Amed is Diyarbakır, a village lies in its region.

    The larger the place, the less it weighs, for many are born there. A place that is not known is compared by its
    spelling, across scripts.
    """
    return _tell_place(pair)


def tell_nationality(pair: Pair) -> FieldEvidence:
    """Compare which country each word means, Afghan or افغانستان; a word that is not known is compared by its spelling.

    Different countries speak only a little against one person: people have two nationalities, or give their origin.
    """
    if pair.level == MISSING:
        return missing("nationality", *pair.given)
    if pair.level == SPELT:
        words = _SPELT_NATIONALITY["same" if pair.weight > 0.0 else "other"]
    else:
        words = NATIONALITY_FINDINGS[NATIONALITY_LEVELS[pair.level]]
    return found("nationality", *pair.given, pair.weight, quoting(words, *pair.given))


def tell_last_place(pair: Pair) -> FieldEvidence:
    """Compare the last place the family knows of with the last place the person was seen or wrote from.

    Both are compared as birth places are. People move, so a different place says almost nothing.
    """
    return _tell_place(pair)


def _tell_place(pair: Pair) -> FieldEvidence:
    if pair.level == MISSING:
        return missing(pair.field, *pair.given)
    if pair.level == SPELT:
        return found(pair.field, *pair.given, pair.weight, fitting(pair.weight, *pair.given))
    words = PLACE_FINDINGS[PLACE_LEVELS[pair.level]]
    return found(pair.field, *pair.given, pair.weight, quoting(words, *pair.given))


def _tell_kin(pair: Pair) -> FieldEvidence:
    if pair.level == BORROWED:
        best = _closest(pair, _words(pair.sides, pair.rows, KIN.index(pair.field)))
        return found(pair.field, *best, pair.weight, quoting(_BORROWED[pair.field], *best))
    if pair.level == MISSING:
        return missing(pair.field, *pair.given)
    finding = fitting(pair.weight, *pair.given)
    if pair.weight > 0.0 and _in_both_names(pair):
        finding = said(_COUNTED_ALREADY, finding=finding)
    return found(pair.field, *pair.given, pair.weight, finding)


def _in_both_names(pair: Pair) -> bool:
    """Say whether both people bear this kin's name in their own."""
    at = KIN.index(pair.field)
    sides = zip((pair.sides.left, pair.sides.right), pair.rows, strict=True)
    return all(side.kin_in_name[row, at] != FREE for side, row in sides)


def _closest(pair: Pair, pairs: Sequence[tuple[int, int]]) -> tuple[str, str]:
    """Give the closest of these pairs of names, in words; of equals, the last in the order of letters."""
    text = pair.sides.left.vocabulary.text
    texts = [(text(mine), text(theirs)) for mine, theirs in pairs]
    if len(texts) == 1:
        return texts[0]
    return texts[max(range(len(texts)), key=lambda at: (pair.scores[pairs[at]], sorted(texts[at])))]


Telling = Callable[[Pair], FieldEvidence]
_TELLERS: Final = (
    *(tell_name, tell_father, tell_grandfather, tell_mother, tell_sex),
    *(tell_birth, tell_birth_place, tell_nationality, tell_last_place),
)
TELLING: Final[Mapping[str, Telling]] = MappingProxyType(dict(zip(FIELDS, _TELLERS, strict=True)))
"""What tells each field, in the order in which evidence is shown."""


def explanations() -> dict[str, str]:
    """Give, for each field, how it is compared, in words for the asking desk."""
    return {field: getdoc(tell) or "" for field, tell in TELLING.items()}
