"""Taking somebody on as a partner of the bridge, and letting them go at once: nothing goes or comes from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.exchange.models import Outgoing, Partner
from khabar.apps.exchange.queries import ADDRESS_SIZES, CARD_SIZES
from khabar.apps.ledger.actions import record
from khabar.domain.bridge.bundles import sender_of
from khabar.domain.bridge.cards import card_text, fingerprint, require_fingerprint
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.ids import new_id
from khabar.vault.keys import KeyClass
from khabar.vault.seals import seal_to

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.domain.bridge.cards import Card
    from khabar.ports import Parts

SAME_KIND = "The bridge joins an association and an intermediary; this card is of an installation of our own kind."
OUR_OWN = "This is our own card."
KNOWN = "This partner is known already, with these keys."


def add_partner(*, actor: Actor, now: datetime, parts: Parts, card: Card, typed: str) -> str:
    """Take on a partner whose fingerprint was read to us and typed here; return its id. The ledger keeps the digits.

    Invalid for other digits than the card's, and for a card of our own kind; Conflict for one that is known.
    """
    require_fingerprint(card, typed)
    if card.kind is parts.options.kind:
        own = card.public in {one.public for one in parts.public.all_of(KeyClass.INTAKE)}
        raise Invalid("card", OUR_OWN if own else SAME_KIND)
    with transaction.atomic():
        if Partner.objects.filter(sender=sender_of(card.verify_key)).exists():
            raise Conflict(KNOWN)
        partner_id = new_id(parts.entropy.bytes)
        Partner.objects.create(id=partner_id, added_at=now, **_columns(card, parts))
        _note(actor, now, parts, "partner taken on", partner_id, card)
    return partner_id


def renew_partner(*, actor: Actor, now: datetime, parts: Parts, partner_id: str, card: Card, typed: str) -> None:
    """Give a partner the keys of a new card, after it has changed its own; one that was let go is back with it.

    Consents that name this partner stay as they are: it is the same body. What was sealed to its old keys is dropped,
    for whoever took those could read it; the next round seals to the new ones. Errors as for `add_partner`.
    """
    require_fingerprint(card, typed)
    if card.kind is parts.options.kind:
        raise Invalid("card", SAME_KIND)
    with transaction.atomic():
        if Partner.objects.filter(sender=sender_of(card.verify_key)).exclude(id=partner_id).exists():
            raise Conflict(KNOWN)
        changed = Partner.objects.filter(id=partner_id).update(removed_at=None, **_columns(card, parts))
        if changed != 1:
            raise Refused("no such partner")
        Outgoing.objects.filter(partner_id=partner_id).delete()
        _note(actor, now, parts, "partner renewed", partner_id, card)


def remove_partner(*, actor: Actor, now: datetime, parts: Parts, partner_id: str) -> None:
    """Let a partner go: no bundle is made for it or believed from now on, and the one that waits is dropped."""
    with transaction.atomic():
        removed = Partner.objects.filter(id=partner_id, removed_at=None).update(removed_at=now)
        if removed != 1:
            raise Refused("no such partner")
        Outgoing.objects.filter(partner_id=partner_id).delete()
        record(actor=actor, now=now, parts=parts, act="partner let go", subject=partner_id)


def _columns(card: Card, parts: Parts) -> dict[str, object]:
    return {
        "card": seal_to(parts.public[parts.public.of_record].public, card_text(card).encode(), pad_to=CARD_SIZES),
        "address": seal_to(parts.public[KeyClass.MAIL].public, card.address.encode(), pad_to=ADDRESS_SIZES),
        "public": card.public,
        "verify_key": card.verify_key,
        "sender": sender_of(card.verify_key),
    }


def _note(actor: Actor, now: datetime, parts: Parts, act: str, partner_id: str, card: Card) -> None:
    details = {"fingerprint": fingerprint(card)}
    record(actor=actor, now=now, parts=parts, act=act, subject=partner_id, details=details)
