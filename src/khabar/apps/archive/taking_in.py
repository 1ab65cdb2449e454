"""Adding a document: read at once where it is small, else put aside for the worker; kept sealed as it came.

What is refused at once leaves nothing behind. It must never keep a document that nobody could read without saying so.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from django.db import transaction

from khabar.apps.archive.keeping import (
    DOCUMENTS,
    Card,
    Kept,
    card_blob,
    leaf_blobs,
    new_shelf,
    opened_shelf,
    sealed_file,
)
from khabar.apps.archive.models import Document, Leaf, Shelf
from khabar.apps.archive.states import State
from khabar.apps.ledger.actions import record
from khabar.domain.actors import require_account
from khabar.domain.archive_documents import Filing, filed, leaves
from khabar.domain.archive_files import MOST_BYTES, Untaken, untaken, why_of
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Outside
from khabar.domain.ids import new_id
from khabar.vault.cases import new_case_key
from khabar.vault.keys import KeyClass
from khabar.vault.records import Record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from khabar.apps.archive.keeping import OpenedShelf
    from khabar.domain.actors import Actor
    from khabar.domain.archive_files import ReadDocument
    from khabar.domain.repair.repairing import Paragraph
    from khabar.ports import Parts

SMALL_BYTES: Final = 1_000_000
SMALL_PAGES: Final = 16
SMALL_SECONDS: Final = 12.0
"""What is larger, or takes longer, is read by the worker and not while somebody waits for a page."""
HERE_ALREADY: Final = "This very document is in the archive already."
NO_ROOM: Final = "There is no room to keep this. Nothing of it was taken in. Please tell whoever keeps the machines."
MARKED_MEANWHILE: Final = "Somebody marked a word while this was being taken in. Please send it again."
_LATER: Final = frozenset({Untaken.TOO_HARD, Untaken.BUSY})


@dataclass(frozen=True)
class Sent:
    """A document as somebody sends it: what they say of it, and its bytes."""

    filing: Filing = field(repr=False)
    data: bytes = field(repr=False)


class _TooLargeForNowError(Exception):
    """It has more pages than somebody waiting for a page should wait for."""


def add_document(*, actor: Actor, now: datetime, parts: Parts, sent: Sent) -> str:
    """Take a document into the archive and return its id; Invalid names what is wrong, and then nothing is kept.

    1. Look at what was written and whether it is here already; 2. read it, or put that off; 3. seal the file; 4. keep.
    """
    account = require_account(actor, Duty.EDITOR)
    card, shelf = _looked_at(sent, now.date()), _shelf(parts)
    origin_key = shelf.key_of(card.sha256)
    if Document.objects.filter(origin_key=origin_key).exclude(state=State.REFUSED).exists():
        raise Invalid("document", HERE_ALREADY)
    read = _read_now(sent.data, parts)
    document_id = new_id(parts.entropy.bytes)
    made = new_case_key(parts.keys.key(KeyClass.FILES), bytes.fromhex(document_id), random=parts.entropy.bytes)
    inner = Record(DOCUMENTS, document_id, made.key)
    row = Document(
        id=document_id,
        wrapped_key=made.wrapped,
        card=card_blob(inner, card if read is None else read_card(card, read), parts=parts),
        origin_key=origin_key,
        state=State.WAITING if read is None else State.READ,
        added_by=account,
        added_at=now,
    )
    found = [] if read is None else sealed_leaves(document_id, inner, read.paragraphs, shelf, parts=parts)
    row.leaves = len(found)
    row.blob = _kept_file(sealed_file(inner, card.sha256, sent.data, parts=parts), parts)
    try:
        with transaction.atomic():
            require_version(shelf)
            row.save(force_insert=True)
            Leaf.objects.bulk_create(found)
            record(actor=actor, now=now, parts=parts, act="document taken in", subject=document_id)
    except BaseException:
        parts.blobs.drop(row.blob)
        raise
    return document_id


def _looked_at(sent: Sent, today: date) -> Card:
    """Give what is known of a document before it is read; Invalid names what cannot be taken."""
    filing = filed(sent.filing, today)
    if not sent.data:
        raise untaken(Untaken.EMPTY)
    if len(sent.data) > MOST_BYTES:
        raise untaken(Untaken.TOO_MANY_BYTES)
    return Card(filing, hashlib.sha256(sent.data).hexdigest(), len(sent.data))


def read_card(card: Card, read: ReadDocument) -> Card:
    """Give the card of a document that was read."""
    return Card(card.filing, card.sha256, card.length, read.origin, len(read.paragraphs))


def sealed_leaves(
    document_id: str, inner: Record, paragraphs: Sequence[Paragraph], shelf: OpenedShelf, *, parts: Parts
) -> list[Leaf]:
    """Seal paragraphs into leaves, with the words that may be indexed as long as the shelf stays as it is."""
    hidden, found = shelf.hidden, list[Leaf]()
    for number, leaf in enumerate(leaves(paragraphs)):
        leaf_id = new_id(parts.entropy.bytes)
        blobs = leaf_blobs(inner, leaf_id, [Kept(one) for one in leaf], hidden, parts=parts)
        found.append(Leaf(id=leaf_id, document_id=document_id, number=number, **blobs))
    return found


def require_version(shelf: OpenedShelf) -> None:
    """Look, inside the transaction, whether the marked words are still those that were used; Conflict where not."""
    row = Shelf.objects.select_for_update().get(id=shelf.id)
    if row.version != shelf.version:
        raise Conflict(MARKED_MEANWHILE)


def _shelf(parts: Parts) -> OpenedShelf:
    """Open the shelf, made when the first document comes; of two that come at once one makes it."""
    found = opened_shelf(parts=parts)
    if found is None:
        shelf_id = new_id(parts.entropy.bytes)
        made = new_shelf(shelf_id, parts=parts)
        Shelf.objects.get_or_create(
            only=1, defaults={"id": shelf_id, "wrapped_key": made.wrapped_key, "marks": made.marks}
        )
        found = opened_shelf(parts=parts)
    if found is None:
        raise RuntimeError("a shelf that was just made is there")
    return found


def _read_now(data: bytes, parts: Parts) -> ReadDocument | None:
    """Read a small document; None for one that the worker is to read. Invalid for one that is refused."""
    if len(data) > SMALL_BYTES:
        return None
    try:
        return parts.documents.read(data, _no_more_pages, within=SMALL_SECONDS)
    except _TooLargeForNowError:
        return None
    except Invalid as problem:
        if why_of(problem) in _LATER:
            return None
        raise


def _no_more_pages(_read: int, pages: int) -> None:
    if pages > SMALL_PAGES:
        raise _TooLargeForNowError


def _kept_file(sealed: bytes, parts: Parts) -> str:
    try:
        return parts.blobs.keep(sealed)
    except OSError as trouble:
        raise Outside(NO_ROOM, retry=True) from trouble
