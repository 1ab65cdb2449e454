"""How sex, nationality and places are compared.

Places are compared as spelled words, across scripts, by the same letters as names: no gazetteer yet.
It must never read more into a place than its name.
"""

from collections.abc import Iterator

from khabar.linkage.evidence import FieldEvidence
from khabar.linkage.parameters import PARAMETERS
from khabar.linkage.person import Person
from khabar.linkage.scores import Pair, ScoreBook
from khabar.linkage.wording import found, missing
from khabar.text import normalise

PLACES: tuple[str, ...] = ("birth_place", "last_place")


def compare_sex(left: Person, right: Person, _book: ScoreBook) -> FieldEvidence:
    """Compare the sex: the same says little, for half of all share it; another speaks clearly against one person.

    A word that is neither in the list of words for female nor for male counts as not given.
    """
    mine, theirs = known_sex(left), known_sex(right)
    if not (mine and theirs):
        return missing("sex", left.sex, right.sex)
    level = "same" if mine == theirs else "other"
    finding = "mean the same" if mine == theirs else "differ"
    return found("sex", left.sex, right.sex, PARAMETERS.levels["sex"][level], finding)


def compare_nationality(left: Person, right: Person, book: ScoreBook) -> FieldEvidence:
    """Compare nationalities as words, so Narestan and Narestani agree.

    Different words speak only a little against one person: people have two nationalities, or give their origin.
    """
    mine, theirs = normalise(left.nationality).casefold(), normalise(right.nationality).casefold()
    if not (mine and theirs):
        return missing("nationality", left.nationality, right.nationality)
    same = _one_begins_other(mine, theirs) or book.score(mine, theirs) >= PARAMETERS.same_word_score
    level, finding = ("same", "read as the same word") if same else ("other", "read as different words")
    weight = PARAMETERS.levels["nationality"][level]
    return found("nationality", left.nationality, right.nationality, weight, finding)


def compare_birth_place(left: Person, right: Person, book: ScoreBook) -> FieldEvidence:
    """Compare birth places by their spelling, across scripts. A village and the town near it do not agree."""
    return _compare_place("birth_place", left, right, book)


def compare_last_place(left: Person, right: Person, book: ScoreBook) -> FieldEvidence:
    """Compare the last place the family knows of with the last place the person was seen or wrote from.

    People move, so a different place says almost nothing, and the same place speaks for one person.
    """
    return _compare_place("last_place", left, right, book)


def known_sex(person: Person) -> str:
    """Give "female", "male", or an empty text for anything else."""
    return PARAMETERS.sexes.get(normalise(person.sex).casefold(), "")


def plain_pairs(left: Person, right: Person) -> Iterator[Pair]:
    """Name the pairs whose scores these comparisons may read, so that they can be asked in one batch."""
    for field in PLACES:
        mine, theirs = normalise(getattr(left, field)), normalise(getattr(right, field))
        if mine and theirs:
            yield mine, theirs
    mine, theirs = normalise(left.nationality).casefold(), normalise(right.nationality).casefold()
    if mine and theirs and not _one_begins_other(mine, theirs):
        yield mine, theirs


def _compare_place(field: str, left: Person, right: Person, book: ScoreBook) -> FieldEvidence:
    given = getattr(left, field), getattr(right, field)
    mine, theirs = map(normalise, given)
    if not (mine and theirs):
        return missing(field, *given)
    weight = PARAMETERS.curves[field].weight_at(book.score(mine, theirs))
    return found(field, *given, weight, "are compared letter by letter")


def _one_begins_other(left: str, right: str) -> bool:
    return left.startswith(right) or right.startswith(left)
