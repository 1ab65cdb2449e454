"""What time does to petitions: the last day comes, what nobody confirmed goes, names are destroyed when they must be.

Done in every round, in a locked house too: destroying needs no key.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.ledger.actions import record
from khabar.apps.outbox.actions import drop_done
from khabar.apps.petitions.actions import close
from khabar.apps.petitions.models import NewsMail, Petition, Signature, Silenced
from khabar.domain.petitions.mailing import CONFIRM_WITHIN
from khabar.domain.petitions.plans import Plan
from khabar.domain.petitions.states import SignatureAct, SignatureState, states_before

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.ports import Parts

PORCH = "porch"
AT_ONCE = 2000
"""Rows in one transaction."""


def close_due(*, actor: Actor, now: datetime) -> int:
    """Close every petition whose last day has gone by; return how many."""
    closed = 0
    for petition in Petition.objects.filter(is_open=True):
        if Plan.from_plain(petition.plan).closes_on < now.date():
            closed += close(actor=actor, now=now, petition_id=petition.id)
    return closed


def drop_unconfirmed(*, actor: Actor, now: datetime) -> int:
    """Delete signatures that nobody confirmed in time, and the empty rows of mails that have left."""
    drop_done(actor=actor, now=now, using=PORCH)
    old = Signature.objects.filter(state=SignatureState.PENDING, signed_at__lt=now - CONFIRM_WITHIN, counted=False)
    return old.delete()[0]


def anonymise_due(*, actor: Actor, now: datetime, parts: Parts) -> int:
    """Destroy what is known of every signer of a petition that has been closed for as long as it said; return how many.

    The count and its chain stay: they hold nothing of anybody.
    """
    changed = 0
    for petition in Petition.objects.filter(is_open=False, is_anonymised=False):
        kept_for = timedelta(days=Plan.from_plain(petition.plan).retention_days)
        if petition.closed_on is not None and petition.closed_on + kept_for < now.date():
            changed += _anonymise(petition, actor=actor, now=now, parts=parts)
    return changed


def _anonymise(petition: Petition, *, actor: Actor, now: datetime, parts: Parts) -> int:
    Signature.objects.filter(petition=petition, state=SignatureState.PENDING, counted=False).delete()
    ours, changed = Signature.objects.filter(petition=petition), 0
    known = ours.filter(state__in=states_before(SignatureAct.ANONYMISE))
    while ids := list(known.values_list("id", flat=True)[:AT_ONCE]):
        changed += ours.filter(id__in=ids).update(
            state=SignatureState.ANONYMISED, sealed=b"", mailbox="", person="", token_hash=None, invalidation=""
        )
    with transaction.atomic(using=PORCH):
        Silenced.objects.filter(petition=petition).delete()
        NewsMail.objects.filter(announcement__petition=petition).delete()
        Petition.objects.filter(id=petition.id).update(is_anonymised=True)
        details = {"signatures": changed}
        record(
            actor=actor,
            now=now,
            parts=parts,
            act="signers forgotten",
            subject=petition.id,
            details=details,
            chain="porch",
        )
    return changed
