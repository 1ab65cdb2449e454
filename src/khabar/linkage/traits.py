"""What people are found by in an engine that joins tables: words, years, parents, as numbers taken from their columns.

For those asked for, each word stands with all words of the register that are like it, as `khabar.names` weighs them.
It must never hold a text.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from khabar.linkage.arrays import places_within
from khabar.linkage.columns import KIN, NOT_GIVEN, PersonColumns
from khabar.linkage.keys import Traits
from khabar.linkage.ragged import Ints, Ragged
from khabar.linkage.retrieval import DEPTH
from khabar.names.alike import AlikeWords

SLOTS: Final = 4
"""Words of a name that are looked at. Judged: names with more are rare, and their first words suffice to be found."""
KIN_WORDS: Final = 2
"""Words of a kin's name that are looked at."""
READINGS: Final = 2
"""Readings of a birth that are looked at: the likeliest."""
MOST_YEARS: Final = 6
"""Years that a birth may cover to be looked for by. Judged: a wider one tells hardly anybody apart."""
PARENTS: Final = (KIN.index("father"), KIN.index("mother"))
STEPS: Final = (1.0, 3.0, 5.0)
"""Weights of words alike, in nats, at which the next grade begins. Judged: fine enough to put likelier people first."""
MIDDLES: Final = (0.5, 2.0, 4.0, 6.5)
"""About what a word of each grade weighs."""
STRONG: Final = 2
"""From this grade on a word that few bear is looked for alone."""
ALIKE: Final = 1
"""From this grade on a word is looked for together with something else."""
_DAYS: Final = 365.2425
_PARENT: Final = 1 << 32
"""Tells a word of the mother's name from the same word of the father's."""


@dataclass(frozen=True)
class Graded:
    """Words of the register like one word, for each row: all of them, and how much they weigh as a grade of MIDDLES."""

    words: Ragged
    grades: Ints

    def of_grade(self, grade: int) -> Ragged:
        """Give the words of one grade."""
        return self._only(self.grades == grade)

    def at_least(self, grade: int) -> Ragged:
        """Give the words of a grade and of those above."""
        return self._only(self.grades >= grade)

    def _only(self, chosen: NDArray[np.bool_]) -> Ragged:
        rows = self.words.rows[chosen]
        return Ragged(self.words.values[chosen], np.bincount(rows, minlength=len(self.words)).astype(np.int64))


@dataclass(frozen=True)
class Asked:
    """People as they are asked for, a row for each of their names; `people` says whose it is.

    `slots`: words like each word of the name; `slots_given`: whether there is such a word. `kin`: words like those of
    the names of the kin, in the order of KIN; `kin_given`: those words themselves.
    """

    people: Ints
    slots: tuple[Graded, ...]
    kin: tuple[Graded, ...]
    slots_given: tuple[Ints, ...]
    kin_given: tuple[Ragged, ...]
    traits: Traits


class Register:
    """The people of a register by what they are found by, and whoever is asked for in its words."""

    def __init__(self, columns: PersonColumns) -> None:
        self.columns = columns
        self._alike = AlikeWords(columns.vocabulary.lexicon.words, DEPTH)
        rows = np.arange(len(columns))
        names = _words(columns, [columns.names.of(row) for row in rows.tolist()])
        self.words = Ragged.gathered(names.rows, names.values, len(columns))
        self.kin_words = tuple(_kin_words(columns, rows, at) for at in range(len(KIN)))
        for one in (self.words, *self.kin_words):
            self._alike.put(np.unique(one.values).tolist())

    def traits(self) -> Traits:
        """Give what everybody in the register is found by."""
        parents = _tagged([self.kin_words[at] for at in PARENTS], asked=False)
        rows = np.arange(len(self.columns))
        years, places = _years(self.columns, rows, around=0), _places(self.columns, rows, asked=False)
        return Traits((self.words,), (self.words,), years, parents, places)

    def asked(self, columns: PersonColumns, rows: Ints) -> Asked:
        """Give people who are asked for, each of their names as a row of its own."""
        counts = columns.names.counts(rows)
        people = np.repeat(rows, counts)
        names = columns.names.nth(people, places_within(counts)).tolist()
        vocabulary = columns.vocabulary
        words = [vocabulary.words_of(name)[:SLOTS] for name in names]
        kin_words = [_kin_words(columns, people, at) for at in range(len(KIN))]
        known = np.unique(np.concatenate([Ragged.of(words).values, *(one.values for one in kin_words)]))
        alike, grades = self._alike_lists(known)
        deepest = max((len(one) for one in words), default=0)
        slots = [Ragged.of([one[at : at + 1] for one in words]) for at in range(max(deepest, 2))]
        graded = tuple(_graded(slot, known, alike, grades) for slot in slots)
        kin = tuple(_graded(one, known, alike, grades) for one in kin_words)
        traits = Traits(
            tuple(one.at_least(ALIKE) for one in graded),
            tuple(one.at_least(STRONG) for one in graded),
            _years(columns, people, around=1),
            _tagged([kin[at].at_least(ALIKE) for at in PARENTS], asked=True),
            _places(columns, people, asked=True),
        )
        return Asked(people, graded, kin, tuple(slot.counts for slot in slots), tuple(kin_words), traits)

    def _alike_lists(self, known: Ints) -> tuple[Ragged, Ints]:
        """Give the words like each of these, and their grades."""
        self._alike.look_up(known.tolist())
        found = [self._alike.alike(word) for word in known.tolist()]
        values = np.concatenate([words for words, _ in found] or [np.zeros(0, np.int32)]).astype(np.int64)
        weights = np.concatenate([weights for _, weights in found] or [np.zeros(0, np.float32)])
        counts = np.array([len(words) for words, _ in found], np.int64)
        return Ragged(values, counts), np.searchsorted(STEPS, weights, side="right")


