"""Carrying bundles over the network: each round's bundle is posted once, to every partner that has an address.

What is posted, when, and how large it is depends on the timetable alone. Where it fails nothing is lost: the next round
makes a new one. A partner without an address gets its bundle as a file.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from khabar.apps.exchange.models import Outgoing, Partner
from khabar.domain.errors import Outside
from khabar.vault.keys import KeyClass
from khabar.vault.seals import key_id_in, unseal_with

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.ports import Parts


def post_bundles(*, actor: Actor, now: datetime, parts: Parts) -> None:
    """Post what was made this round; needs the mail key, under which the addresses lie. Each is tried once."""
    if not actor.name or now.tzinfo is None:
        raise ValueError("no actor, no act")
    parts.keys.key(KeyClass.MAIL)
    for number, partner_id in list(Outgoing.objects.filter(posted_at=None).values_list("number", "partner_id")):
        address = _address(partner_id, parts)
        if address and Outgoing.objects.filter(number=number, partner_id=partner_id, posted_at=None).update(
            posted_at=now
        ):
            with suppress(Outside):  # the next round brings a new bundle, with all that is in this one
                parts.courier.post(address, bytes(Outgoing.objects.get(partner_id=partner_id).blob))


def _address(partner_id: str, parts: Parts) -> str:
    sealed = bytes(Partner.objects.get(id=partner_id).address)
    return unseal_with(parts.keys.key(KeyClass.MAIL, key_id_in(sealed)).private, sealed).decode()
