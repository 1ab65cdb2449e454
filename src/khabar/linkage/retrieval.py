"""Who is worth comparing with a person: those with words alike in their names, the likeliest by all fields first.

1. Every word of the name finds words like it, and those find rows; a word weighs what `khabar.names` says, by rarity.
2. Births and kin, at a glance, narrow them to NARROWED; looked at more closely, with sex and places, to POOL.
The work for one question is bounded however many people share a name. It must never say how likely a pair is.
"""

from collections import OrderedDict
from collections.abc import Iterable
from itertools import product
from typing import Final

import numpy as np
from numpy.typing import NDArray

from khabar.linkage.arrays import Rows
from khabar.linkage.births import GAPS, OVERLAPS
from khabar.linkage.columns import KIN, NOT_GIVEN, PLACES, PersonColumns
from khabar.linkage.name_weights import Sides
from khabar.linkage.parameters import Model
from khabar.linkage.plain_weights import weigh_birth, weigh_nationality_roughly, weigh_place_roughly, weigh_sex
from khabar.linkage.postings import Postings, Traits
from khabar.names.alike import Alike, AlikeWords, Depth
from khabar.names.growing import Growing

Floats = NDArray[np.float32]

DEPTH: Final = Depth(one_in=40, least=200, most=1500, kept=100)
"""How closely words are looked at. Judged: docs/matching.md says what it costs and finds."""
POOL: Final = 128
"""People compared in full with the one asked for. Judged: see docs/matching.md for what more would find."""
GLANCED: Final = 20_000
"""People at whose births and kin is glanced: those whose words are most alike."""
NARROWED: Final = 1000
"""People whose births and places are looked at more closely."""
SCANNED: Final = 200_000
"""Entries of words read for one question."""
UNMATCHED: Final = 1.5
"""What a word of the name weighs against a person who bears none like it, roughly, in nats."""
KEPT: Final = 4_000_000
"""Rows found for words that are kept for the next question."""
KIN_WORDS: Final = 2
"""Words of a kin's name that are looked at."""
READINGS: Final = 2
DAYS: Final = 365.2425
PARENTS: Final = (KIN.index("father"), KIN.index("mother"))


