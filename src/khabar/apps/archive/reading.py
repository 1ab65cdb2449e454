"""What the worker does for the archive: reads documents that were put aside, proposes claims, folds words anew.

Each errand does one piece and can be killed and done again. A document that cannot be read is refused with its reason,
and its file dropped; it must never stay in the way of the next one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import F

from khabar.apps.archive.keeping import (
    Card,
    card_blob,
    card_of,
    file_in,
    leaf_blobs,
    opened_shelf,
    paragraphs_in,
    record_of,
)
from khabar.apps.archive.models import Claim, Document, Leaf, Shelf
from khabar.apps.archive.proposals import MOST_PROPOSED, Gone
from khabar.apps.archive.states import State
from khabar.apps.archive.taking_in import read_card, require_version, sealed_leaves
from khabar.apps.ledger.actions import record
from khabar.domain.archive_files import Untaken, untaken, why_of
from khabar.domain.errors import Conflict, Invalid

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from khabar.apps.archive.keeping import OpenedShelf
    from khabar.domain.actors import Actor
    from khabar.domain.archive_files import ReadDocument
    from khabar.ports import Parts
    from khabar.vault.records import Record

MOST_TRIES: Final = 3
"""A document during which the worker died so often is refused as too hard."""
PAGES_BETWEEN_NOTES: Final = 20
LEAVES_AT_ONCE: Final = 6
"""Of one errand: claims take a third of a second for a leaf, and a round should not wait."""


def something_waits(now: datetime) -> bool:
    """Say whether a document is to be read, gone through for claims, or folded anew; needs no key."""
    del now
    unread = Document.objects.filter(state=State.WAITING)
    unproposed = Document.objects.filter(state=State.READ, proposed__lt=F("leaves"))
    return unread.exists() or unproposed.exists() or Leaf.objects.filter(is_stale=True).exists()


def do_one_piece(*, actor: Actor, now: datetime, parts: Parts) -> bool:
    """Read one document, or go on with claims or with folding; False where nothing waited."""
    return (
        _fold_anew(parts=parts)
        or _read_next(actor=actor, now=now, parts=parts)
        or _propose(actor=actor, now=now, parts=parts)
    )


def do_all(*, actor: Actor, now: datetime, parts: Parts) -> None:
    """Do all that waits; for a round by hand, where no errands are run."""
    while do_one_piece(actor=actor, now=now, parts=parts):
        pass


def _read_next(*, actor: Actor, now: datetime, parts: Parts) -> bool:
    row = Document.objects.filter(state=State.WAITING).order_by("added_at", "id").first()
    if row is None:
        return False
    Document.objects.filter(id=row.id).update(tries=F("tries") + 1, pages_read=0, pages_of=0)
    inner = record_of(row, parts=parts)
    card = card_of(row, inner)
    try:
        if row.tries >= MOST_TRIES:
            raise untaken(Untaken.TOO_HARD)
        data = file_in(inner, card.sha256, parts.blobs.fetch(row.blob))
        read = parts.documents.read(data, _noting(row.id))
    except Invalid as problem:
        why = why_of(problem) or Untaken.TOO_HARD
        if why is not Untaken.BUSY:
            _refuse(row, inner, replace(card, why=why), actor=actor, now=now, parts=parts)
        return True
    while not _kept(row, inner, card, read, actor=actor, now=now, parts=parts):
        pass
    return True


def _noting(document_id: str) -> Callable[[int, int], None]:
    def note(read: int, pages: int) -> None:
        if read % PAGES_BETWEEN_NOTES == 0 or read == pages:
            Document.objects.filter(id=document_id).update(pages_read=read, pages_of=pages)

    return note


def _kept(  # noqa: PLR0913 - one document, and who acts when with what
    row: Document, inner: Record, card: Card, read: ReadDocument, *, actor: Actor, now: datetime, parts: Parts
) -> bool:
    """Keep what was read; False where a word was marked meanwhile, so that it must be folded once more."""
    shelf = _opened(parts)
    found = sealed_leaves(row.id, inner, read.paragraphs, shelf, parts=parts)
    blob = card_blob(inner, read_card(card, read), parts=parts)
    try:
        with transaction.atomic():
            require_version(shelf)
            waiting = Document.objects.filter(id=row.id, state=State.WAITING)
            if waiting.update(state=State.READ, card=blob, leaves=len(found)) == 1:
                Leaf.objects.bulk_create(found)
                record(actor=actor, now=now, parts=parts, act="document read", subject=row.id)
    except Conflict:
        return False
    return True


def _refuse(row: Document, inner: Record, card: Card, *, actor: Actor, now: datetime, parts: Parts) -> None:
    with transaction.atomic():
        blob = card_blob(inner, card, parts=parts)
        waiting = Document.objects.filter(id=row.id, state=State.WAITING)
        if waiting.update(state=State.REFUSED, card=blob, blob="") != 1:
            return
        transaction.on_commit(lambda: parts.blobs.drop(row.blob))
        record(actor=actor, now=now, parts=parts, act="document refused", subject=row.id)


def _propose(*, actor: Actor, now: datetime, parts: Parts) -> bool:
    """Go through some leaves for claims; a document with very many proposals is not gone through to its end."""
    row = Document.objects.filter(state=State.READ, proposed__lt=F("leaves")).order_by("added_at", "id").first()
    if row is None:
        return False
    shelf, inner = _opened(parts), record_of(row, parts=parts)
    gone, last = Gone(inner, card_of(row, inner), shelf.hidden, now), min(row.leaves, row.proposed + LEAVES_AT_ONCE)
    made = list[Claim]()
    for leaf in Leaf.objects.filter(document=row, number__gte=row.proposed, number__lt=last).order_by("number"):
        for at, kept in enumerate(paragraphs_in(leaf, inner)):
            made += gone.proposals(leaf.number, at, kept, parts=parts)
    room = MOST_PROPOSED - Claim.objects.filter(document=row).count()
    with transaction.atomic():
        reached = row.leaves if len(made) >= room else last
        if Document.objects.filter(id=row.id, proposed=row.proposed).update(proposed=reached) == 1:
            Claim.objects.bulk_create(made[: max(room, 0)])
            record(actor=actor, now=now, parts=parts, act="claims proposed", subject=row.id)
    return True


def _fold_anew(*, parts: Parts) -> bool:
    """Make the words of some leaves anew, where a mark was taken back."""
    stale = list(Leaf.objects.filter(is_stale=True).select_related("document").order_by("id")[:LEAVES_AT_ONCE])
    if not stale:
        return False
    shelf = _opened(parts)
    for leaf in stale:
        inner = record_of(leaf.document, parts=parts)
        words = leaf_blobs(inner, leaf.id, paragraphs_in(leaf, inner), shelf.hidden, parts=parts)["words"]
        with transaction.atomic():
            if Shelf.objects.select_for_update().get(id=shelf.id).version == shelf.version:
                same = Leaf.objects.filter(id=leaf.id, version=leaf.version)
                same.update(words=words, is_stale=False, version=F("version") + 1)
    return True


def _opened(parts: Parts) -> OpenedShelf:
    shelf = opened_shelf(parts=parts)
    if shelf is None:
        raise RuntimeError("documents lie on a shelf")
    return shelf
