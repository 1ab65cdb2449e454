"""Counting what hangs on class keys, column by column, with the keys at hand.

A blob from outside may name a key that never made it: with the keys at hand that is noise, and holds no key in use.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from khabar.apps.installed import modules
from khabar.apps.sealed.columns import Form
from khabar.vault import canonical
from khabar.vault.cases import unwrap_case_key
from khabar.vault.errors import Malformed, VaultError
from khabar.vault.keys import KeyClass
from khabar.vault.seals import key_id_in, unseal_with

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from khabar.apps.sealed.columns import Blob, KeyedColumn
    from khabar.vault.keys import ClassKey
    from khabar.vault.unlocked import Unlocked

SEALED_COLUMNS = "sealed_columns"
"""The module in which an app names its columns under class keys."""

BATCH = 200
"""Rows read at once, and replaced in one transaction: a few milliseconds in which others wait."""

_LETTER_CARRIERS = {"intake_submission", "registry_arrival", "rounds_unreadable"}
"""Tables in which a letter travels inside something else; its writer signed it, so it cannot be sealed anew there."""


@dataclass(frozen=True, slots=True)
class Use:
    """How many rows of one column hang on one key. `noise`: rows that name the key and were never made with it."""

    where: str
    key_class: KeyClass
    key_id: str
    rows: int
    noise: int = 0


def columns_of(classes: Collection[KeyClass]) -> list[KeyedColumn]:
    """List every column of this house that hangs on one of these key classes; a test holds it against all tables."""
    columns = (column for named in modules(SEALED_COLUMNS) for column in named.COLUMNS)
    return [column for column in columns if column.key_class in classes]


def uses_of(key: ClassKey, *, keys: Unlocked) -> list[Use]:
    """Count, now, what needs this key to be opened, letters inside of what just came in too; none: it may go."""
    found = [_use(column, key, rows) for column in columns_of([key.key_class]) if (rows := _rows(column, key))]
    if key.key_class is KeyClass.LETTERS and (inside := sum(1 for _ in _letters_inside(key, keys))):
        found.append(Use("letters in what waits for a round", key.key_class, key.key_id, inside))
    return found


def uses_of_older_keys(keys: Unlocked) -> list[Use]:
    """Count what hangs on each key of this keyring that is not the current one of its class."""
    return [
        use for key in keys.class_keys if key.key_id != keys[key.key_class].key_id for use in uses_of(key, keys=keys)
    ]


def uses_of_missing_keys(keys: Unlocked) -> list[Use]:
    """Count rows of our own writing that name a key which this keyring does not hold: an older keyring was put back."""
    return [
        Use(column.name, column.key_class, key_id, rows)
        for column in columns_of(tuple(keys))
        if not column.is_open_to_strangers
        for key_id, rows in column.counts().items()
        if key_id not in keys.key_ids(column.key_class)
    ]


def opens(column: KeyedColumn, key: ClassKey, blob: Blob) -> bool:
    """Tell whether a key opens a blob that names it."""
    try:
        if column.form is Form.CASE_KEY:
            unwrap_case_key(key, bytes.fromhex(str(blob.row)), blob.sealed)
        else:
            unseal_with(key.private, blob.sealed)
    except VaultError:
        return False
    return True


def _rows(column: KeyedColumn, key: ClassKey) -> int:
    return column.counts().get(key.key_id, 0) if column.key_class is key.key_class else 0


def _use(column: KeyedColumn, key: ClassKey, rows: int) -> Use:
    """Tell users from noise where strangers write; in tables of our own a blob that is damaged counts as a user."""
    users = rows
    if column.is_open_to_strangers:
        named = (blob for batch in column.under([key.key_id], most=BATCH) for blob in batch)
        users = sum(1 for blob in named if opens(column, key, blob))
    return Use(column.name, key.key_class, key.key_id, users, max(0, rows - users))


def _letters_inside(key: ClassKey, keys: Unlocked) -> Iterator[bytes]:
    for column in columns_of(tuple(keys)):
        if column.model._meta.db_table in _LETTER_CARRIERS:  # noqa: SLF001 - Django's own name for a public part
            for batch in column.under(keys.key_ids(column.key_class), most=BATCH):
                for blob in batch:
                    letter = _letter_in(blob, column.key_class, keys)
                    if _is_under(letter, key):
                        yield letter


def _letter_in(blob: Blob, key_class: KeyClass, keys: Unlocked) -> bytes:
    try:
        private = keys.key(key_class, key_id_in(blob.sealed)).private
        body = canonical.decode(unseal_with(private, blob.sealed))
    except (VaultError, Malformed):
        return b""
    letter = body.get("letter") if isinstance(body, dict) else None
    return letter if isinstance(letter, bytes) else b""


def _is_under(letter: bytes, key: ClassKey) -> bool:
    try:
        unseal_with(key.private, letter)
    except VaultError:
        return False
    return True
