"""The sealed columns of one row: plain maps, written canonically, under the row's own data key.

A row's key comes wrapped under a class key (`vault.cases`); here it seals and opens each column for that row alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from khabar.vault.canonical import encode, read_back
from khabar.vault.errors import Malformed
from khabar.vault.keys import key_id_of
from khabar.vault.seals import Context, seal, unseal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from khabar.vault.keys import Random

SCHEMA = 1
SIZES = (4096, 16384, 65536, 262144)
"""Padded bytes: nearly every column falls into the first, so that a size tells no state and no decision."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row of one table with its data key."""

    table: str
    row: str
    key: bytes = field(repr=False)

    def seal(self, column: str, value: Mapping[str, object], *, random: Random, sizes: Sequence[int] = SIZES) -> bytes:
        """Seal a plain map into one column of this row, padded to the first of these sizes that holds it."""
        return seal(self.key, encode(dict(value)), self._context(column), random=random, pad_to=sizes)

    def open(self, column: str, blob: bytes) -> dict[str, object]:
        """Open a column of this row; raises Tampered for anything that was not sealed for exactly this place."""
        value = read_back(unseal(self.key, blob, self._context(column)))
        if not isinstance(value, dict):
            raise Malformed("a sealed column holds a map")
        return cast("dict[str, object]", value)

    def _context(self, column: str) -> Context:
        return Context(self.table, self.row, column, key_id_of(self.key), SCHEMA)
