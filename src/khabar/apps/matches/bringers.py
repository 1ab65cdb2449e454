"""Naming who speaks the words of an answer to the enquirer: one colleague proposes, another confirms.

What is proposed lies sealed in the pair, what is named sealed beside the Permit: rows tell neither.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.accounts.queries import colleagues, who_left
from khabar.apps.consent import naming
from khabar.apps.consent.queries import newest_permit
from khabar.apps.ledger.actions import record
from khabar.apps.matches.files import as_seen, save_pair
from khabar.apps.matches.queries import pair_for
from khabar.domain.actors import require_account
from khabar.domain.bringing import Named
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.ids import AccountId

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.apps.accounts.queries import Colleague
    from khabar.apps.matches.files import PairFile
    from khabar.domain.actors import Actor
    from khabar.domain.ids import PairId, PermitId
    from khabar.ports import Parts


@dataclass(frozen=True)
class BringerView:
    """Who is proposed to speak to the enquirer and by whom, and who is named and what came of it."""

    proposed: AccountId
    proposed_by: AccountId
    named: Named


def bringers() -> tuple[Colleague, ...]:
    """List the bringers who work here now."""
    return tuple(one for one in colleagues() if one.is_active and Duty.BRINGER in one.duties)


def bringer_of(pair: PairFile, *, parts: Parts) -> BringerView:
    """Give who is proposed and who is named for the last answer of a pair."""
    permit = newest_permit(pair.presence_id, pair.request_id)
    named = naming.named_for(permit, parts=parts) if permit else Named()
    if who_left(Duty.ASKING_DESK, [pair.inside.bringer_by]):
        return BringerView(AccountId(""), AccountId(""), named)
    return BringerView(pair.inside.bringer, pair.inside.bringer_by, named)


def propose_bringer(
    *, actor: Actor, now: datetime, parts: Parts, pair_id: PairId, bringer: AccountId, seen: int | None = None
) -> None:
    """Propose, as one of two, who speaks what may be told; Invalid where that one cannot."""
    account = require_account(actor, Duty.ASKING_DESK)
    with transaction.atomic():
        pair = as_seen(pair_for(pair_id, actor, parts=parts), seen)
        naming.require_bringer(_permit(pair), bringer, on=now.date(), parts=parts)
        save_pair(pair, replace(pair.inside, bringer=bringer, bringer_by=account), parts)
        record(actor=actor, now=now, parts=parts, act="pair changed", subject=pair_id)


def confirm_bringer(*, actor: Actor, now: datetime, parts: Parts, pair_id: PairId, seen: int | None = None) -> None:
    """Confirm, as the second of two, who was proposed: from here on the bringer sees that one release."""
    require_account(actor, Duty.ASKING_DESK)
    with transaction.atomic():
        pair = as_seen(pair_for(pair_id, actor, parts=parts), seen)
        if not pair.inside.bringer or who_left(Duty.ASKING_DESK, [pair.inside.bringer_by]):
            raise Conflict("Nobody is proposed any more. Please look at it again.")
        naming.name_bringer(
            actor=actor,
            now=now,
            parts=parts,
            permit_id=_permit(pair),
            bringer=pair.inside.bringer,
            proposed_by=pair.inside.bringer_by,
        )
        save_pair(pair, replace(pair.inside, bringer=AccountId(""), bringer_by=AccountId("")), parts)
        record(actor=actor, now=now, parts=parts, act="pair changed", subject=pair_id)


def drop_bringer(*, actor: Actor, now: datetime, parts: Parts, pair_id: PairId, seen: int | None = None) -> None:
    """Take back who was proposed or named, until it has been spoken."""
    require_account(actor, Duty.ASKING_DESK)
    with transaction.atomic():
        pair = as_seen(pair_for(pair_id, actor, parts=parts), seen)
        try:
            naming.take_naming_back(actor=actor, now=now, parts=parts, permit_id=_permit(pair))
        except Refused as spoken:
            raise Conflict(naming.SPOKEN_ALREADY) from spoken
        save_pair(pair, replace(pair.inside, bringer=AccountId(""), bringer_by=AccountId("")), parts)
        record(actor=actor, now=now, parts=parts, act="pair changed", subject=pair_id)


def _permit(pair: PairFile) -> PermitId:
    permit = newest_permit(pair.presence_id, pair.request_id)
    if permit is None:
        raise Invalid("bringer", "There is no answer yet, so there is nothing to bring.")
    return permit
