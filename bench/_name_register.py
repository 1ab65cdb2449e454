"""A register of distinct Latin full names of any size, and names in all scripts that are sought in it.

1. Words of all scripts are drawn by count, each with a Latin form it is seen with. 2. Names that are the same
in plain letters are kept once. 3. A sought name is a register name in its own script, or in another Latin spelling.
A record is right when its Latin form, in plain letters, is the one the sought name was composed with.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from bench._name_pairs import Integers, romanised
from bench.name_data import WORDS, Word
from numpy.typing import NDArray

_AT_ONCE: Final = 50_000
_LONGEST: Final = 4


@dataclass(frozen=True)
class Sought:
    """A name asked for, and the place of the record that is right."""

    name: str
    place: int


@dataclass(frozen=True)
class Register:
    """Distinct names, and those sought by the script they are written in."""

    names: Sequence[str]
    sought: Mapping[str, Sequence[Sought]]


class _Drawn:
    """Draws words of one script by count, all at once."""

    def __init__(self, words: Sequence[Word]) -> None:
        rows = [(word, latin, count) for word in words for latin, count in word.latin.items()]
        self.native = [word.native for word, _, _ in rows]
        self.latin = [latin for _, latin, _ in rows]
        self._forms = [list(word.latin) for word, _, _ in rows]
        self._upto = np.cumsum([count for _, _, count in rows])

    def rows(self, random: np.random.Generator, lengths: Sequence[int], size: int) -> tuple[Integers, Integers]:
        """Draw names as rows of words and their lengths, equally likely among those given."""
        places = np.searchsorted(self._upto, random.integers(0, self._upto[-1], (size, _LONGEST)), "right")
        return places, random.choice(np.array(lengths), size)

    def other_latin(self, row: int, random: np.random.Generator) -> str:
        """Draw another Latin form of the same written form, each as likely; the same when there is none."""
        others = [form for form in self._forms[row] if form != self.latin[row]] or [self.latin[row]]
        return others[int(random.integers(len(others)))]


def register(by_script: Mapping[str, Sequence[Word]], size: int, queries: int, seed: int) -> Register:
    """Compose a register of so many names and so many sought ones in each script."""
    random = np.random.default_rng(seed)
    drawn = {script: _Drawn(words) for script, words in by_script.items()}
    names, origin = _distinct(drawn, size, random)
    sought: dict[str, list[Sought]] = {script: [] for script in (*drawn, "latin")}
    for place in random.permutation(size).tolist():
        script, rows = origin[place]
        if len(sought[script]) < queries:
            sought[script].append(Sought(" ".join(drawn[script].native[row] for row in rows), place))
        elif len(sought["latin"]) < queries:
            name = " ".join(drawn[script].other_latin(row, random) for row in rows)
            if romanised(name) != romanised(names[place]):
                sought["latin"].append(Sought(name, place))
        elif all(len(found) >= queries for found in sought.values()):
            break
    return Register(names, sought)


def _distinct(
    drawn: Mapping[str, _Drawn], size: int, random: np.random.Generator
) -> tuple[list[str], list[tuple[str, NDArray[np.int64]]]]:
    """Draw until so many different names are there, as many of each script as of the next."""
    names: list[str] = []
    origin: list[tuple[str, NDArray[np.int64]]] = []
    seen: set[str] = set()
    share = -(-size // len(drawn))
    for script, words in drawn.items():
        full = min(size, len(names) + share)
        while len(names) < full:
            before = len(names)
            for places, length in zip(*words.rows(random, WORDS[script], _AT_ONCE), strict=True):
                name = " ".join(words.latin[at] for at in places[:length])
                plain = romanised(name)
                if plain not in seen and len(names) < full:
                    seen.add(plain)
                    names.append(name)
                    origin.append((script, places[:length]))
            if len(names) == before:
                raise ValueError(f"there are too few words in {script} letters for so many names")
    return names, origin
