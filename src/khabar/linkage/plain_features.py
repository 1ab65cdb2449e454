"""How sex, nationality and places are compared.

Places are compared as spelled words, across scripts, by the same letters as names: no gazetteer yet.
It must never read more into a place than its name.
"""

from collections.abc import Iterator
from typing import Final

from khabar.linkage.evidence import FieldEvidence
from khabar.linkage.forms import PLACES, Forms
from khabar.linkage.parameters import PARAMETERS
from khabar.linkage.scores import Pair, ScoreBook
from khabar.linkage.wording import fitting, found, missing, quoting
from khabar.text import marked

_SEX: Final = {
    "same": marked("“%(left)s” and “%(right)s” mean the same"),
    "other": marked("“%(left)s” and “%(right)s” differ"),
}
_NATIONALITY: Final = {
    "same": marked("“%(left)s” and “%(right)s” read as the same word"),
    "other": marked("“%(left)s” and “%(right)s” read as different words"),
}


def compare_sex(left: Forms, right: Forms, _book: ScoreBook) -> FieldEvidence:
    """Compare the sex: the same says little, for half of all share it; another speaks clearly against one person.

    A word that is neither in the list of words for female nor for male counts as not given.
    """
    given = left.person.sex, right.person.sex
    if not (left.sex and right.sex):
        return missing("sex", *given)
    words = _SEX["same" if left.sex == right.sex else "other"]
    return found("sex", *given, sex_weight(left, right), quoting(words, *given))


def sex_weight(left: Forms, right: Forms) -> float:
    """Give the weight of the sex; 0 if one is not given."""
    if not (left.sex and right.sex):
        return 0.0
    return PARAMETERS.levels["sex"]["same" if left.sex == right.sex else "other"]


def compare_nationality(left: Forms, right: Forms, book: ScoreBook) -> FieldEvidence:
    """Compare nationalities as words, so Narestan and Narestani agree.

    Different words speak only a little against one person: people have two nationalities, or give their origin.
    """
    given = left.person.nationality, right.person.nationality
    if not (left.nationality and right.nationality):
        return missing("nationality", *given)
    level = nationality_level(left, right, book)
    finding = quoting(_NATIONALITY[level], *given)
    return found("nationality", *given, PARAMETERS.levels["nationality"][level], finding)


def nationality_level(left: Forms, right: Forms, book: ScoreBook) -> str:
    """Give "same" or "other" for two nationalities, both given."""
    mine, theirs = left.nationality, right.nationality
    same = _one_begins_other(mine, theirs) or book.score(mine, theirs) >= PARAMETERS.same_word_score
    return "same" if same else "other"


def compare_birth_place(left: Forms, right: Forms, book: ScoreBook) -> FieldEvidence:
    """Compare birth places by their spelling, across scripts. A village and the town near it do not agree."""
    return _compare_place("birth_place", left, right, book)


def compare_last_place(left: Forms, right: Forms, book: ScoreBook) -> FieldEvidence:
    """Compare the last place the family knows of with the last place the person was seen or wrote from.

    People move, so a different place says almost nothing, and the same place speaks for one person.
    """
    return _compare_place("last_place", left, right, book)


def plain_pairs(left: Forms, right: Forms) -> Iterator[Pair]:
    """Name the pairs whose scores these comparisons may read, so that they can be asked in one batch."""
    for field in PLACES:
        mine, theirs = left.places[field], right.places[field]
        if mine and theirs:
            yield mine, theirs
    mine, theirs = left.nationality, right.nationality
    if mine and theirs and not _one_begins_other(mine, theirs):
        yield mine, theirs


def _compare_place(field: str, left: Forms, right: Forms, book: ScoreBook) -> FieldEvidence:
    given = getattr(left.person, field), getattr(right.person, field)
    mine, theirs = left.places[field], right.places[field]
    if not (mine and theirs):
        return missing(field, *given)
    weight = PARAMETERS.curves[field].weight_at(book.score(mine, theirs))
    return found(field, *given, weight, fitting(weight, *given))


def _one_begins_other(left: str, right: str) -> bool:
    return left.startswith(right) or right.startswith(left)
