"""Texts by number: equal texts have equal numbers, so that columns hold numbers and each text is read once.

Names go to the lexicon of `khabar.names`; births, places and nationalities to the libraries beside this one.
It holds names in clear, in memory alone, and must never outlive the index or the comparison it was made for.
"""

from collections.abc import Iterable
from dataclasses import fields
from typing import Final

import numpy as np
from numpy.typing import NDArray

from khabar.linkage.arrays import Numbers
from khabar.linkage.born import NumberedBirths
from khabar.linkage.forms import Tidying
from khabar.linkage.nationalities import nationality_numbers
from khabar.linkage.numbered import NumberedTexts, joined
from khabar.linkage.places import PlaceColumns
from khabar.names import Lexicon
from khabar.names.growing import Growing
from khabar.names.whole import scores as scores_of

NOT_GIVEN: Final = -1
"""The number of a kin's name that is not given; births, places and nationalities not given have number 0."""
_HIGHEST_NUMBER: Final = 1 << 32


class Vocabulary:
    """Numbers for the texts of persons; both sides of a comparison share one."""

    def __init__(self) -> None:
        self.tidying = Tidying()
        self.lexicon = Lexicon()
        self.births = NumberedBirths()
        self.places = NumberedTexts(PlaceColumns.of, _with_later_places)
        self.nationalities = NumberedTexts(nationality_numbers, joined)
        self._names: list[str] = []
        self._place_names = Growing(np.int32)

    def name(self, text: str) -> int:
        """Give the number of a name, or of a word of one."""
        number = int(self.lexicon.number_of(text))
        if number == len(self._names):
            self._names.append(text)
        return number

    def read(self, texts: Iterable[str]) -> dict[str, int]:
        """Give many names their numbers at once, in the order in which they come; far quicker than one by one."""
        asked = list(dict.fromkeys(texts))
        numbers, known = dict(zip(asked, self.lexicon.numbers_of(asked).tolist(), strict=True)), len(self._names)
        self._names.extend(text for text, number in numbers.items() if number >= known)
        return numbers

    def text(self, number: int) -> str:
        """Give the name of a number."""
        return self._names[number]

    def words_of(self, name: int) -> list[int]:
        """Give the words of a name by number, those that neighbours make as one left out."""
        words = self.lexicon.rows_of(np.array([name]))[0]
        found: list[int] = words[words >= 0].tolist()
        return found

    def names_of_places(self, places: Numbers) -> Numbers:
        """Give places as names, to compare their spelling."""
        for number in range(len(self._place_names), len(self.places)):
            self._place_names.add(self.name(self.places.text(number)))
        found: Numbers = self._place_names.view[places]  # type: ignore[assignment]  # made of this kind
        return found

    def scores(self, one: Numbers, other: Numbers) -> NDArray[np.float64]:
        """Score pairs of names, each pair once however often it is asked, and the same both ways."""
        low, high = np.minimum(one, other).astype(np.int64), np.maximum(one, other).astype(np.int64)
        keys, places = np.unique(low * _HIGHEST_NUMBER + high, return_inverse=True)
        scores: NDArray[np.float64] = scores_of(self.lexicon, keys // _HIGHEST_NUMBER, keys % _HIGHEST_NUMBER)
        return scores[places]

    def make_ready(self) -> None:
        """Read everything that has a number and was not read yet."""
        _ = self.births.columns, self.places.rows, self.nationalities.rows


def _with_later_places(earlier: PlaceColumns, later: PlaceColumns) -> PlaceColumns:
    cells = {one.name: (getattr(earlier, one.name), getattr(later, one.name)) for one in fields(PlaceColumns)}
    return PlaceColumns(**{name: np.concatenate(both, axis=-1) for name, both in cells.items()})
