"""Which letters a word leads one to expect in its other writings, learned from the same tables, for a whole crowd.

Before anything is aligned, every word of a register is ranked by its letters, whatever their order: how likely each
would be in the other writing of the word asked for (naive Bayes over letters present and absent).
It must never be the last word: it only chooses what is worth aligning.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from khabar.names.letters import Coded
from khabar.names.tables import Meeting, Tables
from khabar.text import Script

Floats = NDArray[np.float32]

LETTERS: Final = 64
"""Room for the single letters of any script's alphabet."""
LEAST: Final = 1e-3
"""No letter is ever quite impossible or certain: tables are learned from noisy pairs."""

USUAL_LETTERS: Final = 6
"""Letters of a usual word, for how often a letter is in one."""

STEP: Final = np.float32(2.0**-12)
"""Sums of these below 4,096 are exact in single precision; no word's letters reach so far."""


@dataclass(frozen=True)
class Expected:
    """What is learned of letters for a meeting: `absent` (source codes, letters) is the log chance of no such letter.

    `usual` (letters) is the share of target words that have the letter.
    """

    absent: Floats
    usual: Floats


@lru_cache(maxsize=32)
def expected(tables: Tables, meeting: Meeting) -> Expected:
    """Work out, from the table of a meeting, which letters each source letter brings."""
    pieces = tables.alphabets[meeting[1]].pieces
    single = tables.letter_numbers[meeting[1]]
    holds = np.zeros((len(pieces), LETTERS), np.float32)
    for at, piece in enumerate(pieces):
        holds[at, [single[letter] for letter in piece if letter in single]] = 1
    chance = np.exp(tables.alignments[meeting].emission[:, -len(pieces) :]) @ holds
    following = np.exp(tables.followed[meeting[1]][:-1, :-1]).mean(axis=0)
    usual = np.zeros(LETTERS, np.float32)
    usual[: len(following)] = 1 - (1 - following) ** USUAL_LETTERS
    return Expected(np.log1p(-np.clip(chance, 0, 1 - LEAST)), np.clip(usual, LEAST, 1 - LEAST))


def leanings(learned: Expected, words: Coded) -> Floats:
    """Say for each word, as a source, how much each letter's presence speaks for a target: (words, LETTERS + 1).

    The last column is what the absence of all letters says; all in nats against a usual word, in whole steps, so that
    their sums are exact in whatever order a product of matrices adds.
    """
    absent = np.zeros((len(words), LETTERS), np.float32)
    for place in range(int(words.source_length.max(initial=0))):
        absent += learned.absent[words.source[:, place]] * (words.source[:, place] > 0)[:, None]
    chance = np.clip(-np.expm1(absent), LEAST, 1 - LEAST)
    here = np.log(chance / learned.usual)
    gone = np.log((1 - chance) / (1 - learned.usual))
    found = np.concatenate([here - gone, gone.sum(axis=1, keepdims=True)], axis=1)
    return np.asarray(np.rint(found / STEP) * STEP, np.float32)


def presence(tables: Tables, script: Script, words: Coded) -> Floats:
    """Say for each word, as a target, which letters it has: (words, LETTERS + 1) of 0 and 1, the last always 1."""
    places = np.full(tables.alphabets[script].piece_size, LETTERS + 1, np.intp)
    numbers = tables.alphabets[script].piece_numbers
    for letter, place in tables.letter_numbers[script].items():
        places[numbers[letter]] = place
    found = np.zeros((len(words), LETTERS + 2), np.float32)
    found[np.arange(len(words))[:, None], places[words.pieces[:, 0]]] = 1
    found[:, LETTERS] = 1
    return found[:, :-1]
