"""How claims are held against the signed events of their decisions, and made anew from them.

A claim on which nobody ever decided has no event. It must never change an event.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.archive.deciding import DECISION_EVENT
from khabar.apps.archive.keeping import KeptClaim, claim_blob, claim_in, record_of
from khabar.apps.archive.models import Claim, Document
from khabar.apps.ledger.actions import record
from khabar.apps.ledger.queries import events_of
from khabar.apps.sealed.shapes import shaped
from khabar.vault.errors import VaultError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.ports import Parts
    from khabar.vault.records import Record


def differences(parts: Parts) -> Iterator[str]:
    """Name each claim that is not what its events say."""
    for document in Document.objects.order_by("id"):
        inner = record_of(document, parts=parts)
        said = _said(document.id, inner, parts)
        for row in Claim.objects.filter(document=document).order_by("id"):
            if not _agrees(row, inner, said.get(row.id)):
                yield f"archive: claim {row.id} is not what its events say; `khabar rebuild` mends it."


def rebuild(*, actor: Actor, now: datetime, parts: Parts) -> str:
    """Make the claims anew from the events and say of how many documents."""
    made = 0
    for document in Document.objects.order_by("id"):
        inner = record_of(document, parts=parts)
        said = _said(document.id, inner, parts)
        with transaction.atomic():
            for row in Claim.objects.select_for_update().filter(document=document, id__in=list(said)):
                if not _agrees(row, inner, said[row.id]):
                    row.sealed = claim_blob(inner, row.id, said[row.id], parts=parts)
                    row.is_decided = said[row.id].decision is not None
                    row.save(update_fields=["sealed", "is_decided"])
        made += 1
    record(actor=actor, now=now, parts=parts, act="claims rebuilt", details={"documents": made})
    return f"what was decided on claims of {made} documents"


def _said(document_id: str, inner: Record, parts: Parts) -> dict[str, KeptClaim]:
    """Give what the last event of each claim says."""
    found = {}
    for event in events_of(document_id, kind=DECISION_EVENT, parts=parts):
        match inner.open(DECISION_EVENT, event.statement.body):
            case {"claim": str(claim_id), "kept": kept}:
                found[claim_id] = shaped(KeptClaim, kept)
    return found


def _agrees(row: Claim, inner: Record, said: KeptClaim | None) -> bool:
    try:
        kept = claim_in(row, inner)
    except VaultError:
        return False
    if row.is_decided != (kept.decision is not None):
        return False
    return kept.decision is None if said is None else kept == said