def _graded(words: Ragged, known: Ints, alike: Ragged, grades: Ints) -> Graded:
    """Put, for each row, the words like its words in their place."""
    at = np.searchsorted(known, words.values)
    counts = alike.counts[at]
    flat = np.repeat(alike.starts[at], counts) + places_within(counts)
    rows = np.repeat(words.rows, counts)
    totals = np.bincount(rows, minlength=len(words)).astype(np.int64)
    return Graded(Ragged(alike.values[flat], totals), grades[flat])


def _words(columns: PersonColumns, names: list[list[int]]) -> Ragged:
    words_of = columns.vocabulary.words_of
    return Ragged.of([[word for name in some for word in words_of(name)] for some in names])


def _kin_words(columns: PersonColumns, rows: Ints, at: int) -> Ragged:
    numbers = columns.kin[rows, at]
    distinct, places = np.unique(numbers, return_inverse=True)
    words_of = columns.vocabulary.words_of
    lists = [words_of(number)[:KIN_WORDS] if number != NOT_GIVEN else [] for number in distinct.tolist()]
    return Ragged.of(lists).take(places.reshape(-1))


def _tagged(kin: list[Ragged], *, asked: bool) -> Ragged:
    """Put words of several kin into one list, each telling whose; without any: that none is given.

    Whoever is asked for is also looked for among those whose kin are not given.
    """
    length = len(kin[0])
    rows = np.concatenate([one.rows for one in kin])
    values = np.concatenate([one.values + at * _PARENT for at, one in enumerate(kin)])
    return _or_none(rows, values, length, asked=asked)


def _years(columns: PersonColumns, rows: Ints, *, around: int) -> Ragged:
    """Give the years of births, and so many around them; those that cover too many years count as not given."""
    births = columns.vocabulary.births.columns
    numbers = columns.births[rows]
    found_rows, found_years = [], []
    for reading in range(min(READINGS, len(births.share))):
        first = (births.earliest[reading][numbers] / _DAYS).astype(np.int64)
        last = (births.latest[reading][numbers] / _DAYS).astype(np.int64)
        given = np.flatnonzero((births.count[numbers] > reading) & (last - first < MOST_YEARS))
        counts = (last - first)[given] + 1 + 2 * around
        found_rows.append(np.repeat(given, counts))
        found_years.append(np.repeat(first[given] - around, counts) + places_within(counts))
    return _or_none(np.concatenate(found_rows), np.concatenate(found_years), len(rows), asked=around > 0)


def _places(columns: PersonColumns, rows: Ints, *, asked: bool) -> Ragged:
    """Give the likeliest place of each text."""
    known = columns.vocabulary.places.rows
    numbers = columns.places[rows]
    given = known.count[numbers] > 0
    return _or_none(np.nonzero(given)[0], known.place[0][numbers[given]].astype(np.int64), len(rows), asked=asked)


def _or_none(rows: Ints, values: Ints, length: int, *, asked: bool) -> Ragged:
    lacking = np.arange(length) if asked else np.flatnonzero(np.bincount(rows, minlength=length) == 0)
    return Ragged.gathered(
        np.concatenate([rows, lacking]), np.concatenate([values, np.full(len(lacking), NOT_GIVEN)]), length
    )
