"""The learned tables of one version of name comparison, read from its file in khabar.data.

A version is frozen once used: a better one is a new file beside it, never a change of this one.
It must never hold a list of names: letters, pieces of at most three letters and numbers are all there is.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Final, cast

import numpy as np
from numpy.typing import NDArray

from khabar.data import opened_name_model
from khabar.names.alignment import Alignment
from khabar.names.letters import WIDTH, Alphabet, Coded
from khabar.text import Script

Floats = NDArray[np.float32]
Meeting = tuple[Script, Script]
"""Scripts of two words, in the order of RANK: what is poorer in vowels is the source."""

RANK: Final = {Script.ARABIC: 0, Script.HEBREW: 1, Script.CYRILLIC: 2, Script.LATIN: 3}
SEPARATOR: Final = "|"
AT_ONCE: Final = 8192
"""Rows that a network reads at once, so that its arrays stay in the processor's cache."""


@dataclass(frozen=True)
class Layer:
    """One layer of a small network: weights (inputs, outputs) and a bias."""

    weights: Floats
    bias: Floats

    def __call__(self, values: Floats) -> Floats:
        """Give the outputs (outputs, rows) of inputs (inputs, rows), added up input by input.

        A product of matrices would add in an order that depends on how many rows there are.
        """
        found = np.repeat(self.bias[:, None], values.shape[1], axis=1)
        share = np.empty_like(found)
        for weights, row in zip(self.weights, values, strict=True):
            found += np.multiply(weights[:, None], row, out=share)
        return found


@dataclass(frozen=True)
class Network:
    """A small network over measures: scaled, bent between its layers by tanh, one number out."""

    mean: Floats
    scale: Floats
    layers: tuple[Layer, ...]

    def __call__(self, measures: Floats) -> Floats:
        """Give one logit for each row of measures, the same to the last bit whatever other rows are asked with it."""
        found = np.zeros(len(measures), np.float32)
        for start in range(0, len(measures), AT_ONCE):
            found[start : start + AT_ONCE] = self._logits(measures[start : start + AT_ONCE])
        return found

    def _logits(self, measures: Floats) -> Floats:
        values = np.ascontiguousarray(((measures - self.mean) / self.scale).T)
        for layer in self.layers[:-1]:
            values = np.tanh(layer(values))
        return cast("Floats", self.layers[-1](values)[0])


@dataclass(frozen=True, eq=False)
class Tables:
    """Everything learned: alphabets, alignments by meeting, letter pairs, the networks for words and whole names.

    `curves` tell what a network's log odds were found to mean (said, true). `limits` bound weights, in nats, and say
    which share of people are namesakes at least. `followed` (letters + 1, letters + 1), by script, is the log
    probability of a letter after another; the last row and column stand for the edge of a word. `held` are written
    forms whose attested spellings are held back, so that a bench can ask about names the program does not know.
    """

    version: str
    prior: float
    alphabets: Mapping[Script, Alphabet]
    alignments: Mapping[Meeting, Alignment]
    followed: Mapping[Script, Floats]
    words: Mapping[Meeting, Network]
    whole: Mapping[str, Network]
    curves: Mapping[str, Floats]
    limits: Mapping[str, float]
    held: frozenset[str] = frozenset()

    @cached_property
    def letter_numbers(self) -> Mapping[Script, Mapping[str, int]]:
        """Number of each single letter of a script, for `followed`."""
        return {
            script: {letter: at for at, letter in enumerate(alphabet.letters)}
            for script, alphabet in self.alphabets.items()
        }

    def surprise(self, words: Coded, script: Script) -> Floats:
        """Say how unlikely words are among the words of their script, letter after letter: minus a natural log."""
        alphabet, followed = self.alphabets[script], self.followed[script]
        edge = len(alphabet.letters)
        letter_of = np.full(alphabet.piece_size, edge, np.intp)
        letter_of[[alphabet.piece_numbers[letter] for letter in alphabet.letters]] = np.arange(edge)
        letters = np.full((len(words), WIDTH + 2), edge, np.intp)
        letters[:, 1:-1] = letter_of[words.pieces[:, 0]]
        found = np.zeros(len(words), np.float32)
        for place in range(WIDTH + 1):
            found -= followed[letters[:, place], letters[:, place + 1]] * (place <= words.length)
        return found


@lru_cache(maxsize=4)
def tables_of(version: str) -> Tables:
    """Read a version; one that is not there raises FileNotFoundError."""
    with opened_name_model(version) as file, np.load(file, allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files}
    told = cast("dict[str, Any]", json.loads(str(arrays["told"])))  # our own file; its shape is tested
    return Tables(
        version=told["version"],
        prior=told["prior"],
        alphabets={Script(name): _alphabet(name, arrays) for name in told["scripts"]},
        alignments={_meeting(name): _alignment(name, arrays) for name in told["meetings"]},
        followed={Script(name): _floats(arrays[f"followed {name}"]) for name in told["scripts"]},
        words={_meeting(name): _network(f"words {name}", arrays) for name in told["meetings"]},
        whole={name: _network(f"whole {name}", arrays) for name in told["groups"]},
        curves={name: _floats(arrays[f"curve {name}"]) for name in told["groups"]},
        limits=told["limits"],
    )


def name_of(meeting: Meeting) -> str:
    """Name a meeting of scripts as the file does."""
    return f"{meeting[0].value}-{meeting[1].value}"


def _meeting(name: str) -> Meeting:
    source, _, target = name.partition("-")
    return Script(source), Script(target)


def _alphabet(name: str, arrays: Mapping[str, NDArray[Any]]) -> Alphabet:
    sources, pieces = (str(arrays[f"{kind} {name}"]).split(SEPARATOR) for kind in ("sources", "pieces"))
    return Alphabet(Script(name), tuple(sources), tuple(pieces))


def _alignment(name: str, arrays: Mapping[str, NDArray[Any]]) -> Alignment:
    emission = _floats(arrays[f"emission {name}"])
    return Alignment(emission, _floats(arrays[f"insertion {name}"]), emission.max(axis=1))


def _network(name: str, arrays: Mapping[str, NDArray[Any]]) -> Network:
    layers: list[Layer] = []
    while f"{name} weights {len(layers)}" in arrays:
        at = len(layers)
        layers.append(Layer(_floats(arrays[f"{name} weights {at}"]), _floats(arrays[f"{name} bias {at}"])))
    return Network(_floats(arrays[f"{name} mean"]), _floats(arrays[f"{name} scale"]), tuple(layers))


def _floats(array: NDArray[Any]) -> Floats:
    return np.ascontiguousarray(array, np.float32)
