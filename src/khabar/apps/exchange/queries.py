"""Reading of partners: their cards once unlocked, what leaves for each, and this installation's own card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from khabar.apps.exchange.models import Outgoing, Partner
from khabar.domain.bridge.cards import Card, read_card
from khabar.domain.errors import Refused
from khabar.vault.keys import KeyClass
from khabar.vault.seals import key_id_in, unseal_with

if TYPE_CHECKING:
    from datetime import date

    from khabar.ports import Parts

CARD_SIZES = (8192,)
ADDRESS_SIZES = (512,)


@dataclass(frozen=True)
class KnownPartner:
    """One partner as the house knows it; `taken_on` is the day of the last bundle taken in, `refused_on` of one not."""

    id: str
    card: Card
    taken_on: date | None
    refused_on: date | None


def own_card(*, parts: Parts, state: str, address: str) -> Card:
    """Give this installation's card: its intake key to seal to, and its record's key, which signs."""
    public = parts.public
    return Card(
        kind=parts.options.kind,
        name=parts.options.who_runs_this,
        address=address,
        state=state,
        public=public[KeyClass.INTAKE].public,
        verify_key=public[public.of_record].verify_key,
    )


def partners(*, parts: Parts) -> list[KnownPartner]:
    """List the partners by name; needs the key of the record. Who was removed is not among them."""
    rows = Partner.objects.filter(removed_at=None)
    return sorted((_known(row, parts) for row in rows), key=lambda one: (one.card.name, one.id))


def partner_of(partner_id: str, *, parts: Parts) -> KnownPartner:
    """Give one partner; Refused for an unknown one and one that was removed alike."""
    row = Partner.objects.filter(id=partner_id, removed_at=None).first()
    if row is None:
        raise Refused("no such partner")
    return _known(row, parts)


def partner_names(*, parts: Parts) -> dict[str, str]:
    """Give the name of every partner by its id, those that were removed among them: old consents name them."""
    return {row.id: opened_card(row, parts).name for row in Partner.objects.all()}


def bundle_for(partner_id: str) -> bytes | None:
    """Give the newest bundle for a partner, to be written into a file; None before the first round."""
    row = Outgoing.objects.filter(partner_id=partner_id, partner__removed_at=None).first()
    return bytes(row.blob) if row else None


def opened_card(row: Partner, parts: Parts) -> Card:
    """Open the card of a row; needs the key of the record."""
    sealed = bytes(row.card)
    private = parts.keys.key(parts.public.of_record, key_id_in(sealed)).private
    return read_card(unseal_with(private, sealed).decode())


def _known(row: Partner, parts: Parts) -> KnownPartner:
    return KnownPartner(row.id, opened_card(row, parts), row.taken_on, row.refused_on)
