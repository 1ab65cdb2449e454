"""Persons as columns of numbers, built once: which names, which kin, which birth; compared without a text in sight.

Both sides of a comparison share one vocabulary, so that equal texts have equal numbers. Rows are added at the end; a
person who changes gets a new row. It holds names in clear and must never outlive the index it was made for.
"""

from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from khabar.linkage.arrays import Lists, Rows
from khabar.linkage.forms import KIN, PLACES, Forms
from khabar.linkage.person import Person
from khabar.linkage.vocabulary import NOT_GIVEN, Vocabulary
from khabar.names.growing import Growing

__all__ = ["KIN", "NOT_GIVEN", "PLACES", "PersonColumns"]

SEXES = ("", "female", "male")
"""The sexes by their code; 0 is not given."""


class PersonColumns:
    """One row for each person put in, in that order; `persons` are those as given.

    `names`: numbers of the own names. `kin`, `places`: numbers in the order of KIN and PLACES. `births`,
    `nationalities`: numbers of the vocabulary. `fathers_words`: words of the own name that may be the father's.
    """

    def __init__(self, vocabulary: Vocabulary, persons: Iterable[Person] = ()) -> None:
        self.vocabulary = vocabulary
        self.persons: list[Person] = []
        self.names = Lists()
        self.fathers_words = Lists()
        self._numbers = Growing(np.int32, len(KIN) + len(PLACES) + 2)
        self._codes = Growing(np.int8, len(KIN) + 2)
        self.extend(persons)

    def __len__(self) -> int:
        return len(self.persons)

    def extend(self, persons: Iterable[Person]) -> range:
        """Add many people and give their rows; their names are read at once."""
        start, added = len(self.persons), list(persons)
        tidied = list(map(self.vocabulary.tidying.forms_of, added))
        numbers = self.vocabulary.read(
            name for forms in tidied for name in (*forms.names, *forms.fathers_words, *filter(None, forms.kin))
        )
        self.persons.extend(added)
        self.names.extend([[numbers[name] for name in forms.names] for forms in tidied])
        self.fathers_words.extend([[numbers[word] for word in forms.fathers_words] for forms in tidied])
        self._numbers.extend([self._numbered(*one, numbers) for one in zip(added, tidied, strict=True)])
        self._codes.extend([(*forms.kin_in_name, SEXES.index(forms.sex), forms.is_shortened) for forms in tidied])
        return range(start, len(self.persons))

    def _numbered(self, person: Person, forms: Forms, numbers: Mapping[str, int]) -> list[int]:
        vocabulary = self.vocabulary
        return [
            *(numbers[name] if name else NOT_GIVEN for name in forms.kin),
            *(vocabulary.places.number(getattr(person, field)) for field in PLACES),
            vocabulary.nationalities.number(person.nationality),
            vocabulary.births.number(forms.birth),
        ]

    @property
    def kin(self) -> NDArray[np.int32]:
        """Numbers of the kin's names, a column for each of KIN."""
        return self._numbers.view[:, : len(KIN)]  # type: ignore[return-value]  # made of this kind

    @property
    def kin_in_name(self) -> NDArray[np.int8]:
        """How each kin's name stands to the own name: see `forms`."""
        return self._codes.view[:, : len(KIN)]  # type: ignore[return-value]  # made of this kind

    @property
    def sexes(self) -> NDArray[np.int8]:
        """Codes of SEXES."""
        return self._codes.view[:, -2]  # type: ignore[return-value]  # made of this kind

    def names_given(self, rows: Rows) -> NDArray[np.int64]:
        """Say how many names these rows were given, without one that was shortened from them."""
        given: NDArray[np.int64] = self.names.counts(rows) - self._codes.view[rows, -1]
        return given

    @property
    def places(self) -> NDArray[np.int32]:
        """Numbers of the places, a column for each of PLACES."""
        return self._numbers.view[:, len(KIN) : -2]  # type: ignore[return-value]  # made of this kind

    @property
    def nationalities(self) -> NDArray[np.int32]:
        """Numbers of the nationalities."""
        return self._numbers.view[:, -2]  # type: ignore[return-value]  # made of this kind

    @property
    def births(self) -> NDArray[np.int32]:
        """Numbers of the births."""
        return self._numbers.view[:, -1]  # type: ignore[return-value]  # made of this kind

    def forget(self, row: int) -> None:
        """Drop a person's texts; the row stays, for others are counted by their place."""
        self.persons[row] = NOBODY


NOBODY: Final = Person("", "")
