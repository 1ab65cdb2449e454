"""Signed snapshots: once a day while something changes, and once a petition is closed.

The key that signs is the signatures key: the porch, which publishes them, cannot make one. A locked house makes none;
pages then show the last one, with its day.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.ledger.actions import record
from khabar.apps.petitions.models import Petition, Snapshot
from khabar.domain.petitions import snapshots as rules
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.ports import Parts

EVERY = timedelta(days=1)


def something_to_sign(now: datetime) -> bool:
    """Say whether a snapshot is due. Needs no key."""
    return any(_is_due(petition, now) for petition in Petition.objects.all())


def sign_due(*, actor: Actor, now: datetime, parts: Parts) -> int:
    """Sign what is due and return how many snapshots were made. Needs the signatures key."""
    signing = parts.keys.key(KeyClass.SIGNATURES).signing
    due = [petition for petition in Petition.objects.order_by("id") if _is_due(petition, now)]
    for petition in due:
        _sign(petition, signing, actor=actor, now=now, parts=parts)
    return len(due)


def sign_now(petition_id: str, *, actor: Actor, now: datetime, parts: Parts) -> str:
    """Sign one petition's numbers as they are now, for a digest or because somebody asks; return the file."""
    signing = parts.keys.key(KeyClass.SIGNATURES).signing
    return _sign(Petition.objects.get(id=petition_id), signing, actor=actor, now=now, parts=parts)


def _is_due(petition: Petition, now: datetime) -> bool:
    last = _last(petition)
    if last is None:
        return petition.batches > 0
    signed = rules.read_snapshot(last.signed).snapshot
    if (signed.batches, signed.on_paper) == (petition.batches, petition.on_paper):
        return False
    return not petition.is_open or last.taken_at <= now - EVERY


def _last(petition: Petition) -> Snapshot | None:
    return Snapshot.objects.filter(petition=petition).order_by("-number").first()


def _sign(petition: Petition, signing: bytes, *, actor: Actor, now: datetime, parts: Parts) -> str:
    last = _last(petition)
    snapshot = rules.Snapshot(
        petition=petition.id,
        slug=petition.slug,
        number=last.number + 1 if last else 1,
        as_of=rules.written_moment(petition.counted_at),
        confirmed=petition.confirmed,
        on_paper=petition.on_paper,
        batches=petition.batches,
        head=bytes(petition.head).hex(),
        previous=last.hash if last else "",
    )
    signed = rules.sign(snapshot, signing=signing).to_json()
    with transaction.atomic(using="porch"):
        Snapshot.objects.create(
            petition=petition,
            number=snapshot.number,
            batches=snapshot.batches,
            taken_at=now,
            hash=snapshot.hash(),
            signed=signed,
        )
        details = {"number": snapshot.number, "hash": snapshot.hash()}
        record(
            actor=actor,
            now=now,
            parts=parts,
            act="snapshot signed",
            subject=petition.id,
            details=details,
            chain="porch",
        )
    return signed
