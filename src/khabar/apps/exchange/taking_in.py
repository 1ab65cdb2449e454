"""Taking a bundle in: open it, find whose it is, believe its signature, look at its number, keep it whole or not.

What lies on the porch may be anybody's: what is not believed is dropped there without a word, and the sender sends
again. From a file, the same complaints are one line for whoever brought it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.deliveries.actions import forget
from khabar.apps.deliveries.queries import waiting
from khabar.apps.exchange.models import Partner
from khabar.apps.ledger.actions import record
from khabar.domain.bridge.bundles import (
    DAMAGED,
    FOREIGN,
    NOT_FOR_US,
    OVERTAKEN,
    SENT_BY,
    WRONG_SIZE,
    WRONG_WAY,
    Coming,
    coming,
    read,
)
from khabar.domain.errors import Invalid
from khabar.domain.kinds import Kind
from khabar.vault.bundles import open_bundle
from khabar.vault.errors import UnknownKey, VaultError
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from khabar.apps.exchange.sides import Side
    from khabar.domain.actors import Actor
    from khabar.domain.bridge.bundles import Bundle
    from khabar.ports import Parts


@dataclass(frozen=True)
class _Believed:
    """A bundle whose signature holds, and the partner it is from."""

    partner: str
    bundle: Bundle


def take_in_waiting(*, actor: Actor, now: datetime, parts: Parts, side: Side) -> None:
    """Take in what lies on the porch, and clear it away; needs the intake key, and leaves all where that is locked."""
    parts.keys.key(KeyClass.INTAKE)
    for laid in waiting(max(side.sizes)):
        try:
            take_in(actor=actor, now=now, parts=parts, side=side, blob=laid.blob)
        except Invalid:
            _ = laid.sequence  # told to nobody: what lies on the porch may be a stranger's
        forget(laid.sequence, actor=actor, now=now)


def take_in(*, actor: Actor, now: datetime, parts: Parts, side: Side, blob: bytes) -> Coming:
    """Take in one bundle, whole or not at all, and say whether it was new; the same one twice writes nothing.

    Raises Invalid (field `bundle`) for one that is damaged, foreign, meant for others, overtaken or of no lawful size.
    """
    if len(blob) not in side.sizes:
        raise Invalid("bundle", WRONG_SIZE)
    found = _believed(blob, parts)
    try:
        return _take(found, actor, now, parts, side)
    except Invalid:
        Partner.objects.filter(id=found.partner).update(refused_on=now.date())
        raise


def _take(found: _Believed, actor: Actor, now: datetime, parts: Parts, side: Side) -> Coming:
    with transaction.atomic():
        row = Partner.objects.select_for_update().filter(id=found.partner, removed_at=None).first()
        if row is None:
            raise Invalid("bundle", FOREIGN)  # let go since its signature was looked at
        how = coming(found.bundle.number, row.taken_number)
        if how is Coming.OVERTAKEN:
            raise Invalid("bundle", OVERTAKEN)
        if how is Coming.THE_SAME:
            return how
        side.keep(actor=actor, now=now, parts=parts, partner=row.id, bundle=found.bundle)
        row.taken_number, row.taken_on = found.bundle.number, now.date()
        row.save(update_fields=["taken_number", "taken_on"])
        record(actor=actor, now=now, parts=parts, act="bundle taken in", subject=row.id)
    return how


def _believed(blob: bytes, parts: Parts) -> _Believed:
    ours = list(_intake_keys(parts))
    try:
        unproven = read(open_bundle(ours, blob))
    except VaultError:
        raise Invalid("bundle", DAMAGED) from None
    row = Partner.objects.filter(sender=unproven.bundle.sender, removed_at=None).first()
    if row is None:
        raise Invalid("bundle", FOREIGN)
    bundle = unproven.proven(bytes(row.verify_key))
    if bundle.recipient not in {one.public for one in parts.public.all_of(KeyClass.INTAKE)}:
        raise Invalid("bundle", NOT_FOR_US)
    theirs = Kind.INTERMEDIARY if parts.options.kind is Kind.ASSOCIATION else Kind.ASSOCIATION
    if bundle.contents is not SENT_BY[theirs]:
        raise Invalid("bundle", WRONG_WAY)
    return _Believed(row.id, bundle)


def _intake_keys(parts: Parts) -> Iterator[bytes]:
    """Give every intake key that is still there: a partner may have sealed to an older one."""
    for one in parts.public.all_of(KeyClass.INTAKE):
        try:
            yield parts.keys.key(KeyClass.INTAKE, one.key_id).private
        except UnknownKey:
            continue
