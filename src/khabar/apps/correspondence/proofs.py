"""How what was noted on each copy is held against the signed events it follows from, and made anew from them.

A row of a copy on which nothing was ever noted follows from its letter alone. It must never change an event.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.correspondence.actions import DISPATCH_EVENT
from khabar.apps.correspondence.letters import dispatch_map, dispatch_record, opened_dispatch, record_of
from khabar.apps.correspondence.models import Dispatch, Letter
from khabar.apps.ledger.actions import record
from khabar.apps.ledger.queries import events_of
from khabar.apps.sealed.shapes import shaped
from khabar.domain.letters.dispatch import Dispatch as Noted
from khabar.vault.errors import VaultError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.ports import Parts
    from khabar.vault.records import Record


def differences(parts: Parts) -> Iterator[str]:
    """Name each copy whose row is not what the events say."""
    for letter in Letter.objects.order_by("id"):
        sealed = record_of(letter, parts=parts)
        said = _said(letter.id, sealed, parts)
        for row in Dispatch.objects.filter(letter=letter).order_by("place"):
            if not _agrees(row, sealed, said):
                yield (
                    f"correspondence: copy {row.place} of letter {letter.id} is not what its events say; "
                    "`khabar rebuild` mends it."
                )


def rebuild(*, actor: Actor, now: datetime, parts: Parts) -> str:
    """Make the rows anew from the events and say of how many letters."""
    made = 0
    for letter in Letter.objects.order_by("id"):
        sealed = record_of(letter, parts=parts)
        said = _said(letter.id, sealed, parts)
        with transaction.atomic():
            for row in Dispatch.objects.select_for_update().filter(letter=letter):
                if row.place in said and not _agrees(row, sealed, said):
                    kept = dispatch_map(said[row.place])
                    row.sealed = dispatch_record(sealed, row.id).seal("sealed", kept, random=parts.entropy.bytes)
                    row.save(update_fields=["sealed"])
        made += 1
    record(actor=actor, now=now, parts=parts, act="dispatches rebuilt", details={"letters": made})
    return f"what was noted on {made} letters"


def _said(letter_id: str, sealed: Record, parts: Parts) -> dict[int, Noted]:
    """Give what the last event of each place says; a later one holds all that an earlier one said."""
    found = {}
    for event in events_of(letter_id, kind=DISPATCH_EVENT, parts=parts):
        inside = sealed.open(DISPATCH_EVENT, event.statement.body)
        match inside:
            case {"place": int(place), "dispatch": dispatch}:
                found[place] = shaped(Noted, dispatch)
    return found


def _agrees(row: Dispatch, sealed: Record, said: dict[int, Noted]) -> bool:
    try:
        kept = opened_dispatch(row, sealed)
    except VaultError:
        return False
    told = said.get(row.place)
    if told is None or told.body != kept.body:  # nothing was noted since this recipient stands here
        return not kept.notes
    return told == kept
