"""Two worlds in one database: what is done in one is undone before the other begins, and what lies there is compared.

Ids and hashes are replaced by the order in which they appear, sealed bytes by their length: nothing else may differ.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db import transaction

from databases import restart_numbers, rows_as_written, tables

if TYPE_CHECKING:
    from collections.abc import Callable

Shape = dict[str, list[tuple[object, ...]]]

_ID = re.compile(r"[0-9a-f]{32}|[0-9a-f]{64}")


def shape_of(world: Callable[[], object]) -> Shape:
    """Do something, note the shape of every table of both databases, and undo it."""
    with transaction.atomic(), transaction.atomic(using="porch"):
        restart_numbers("default")
        restart_numbers("porch")
        world()
        found = shape()
        transaction.set_rollback(True)
        transaction.set_rollback(True, using="porch")
    return found


def shape() -> Shape:
    """The shape of every row of every table, in the order of writing, by raw SQL."""
    order: dict[str, int] = {}
    return {
        f"{database}.{table}": [
            tuple(_outline(value, order) for value in row) for row in rows_as_written(database, table)
        ]
        for database in ("default", "porch")
        for table in tables(database)
    }


def _outline(value: object, order: dict[str, int]) -> object:
    if isinstance(value, bytes):
        return ("bytes", len(value))
    if isinstance(value, str) and _ID.fullmatch(value):
        return ("id", order.setdefault(value, len(order)))
    return value
