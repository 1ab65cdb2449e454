"""What a desk does with a list: brings it, says what its columns mean and who made it, drops it, keeps a mapping.

Requests are the family desk's, presences the asking desk's. Nothing is filed here: the worker does that.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from django.db import transaction

from khabar.apps.copies.looking import looked_over
from khabar.apps.ledger.actions import record
from khabar.apps.lists.desks import DESK_OF, own_list
from khabar.apps.lists.keeping import Card, card_in, file_of, new_record, record_of, sealed_card, sealed_file
from khabar.apps.lists.models import Brought, KeptMapping, Portion
from khabar.domain.actors import require_account
from khabar.domain.errors import Conflict, Invalid, Outside
from khabar.domain.form_fields import one_line
from khabar.domain.ids import new_id
from khabar.domain.lists.columns import ListKind
from khabar.domain.lists.mapping import heading_of
from khabar.domain.lists.mapping_files import plain_of
from khabar.domain.lists.origin import require_taken
from khabar.domain.lists.tables import MOST_BYTES, Form, Told, Wishes
from khabar.vault import canonical
from khabar.vault.errors import TooLarge
from khabar.vault.keys import KeyClass
from khabar.vault.seals import seal_to

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.domain.lists.mapping import Mapping
    from khabar.domain.lists.origin import ListOrigin
    from khabar.ports import Parts
    from khabar.vault.records import Record

LONGEST_NAME: Final = 100
MAPPING_SIZES: Final = (4096, 16384, 65536)
NO_ROOM: Final = "There is no room to keep this. Nothing of it was taken in. Please tell whoever keeps the machines."
BEGUN: Final = "Its rows are being taken in already."
CHANGED: Final = "Somebody has changed this list meanwhile. Please look at it again."
NAME_NEEDED: Final = "Give the mapping a name of at most 100 characters."
TOO_LARGE: Final = "This file is too large: at most 50 MB are read. Please cut it in two."
EMPTY_FILE: Final = "This file is empty."
CARD_TOO_LARGE: Final = "the header, or the names of the sheets, are too long to be kept."
QUESTIONS_FIRST: Final = "First say who made this list."


@dataclass(frozen=True)
class SentList:
    """A file as somebody sends it: how it is called, its bytes, and what was said of it."""

    name: str = field(repr=False)
    data: bytes = field(repr=False)
    wishes: Wishes


def bring(*, actor: Actor, now: datetime, parts: Parts, kind: ListKind, sent: SentList) -> str:
    """Keep a list, sealed, to be looked at; where it cannot be read, nothing is kept.

    Raises Invalid, or DocumentFault for XML that is not read as PFIF to its end.
    """
    account = require_account(actor, DESK_OF[kind])
    if not sent.data:
        raise Invalid("list", EMPTY_FILE)
    if len(sent.data) > MOST_BYTES:
        raise Invalid("list", TOO_LARGE)
    card = _card_read(_card_of(sent), sent.data, kind, now=now, parts=parts)
    list_id = new_id(parts.entropy.bytes)
    inner, wrapped = new_record(list_id, parts=parts)
    sealed = _sealed(inner, card, kind, parts)
    blob = _kept(sealed_file(inner, sent.data, parts=parts), parts)
    try:
        with transaction.atomic():
            Brought.objects.create(
                id=list_id,
                kind=kind.value,
                state="brought",
                wrapped_key=wrapped,
                card=sealed,
                blobs=blob,
                brought_by=account,
                brought_at=now,
            )
            record(actor=actor, now=now, parts=parts, act="list brought", subject=list_id)
    except BaseException:
        parts.blobs.drop(blob)
        raise
    return list_id


def _card_read(card: Card, data: bytes, kind: ListKind, *, now: datetime, parts: Parts) -> Card:
    """Give a card with what its file is and where its header stands; Invalid where it cannot be read so."""
    if parts.tables.is_document(io.BytesIO(data)):
        holding = looked_over(lambda: parts.tables.records(io.BytesIO(data)), kind, now=now)
        return replace(card, told=Told(Form.PFIF), holding=holding)
    table = parts.tables.open(io.BytesIO(data), card.wishes)
    heading = heading_of(table.lines, kind)
    return replace(card, told=table.told, header=heading.cells, heading_lines=heading.lines)


def wish(*, actor: Actor, now: datetime, parts: Parts, list_id: str, wishes: Wishes) -> None:
    """Read a list in another encoding, with another separator, or another sheet of it; its mapping begins anew."""
    row = own_list(list_id, actor)
    if row.state != "brought":
        raise Conflict(BEGUN)
    kind = ListKind(row.kind)
    inner = record_of(row, parts=parts)
    card = card_in(inner, bytes(row.card), kind)
    data = file_of(row, inner, parts=parts)
    again = _card_read(replace(card, wishes=wishes, mapping=None), data, kind, now=now, parts=parts)
    with transaction.atomic():
        _save(row, _sealed(inner, again, kind, parts), "brought")
        record(actor=actor, now=now, parts=parts, act="list read anew", subject=list_id)


def map_columns(*, actor: Actor, now: datetime, parts: Parts, list_id: str, mapping: Mapping) -> None:
    """Keep what the columns mean; Invalid for the first thing wrong with it."""
    row = own_list(list_id, actor)
    kind = ListKind(row.kind)
    inner = record_of(row, parts=parts)
    card = card_in(inner, bytes(row.card), kind)
    mapping.of(card.header, kind)
    with transaction.atomic():
        _save(row, _sealed(inner, replace(card, mapping=mapping), kind, parts), "brought")
        record(actor=actor, now=now, parts=parts, act="list mapped", subject=list_id)


def answer(*, actor: Actor, now: datetime, parts: Parts, list_id: str, origin: ListOrigin) -> None:
    """Keep who made a list, to be looked at before it goes on; Invalid where the answers stand against it."""
    _answered(actor=actor, now=now, parts=parts, list_id=list_id, origin=origin, state="brought")


def hand_over(*, actor: Actor, now: datetime, parts: Parts, list_id: str, origin: ListOrigin) -> None:
    """Answer who made the list, and leave its rows to the worker; Invalid where the answers stand against it."""
    _answered(actor=actor, now=now, parts=parts, list_id=list_id, origin=origin, state="waiting")


def take(*, actor: Actor, now: datetime, parts: Parts, list_id: str) -> None:
    """Leave a document whose questions were answered to the worker; Invalid where nobody has answered."""
    row = own_list(list_id, actor)
    card = card_in(record_of(row, parts=parts), bytes(row.card), ListKind(row.kind))
    if card.origin is None:
        raise Invalid("list", QUESTIONS_FIRST)
    hand_over(actor=actor, now=now, parts=parts, list_id=list_id, origin=card.origin)


def _answered(*, actor: Actor, now: datetime, parts: Parts, list_id: str, origin: ListOrigin, state: str) -> None:
    row = own_list(list_id, actor)
    kind = ListKind(row.kind)
    require_taken(origin, kind)
    inner = record_of(row, parts=parts)
    card = card_in(inner, bytes(row.card), kind)
    if card.mapping is None and not card.is_document:
        raise Invalid("mapping", "First say what the columns mean.")
    act = "list handed over" if state == "waiting" else "list answered for"
    with transaction.atomic():
        _save(row, _sealed(inner, replace(card, origin=origin), kind, parts), state)
        details = {"made_by": origin.made_by, "how": origin.how.value, "people_knew": origin.knew.value}
        record(actor=actor, now=now, parts=parts, act=act, subject=list_id, details=details)


def drop(*, actor: Actor, now: datetime, parts: Parts, list_id: str) -> None:
    """Forget a list: its file, its rows, its report. What was filed of it stays filed; Conflict while that goes on."""
    row = own_list(list_id, actor)
    with transaction.atomic():
        gone = Brought.objects.filter(id=list_id).exclude(state__in=("waiting", "filing"))
        if not gone.exists():
            raise Conflict(BEGUN)
        Portion.objects.filter(list_id=list_id).delete()
        gone.delete()
        record(actor=actor, now=now, parts=parts, act="list dropped", subject=list_id)
        transaction.on_commit(lambda: parts.blobs.drop(row.blobs) if row.blobs else None)


def keep_mapping(*, actor: Actor, now: datetime, parts: Parts, name: str, mapping: Mapping, kind: ListKind) -> str:
    """Keep a mapping under a name for the next list of this kind."""
    require_account(actor, DESK_OF[kind])
    called = one_line(name)
    if not 0 < len(called) <= LONGEST_NAME:
        raise Invalid("mapping_name", NAME_NEEDED)
    mapping_id = new_id(parts.entropy.bytes)
    columns = [[one.header, one.meaning or ""] for one in mapping.columns]
    inside = canonical.encode({"name": called, "mapping": plain_of(mapping, kind), "columns": columns})
    try:
        sealed = seal_to(parts.public[KeyClass.REGISTER].public, inside, pad_to=MAPPING_SIZES)
    except TooLarge:
        raise Invalid("mapping_name", CARD_TOO_LARGE) from None
    with transaction.atomic():
        KeptMapping.objects.create(id=mapping_id, kind=kind.value, sealed=sealed, kept_at=now)
        record(actor=actor, now=now, parts=parts, act="mapping kept", subject=mapping_id)
    return mapping_id


def drop_mapping(*, actor: Actor, now: datetime, parts: Parts, mapping_id: str) -> None:
    """Forget a kept mapping; nothing happens for one that is gone."""
    row = KeptMapping.objects.filter(id=mapping_id).first()
    if row is None:
        return
    require_account(actor, DESK_OF[ListKind(row.kind)])
    with transaction.atomic():
        row.delete()
        record(actor=actor, now=now, parts=parts, act="mapping dropped", subject=mapping_id)


def _card_of(sent: SentList) -> Card:
    digest = hashlib.sha256(sent.data).digest()
    name = one_line(sent.name)[:LONGEST_NAME]
    return Card(file_name=name, file_hash=digest, told=Told(Form.CSV), wishes=sent.wishes)


def _sealed(inner: Record, card: Card, kind: ListKind, parts: Parts) -> bytes:
    try:
        return sealed_card(inner, card, kind, parts=parts)
    except TooLarge:
        raise Invalid("list", CARD_TOO_LARGE) from None


def _save(row: Brought, card: bytes, state: str) -> None:
    """Keep a card where the list is still only looked at and as it was read; Conflict where somebody was faster."""
    still = Brought.objects.filter(id=row.id, state="brought")
    if still.filter(card=bytes(row.card)).update(card=card, state=state) != 1:
        raise Conflict(CHANGED if still.exists() else BEGUN)


def _kept(sealed: bytes, parts: Parts) -> str:
    try:
        return parts.blobs.keep(sealed)
    except OSError as trouble:
        raise Outside(NO_ROOM, retry=True) from trouble
