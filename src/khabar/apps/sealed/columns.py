"""One column that hangs on class keys, as the app that owns it describes it.

Only blobs pass through here: the id of a key is read from a blob's head, and nothing inside is ever looked at.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import BinaryField, Count
from django.db.models.functions import Cast, Substr

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from django.db.models import Model, QuerySet

    from khabar.vault.keys import KeyClass

_ID_AT, _ID_BYTES = 2, 8
"""Where a blob names its key, counted from 1 as databases do (see vault.seals)."""
_LONGEST = 1 << 20
"""Bytes of one blob that are ever read; nothing of ours is longer."""


class Form(Enum):
    """How a column hangs on a class key: a case's own key wrapped with it, or something sealed to its public half."""

    CASE_KEY = "case key"
    SEALED = "sealed"


@dataclass(frozen=True, slots=True)
class Blob:
    """One value of a column: whose row, and the bytes as they lie there."""

    row: str | int
    sealed: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class KeyedColumn:
    """A column under keys of one class. `of_rows` chooses the rows where a column is shared among classes.

    `is_open_to_strangers`: whoever has the porch could have written there, so a blob may name a key that never made it.
    """

    model: type[Model]
    column: str
    key_class: KeyClass
    form: Form = Form.SEALED
    database: str = "default"
    of_rows: Mapping[str, Any] = field(default_factory=dict)
    is_open_to_strangers: bool = False

    @property
    def name(self) -> str:
        """Name the column for a person: the table, with its database where that is the porch."""
        table = f"{self.model._meta.db_table}.{self.column}"  # noqa: SLF001 - Django's own name for a public part
        return table if self.database == "default" else f"{self.database}:{table}"

    def counts(self) -> dict[str, int]:
        """Count the rows that hang on each key, by key id."""
        found = self._keyed().values("key_read").annotate(rows=Count("pk")).values_list("key_read", "rows")
        return {bytes(key).hex(): rows for key, rows in found if key is not None and len(bytes(key)) == _ID_BYTES}

    def under(self, key_ids: Collection[str], *, most: int) -> Iterator[Sequence[Blob]]:
        """Give the blobs that name one of these keys, so many at a time, in the order of their rows, each row once."""
        wanted = self._keyed().filter(key_read__in=[bytes.fromhex(one) for one in key_ids]).order_by("pk")
        seen: dict[str, Any] = {}
        while rows := list(wanted.filter(**seen).values_list("pk", "blob_read")[:most]):
            yield [Blob(row, bytes(blob)) for row, blob in rows]
            seen = {"pk__gt": rows[-1][0]}

    def put(self, changed: Collection[tuple[Blob, bytes]]) -> int:
        """Replace these blobs in one short transaction, each only where it still stands; return how many did.

        What somebody erased, finished or changed in the meantime stays as he left it.
        """
        rows = self.model._default_manager.using(self.database)  # noqa: SLF001 - Django's own name for a public part
        with transaction.atomic(using=self.database):
            return sum(
                rows.filter(pk=old.row, **{self.column: old.sealed}).update(**{self.column: new})
                for old, new in changed
            )

    def _keyed(self) -> QuerySet[Any, Any]:
        """Annotate each row with its blob as bytes and the key it names: a stranger's row may hold anything."""
        rows = self.model._default_manager.using(self.database).filter(**self.of_rows)  # noqa: SLF001 - the same
        head = Cast(Substr(self.column, _ID_AT, _ID_BYTES), BinaryField())
        whole = Cast(Substr(self.column, 1, _LONGEST), BinaryField())
        found: QuerySet[Any, Any] = rows.annotate(key_read=head, blob_read=whole)
        return found
