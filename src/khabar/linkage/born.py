"""Distinct births by number, written as columns, with room to grow so that one more costs no copy of all.

Number 0 is a birth that is not given. It must never compare: that is `khabar.linkage.births`.
"""

from dataclasses import fields
from typing import Final

import numpy as np
from numpy.typing import NDArray

from khabar.linkage.birth_columns import BirthColumns
from khabar.linkage.person import Birth

_FIRST_ROOM: Final = 16
_FIELDS: Final = tuple(one.name for one in fields(BirthColumns))


class NumberedBirths:
    """Numbers for births, equal births one. New ones are written as columns when they are next asked for."""

    def __init__(self) -> None:
        self._numbers: dict[Birth | None, int] = {None: 0}
        self._waiting: list[Birth | None] = [None]
        self._length = 0
        self._cells: dict[str, NDArray[np.generic]] = {}

    def number(self, birth: Birth | None) -> int:
        """Give the number of a birth, a new one if it was not seen before."""
        found = self._numbers.get(birth)
        if found is None:
            found = self._numbers[birth] = len(self._numbers)
            self._waiting.append(birth)
        return found

    @property
    def columns(self) -> BirthColumns:
        """All births by number."""
        if self._waiting:
            self._write(BirthColumns.of(self._waiting))
            self._waiting = []
        return BirthColumns(**{name: cells[..., : self._length] for name, cells in self._cells.items()})  # type: ignore[arg-type]  # cells of its own making

    def _write(self, births: BirthColumns) -> None:
        end = self._length + len(births)
        for name in _FIELDS:
            new: NDArray[np.generic] = getattr(births, name)
            cells = self._with_room(self._cells.get(name), new, end)
            cells[(*map(slice, new.shape[:-1]), slice(self._length, end))] = new
            self._cells[name] = cells
        self._length = end

    def _with_room(self, cells: NDArray[np.generic] | None, new: NDArray[np.generic], end: int) -> NDArray[np.generic]:
        """Give cells at least as deep as the new ones and with room up to the end."""
        if cells is None:
            return np.zeros((*new.shape[:-1], max(end, _FIRST_ROOM)), new.dtype)
        depth = tuple(map(max, cells.shape[:-1], new.shape[:-1]))
        if depth == cells.shape[:-1] and end <= cells.shape[-1]:
            return cells
        grown = np.zeros((*depth, max(2 * cells.shape[-1], end)), cells.dtype)
        grown[(*map(slice, cells.shape[:-1]), slice(self._length))] = cells[..., : self._length]
        return grown
