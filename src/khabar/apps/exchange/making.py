"""Making the bundle of each partner, once a round, whether or not there is anything in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.exchange.models import Outgoing, Partner
from khabar.domain.bridge.bundles import SENT_BY, Bundle, next_number, sender_of, written
from khabar.vault.bundles import seal_bundle

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.apps.exchange.sides import Side
    from khabar.domain.actors import Actor
    from khabar.ports import Parts


def make_bundles(*, actor: Actor, now: datetime, parts: Parts, side: Side) -> None:
    """Make a new bundle for every partner, in the place of the last one; needs the key of the record, which signs.

    One that was never carried is lost by that and nothing else: what has not arrived stands in the new one too.
    """
    parts.keys.key(parts.public.of_record)
    for partner_id in list(Partner.objects.filter(removed_at=None).order_by("id").values_list("id", flat=True)):
        with transaction.atomic():
            _make(partner_id, actor, now, parts, side)


def _make(partner_id: str, actor: Actor, now: datetime, parts: Parts, side: Side) -> None:
    row = Partner.objects.select_for_update().filter(id=partner_id, removed_at=None).first()
    if row is None:
        return  # let go while another's bundle was made
    key = parts.keys.key(parts.public.of_record)
    row.made_number = next_number(row.made_number, now)
    load = side.pack(actor=actor, now=now, parts=parts, partner=row.id)
    bundle = Bundle(
        contents=SENT_BY[parts.options.kind],
        sender=sender_of(key.verify_key),
        recipient=bytes(row.public),
        number=row.made_number,
        items=load.items,
    )
    blob = seal_bundle(bytes(row.public), written(bundle, key.signing), load.room)
    row.save(update_fields=["made_number"])
    made = {"number": row.made_number, "blob": blob, "made_at": now, "posted_at": None}
    Outgoing.objects.update_or_create(partner=row, defaults=made)
