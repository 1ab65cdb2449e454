"""What two whole names say: measures of how their words were paired, read by a small network, bounded by rarity.

An equal name says at most how few others bear it: two people called Ali Ahmadi are not one person.
It must give the same answer whichever name comes first, and 0 where one has no words.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from khabar.names.lexicon import Lexicon
from khabar.names.pairing import Pairings, pairings
from khabar.names.tables import RANK, Tables
from khabar.names.words import WordRows
from khabar.text import Script

Floats = NDArray[np.float32]
Numbers = NDArray[np.intp]

GROUPS: Final = ("arabic", "hebrew", "cyrillic", "latin", "native", "mixed")
"""Which network reads a pair: its other script beside Latin; Latin twice; one other script twice; two other scripts."""
MEASURES: Final = (
    *("largest weight", "second weight", "third weight", "smallest weight", "second smallest weight"),
    *("sum of weights", "sum of weights against", "words of the longer", "words of the shorter"),
    *("words left over", "rarity left over", "rarity matched", "rarity of the shorter", "largest rarity matched"),
    *("readings", "readings a letter", "short of perfect", "short of perfect a letter", "worst short a letter"),
    *("joined", "initials", "letters matched", "small words on both sides"),
)
_LEAST_WEIGHT, _LEAST_READING, _MOST_SHORT = np.float32(-6), np.float32(-12), np.float32(40)
"""Beyond these a word is simply another one; how much more does not count."""

_MOST_WORDS: Final = 4
"""More words are counted as so many: nothing was learned about longer names."""

Columns = Iterator[NDArray[np.generic]]


def scores(lexicon: Lexicon, left: Numbers, right: Numbers) -> NDArray[np.float64]:
    """Score names by number; natural-log likelihood ratios, 0 where a name has no words."""
    found = np.zeros(len(left))
    for group in pairings(lexicon, left, right):
        found[group.at] = scores_of(lexicon, group)
    return found


def scores_of(lexicon: Lexicon, pairs: Pairings) -> NDArray[np.float64]:
    """Score names that were laid side by side."""
    rows = lexicon.words.rows()
    measured, group = measures(rows, pairs), groups_of(rows, pairs)
    found = np.zeros(len(pairs.at))
    for number in np.unique(group):
        chosen = group == number
        name = GROUPS[number]
        logit = lexicon.tables.whole[name](measured[chosen])
        found[chosen] = _calibrated(lexicon.tables, name, logit)
    equal = _is_equal(rows, pairs)
    found[equal] = np.inf
    score = bounded(lexicon.tables, found, rarity(lexicon.tables, rows, pairs))
    return np.where(equal, np.maximum(score, 0), score)


def _calibrated(tables: Tables, group: str, logit: Floats) -> NDArray[np.float64]:
    """Bend the network's log odds to what was found true, and take the prior out."""
    said, true = tables.curves[group]
    prior = np.log(tables.prior / (1 - tables.prior))
    return np.asarray(np.interp(logit, said, true) - prior)


def bounded(tables: Tables, score: NDArray[np.float64], rare: NDArray[np.float64]) -> NDArray[np.float64]:
    """Bound scores by the chance that somebody else bears all the words that were found alike."""
    others = np.exp(-rare) + tables.limits["namesakes"]
    return np.asarray(-np.log(np.exp(-score) + others))


def rarity(tables: Tables, rows: WordRows, pairs: Pairings) -> NDArray[np.float64]:
    """Add up how rare the words found alike are: minus the natural log of the share of people who bear them."""
    shared = np.maximum(rows.frequency[_answering(pairs)], rows.frequency[pairs.shorter])
    initial = rows.is_initial[_answering(pairs)] | rows.is_initial[pairs.shorter]
    rare = np.where(initial, tables.limits["initial"], -np.log(shared))
    return np.asarray(np.where(pairs.weight > 0, rare, 0).sum(axis=1, dtype=np.float64))