class Retrieval:
    """Finds rows of its columns by words of names."""

    def __init__(self, columns: PersonColumns, model: Model) -> None:
        self._columns = columns
        self._model = model
        self._words = AlikeWords(columns.vocabulary.lexicon.words, DEPTH)
        self._postings = Postings(self._traits)
        self._live = Growing(np.bool_)
        self._kin_words = [[Growing(np.int32) for _ in range(KIN_WORDS)] for _ in KIN]
        self._found: OrderedDict[int, tuple[NDArray[np.int32], Floats]] = OrderedDict()
        self._kept = 0
        self._kin: Alike = {}
        self._table = np.zeros(2, np.float32)
        birth = model.levels["birth"].weights
        self._apart = np.array([birth[level] for level in (*GAPS, "apart")], np.float32)
        self._overlapping = np.array([birth[level] for level in (*OVERLAPS, "wide")], np.float32)

    def extend(self, rows: range) -> None:
        """Take in rows that were added to the columns together."""
        if not rows:
            return
        columns, taken = self._columns, np.arange(rows.start, rows.stop)
        self._live.extend(np.ones(len(rows), np.bool_))
        names = columns.names.joined(taken)
        words = columns.vocabulary.lexicon.rows_of(names.astype(np.intp))
        met = [words.reshape(-1)]
        for numbers, places in zip(columns.kin[taken].T, self._kin_words, strict=True):
            first = columns.vocabulary.lexicon.rows_of(numbers.astype(np.intp))[:, :KIN_WORDS]
            first = np.where((numbers[:, None] == NOT_GIVEN) | (first < 0), NOT_GIVEN, first)
            met.append(first.reshape(-1))
            for place, column in enumerate(places):
                column.extend(first[:, place])
        self._know(np.unique(np.concatenate(met)).tolist())
        self._postings.extend(np.repeat(taken, columns.names.counts(taken)), names, words)
        self._found.clear()
        self._kin.clear()
        self._kept = 0

    def remove(self, row: int) -> None:
        """Leave a row out from now on."""
        self._live.view[row] = False
        for name in self._columns.names.of(row):
            self._postings.remove(row, name)

    def words_of(self, asked: PersonColumns, rows: Rows) -> list[int]:
        """Give the words by which people are looked for, each once: those of their names and of their kin's."""
        vocabulary = self._columns.vocabulary
        kin = asked.kin[rows]
        names = np.unique(np.concatenate([asked.names.joined(rows), kin[kin != NOT_GIVEN]]))
        return list(dict.fromkeys(word for name in names.tolist() for word in vocabulary.words_of(name)))

    def unknown(self, asked: PersonColumns) -> list[int]:
        """Give the words of the asked that nobody has looked up yet."""
        return self._words.unknown(self.words_of(asked, np.arange(len(asked))))

    def look_up(self, words: list[int]) -> Alike:
        """Find the words alike to several at once, before they are asked for one by one."""
        return self._words.look_up(words)

    def remember(self, found: Alike) -> None:
        """Keep what another process has looked up."""
        self._words.remember(found)

    def pools(self, asked: PersonColumns, rows: Rows) -> Sides:
        """Pair asked people with the rows worth comparing with each, in the order of both."""
        glanced = [self._glanced(asked, row) for row in rows.tolist()]
        counts = np.array([len(found) for found, _ in glanced], np.int64)
        theirs = np.concatenate([found for found, _ in glanced]) if glanced else np.zeros(0, np.int64)
        sides = Sides(asked, self._columns, np.repeat(rows, counts), theirs)
        crowded = np.repeat(counts > POOL, counts)
        rough = np.concatenate([weights for _, weights in glanced]) if glanced else np.zeros(0, np.float32)
        rough[crowded] += self._more_closely(sides.only(crowded))
        ends = np.cumsum(counts).tolist()
        kept = [start + np.sort(_highest(rough[start:end], POOL)) for start, end in zip([0, *ends], ends, strict=False)]
        return sides.only(np.concatenate(kept) if kept else np.zeros(0, np.int64))

    def _glanced(self, asked: PersonColumns, row: int) -> tuple[Rows, Floats]:
        """Find rows by words, narrowed by what can be seen at a glance, with the weights of words and kin."""
        weights = self._by_words(asked, row)
        rows = self._bearing(weights)
        if len(rows) > GLANCED:
            rows = rows[np.sort(_highest(weights[rows], GLANCED))]
        if len(rows) <= POOL:
            return rows, weights[rows]
        rough = weights[rows] + self._kin_alike(asked, row, rows)
        if len(rows) > NARROWED:
            kept = np.sort(_highest(rough + self._roughly_born(asked, row, rows), NARROWED))
            rows, rough = rows[kept], rough[kept]
        return rows, rough

    def _bearing(self, weights: Floats) -> Rows:
        """Give the rows that weigh anything and were not removed."""
        rows = np.flatnonzero(weights > 0.0)  # of truths, which numpy counts several times faster than of numbers
        return rows[self._live.view[rows].astype(np.bool_)]

    def _more_closely(self, sides: Sides) -> Floats:
        """Weigh by births, sex and places as a comparison does, but for how places are spelt."""
        known = weigh_birth(sides, self._model).weights + weigh_sex(sides, self._model).weights
        known += weigh_nationality_roughly(sides, self._model)
        for field in PLACES:
            known += weigh_place_roughly(field, sides, self._model)
        found: Floats = known.astype(np.float32)
        return found

    def namesakes(self, asked: PersonColumns, row: int, most: int) -> Rows:
        """Give rows with words alike to those of an asked person, the likest, chosen by nothing else."""
        weights = self._by_words(asked, row)
        rows = self._bearing(weights)
        return np.sort(rows[_highest(weights[rows], most)])

    def have_words_alike(self, sides: Sides) -> NDArray[np.bool_]:
        """Say for pairs of the asked and of these columns whether a word of the one is like a word of the other."""
        found = np.zeros(len(sides), np.bool_)
        for row in np.unique(sides.left_rows).tolist():
            chosen = np.flatnonzero(sides.left_rows == row)
            found[chosen] = self._by_words(sides.left, row)[sides.right_rows[chosen]] > 0.0
        return found

    def _by_words(self, asked: PersonColumns, row: int) -> Floats:
        """Weigh all rows by words alike to those of the closest of the asked person's names; 0 is none alike."""
        best = np.zeros(len(self._columns), np.float32)
        for name in asked.names.of(row):
            sums = np.zeros(len(best), np.float32)
            left = SCANNED
            lists = [self._alike(word) for word in self._columns.vocabulary.words_of(name)]
            for rows, weights in sorted(lists, key=lambda found: len(found[0])):
                sums[rows[:left]] += weights[:left]
                left = max(left - len(rows), 0)
            np.maximum(best, sums, out=best)
        traits: Traits | None = None
        for first, crowd in self._postings.crowds():
            if best[first] > 0.0:
                traits = self._traits_asked(asked, row) if traits is None else traits
                members = np.fromiter(crowd.members(traits), np.int64)
                best[members] = np.maximum(best[members], best[first])
        return best

    def _alike(self, word: int) -> tuple[NDArray[np.int32], Floats]:
        """List the rows that bear words like this one, the likest first, each row once, with what the best weighs."""
        found = self._found.get(word)
        if found is None:
            found = self._found[word] = self._look_up(word)
            self._kept += len(found[0])
            while self._kept > KEPT:
                _, (dropped, _) = self._found.popitem(last=False)
                self._kept -= len(dropped)
        else:
            self._found.move_to_end(word)
        return found

    def _look_up(self, word: int) -> tuple[NDArray[np.int32], Floats]:
        words, weights = self._words.alike(word)
        lists = [self._postings.rows(other) for other in words.tolist()]
        if not lists:
            return np.zeros(0, np.int32), np.zeros(0, np.float32)
        rows = np.concatenate(lists)
        gains = np.repeat(weights + UNMATCHED, [len(one) for one in lists]).astype(np.float32)
        _, first = np.unique(rows, return_index=True)
        kept = np.sort(first)
        return rows[kept], gains[kept]

    def _roughly_born(self, asked: PersonColumns, row: int, rows: Rows) -> Floats:
        """Weigh births by their likeliest readings: by the gap between them, and by how exact both are."""
        births = self._columns.vocabulary.births.columns
        mine, theirs = int(asked.births[row]), self._columns.births[rows]
        found = np.full(len(rows), -np.inf, np.float32)
        for reading, other in product(
            range(min(births.count[mine], READINGS)), range(min(len(births.share), READINGS))
        ):
            given = births.count[theirs] > other
            first, last = births.earliest[other].take(theirs), births.latest[other].take(theirs)
            start, end = int(births.earliest[reading, mine]), int(births.latest[reading, mine])
            gap = np.maximum(first - end, start - last)
            longer = np.maximum(last - first, end - start) + 1
            weights = np.where(
                gap > 0,
                self._apart[np.searchsorted(_GAPS, gap)],
                self._overlapping[np.searchsorted(_OVERLAPS, longer)],
            )
            np.maximum(found, weights, out=found, where=given)
        return np.where(np.isneginf(found), np.float32(0.0), found)

    def _kin_alike(self, asked: PersonColumns, row: int, rows: Rows) -> Floats:
        """Weigh the kin by the words of their names; a kin that one side does not give weighs nothing."""
        total = np.zeros(len(rows), np.float32)
        curve = self._model.curves["kin"]
        for at in range(len(KIN)):
            number = int(asked.kin[row, at])
            if number == NOT_GIVEN:
                continue
            words, weights = self._kin_found(number)
            self._table[words] = weights
            first, *others = (column.view[rows].astype(np.intp) for column in self._kin_words[at])
            alike = self._table[first]  # word -1, not given, reads the last cell, which is never set
            for other in others:
                np.maximum(alike, self._table[other], out=alike)
            known = np.flatnonzero(alike)
            weighed = np.where(first == NOT_GIVEN, np.float32(0.0), np.float32(curve.weights[0]))
            weighed[known] = curve.weights_at(alike[known].astype(np.float64))
            total += weighed
            self._table[words] = 0.0
        return total

    def _kin_found(self, number: int) -> tuple[NDArray[np.int32], Floats]:
        """List the words like those of a kin's name."""
        found = self._kin.get(number)
        if found is None:
            vocabulary = self._columns.vocabulary
            lists = [self._words.alike(word) for word in vocabulary.words_of(number)]
            words = np.concatenate([words for words, _ in lists] or [_NO_WORDS])
            weights = np.concatenate([weights for _, weights in lists] or [_NO_WEIGHTS])
            order = np.argsort(weights, kind="stable")
            found = self._kin[number] = words[order], weights[order].astype(np.float32)
        return found

    def _know(self, words: Iterable[int]) -> None:
        """Take words into the set that is searched, and make room for their weights."""
        known = [word for word in words if word != NOT_GIVEN]
        self._words.put(known)
        if known and max(known) + 1 >= len(self._table):
            self._table = np.zeros(2 * max(known) + 2, np.float32)

    def _traits(self, row: int) -> Traits:
        """Give what divides crowds: years of birth, words of the parents' names."""
        births = self._columns.vocabulary.births.columns
        birth = int(self._columns.births[row])
        years = {_year(births.earliest[reading, birth]) for reading in range(births.count[birth])}
        return _in_order(years, self._parents_words(self._columns, row))

    def _traits_asked(self, asked: PersonColumns, row: int) -> Traits:
        """Give the traits of those looked for: years about the birth, words like the parents', and those not given."""
        births = self._columns.vocabulary.births.columns
        birth = int(asked.births[row])
        years = {
            year
            for reading in range(births.count[birth])
            for year in range(_year(births.earliest[reading, birth]) - 1, _year(births.latest[reading, birth]) + 2)
        }
        numbers = [int(asked.kin[row, at]) for at in PARENTS if asked.kin[row, at] != NOT_GIVEN]
        words = {int(word) for number in numbers for word in self._kin_found(number)[0]}
        return tuple(dict.fromkeys((*_in_order(years, words), *_in_order((), ()))))

    def _parents_words(self, columns: PersonColumns, row: int) -> set[int]:
        numbers = [int(columns.kin[row, at]) for at in PARENTS if columns.kin[row, at] != NOT_GIVEN]
        return {word for number in numbers for word in columns.vocabulary.words_of(number)}


def _highest(rough: NDArray[np.floating], count: int) -> Rows:
    """Give places of the highest, at most so many."""
    if len(rough) <= count:
        return np.arange(len(rough))
    return np.argpartition(-rough, count)[:count]


def _year(ordinal: int) -> int:
    """Give about the year of a day; being off by one in January does no harm, for neighbours are asked too."""
    return int(ordinal / DAYS)


def _in_order(years: Iterable[int], words: Iterable[int]) -> Traits:
    """Give traits in a fixed order; -1 stands for a trait that is not given."""
    births = [("birth", year) for year in sorted(years)] or [("birth", NOT_GIVEN)]
    return (*births, *([("kin", word) for word in sorted(words)] or [("kin", NOT_GIVEN)]))


_NO_WORDS: Final = np.zeros(0, np.int32)
_NO_WEIGHTS: Final = np.zeros(0, np.float32)
_GAPS: Final = np.array(list(GAPS.values()), np.int32)
_OVERLAPS: Final = np.array(list(OVERLAPS.values()), np.int32)
