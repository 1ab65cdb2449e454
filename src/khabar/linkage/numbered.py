"""Texts by number, each read once into a row of numbers: for places and nationalities.

Number 0 is a text that is not given. What is new is read in one go when it is next asked for. It holds texts in clear,
for as long as whoever made it lives.
"""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from khabar.text import normalise

Rows = TypeVar("Rows")


class NumberedTexts(Generic[Rows]):
    """Numbers for texts; texts that differ only in stray marks have one number."""

    def __init__(self, read: Callable[[Sequence[str]], Rows], join: Callable[[Rows, Rows], Rows]) -> None:
        """Take how texts are read into rows, and how the rows of later texts are joined to those before."""
        self._read, self._join = read, join
        self._numbers: dict[str, int] = {"": 0}
        self._as_given: dict[str, int] = {"": 0}
        self._texts = [""]
        self._rows = read([""])
        self._seen = 1

    def __len__(self) -> int:
        return len(self._texts)

    def number(self, text: str) -> int:
        """Give the number of a text, a new one if it was not seen before."""
        found = self._as_given.get(text)
        if found is None:
            tidy = normalise(text)
            found = self._numbers.get(tidy)
            if found is None:
                found = self._numbers[tidy] = len(self._texts)
                self._texts.append(tidy)
            self._as_given[text] = found
        return found

    def text(self, number: int) -> str:
        """Give the text of a number."""
        return self._texts[number]

    @property
    def rows(self) -> Rows:
        """What each text was read as, by number."""
        if self._seen < len(self._texts):
            self._rows = self._join(self._rows, self._read(self._texts[self._seen :]))
            self._seen = len(self._texts)
        return self._rows


def joined(earlier: NDArray[np.int16], later: NDArray[np.int16]) -> NDArray[np.int16]:
    """Join rows of numbers."""
    return np.concatenate([earlier, later])
