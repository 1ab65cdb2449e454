"""Canary persons: invented ones, filed like anybody, whom nobody has a reason to open; who they are lies sealed here.

A canary is known by the locator of its slip, which whoever filed it holds. Each opening of any person asks here, hit or
not, so that a page of a canary costs and shows what every page does.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction

from khabar.apps.alarms.actions import raise_alarm
from khabar.apps.alarms.models import Canary as Row
from khabar.apps.ledger.actions import record
from khabar.domain.alarms import MOST_CANARIES, AlarmKind
from khabar.domain.errors import Conflict
from khabar.domain.ids import new_id
from khabar.vault import canonical
from khabar.vault.errors import Malformed
from khabar.vault.passphrases import DEFAULT_COST
from khabar.vault.pigeonholes import FAST_COST, derive
from khabar.vault.seals import key_id_in, seal_to, unseal_with

if TYPE_CHECKING:
    from collections.abc import Collection

    from khabar.domain.actors import Actor
    from khabar.domain.codes import Slip
    from khabar.ports import KeyAgent, Parts
    from khabar.vault.keys import KeyClass

SIZE: Final = (256,)


@dataclass(frozen=True, slots=True)
class Canary:
    """One of them: the locator of its slip, and the moment from which an opening rings."""

    locator: str = field(repr=False)
    rings_from: datetime


def locator_of(slip: Slip, *, parts: Parts) -> str:
    """Give the locator of a slip in this house; it takes as long as opening its page."""
    cost = FAST_COST if parts.options.fast_keys else DEFAULT_COST
    return derive(slip.code, slip.pin, bytes.fromhex(parts.options.slip_salt), cost=cost).locator.hex()


def plant(*, actor: Actor, now: datetime, parts: Parts, canary: Canary, known: Collection[Canary]) -> None:
    """Keep, sealed, that the person filed with this slip is invented. `known` are those that are there already.

    Conflict for one that is known, and where there are as many as are looked through at each opening.
    """
    if canary.locator in {one.locator for one in known}:
        raise Conflict("This person is known as a canary already.")
    if len(known) >= MOST_CANARIES:
        raise Conflict("There are as many canaries as this house looks through.")
    canary_id = new_id(parts.entropy.bytes)
    inside = {"canary": canary_id, "locator": canary.locator, "from": canary.rings_from.isoformat()}
    sealed = seal_to(parts.public[parts.public.of_record].public, canonical.encode(inside), pad_to=SIZE)
    with transaction.atomic():
        Row.objects.create(id=canary_id, sealed=sealed)
        record(actor=actor, now=now, parts=parts, act="canary planted", subject=canary_id)


def canaries(keys: KeyAgent, of_record: KeyClass) -> tuple[Canary, ...]:
    """Open all of them; raises Locked where there are any and the key is not at hand."""
    return tuple(_opened(row, keys, of_record) for row in Row.objects.order_by("id"))


def locators_of_canaries(*, parts: Parts) -> frozenset[str]:
    """Give the locators of all canaries, also of those that do not ring yet."""
    return frozenset(one.locator for one in canaries(parts.keys, parts.public.of_record))


def ring_if_canary(
    *, actor: Actor, now: datetime, parts: Parts, locators: Collection[str], subjects: Collection[str]
) -> None:
    """Raise the alarm where one of these persons is a canary that rings by now; `subjects` are sealed with it."""
    ringing = {one.locator for one in canaries(parts.keys, parts.public.of_record) if one.rings_from <= now}
    if not ringing.isdisjoint(locators):
        raise_alarm(
            actor=actor, now=now, parts=parts, kind=AlarmKind.CANARY, details={"subjects": sorted(subjects)[:4]}
        )


def _opened(row: Row, keys: KeyAgent, of_record: KeyClass) -> Canary:
    sealed = bytes(row.sealed)
    body = canonical.decode(unseal_with(keys.key(of_record, key_id_in(sealed)).private, sealed))
    match body:
        case {"canary": row.id, "locator": str(locator), "from": str(moment)}:
            return Canary(locator, datetime.fromisoformat(moment))
        case _:
            raise Malformed("this belongs to another canary")
