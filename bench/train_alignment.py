"""Learns how the letters of one script are written in another, from pairs of words, by expectation maximisation.

Each source letter stands for nothing or for a piece of one to three target letters, or a target letter stands alone.
All readings of a pair are weighed by forward and backward sums (Dempster, Laird and Rubin 1977), many pairs at once.
Letters at the beginning and the end of a word have rows of their own, drawn towards the letter's common row.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from khabar.names.alignment import Alignment
from khabar.names.letters import LONGEST_PIECE, NOTHING, PLACES, UNKNOWN, Alphabet, Coded, Letters, coded
from khabar.text import Script

Doubles = NDArray[np.float64]

ROUNDS = 6
CHUNK = 4000
LEAST_PIECE = {1: 3, 2: 8, 3: 15}
"""How often a piece of so many letters must be seen to be learned about."""
DRAWN = 20.0
"""How many observations the common row of a letter counts for in the rows of its beginning and end."""
SMOOTH = 0.02
UNSEEN = 1e-5
STAYING = 0.05
"""Chance of a target letter in between, before anything is learned."""


@dataclass(frozen=True)
class Example:
    """Two words of one name and how much the pair counts."""

    source: Letters
    target: Letters
    weight: float


def alphabet_of(script: Script, words: Sequence[Letters]) -> Alphabet:
    """Take the source letters and target pieces seen often enough."""
    sources = Counter(letter for word in words for letter in word.source)
    pieces: Counter[str] = Counter()
    for word in words:
        for long in range(1, LONGEST_PIECE + 1):
            pieces.update(word.target[at : at + long] for at in range(len(word.target) - long + 1))
    return Alphabet(
        script,
        tuple(sorted(letter for letter, count in sources.items() if count >= LEAST_PIECE[1])),
        tuple(sorted(piece for piece, count in pieces.items() if count >= LEAST_PIECE[len(piece)])),
    )


def learn(examples: Sequence[Example], source: Alphabet, target: Alphabet, *, rounds: int = ROUNDS) -> Alignment:
    """Learn a table; the same examples give the same table."""
    lefts = coded([example.source for example in examples], source)
    rights = coded([example.target for example in examples], target)
    weights = np.array([example.weight for example in examples])
    usable = (lefts.source_length > 0) & (rights.length > 0)
    lefts, rights, weights = lefts[np.flatnonzero(usable)], rights[np.flatnonzero(usable)], weights[usable]
    lengths = np.array([0, 0, *(len(piece) for piece in target.pieces)])
    emission = _first_emission(source, lengths)
    insertion = np.where(lengths == 1, STAYING / max((lengths == 1).sum(), 1), 0.0)
    for _ in range(rounds):
        counts, inserted, total = _expected(lefts, rights, weights, emission, insertion)
        emission = _emission(counts)
        insertion = np.where(lengths == 1, (inserted + SMOOTH) / (total + inserted.sum()), 0.0)
    return alignment_of(emission, insertion)


def alignment_of(emission: Doubles, insertion: Doubles) -> Alignment:
    """Write probabilities as the logarithms the program reads."""
    logs = np.log(np.maximum(emission, UNSEEN))
    logs[:, UNKNOWN] = -30.0
    with np.errstate(divide="ignore"):
        inserted = np.maximum(np.log(insertion), -30.0)
    return Alignment(logs.astype(np.float32), inserted.astype(np.float32), logs.max(axis=1).astype(np.float32))


def _first_emission(source: Alphabet, lengths: NDArray[np.int_]) -> Doubles:
    by_length = np.array([0.15, 0.6, 0.2, 0.05])
    row = by_length[lengths] / np.maximum(np.bincount(lengths)[lengths], 1)
    row[NOTHING], row[UNKNOWN] = by_length[0], 0.0
    return np.tile(row, (source.source_size, 1))


def _emission(counts: Doubles) -> Doubles:
    """Smooth the expected counts; rows of beginnings and ends lean on the letter's common row."""
    by_letter = counts.reshape(-1, PLACES, counts.shape[1])
    common = by_letter.sum(axis=1) + SMOOTH * UNSEEN
    common /= common.sum(axis=1, keepdims=True)
    found = by_letter + DRAWN * common[:, None, :]
    found /= found.sum(axis=2, keepdims=True)
    return np.asarray(found.reshape(counts.shape))


