"""What two people of the asking desk decide where the person cannot: a death, and what is best for a child.

One writes it down, another confirms it. What waits lies sealed in the pair; what is confirmed is recorded as an answer
is, in the same rows. Nothing here tells anybody anything: the gate decides, and a bringer speaks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.accounts.queries import who_left
from khabar.apps.consent import actions as consent
from khabar.apps.consent.queries import history, wish_of
from khabar.apps.ledger.actions import record
from khabar.apps.matches.files import Weighed, as_seen, save_pair
from khabar.apps.matches.queries import pair_for, pair_view
from khabar.domain.actors import require_account
from khabar.domain.best_interests import BestInterests, InterestsDraft
from khabar.domain.consent import has_died, is_death_in_doubt
from khabar.domain.death import Death, DeathDraft
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.ids import EventId

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.apps.matches.files import PairFile
    from khabar.apps.matches.queries import PairView
    from khabar.domain.actors import Actor
    from khabar.domain.ids import AccountId, PairId, PermitId
    from khabar.ports import Parts

Draft = DeathDraft | InterestsDraft
NO_SECOND_REASON = "Write down why you agree. You answer for it as the first person does."


@dataclass(frozen=True)
class WeighedView:
    """What is known of a pair's person for both cases: the wish in life, what waits, and what was recorded last.

    `death` and `interests` are the last ones recorded towards this enquirer; `has_died` holds towards everybody, and
    `is_in_doubt` while an answer given after a death waits for its second reader.
    """

    wish: str
    waits: Weighed | None
    death: Death | None
    interests: BestInterests | None
    has_died: bool
    is_in_doubt: bool


def weighed_of(view: PairView, *, parts: Parts) -> WeighedView:
    """Give what two people have weighed, or may weigh, about the person of a pair that was opened."""
    pair = view.file
    said = history(pair.presence_id, parts=parts)
    towards = [one for one in said if isinstance(one, Death | BestInterests) and one.recipient == pair.request_id]
    return WeighedView(
        wish=wish_of(pair.presence_id, parts=parts),
        waits=_waits(pair),
        death=next((one for one in reversed(towards) if isinstance(one, Death)), None),
        interests=next((one for one in reversed(towards) if isinstance(one, BestInterests)), None),
        has_died=has_died(said, pair.presence_id),
        is_in_doubt=is_death_in_doubt(said, pair.presence_id),
    )


def weigh(*, actor: Actor, now: datetime, parts: Parts, pair_id: PairId, found: Draft, seen: int | None = None) -> None:
    """Write down, as one of two, what was found out; it takes the place of what waited. Invalid where it may not be.

    It leaves the rows of an answer written down, so that no row tells which of the two it is.
    """
    account = require_account(actor, Duty.ASKING_DESK)
    with transaction.atomic():
        view = pair_view(pair_id, actor, on=now.date(), parts=parts)
        pair = as_seen(view.file, seen)
        _require_sound(view, found, parts)
        save_pair(pair, replace(pair.inside, weighed=Weighed(found, account)), parts)
        person, to = pair.presence_id, pair.request_id
        consent.write_down_nothing(actor=actor, now=now, parts=parts, subject=person, recipient=to)
        record(actor=actor, now=now, parts=parts, act="pair changed", subject=pair_id)


def confirm_weighed(
    *, actor: Actor, now: datetime, parts: Parts, pair_id: PairId, reason: str, seen: int | None = None
) -> PermitId:
    """Confirm it as the second of two, with a reason of one's own; from here on it is recorded.

    Refused for whoever wrote it down. What it rests on is looked at once more.
    """
    account = require_account(actor, Duty.ASKING_DESK)
    if not reason.strip():
        raise Invalid("reason", NO_SECOND_REASON)
    with transaction.atomic():
        view = pair_view(pair_id, actor, on=now.date(), parts=parts)
        pair = as_seen(view.file, seen)
        waits = _waits(pair)
        if waits is None:
            raise Conflict("Nothing waits to be confirmed any more. Please look at it again.")
        if waits.by == account:
            raise Refused("Two different people decide this.")
        _require_sound(view, waits.found, parts)
        draft = _recorded(pair, waits, (waits.by, account), now, reason.strip())
        save_pair(pair, replace(pair.inside, weighed=None), parts)
        permit = consent.record_answer(actor=actor, now=now, parts=parts, draft=draft)
        record(actor=actor, now=now, parts=parts, act="pair changed", subject=pair_id)
        return permit


def drop_weighed(*, actor: Actor, now: datetime, parts: Parts, pair_id: PairId, seen: int | None = None) -> None:
    """Take back what waits for a second person."""
    require_account(actor, Duty.ASKING_DESK)
    with transaction.atomic():
        pair = as_seen(pair_for(pair_id, actor, parts=parts), seen)
        save_pair(pair, replace(pair.inside, weighed=None), parts)
        record(actor=actor, now=now, parts=parts, act="pair changed", subject=pair_id)


def _waits(pair: PairFile) -> Weighed | None:
    """Give what waits for a second person; nothing once whoever wrote it down has left the desk."""
    waits = pair.inside.weighed
    return None if waits is None or who_left(Duty.ASKING_DESK, [waits.by]) else waits


def _require_sound(view: PairView, found: Draft, parts: Parts) -> None:
    form = view.request.form
    if isinstance(found, DeathDraft):
        objections = found.objections(wish_of(view.file.presence_id, parts=parts))
    else:
        objections = found.objections((form.enquirer_name, form.enquirer_given))
    for objection in objections:
        raise objection


def _recorded(
    pair: PairFile, waits: Weighed, agreed_by: tuple[AccountId, AccountId], now: datetime, reason: str
) -> Death | BestInterests:
    found, common = (
        waits.found,
        {
            "event_id": EventId(""),
            "parents": (),
            "subject": pair.presence_id,
            "recipient": pair.request_id,
            "decided_on": now.date(),
            "second_reason": reason,
            "agreed_by": agreed_by,
        },
    )
    return Death(found=found, **common) if isinstance(found, DeathDraft) else BestInterests(found=found, **common)  # type: ignore[arg-type]  # values by name
