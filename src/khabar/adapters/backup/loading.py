"""Loading a backup into two empty databases and a folder.

Databases are brought to the state the backup has, then filled, row by row as it stands in the file; only afterwards do
they go on to the newest state. Each database is filled in one transaction, settled only once the file has been read to
its end and its signature has held.
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Self

from django.core.management.color import no_style
from django.db import connections, transaction

from khabar.adapters.backup.tables import DATABASES, migrate_to, tables_of
from khabar.adapters.backup.values import restored
from khabar.vault.errors import Malformed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

    from django.db.models import Field

    from khabar.adapters.backup.tables import Table
    from khabar.adapters.backup.walking import Header

_AT_ONCE = 200


class Loading:
    """What a restore does while it walks through a backup; leaving it with an error takes everything back.

    `prepare` is called with the header before anything is written, and gives the path of each file by its name in the
    backup, or None for one that has no place.
    """

    def __init__(
        self,
        prepare: Callable[[Header], Callable[[str], Path | None]],
        progress: Callable[[str, int], None] = lambda _what, _rows: None,
    ) -> None:
        self._prepare, self._progress = prepare, progress
        self._place: Callable[[str], Path | None] = lambda _name: None
        self._tables: dict[tuple[str, str], Table] = {}
        self._here: Table | None = None
        self._fields: list[Field[Any, Any]] = []
        self._file: Any = None
        self._loaded = 0
        self._open = ExitStack()
        self.expected: dict[tuple[str, str], tuple[int, bytes]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Settle both databases, or take back what was loaded."""
        if self._file is not None:
            self._file.close()
        self._open.__exit__(kind, error, trace)

    def begin(self, header: Header) -> None:
        """Make both databases ready for the tables of this backup."""
        self._place = self._prepare(header)
        if set(header.heads) != set(DATABASES):
            raise Malformed("a backup has one house and one porch")
        for database, alias in DATABASES.items():
            migrate_to(alias, header.heads[database])
        for database, alias in DATABASES.items():
            self._open.enter_context(transaction.atomic(using=alias))
            for table in tables_of(database, header.heads[database]):
                self._tables[database, table.label] = table
                _empty(table, alias)

    def table(self, database: str, label: str, columns: Sequence[str]) -> None:
        """Find the table, with exactly these columns."""
        table = self._tables.get((database, label))
        if table is None or sorted(table.columns) != sorted(columns):
            raise Malformed(f"the table {label} is not one of that version")
        by_name = {field.attname: field for field in table.fields}
        self._here, self._fields = table, [by_name[column] for column in columns]

    def rows(self, rows: Sequence[Sequence[object]]) -> None:
        """Insert rows as they stand."""
        if self._here is None:
            raise Malformed("rows without a table")
        model, names = self._here.model, [field.attname for field in self._fields]
        made = [
            model(**{name: restored(field, value) for name, field, value in zip(names, self._fields, row, strict=True)})
            for row in rows
        ]
        rows_of = model._base_manager.using(DATABASES[self._here.database])  # noqa: SLF001 - Django's own name for a public part
        rows_of.bulk_create(made, batch_size=_AT_ONCE)
        self._loaded += len(made)

    def table_end(self, rows: int, digest: bytes) -> None:
        """Note what the table must hold."""
        if self._here is not None:
            self.expected[self._here.database, self._here.label] = (rows, digest)
            self._progress(f"{self._here.database}: {self._here.label}", self._loaded)

    def file(self, name: str) -> None:
        """Open the file, for its owner alone."""
        path = self._place(name)
        if path is None:
            raise Malformed(f"a file of the backup has no place here: {name!r}")
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._file = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")

    def part(self, data: bytes) -> None:
        """Write the next bytes."""
        self._file.write(data)

    def file_end(self) -> None:
        """Finish the file; on the disk before anything else is done."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def require_whole(self) -> None:
        """Raise Malformed where a table of the schema is missing from the backup."""
        missing = [f"{database}: {label}" for database, label in self._tables if (database, label) not in self.expected]
        if missing:
            raise Malformed(f"tables are missing from this backup: {', '.join(missing)}")


def settle(heads: Mapping[str, Sequence[tuple[str, str]]]) -> None:
    """Check every relation, and let numbers that the databases give go on behind those that were loaded."""
    for database, alias in DATABASES.items():
        connection = connections[alias]
        connection.check_constraints()
        models = [table.model for table in tables_of(database, tuple(heads[database]))]
        statements = connection.ops.sequence_reset_sql(no_style(), models)
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)


def _empty(table: Table, alias: str) -> None:
    """Take out what migrations may have put in: the backup brings its own."""
    model = table.model
    model._base_manager.using(alias).all()._raw_delete(alias)  # noqa: SLF001 - nothing hangs on these rows yet
