"""Columns of numbers as an Arrow table, the form in which Splink takes them. pyarrow comes with Splink, an extra.

It must never hold a text, nor be kept longer than the engine that was given it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from khabar.adapters.engines.extras import part
from khabar.linkage.ragged import Ragged

if TYPE_CHECKING:
    from khabar.linkage.ragged import Ints
    from khabar.linkage.rough_columns import Column, Columns


def arrow_table(columns: Columns, people: Ints | None = None) -> Any:  # noqa: ANN401 a part without types
    """Make a table; `people` says of each row whose it is, and becomes a column of its own."""
    arrow = part("pyarrow")
    cells = {name: _array(arrow, column) for name, column in columns.items()}
    nobody = arrow.nulls(len(cells["unique_id"]), arrow.int64())
    return arrow.table({**cells, "person": nobody if people is None else arrow.array(people)})


def _array(arrow: Any, column: Column) -> Any:  # noqa: ANN401 a part without types
    if isinstance(column, Ragged):
        ends = np.concatenate([np.zeros(1, np.int64), np.cumsum(column.counts)]).astype(np.int32)
        return arrow.ListArray.from_arrays(arrow.array(ends), arrow.array(column.values))
    return arrow.array(column.values, mask=~column.given)
