"""People of whom each is compared with whoever is asked for: nobody is left out for being one of too many.

For short lists that strangers can make long on purpose. The index beside this looks at the likeliest alone, so there a
hundred who are likelier push one aside. It holds names in clear. Not safe for several threads at once.
"""

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from khabar.linkage.columns import PersonColumns
from khabar.linkage.index import Terms, best_of
from khabar.linkage.name_weights import Sides
from khabar.linkage.parameters import FROZEN, Model
from khabar.linkage.person import Person
from khabar.linkage.vocabulary import Vocabulary

AT_ONCE: Final = 200_000
"""Pairs compared together: some tens of megabytes."""


class Everybody:
    """A list of people. `min_probability` and `prior` say who is like somebody, as for the index."""

    def __init__(
        self, persons: Iterable[Person], *, min_probability: float, prior: float, model: Model = FROZEN
    ) -> None:
        self._columns = PersonColumns(Vocabulary(), persons)
        self._terms = Terms(max(len(self._columns), 1), min_probability, prior)
        self._model = model

    def like(self, persons: Sequence[Person]) -> list[tuple[Person, ...]]:
        """Give, for each of these people, all who may be the same person, the likeliest first."""
        if not len(self._columns):
            return [() for _ in persons]
        some = max(AT_ONCE // len(self._columns), 1)
        return [each for start in range(0, len(persons), some) for each in self._like(persons[start : start + some])]

    def _like(self, persons: Sequence[Person]) -> list[tuple[Person, ...]]:
        asked, ours = PersonColumns(self._columns.vocabulary, persons), np.arange(len(self._columns))
        sides = Sides(asked, self._columns, np.repeat(np.arange(len(asked)), len(ours)), np.tile(ours, len(asked)))
        found = best_of(sides, self._terms, self._model)
        told: list[list[Person]] = [[] for _ in persons]
        for at, row in zip(found.asked.tolist(), found.rows.tolist(), strict=True):
            told[at].append(self._columns.persons[row])
        return [tuple(one) for one in told]