def _is_equal(rows: WordRows, pairs: Pairings) -> NDArray[np.bool_]:
    """Say whether two names are spelt alike, word for word: then only namesakes are left to doubt."""
    if pairs.longer.shape[1] != pairs.shorter.shape[1]:
        return np.zeros(len(pairs.at), np.bool_)
    equal = rows.spelling[_answering(pairs)] == rows.spelling[pairs.shorter]
    return np.asarray(equal.all(axis=1))


def groups_of(rows: WordRows, pairs: Pairings) -> NDArray[np.int8]:
    """Say for each pair, as a place in GROUPS, which scripts meet in it."""
    one, other = (rows.script[side].max(axis=1) for side in (pairs.longer, pairs.shorter))
    low, high = np.minimum(one, other), np.maximum(one, other)
    latin = RANK[Script.LATIN]
    with_latin = np.where(low == latin, GROUPS.index("latin"), low)
    without = np.where(low == high, GROUPS.index("native"), GROUPS.index("mixed"))
    return np.where(high == latin, with_latin, without).astype(np.int8)


def measures(rows: WordRows, pairs: Pairings) -> Floats:
    """Measure pairs of names, one row each, in the order of MEASURES."""
    columns = [*_of_weights(pairs), *_of_words(rows, pairs), *_of_letters(rows, pairs)]
    return np.stack([np.asarray(column, np.float32) for column in columns], axis=1)


def _of_weights(pairs: Pairings) -> Columns:
    weight = np.maximum(pairs.weight, _LEAST_WEIGHT)
    ordered, nothing = -np.sort(-weight, axis=1), np.zeros(len(weight))
    few = weight.shape[1]
    yield ordered[:, 0]
    yield ordered[:, 1] if few > 1 else nothing
    yield ordered[:, 2] if few > 2 else nothing  # noqa: PLR2004 a third word
    yield ordered[:, -1]
    yield ordered[:, -2] if few > 1 else ordered[:, -1]
    yield np.maximum(weight, 0).sum(axis=1)
    yield np.minimum(weight, 0).sum(axis=1)


def _of_words(rows: WordRows, pairs: Pairings) -> Columns:
    is_left = pairs.is_there & ~rows.is_patronymic[pairs.longer] & ~rows.is_initial[pairs.longer]
    np.put_along_axis(is_left, pairs.answer, values=False, axis=1)
    rare = -np.log(np.maximum(rows.frequency[_answering(pairs)], rows.frequency[pairs.shorter]))
    matched = np.where(pairs.weight > 0, rare, 0)
    yield np.minimum(pairs.is_there.sum(axis=1), _MOST_WORDS)
    yield np.full(len(rare), min(pairs.shorter.shape[1], _MOST_WORDS))
    yield np.minimum(is_left.sum(axis=1), _MOST_WORDS)
    yield np.where(is_left, -np.log(rows.frequency[pairs.longer]), 0).sum(axis=1)
    yield matched.sum(axis=1)
    yield rare.sum(axis=1)
    yield matched.max(axis=1)


def _of_letters(rows: WordRows, pairs: Pairings) -> Columns:
    answering = _answering(pairs)
    letters = np.maximum(np.minimum(rows.length[answering], rows.length[pairs.shorter]), 1)
    reading, short = np.maximum(pairs.reading, _LEAST_READING), np.minimum(pairs.short, _MOST_SHORT)
    yield reading.sum(axis=1)
    yield reading.sum(axis=1) / letters.sum(axis=1)
    yield short.sum(axis=1)
    yield short.sum(axis=1) / letters.sum(axis=1)
    yield (short / letters).max(axis=1)
    yield np.asarray(~pairs.is_there.all(axis=1))
    yield (rows.is_initial[answering] | rows.is_initial[pairs.shorter]).sum(axis=1)
    yield (letters * (pairs.weight > 0)).sum(axis=1)
    yield pairs.small_words


def _answering(pairs: Pairings) -> NDArray[np.int32]:
    return np.take_along_axis(pairs.longer, pairs.answer, axis=1)
