"""What the worker does with lists that were handed over: cuts the file into sealed portions, then files one at a time.

Each portion is filed in one transaction with the note of what came of it, so a killed worker goes on where it was, and
no row is filed twice or told twice. The clear file is never on a disk.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from django.db import transaction

from khabar.apps.guarantor.actions import put_before_guarantor
from khabar.apps.guarantor.queries import is_countersigned
from khabar.apps.ledger.actions import record
from khabar.apps.lists.contents import UNANSWERED, content_of
from khabar.apps.lists.filing import accepted, act_of_list
from khabar.apps.lists.keeping import card_in, file_of, portion_in, record_of, sealed_card, sealed_portion
from khabar.apps.lists.models import SIGNING, Brought, Portion
from khabar.domain.errors import Invalid
from khabar.domain.lists.columns import ListKind
from khabar.domain.pfif import DocumentFault
from khabar.vault.errors import TooLarge

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from khabar.apps.lists.contents import Inside
    from khabar.apps.lists.keeping import Card
    from khabar.domain.actors import Actor
    from khabar.ports import Parts
    from khabar.vault.records import Record

NO_ROOM: Final = "more stands in it at once than can be kept; please cut it in pieces."
PORTIONS_AT_ONCE: Final = 5
"""Of one errand, so that a round and a family on the telephone do not wait long."""


def something_waits(now: datetime) -> bool:
    """Say whether a list is to be cut up or filed; needs no key."""
    del now
    return Brought.objects.filter(state__in=("waiting", "filing")).exists()


def do_one_piece(*, actor: Actor, now: datetime, parts: Parts) -> bool:
    """Cut up one list, or file some portions of one; False where nothing waited. The oldest list goes first."""
    row = Brought.objects.filter(state__in=("waiting", "filing")).order_by("brought_at", "id").first()
    if row is None:
        return False
    kind, inner = ListKind(row.kind), record_of(row, parts=parts)
    card = card_in(inner, bytes(row.card), kind)
    if row.state == "waiting" and not _is_signed(card, kind, parts):
        _let_wait(row, card, actor=actor, now=now, parts=parts)
    elif row.state == "waiting":
        try:
            _cut_up(row, inner, card, actor=actor, now=now, parts=parts)
        except (Invalid, DocumentFault) as problem:
            _unread(row, inner, replace(card, why=str(problem)), actor=actor, now=now, parts=parts)
        except TooLarge:
            _unread(row, inner, replace(card, why=NO_ROOM), actor=actor, now=now, parts=parts)
    else:
        _file_some(row, inner, card, actor=actor, now=now, parts=parts)
    return True


def do_all(*, actor: Actor, now: datetime, parts: Parts) -> None:
    """Do all that waits, and what the guarantor has countersigned since; in the round's own step of filing."""
    for row in Brought.objects.filter(state=SIGNING):
        kind = ListKind(row.kind)
        if _is_signed(card_in(record_of(row, parts=parts), bytes(row.card), kind), kind, parts):
            Brought.objects.filter(id=row.id, state=SIGNING).update(state="waiting")
    while do_one_piece(actor=actor, now=now, parts=parts):
        pass


def _is_signed(card: Card, kind: ListKind, parts: Parts) -> bool:
    act = act_of_list(kind, card.origin, card.file_hash) if card.origin is not None else None
    return act is None or is_countersigned(act, parts=parts)


def _let_wait(row: Brought, card: Card, *, actor: Actor, now: datetime, parts: Parts) -> None:
    """Put a list of presences before the guarantor, and leave it until a round finds it countersigned."""
    if card.origin is not None and (act := act_of_list(ListKind(row.kind), card.origin, card.file_hash)):
        with transaction.atomic():
            Brought.objects.filter(id=row.id, state="waiting").update(state=SIGNING)
            put_before_guarantor(actor=actor, now=now, parts=parts, acts=[act])


