"""What of the guarantor belongs into the journal: each licence and withdrawal, as it was signed.

After a restore a licence that was withdrawn since the backup stays withdrawn, and no older word is taken in again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from khabar.apps.guarantor.entered import TAKEN_IN
from khabar.apps.guarantor.models import GuarantorPost, LicenceWord
from khabar.apps.journal.outcomes import DONE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.ports import Parts

ACTS = frozenset({TAKEN_IN})


def told(entry: Any, parts: Parts) -> dict[str, str] | None:  # noqa: ANN401 - a row of the ledger
    """Give number, words and signature of a licence; None for a word that brought none. No key is needed."""
    del parts
    row = LicenceWord.objects.filter(number=int(entry.subject)).first()
    if row is None:
        return None
    return {"id": entry.subject, "plain": bytes(row.plain).hex(), "signature": bytes(row.signature).hex()}


def again(act: str, body: Mapping[str, Any], *, actor: Actor, now: datetime, parts: Parts) -> str:
    """Keep the word once more; it is verified whenever it is read, so one that was forged here opens nothing."""
    del act, parts
    if not actor.name or now.tzinfo is None:
        raise ValueError("no actor, no act")
    number = int(body["id"])
    kept = {"plain": bytes.fromhex(str(body["plain"])), "signature": bytes.fromhex(str(body["signature"]))}
    with transaction.atomic():
        LicenceWord.objects.get_or_create(number=number, defaults=kept | {"taken_at": now})
        post, _ = GuarantorPost.objects.select_for_update().get_or_create(id=1)
        if post.taken_number < number:
            post.taken_number = number
            post.save(update_fields=["taken_number"])
    return DONE
