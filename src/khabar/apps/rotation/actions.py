"""Changing class keys on the record: the entry first, then the change; without the entry nothing is changed.

The keyring's file is no business of this app: what writes it is handed in, and is called while nobody else can write.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.ledger.actions import record
from khabar.apps.rotation.queries import BATCH, columns_of, uses_of
from khabar.apps.sealed.columns import Form
from khabar.domain.errors import Conflict
from khabar.vault.cases import resealed, rewrap_case_key
from khabar.vault.errors import VaultError
from khabar.vault.seals import key_id_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from khabar.apps.sealed.columns import Blob, KeyedColumn
    from khabar.domain.actors import Actor
    from khabar.ports import Parts
    from khabar.vault.keys import ClassKey, KeyClass, Random
    from khabar.vault.unlocked import Unlocked


@dataclass(frozen=True, slots=True)
class Moved:
    """What a pass did in one column: rows now under the current key, and ids of our own rows that did not open."""

    where: str
    rows: int
    damaged: tuple[str, ...] = ()


def change_keyring(  # noqa: PLR0913 - an entry's columns, and what it is about
    *,
    actor: Actor,
    now: datetime,
    parts: Parts,
    act: str,
    subject: str = "",
    details: Mapping[str, object] | None = None,
    write: Callable[[], None],
) -> None:
    """Record a change of the keyring and make it: `write` replaces the file before the entry is settled."""
    with transaction.atomic():
        record(actor=actor, now=now, parts=parts, act=act, subject=subject, details=details)
        write()


def rewrap(
    *,
    actor: Actor,
    now: datetime,
    parts: Parts,
    keys: Unlocked,
    classes: Iterable[KeyClass],
    progress: Callable[[str, int], None] = lambda _where, _rows: None,
) -> list[Moved]:
    """Move everything of these classes from older keys to the current one, with one entry in the ledger at the end.

    Killed in between it has done whole batches, and the next pass does the rest. Others work on meanwhile: a row is
    replaced only where it still is as it was read. A row that does not open stays, and the pass goes on.
    """
    wanted = frozenset(classes)
    columns = columns_of(wanted)
    moved = [_rewrapped(column, keys, parts.entropy.bytes, progress) for column in columns]
    done = [one for one in moved if one.rows or one.damaged]
    details = {
        "classes": sorted(wanted),
        "rows": sum(one.rows for one in done),
        "damaged": sum(len(one.damaged) for one in done),
    }
    record(actor=actor, now=now, parts=parts, act="keys rewrapped", details=details)
    return done


def destroy_key(
    *, actor: Actor, now: datetime, parts: Parts, key: ClassKey, keys: Unlocked, write: Callable[[int], None]
) -> None:
    """Let an old key go, if nothing hangs on it; Conflict names what does.

    `write` gets the count, which is 0, and stores the keyring without the key. Both databases are held meanwhile, so
    that nothing comes to hang on it in between: two transactions side by side, and nothing crosses.
    """
    with transaction.atomic(using="porch"), transaction.atomic():
        held = [use for use in uses_of(key, keys=keys) if use.rows]
        if held:
            words = ", ".join(f"{use.where}: {use.rows}" for use in held)
            raise Conflict(f"The key {key.key_id} is in use ({words}). Move what hangs on it: khabar keys rewrap")
        details = {"class": key.key_class.value}
        record(actor=actor, now=now, parts=parts, act="class key destroyed", subject=key.key_id, details=details)
        write(sum(use.rows for use in held))


def _rewrapped(column: KeyedColumn, keys: Unlocked, random: Random, progress: Callable[[str, int], None]) -> Moved:
    older = keys.key_ids(column.key_class)[:-1]
    rows, damaged = 0, []
    for batch in column.under(older, most=BATCH) if older else ():
        changed, broken = _changed(column, batch, keys, random)
        rows += column.put(changed)
        damaged += broken
        progress(column.name, rows)
    return Moved(column.name, rows, tuple(damaged))


def _changed(
    column: KeyedColumn, batch: Sequence[Blob], keys: Unlocked, random: Random
) -> tuple[list[tuple[Blob, bytes]], list[str]]:
    changed, damaged = [], []
    new = keys[column.key_class]
    for blob in batch:
        old = keys.key(column.key_class, key_id_in(blob.sealed))
        try:
            if column.form is Form.CASE_KEY:
                sealed = rewrap_case_key(old, new, bytes.fromhex(str(blob.row)), blob.sealed, random=random)
            else:
                sealed = resealed(old, new, blob.sealed)
        except VaultError:
            if not column.is_open_to_strangers:
                damaged.append(str(blob.row))
        else:
            changed.append((blob, sealed))
    return changed, damaged
