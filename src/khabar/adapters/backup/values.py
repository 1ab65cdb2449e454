"""One column's value as a plain one that every engine knows, and back; and the digest of a table's rows."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import BinaryField, DateField, DateTimeField

from khabar.vault import canonical
from khabar.vault.errors import Malformed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import Field

_DIGEST_BITS = 256
DIGEST_BYTES = _DIGEST_BITS // 8


def plain(value: object) -> object:
    """Give a value as what canonical CBOR takes: moments in UTC and days as ISO texts, bytes as bytes."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, memoryview):
        return bytes(value)
    return value


def restored(field: Field[Any, Any], value: object) -> object:
    """Give a plain value as the column takes it; Malformed where it is of another kind."""
    if value is None:
        return None
    try:
        if isinstance(field, DateTimeField):
            return datetime.fromisoformat(_text(value))
        if isinstance(field, DateField):
            return date.fromisoformat(_text(value))
    except ValueError as problem:
        raise Malformed("a day or a moment is none") from problem
    if isinstance(field, BinaryField) and not isinstance(value, bytes):
        raise Malformed("a column of bytes holds something else")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Malformed("a day or a moment is none")
    return value


class RowDigest:
    """The digest of a table's rows, whatever their order."""

    def __init__(self) -> None:
        self._sum = 0
        self.rows = 0

    def add(self, row: Sequence[object]) -> None:
        """Count one row in, given as plain values."""
        self._sum += int.from_bytes(hashlib.sha256(canonical.encode(list(row))).digest(), "big")
        self.rows += 1

    def value(self) -> bytes:
        """Give the digest of all rows so far."""
        return (self._sum % (1 << _DIGEST_BITS)).to_bytes(DIGEST_BYTES, "big")
