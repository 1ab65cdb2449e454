"""What editors do with whole documents: look again at one that was put aside, open the file, take it out.

Adding stands in `taking_in`, corrections in `correcting`, marks in `marking`, claims in `deciding`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction

from khabar.apps.archive.keeping import card_of, document_row, file_in, hidden_words, record_of
from khabar.apps.archive.models import Document
from khabar.apps.archive.queries import READERS, has_marked_words
from khabar.apps.archive.states import State
from khabar.apps.ledger.actions import record
from khabar.domain.actors import require_duty
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.ports import Parts

NO_REASON: Final = "Please write why, in one sentence without a name."
HOLDS_MARKED_WORDS: Final = (
    "Words of this document are marked as a private person’s, so the file as it came is not given out."
)
NOT_READ_YET: Final = "This document was not read yet, so nobody knows what stands in it."


def open_file(*, actor: Actor, now: datetime, parts: Parts, document_id: str, reason: str) -> bytes:
    """Give a file byte for byte as it came, for a reason in the ledger; Invalid while a marked word stands in it."""
    require_duty(actor, Duty.EDITOR)
    row = document_row(document_id)
    because = _because(reason)
    if row.state != State.READ:
        raise Invalid("reason", NOT_READ_YET)
    if has_marked_words(row, hidden_words(parts=parts), parts=parts):
        raise Invalid("reason", HOLDS_MARKED_WORDS)
    inner = record_of(row, parts=parts)
    details = {"reason": because}
    record(actor=actor, now=now, parts=parts, act="document opened", subject=row.id, details=details)
    return file_in(inner, card_of(row, inner).sha256, parts.blobs.fetch(row.blob))


def take_out(*, actor: Actor, now: datetime, parts: Parts, document_id: str, reason: str) -> None:
    """Take a document out of the archive, with its claims and its key; the ledger keeps the fingerprint and why."""
    require_duty(actor, Duty.EDITOR)
    because = _because(reason)
    row = document_row(document_id)
    card = card_of(row, record_of(row, parts=parts))
    with transaction.atomic():
        if Document.objects.filter(id=row.id).delete()[0] == 0:
            raise Conflict("Somebody took this document out already.")
        if row.blob:
            transaction.on_commit(lambda: parts.blobs.drop(row.blob))
        details = {"reason": because, "sha256": card.sha256}
        record(actor=actor, now=now, parts=parts, act="document taken out", subject=row.id, details=details)


def note_search(*, actor: Actor, now: datetime, parts: Parts, number: int) -> None:
    """Put into the ledger that somebody searched and how much was found; never for what."""
    require_duty(actor, *READERS)
    record(actor=actor, now=now, parts=parts, act="archive searched", details={"found": number})


def _because(reason: str) -> str:
    because = " ".join(reason.split())
    if not because:
        raise Invalid("reason", NO_REASON)
    return because
