"""Letting one PFIF document leave under one Permit. There is no other way out for a record."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.db import transaction

from khabar.apps.consent.queries import permissions, permit_event, permit_parties
from khabar.apps.copies.keeping import opened_copy
from khabar.apps.copies.models import Copy
from khabar.apps.guarantor.actions import require_countersigned
from khabar.apps.ledger.actions import record
from khabar.apps.post.releases import words_now
from khabar.apps.registry.actions import row_keys
from khabar.apps.registry.queries import request_file
from khabar.domain.actors import ActorKind
from khabar.domain.errors import Refused
from khabar.domain.guaranteeing.acts import ActKind, act_of_file
from khabar.domain.pfif.giving import NOTHING_LEAVES, Given, Giver, Known, given, known_by_name

if TYPE_CHECKING:
    from datetime import date, datetime

    from khabar.domain.actors import Actor
    from khabar.domain.ids import PermitId, RequestId
    from khabar.domain.page import Piece
    from khabar.domain.pfif import Version
    from khabar.ports import Parts


def give_out(*, actor: Actor, now: datetime, parts: Parts, permit_id: PermitId, version: Version) -> Given:
    """Let a PFIF document leave under one Permit; the gate is asked in the same transaction, and the ledger says so.

    Refused in the same words for a Permit that is not there, one that allows nothing, and one that has ended; and
    before that, whatever it allows, where the guarantor has not countersigned this giving out.
    """
    if actor.kind is not ActorKind.SYSTEM:
        raise Refused(NOTHING_LEAVES)
    on, act = now.date(), act_of_file(ActKind.EXPORT, permit_id, version.value)
    require_countersigned(actor=actor, now=now, parts=parts, act=act)
    with transaction.atomic():
        pieces = _pieces(permit_id, on=on, parts=parts)
        subject, recipient = permit_parties(permit_id)
        decided = permissions(subject, recipient, on=on, parts=parts)
        last = min(one.until for what, one in decided.items() if one.until)
        giver = _giver(permit_id, recipient, actor=actor, now=now, parts=parts)
        known = _known_of(recipient, giver, now=now, parts=parts)
        leaves = given(known, pieces, giver, until=last, now=now, to=version)
        details = {"version": version.value, "kinds": sorted(str(piece.kind) for piece in pieces)}
        event = permit_event(permit_id)
        record(actor=actor, now=now, parts=parts, act="pfif given out", subject=permit_id, event=event, details=details)
    return leaves


def _pieces(permit_id: PermitId, *, on: date, parts: Parts) -> tuple[Piece, ...]:
    """Ask the gate; Refused where there is no such Permit or it lets nothing be told today."""
    try:
        pieces = words_now(permit_id, on=on, parts=parts)
    except Refused:
        pieces = ()
    if not pieces:
        raise Refused(NOTHING_LEAVES)
    return pieces


def _giver(permit_id: PermitId, recipient: RequestId, *, actor: Actor, now: datetime, parts: Parts) -> Giver:
    """Say who gives it out. Ids are keyed hashes: they stay the same, and lead to nothing here."""
    keys, home = row_keys(actor=actor, now=now, parts=parts), urlsplit(parts.options.porch_address).hostname or ""
    ids = [keys.of(b"pfif id\x00" + one.encode()).hex()[:32] for one in (recipient, permit_id)]
    return Giver(parts.options.who_runs_this, f"{home}/p.{ids[0]}", f"{home}/n.{ids[1]}")


def _known_of(recipient: RequestId, giver: Giver, *, now: datetime, parts: Parts) -> Known:
    row = Copy.objects.filter(id=recipient).exclude(sealed=b"").first()
    if row is not None:
        kept = opened_copy(row, parts=parts)
        return Known(kept.version, kept.person, kept.notes)
    form = request_file(recipient, parts=parts).form
    return known_by_name(form.name or next(iter(form.other_names), ""), form.other_names, giver, now=now)
