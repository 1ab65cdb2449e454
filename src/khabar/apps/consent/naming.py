"""Naming the one person who speaks the words of a Permit, and noting what came of it.

The row is there from the day the Permit is made, whatever it allows; only its sealed inside changes. What may be told
is asked of the gate at each opening, never read from here. The ledger is written by whoever calls.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from khabar.apps.accounts.queries import duties_of, kin_of
from khabar.apps.consent.models import Naming, Permit
from khabar.apps.consent.queries import permitted_now
from khabar.apps.registry.queries import record_under, request_file
from khabar.domain.actors import require_account
from khabar.domain.bringing import Brought, Named
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.ids import AccountId, PermitId, PresenceId, RequestId
from khabar.domain.withheld import is_withheld_from

if TYPE_CHECKING:
    from datetime import date, datetime

    from khabar.domain.actors import Actor
    from khabar.ports import Parts

TABLE = "consent_naming"
SPOKEN_ALREADY = "It has been spoken already."


def nobody_named(permit_id: PermitId, subject: PresenceId, *, parts: Parts) -> None:
    """Make the row of a new Permit, with nobody in it."""
    Naming.objects.create(permit_id=permit_id, sealed=_sealed(permit_id, subject, Named(), parts))


def named_for(permit_id: PermitId, *, parts: Parts) -> Named:
    """Give who is named for a Permit; Refused where there is no such Permit, or its person has been erased."""
    return _opened(_row(permit_id), parts)


def to_bring(account: AccountId, *, parts: Parts) -> list[PermitId]:
    """List the Permits for which this person is named and has not spoken yet, newest first."""
    waiting = []
    for row in Naming.objects.select_related("permit").order_by("-permit__made_at", "permit_id"):
        try:
            is_his = _opened(row, parts).is_waiting_for(account)
        except Refused:
            continue  # the person has been erased
        if is_his:
            waiting.append(PermitId(row.permit_id))
    return waiting


def name_bringer(
    *, actor: Actor, now: datetime, parts: Parts, permit_id: PermitId, bringer: AccountId, proposed_by: AccountId
) -> None:
    """Name who speaks what a Permit allows, on the word of two people; from then on the bringer sees that alone.

    Refused without a second person. Invalid for somebody who is no bringer, is under way with another word, or belongs
    to the family; and where nothing may be told today. Conflict where it has been spoken: that stays.
    """
    account = require_account(actor, Duty.ASKING_DESK)
    if not proposed_by or proposed_by == account:
        raise Refused("Two different people decide this.")
    row = _row(permit_id)
    require_bringer(permit_id, bringer, on=now.date(), parts=parts)
    _save(row, Named(bringer=bringer, agreed_by=(proposed_by, account), on=now.date()), parts)


def require_bringer(permit_id: PermitId, bringer: AccountId, *, on: date, parts: Parts) -> None:
    """Raise Invalid where this person cannot speak under this Permit today, Conflict where it has been spoken."""
    if named_for(permit_id, parts=parts).brought is Brought.SPOKEN:
        raise Conflict(SPOKEN_ALREADY)
    if Duty.BRINGER not in duties_of(bringer):
        raise Invalid("bringer", "This is no bringer any more. Please choose somebody else.")
    if not permitted_now(permit_id, on=on, parts=parts):
        raise Invalid("bringer", "Nothing may be told to this enquirer today, so there is nothing to bring.")
    form = request_file(RequestId(Permit.objects.get(id=permit_id).recipient), parts=parts).form
    if is_withheld_from(kin_of(bringer, parts=parts), [form.name, *form.other_names, form.enquirer_name]):
        raise Invalid("bringer", "This is the family of whom you chose. Please choose somebody else.")
    others = [one for one in to_bring(bringer, parts=parts) if one != permit_id]
    if any(permitted_now(one, on=on, parts=parts) for one in others):
        raise Invalid("bringer", "This bringer is under way with another word. Please choose somebody else.")


def take_naming_back(*, actor: Actor, now: datetime, parts: Parts, permit_id: PermitId) -> None:
    """Name nobody any more, until it is spoken; the bringer sees nothing from here on."""
    require_account(actor, Duty.ASKING_DESK)
    row = _row(permit_id)
    if _opened(row, parts).brought is Brought.SPOKEN:
        raise Refused("What has been spoken stays spoken.")
    _save(row, Named(on=now.date()), parts)


def note_brought(*, actor: Actor, now: datetime, parts: Parts, permit_id: PermitId, brought: Brought) -> None:
    """Note what came of it, for the bringer who is named and has not finished; Refused for anybody else."""
    account = require_account(actor, Duty.BRINGER)
    row = _row(permit_id)
    named = _opened(row, parts)
    if not named.is_waiting_for(account):
        raise Refused("no such permit")
    try:
        _save(row, replace(named, brought=brought, on=now.date()), parts)
    except Conflict as earlier:
        raise Refused("no such permit") from earlier


def _row(permit_id: PermitId) -> Naming:
    row = Naming.objects.filter(permit_id=permit_id).select_related("permit").first()
    if row is None:
        raise Refused("no such permit")
    return row


def _save(row: Naming, named: Named, parts: Parts) -> None:
    """Seal a row anew as it was read; Conflict where somebody has changed it since."""
    sealed = _sealed(PermitId(row.permit_id), PresenceId(row.permit.subject), named, parts)
    if Naming.objects.filter(permit_id=row.permit_id, sealed=bytes(row.sealed)).update(sealed=sealed) != 1:
        raise Conflict("Somebody else has changed this pair just now. Please look at it again.")


def _sealed(permit_id: PermitId, subject: PresenceId, named: Named, parts: Parts) -> bytes:
    record = record_under(subject, TABLE, permit_id, parts=parts)
    return record.seal("sealed", named.to_body(), random=parts.entropy.bytes)


def _opened(row: Naming, parts: Parts) -> Named:
    record = record_under(PresenceId(row.permit.subject), TABLE, row.permit_id, parts=parts)
    return Named.from_body(record.open("sealed", bytes(row.sealed)))