def _cut_up(row: Brought, inner: Record, card: Card, *, actor: Actor, now: datetime, parts: Parts) -> None:
    """Put what the file holds into portions, accept the list in the register, and let the file go."""
    kind = ListKind(row.kind)
    if card.origin is None:
        raise Invalid("list", UNANSWERED)
    data = file_of(row, inner, parts=parts)
    portions = [
        Portion(list_id=row.id, number=number, sealed=sealed_portion(inner, number, inside, parts=parts))
        for number, inside in enumerate(content_of(card, kind).portions(data, now=now, parts=parts))
    ]
    list_id = accepted(
        actor=actor,
        now=now,
        parts=parts,
        kind=kind,
        origin=card.origin,
        file_hash=card.file_hash,
        file_name=card.file_name,
        brought_by=row.brought_by,
    )
    blob = sealed_card(inner, replace(_without_rows(card), list_id=list_id), kind, parts=parts)
    with transaction.atomic():
        claimed = Brought.objects.filter(id=row.id, state="waiting")
        if claimed.update(state="filing", card=blob, parts_of=len(portions), blobs="") != 1:
            return
        Portion.objects.bulk_create(portions, batch_size=50)
        transaction.on_commit(lambda: parts.blobs.drop(row.blobs))
        record(actor=actor, now=now, parts=parts, act="list cut up", subject=row.id)


def _without_rows(card: Card) -> Card:
    """Give a card without the rows that were shown before taking in."""
    return replace(card, holding=replace(card.holding, first=()) if card.holding else None)


def _file_some(row: Brought, inner: Record, card: Card, *, actor: Actor, now: datetime, parts: Parts) -> None:
    file = content_of(card, ListKind(row.kind)).filing(actor=actor, now=now, parts=parts)
    waiting = Portion.objects.filter(list_id=row.id, is_filed=False).order_by("number")
    for portion in waiting[:PORTIONS_AT_ONCE]:
        _file_portion(portion, inner, file, now=now, parts=parts)
    if not waiting.exists():
        _finish(row, inner, card, actor=actor, now=now, parts=parts)


def _file_portion(
    portion: Portion, inner: Record, file: Callable[[Inside, datetime], Inside], *, now: datetime, parts: Parts
) -> None:
    """File one portion and keep what came of it in its place, in one transaction."""
    with transaction.atomic():
        told = file(portion_in(inner, portion), now)
        sealed = sealed_portion(inner, portion.number, told, parts=parts)
        filed = Portion.objects.filter(id=portion.id, is_filed=False).update(is_filed=True, sealed=sealed)
        if filed == 1:
            Brought.objects.filter(id=portion.list_id).update(parts_done=portion.number + 1)


def _finish(row: Brought, inner: Record, card: Card, *, actor: Actor, now: datetime, parts: Parts) -> None:
    """Sum up, and put the whole filing into the ledger as one entry."""
    kind = ListKind(row.kind)
    content = content_of(card, kind)
    for portion in Portion.objects.filter(list_id=row.id).order_by("number").iterator():
        content.add(portion_in(inner, portion))
    blob = sealed_card(inner, content.summed(), kind, parts=parts)
    with transaction.atomic():
        if Brought.objects.filter(id=row.id, state="filing").update(state="done", card=blob) == 1:
            content.note(actor=actor, now=now, parts=parts)


def _unread(row: Brought, inner: Record, card: Card, *, actor: Actor, now: datetime, parts: Parts) -> None:
    """Keep why a list could not be read to its end; nothing of it is filed, and its file goes."""
    blob = sealed_card(inner, _without_rows(card), ListKind(row.kind), parts=parts)
    with transaction.atomic():
        if Brought.objects.filter(id=row.id, state="waiting").update(state="unread", card=blob, blobs="") == 1:
            transaction.on_commit(lambda: parts.blobs.drop(row.blobs))
            record(actor=actor, now=now, parts=parts, act="list not read", subject=row.id)
