"""How the names of two people and of their kin are compared.

Spelling and script are left to `khabar.names`; here lies which names meet, and what must not be counted twice.
The docstrings of the `compare_…` functions are shown to the asking desk.
"""

import math
from collections.abc import Iterator

from khabar.linkage.evidence import FieldEvidence
from khabar.linkage.parameters import PARAMETERS
from khabar.linkage.person import Person
from khabar.linkage.scores import Pair, ScoreBook
from khabar.linkage.wording import found, missing
from khabar.text import normalise

KIN: tuple[str, ...] = ("father", "grandfather", "mother")


def compare_name(left: Person, right: Person, book: ScoreBook) -> FieldEvidence:
    """Set every name of one person beside every name of the other, across scripts; the closest two count.

    An uncommon name weighs more than a common one. When there were several names to choose from, agreement
    counts a little less, because the best of many is sometimes good by chance.
    """
    pairs = list(name_pairs(left, right))
    if not pairs:
        return missing("name", left.name, right.name)
    best = max(pairs, key=lambda pair: (book.score(*pair), sorted(pair)))
    weight = _after_choice(PARAMETERS.curves["name"].weight_at(book.score(*best)), len(pairs))
    chosen = "" if len(pairs) == 1 else f" (the closest of {len(pairs)} pairings of given names)"
    return found("name", *best, weight, f"are compared letter by letter{chosen}")


def compare_father(left: Person, right: Person, book: ScoreBook) -> FieldEvidence:
    """Compare the father's names like names, without the family name the person bears anyway.

    Where only one side gives the father, a name of his found inside the other person's own name, as in a
    patronymic, speaks for one person, with half the weight. Not finding it says nothing.
    """
    return _compare_kin("father", left, right, book)


def compare_grandfather(left: Person, right: Person, book: ScoreBook) -> FieldEvidence:
    """Compare the grandfather's names like the father's. Cousins share him, so he seldom decides alone."""
    return _compare_kin("grandfather", left, right, book)


def compare_mother(left: Person, right: Person, book: ScoreBook) -> FieldEvidence:
    """Compare the mother's names like the father's. She may be listed by her birth name or her husband's."""
    return _compare_kin("mother", left, right, book)


def name_pairs(left: Person, right: Person) -> Iterator[Pair]:
    """Name the pairs of own names to compare, each once; names without a letter are not given."""
    for mine in _own_names(left):
        for theirs in _own_names(right):
            yield mine, theirs


def kin_pairs(left: Person, right: Person) -> Iterator[Pair]:
    """Name the pairs whose scores the kin comparisons may read, so that they can be asked in one batch."""
    for field in KIN:
        mine, theirs = kin_core(left, field), kin_core(right, field)
        if mine and theirs:
            yield mine, theirs
        elif field != "mother" and mine:
            yield from ((mine, word) for word in _borrowed_words(right))
        elif field != "mother" and theirs:
            yield from ((word, theirs) for word in _borrowed_words(left))


def kin_core(person: Person, field: str) -> str:
    """Give the words of a kin's name that the person does not bear; all of them if that leaves nothing."""
    kin = _words(getattr(person, field))
    own = {word.casefold() for word in _words(person.name)}
    return " ".join([word for word in kin if word.casefold() not in own] or kin)


def _compare_kin(field: str, left: Person, right: Person, book: ScoreBook) -> FieldEvidence:
    mine, theirs = kin_core(left, field), kin_core(right, field)
    given = getattr(left, field), getattr(right, field)
    if mine and theirs:
        weight = PARAMETERS.curves["kin"].weight_at(book.score(mine, theirs))
        return found(field, *given, weight, "are compared letter by letter")
    if field != "mother" and mine:
        return _borrowed(field, given, [(mine, word) for word in _borrowed_words(right)], book)
    if field != "mother" and theirs:
        return _borrowed(field, given, [(word, theirs) for word in _borrowed_words(left)], book)
    return missing(field, *given)


def _borrowed(field: str, given: Pair, pairs: list[Pair], book: ScoreBook) -> FieldEvidence:
    """Weigh a kin's name that only one side gives and the other may bear; it never speaks against one person."""
    best = max(pairs, key=lambda pair: (book.score(*pair), sorted(pair)), default=None)
    weight = (
        0.0 if best is None else PARAMETERS.curves["kin"].weight_at(book.score(*best)) * PARAMETERS.damping.borrowed
    )
    if best is None or weight <= 0.0:
        return missing(field, *given)
    return found(field, *best, weight, f"fit: the {field}'s name stands in the other person's own name")


def _borrowed_words(person: Person) -> list[str]:
    """Give the words of a name that may be a father's: those between first and last, and patronymics."""
    words = _words(person.name)
    stems = [stem for word in words[1:] if (stem := _patronymic_stem(word))]
    return [*(word for word in words[1:-1] if not _patronymic_stem(word)), *stems]


def _patronymic_stem(word: str) -> str:
    """Give the father's name inside a patronymic, or an empty text if the word is none."""
    ending = next((end for end in PARAMETERS.patronymic_endings if word.casefold().endswith(end)), "")
    return word[: len(word) - len(ending)] if ending else ""


def _after_choice(weight: float, choices: int) -> float:
    """Lower a positive weight that was chosen as the best of several; never below zero."""
    return max(weight - PARAMETERS.damping.choice * math.log(choices), 0.0) if weight > 0.0 else weight


def _own_names(person: Person) -> list[str]:
    names = (" ".join(_words(name)) for name in (person.name, *person.other_names))
    return list(dict.fromkeys(name for name in names if name))


def _words(name: str) -> list[str]:
    """Give the words of a name that hold a letter, spaces tidied."""
    return [word for word in normalise(name).split() if any(char.isalpha() for char in word)]