def _expected(
    lefts: Coded, rights: Coded, weights: Doubles, emission: Doubles, insertion: Doubles
) -> tuple[Doubles, Doubles, float]:
    counts, inserted, total = np.zeros(emission.size), np.zeros(len(insertion)), 0.0
    order = np.lexsort((rights.length, lefts.source_length))
    for group in np.split(order, np.flatnonzero(np.diff(lefts.source_length[order])) + 1):
        for start in range(0, len(group), CHUNK):
            rows = group[start : start + CHUNK]
            total += _add(counts, inserted, (lefts[rows], rights[rows], weights[rows]), (emission, insertion))
    return counts.reshape(emission.shape), inserted, total


def _add(
    counts: Doubles, inserted: Doubles, pairs: tuple[Coded, Coded, Doubles], table: tuple[Doubles, Doubles]
) -> float:
    """Add what a batch of one source length is expected to show; gives how many source letters it holds."""
    left, right, weights = pairs
    emission, insertion = table
    letters, width = int(left.source_length[0]), int(right.length.max())
    pieces = right.pieces[:, :, :width].astype(np.intp)
    alone = insertion[pieces[:, 0]] * (np.arange(width) < right.length[:, None])
    rows = left.source[:, :letters].astype(np.intp) * emission.shape[1]
    flat = emission.reshape(-1)
    ahead = _forward(flat, rows, pieces, alone)
    behind = _backward(flat, rows, pieces, alone, right.length)
    whole = ahead[letters][np.arange(len(weights)), right.length]
    share = np.where(whole > 0, weights / np.maximum(whole, 1e-300), 0.0)
    for letter in range(letters):
        row = rows[:, letter]
        gone = (ahead[letter] * flat[row][:, None] * behind[letter + 1]).sum(axis=1) * share
        counts += np.bincount(row, gone, minlength=len(counts))
        for long in range(1, min(LONGEST_PIECE, width) + 1):
            cells = pieces[:, long - 1, long - 1 :] + row[:, None]
            chance = ahead[letter][:, :-long] * flat[cells] * behind[letter + 1][:, long:] * share[:, None]
            counts += np.bincount(cells.reshape(-1), chance.reshape(-1), minlength=len(counts))
    for letter in range(letters + 1):
        chance = ahead[letter][:, :-1] * alone * behind[letter][:, 1:] * share[:, None]
        inserted += np.bincount(pieces[:, 0].reshape(-1), chance.reshape(-1), minlength=len(inserted))
    return float(weights.sum() * letters)


def _forward(flat: Doubles, rows: NDArray[np.intp], pieces: NDArray[np.intp], alone: Doubles) -> list[Doubles]:
    width = pieces.shape[2]
    first = np.zeros((len(rows), width + 1))
    first[:, 0] = 1.0
    _insert_ahead(first, alone)
    values = [first]
    for letter in range(rows.shape[1]):
        row, before = rows[:, letter], values[-1]
        after = before * flat[row][:, None]
        for long in range(1, min(LONGEST_PIECE, width) + 1):
            after[:, long:] += before[:, :-long] * flat[pieces[:, long - 1, long - 1 :] + row[:, None]]
        _insert_ahead(after, alone)
        values.append(after)
    return values


def _backward(
    flat: Doubles, rows: NDArray[np.intp], pieces: NDArray[np.intp], alone: Doubles, lengths: NDArray[np.int16]
) -> list[Doubles]:
    width = pieces.shape[2]
    last = np.zeros((len(rows), width + 1))
    last[np.arange(len(rows)), lengths] = 1.0
    _insert_behind(last, alone)
    values = [last]
    for letter in reversed(range(rows.shape[1])):
        row, after = rows[:, letter], values[-1]
        before = after * flat[row][:, None]
        for long in range(1, min(LONGEST_PIECE, width) + 1):
            before[:, :-long] += after[:, long:] * flat[pieces[:, long - 1, long - 1 :] + row[:, None]]
        _insert_behind(before, alone)
        values.append(before)
    return values[::-1]


def _insert_ahead(values: Doubles, alone: Doubles) -> None:
    for at in range(alone.shape[1]):
        values[:, at + 1] += values[:, at] * alone[:, at]


def _insert_behind(values: Doubles, alone: Doubles) -> None:
    for at in reversed(range(alone.shape[1])):
        values[:, at] += values[:, at + 1] * alone[:, at]
