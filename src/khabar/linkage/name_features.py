"""How the names of two people and of their kin are compared.

Spelling and script are left to `khabar.names`; here lies which names meet, and what must not be counted twice.
The docstrings of the `compare_…` functions are shown to the asking desk.
"""

import math
from collections.abc import Iterator
from typing import Final

from khabar.linkage.evidence import FieldEvidence
from khabar.linkage.forms import KIN, Forms
from khabar.linkage.parameters import PARAMETERS
from khabar.linkage.scores import Pair, ScoreBook
from khabar.linkage.wording import fitting, found, missing, quoting
from khabar.text import marked, said

_CLOSEST: Final = marked("%(finding)s, the closest of %(count)s pairings of their names")
_COUNTED_ALREADY: Final = marked("%(finding)s, in part counted already with the name, which holds them")
_BORROWED: Final = {
    "father": marked("“%(left)s” and “%(right)s” fit, for the father's name stands in the other person's own name"),
    "grandfather": marked(
        "“%(left)s” and “%(right)s” fit, for the grandfather's name stands in the other person's own name"
    ),
}


def compare_name(left: Forms, right: Forms, book: ScoreBook) -> FieldEvidence:
    """Set every name of one person beside every name of the other, across scripts; the closest two count.

    An uncommon name weighs more than a common one. When there were several names to choose from, agreement
    counts a little less, because the best of many is sometimes good by chance.
    """
    pairs = list(name_pairs(left, right))
    if not pairs:
        return missing("name", left.person.name, right.person.name)
    best = max(pairs, key=lambda pair: (book.score(*pair), sorted(pair)))
    weight = name_weight(left, right, book)
    finding = fitting(weight, *best)
    if len(pairs) > 1:
        finding = said(_CLOSEST, finding=finding, count=len(pairs))
    return found("name", *best, weight, finding)


def compare_father(left: Forms, right: Forms, book: ScoreBook) -> FieldEvidence:
    """Compare the father's names like names, without the family name the person bears anyway.

    Where only one side gives the father, a name of his found inside the other person's own name, as in a
    patronymic, speaks for one person, with half the weight. Not finding it says nothing.
    """
    return _compare_kin("father", left, right, book)


def compare_grandfather(left: Forms, right: Forms, book: ScoreBook) -> FieldEvidence:
    """Compare the grandfather's names like the father's. Cousins share him, so he seldom decides alone."""
    return _compare_kin("grandfather", left, right, book)


def compare_mother(left: Forms, right: Forms, book: ScoreBook) -> FieldEvidence:
    """Compare the mother's names like the father's. She may be listed by her birth name or her husband's."""
    return _compare_kin("mother", left, right, book)


def name_weight(left: Forms, right: Forms, book: ScoreBook) -> float:
    """Give the weight of the closest names; 0 if one has none."""
    scores = [book.score(*pair) for pair in name_pairs(left, right)]
    if not scores:
        return 0.0
    weight = PARAMETERS.curves["name"].weight_at(max(scores))
    return max(weight - PARAMETERS.damping.choice * math.log(len(scores)), 0.0) if weight > 0.0 else weight


def name_pairs(left: Forms, right: Forms) -> Iterator[Pair]:
    """Name the pairs of own names to compare, each once; names without a letter are not given."""
    for mine in left.names:
        for theirs in right.names:
            yield mine, theirs


def kin_pairs(left: Forms, right: Forms) -> Iterator[Pair]:
    """Name the pairs whose scores the kin comparisons may read, so that they can be asked in one batch."""
    for field in KIN:
        mine, theirs = left.kin[field], right.kin[field]
        if mine and theirs:
            yield mine, theirs
        else:
            yield from _borrowed_pairs(field, left, right)


def _compare_kin(field: str, left: Forms, right: Forms, book: ScoreBook) -> FieldEvidence:
    mine, theirs = left.kin[field], right.kin[field]
    if not (mine and theirs):
        return _borrowed(field, left, right, book)
    weight = PARAMETERS.curves["kin"].weight_at(book.score(mine, theirs))
    given = getattr(left.person, field), getattr(right.person, field)
    finding = fitting(weight, *given)
    if weight > 0.0 and _already_counted(field, left, right):
        weight *= PARAMETERS.damping.borrowed
        finding = said(_COUNTED_ALREADY, finding=finding)
    return found(field, *given, weight, finding)


def _already_counted(field: str, left: Forms, right: Forms) -> bool:
    """Say whether both people bear this kin's name in their own, so that it has spoken with the name already."""
    return all(field in side.kin_borne or field in side.in_patronymic for side in (left, right))


def _borrowed(field: str, left: Forms, right: Forms, book: ScoreBook) -> FieldEvidence:
    """Weigh a kin's name that only one side gives and the other may bear; it never speaks against one person."""
    pairs = list(_borrowed_pairs(field, left, right))
    if pairs:
        best = max(pairs, key=lambda pair: (book.score(*pair), sorted(pair)))
        weight = PARAMETERS.curves["kin"].weight_at(book.score(*best)) * PARAMETERS.damping.borrowed
        if weight > 0.0:
            return found(field, *best, weight, quoting(_BORROWED[field], *best))
    return missing(field, getattr(left.person, field), getattr(right.person, field))


def _borrowed_pairs(field: str, left: Forms, right: Forms) -> Iterator[Pair]:
    """Pair a kin's name with words of the other person's own name, unless who gives it bears that name too."""
    if field == "mother":
        return
    mine, theirs = left.kin[field], right.kin[field]
    if mine and not theirs and field not in left.kin_borne:
        yield from ((mine, word) for word in right.fathers_words)
    elif theirs and not mine and field not in right.kin_borne:
        yield from ((word, theirs) for word in left.fathers_words)
