"""Making the frames of a backup: rows of both databases, then the files beside them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from khabar.adapters.backup.tables import ROWS_LEFT_OUT, heads_of, tables_of
from khabar.adapters.backup.values import RowDigest, plain
from khabar.vault import canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from khabar.adapters.backup.tables import Table

FORMAT = 1
FIRST = "khabar backup"
_ROWS_READ = 500
_BATCH_BYTES = 1 << 20
_FILE_PART = 1 << 20


@dataclass(frozen=True)
class Moment:
    """Everything of an installation at one moment: where each database is read, and the files beside them by name."""

    aliases: Mapping[str, str]
    files: Mapping[str, Path]


def frames(
    moment: Moment, header: Mapping[str, Any], progress: Callable[[str, int], None] = lambda _what, _rows: None
) -> Iterator[list[Any]]:
    """Give the frames of a backup one by one; `header` is completed with the form and the schema of each database."""
    heads = {database: heads_of(alias) for database, alias in moment.aliases.items()}
    schema = {database: [list(one) for one in found] for database, found in heads.items()}
    yield [FIRST, {**header, "format": FORMAT, "heads": schema}]
    tables, rows = 0, 0
    for database, alias in moment.aliases.items():
        for table in tables_of(database, heads[database]):
            for frame in table_frames(table, alias):
                yield frame
                if frame[0] == "table end":
                    tables, rows = tables + 1, rows + frame[1]
                    progress(f"{database}: {table.label}", rows)
    for name, path in sorted(moment.files.items()):
        yield from _file_frames(name, path)
    yield ["done", tables, rows, len(moment.files)]


def table_frames(table: Table, alias: str) -> Iterator[list[Any]]:
    """Give the frames of one table, a batch of rows at a time."""
    yield ["table", table.database, table.label, table.columns]
    digest, batch, size = RowDigest(), [], 0
    for row in _rows_of(table, alias):
        digest.add(row)
        batch.append(row)
        size += len(canonical.encode(row))
        if size >= _BATCH_BYTES:
            yield ["rows", batch]
            batch, size = [], 0
    if batch:
        yield ["rows", batch]
    yield ["table end", digest.rows, digest.value()]


def table_digest(table: Table, alias: str) -> tuple[int, bytes]:
    """Count the rows of a table, and give their digest."""
    digest = RowDigest()
    for row in _rows_of(table, alias):
        digest.add(row)
    return digest.rows, digest.value()


def _rows_of(table: Table, alias: str) -> Iterator[list[object]]:
    if table.label in ROWS_LEFT_OUT:
        return
    rows = table.model._base_manager.using(alias).order_by("pk")  # noqa: SLF001 - Django's own name for a public part
    for row in rows.values_list(*table.columns).iterator(chunk_size=_ROWS_READ):
        yield [plain(value) for value in row]


def _file_frames(name: str, path: Path) -> Iterator[list[Any]]:
    yield ["file", name]
    hashed, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while part := file.read(_FILE_PART):
            hashed.update(part)
            size += len(part)
            yield ["bytes", part]
    yield ["file end", size, hashed.digest()]
