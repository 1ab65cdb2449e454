"""Two names laid side by side: which word answers which, many pairs of names at once.

Every word of the shorter name is given one of the longer, so that all of them together weigh most; neighbours of the
longer one are joined where that explains more. Words left over are only left over, never a difference.
It must give the same answer whichever name comes first.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from khabar.names.lexicon import NO_WORD, Lexicon
from khabar.names.weights import Weighed, bits
from khabar.names.words import WordRows

Floats = NDArray[np.float32]
Numbers = NDArray[np.intp]

CHUNK: Final = 16384
"""Pairs of names laid side by side at once."""
_EXHAUSTIVE: Final = 4
"""Up to so many words every pairing is tried; beyond it the best pair is taken first."""
_GONE: Final = np.float32(-50)
"""Weight of a word that was joined to its neighbour: never chosen before a real one."""


@dataclass(frozen=True)
class Pairings:
    """Pairs of names of one shape: `longer` (pairs, n) and `shorter` (pairs, m) hold words, n at least m.

    `answer` (pairs, m) is the place in `longer` of the word that answers each of `shorter`; `weight`, `reading` and
    `short` (pairs, m) tell of these. `is_there` (pairs, n) is false for words joined to the one before. `small_words`
    counts the small words (bin, de, al-) that both names have. `at` are the places of the pairs in what was asked;
    `swapped` says where the second name is the longer.
    """

    at: Numbers
    swapped: NDArray[np.bool_]
    longer: NDArray[np.int32]
    shorter: NDArray[np.int32]
    answer: Numbers
    weight: Floats
    reading: Floats
    short: Floats
    is_there: NDArray[np.bool_]
    small_words: NDArray[np.int8]


def pairings(lexicon: Lexicon, left: Numbers, right: Numbers) -> Iterator[Pairings]:
    """Lay names side by side, in groups of one shape; names without words are left out."""
    many, few = lexicon.counts_of(left), lexicon.counts_of(right)
    swapped = (few > many) | ((few == many) & (lexicon.order_of(right) < lexicon.order_of(left)))
    longer, shorter = np.where(swapped, right, left), np.where(swapped, left, right)
    shape = lexicon.counts_of(longer).astype(np.intp) * 100 + lexicon.counts_of(shorter)
    order = np.argsort(shape, kind="stable")
    for group in np.split(order, np.flatnonzero(np.diff(shape[order])) + 1):
        if len(group) and shape[group[0]] % 100:
            for start in range(0, len(group), CHUNK):
                at = group[start : start + CHUNK]
                yield _paired(lexicon, at, swapped[at], (longer[at], shorter[at]))


def _paired(lexicon: Lexicon, at: Numbers, swapped: NDArray[np.bool_], names: tuple[Numbers, Numbers]) -> Pairings:
    many, few = (int(lexicon.counts_of(side[:1])[0]) for side in names)
    longer, shorter = lexicon.rows_of(names[0])[:, :many], lexicon.rows_of(names[1])[:, :few]
    told = _told(lexicon, longer, shorter)
    is_there = np.ones((len(at), many), np.bool_)
    if many > few:
        longer, told = longer.copy(), told.copy()
        row = np.flatnonzero(_may_be_joined(lexicon.words.rows(), longer, shorter).any(axis=(1, 2)))
        if len(row):
            whole = lexicon.joined_of(names[0][row])[:, : many - 1]
            _put_joined(whole, _told(lexicon, whole, shorter[row]), (row, longer, is_there, told))
    answer = _answers(np.where(is_there[:, :, None], told[..., 0], _GONE))
    weight, reading, short = np.moveaxis(told[np.arange(len(at))[:, None], answer, np.arange(few)[None, :]], 2, 0)
    small = np.minimum(*(lexicon.small_words_of(side) for side in names))
    return Pairings(at, swapped, longer, shorter, answer, weight, reading, short, is_there, small)


def _told(lexicon: Lexicon, ones: NDArray[np.int32], others: NDArray[np.int32]) -> Floats:
    """Weigh every word of one name with every word of the other: (pairs, ones, others, weight reading short)."""
    rows = lexicon.words.rows()
    shape = (len(ones), ones.shape[1], others.shape[1])
    left = np.broadcast_to(np.where(ones == NO_WORD, others[:, :1], ones)[:, :, None], shape).astype(np.intp)
    right = np.broadcast_to(others[:, None, :], shape).astype(np.intp)
    told = Weighed(lexicon.tables, rows, left, right, lexicon.weighed).told()
    told[ones == NO_WORD, :, 0] = _GONE
    return told


def _may_be_joined(rows: WordRows, longer: NDArray[np.int32], shorter: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Say whether two neighbours together may be a word that neither is alone, by their consonants: no word is made."""
    one, other, whole = longer[:, :-1, None], longer[:, 1:, None], shorter[:, None, :]
    needed, can = rows.must[whole], rows.can[one] | rows.can[other]
    lacking = bits(needed & ~can) + bits((rows.must[one] | rows.must[other]) & ~rows.can[whole])
    both = (needed & ~rows.can[one] > 0) & (needed & ~rows.can[other] > 0)
    return np.asarray((lacking <= 1) & both)


def _put_joined(
    whole: NDArray[np.int32],
    told: Floats,
    names: tuple[Numbers, NDArray[np.int32], NDArray[np.bool_], Floats],
) -> None:
    """Put one joined word in place of two neighbours, where it fits a word better than either of them does."""
    rows, longer, is_there, own = names
    alone, together = own[rows, :, :, 0], told[..., 0]
    gain = (together - np.maximum(np.maximum(alone[:, :-1], alone[:, 1:]), 0)).max(axis=2)
    place = gain.argmax(axis=1)
    better = np.flatnonzero(gain[np.arange(len(rows)), place] > 0)
    place, row = place[better], rows[better]
    longer[row, place] = whole[better, place]
    own[row, place] = told[better, place]
    is_there[row, place + 1] = False


def _answers(weight: Floats) -> Numbers:
    """Choose for every word of the shorter name one of the longer, all different, so that the sum is largest."""
    size, many, few = weight.shape
    if many > _EXHAUSTIVE:
        return _greedy(weight)
    ways = _ways(many, few)
    flat = weight.reshape(size, many * few)
    best = flat[:, (ways * few + np.arange(few)).reshape(-1)].reshape(size, len(ways), few).sum(axis=2).argmax(axis=1)
    return np.asarray(ways[best])


@lru_cache(maxsize=64)
def _ways(many: int, few: int) -> Numbers:
    return np.array(list(permutations(range(many), few)), np.intp)


def _greedy(weight: Floats) -> Numbers:
    size, many, few = weight.shape
    left = weight.reshape(size, many * few).copy()
    answer = np.zeros((size, few), np.intp)
    rows = np.arange(size)
    for _ in range(few):
        word, other = np.divmod(left.argmax(axis=1), few)
        answer[rows, other] = word
        cells = left.reshape(size, many, few)
        cells[rows, word, :] = -np.inf
        cells[rows, :, other] = -np.inf
    return answer
