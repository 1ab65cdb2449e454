"""Recording answers and withdrawals, and making Permits: nowhere else is one made.

Whatever the answer is, the same rows appear: one event, one Permit for each recipient it speaks of, one item that
leaves with the next round. Only inside them does a yes differ from a no.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.consent.models import Permit, Stance
from khabar.apps.consent.naming import nobody_named
from khabar.apps.consent.queries import EVENTS, KIND, history, may_tell, projection
from khabar.apps.ledger.actions import record, record_event
from khabar.apps.ledger.queries import subjects_with_events
from khabar.apps.outbox.actions import put
from khabar.apps.registry.queries import is_request, record_under
from khabar.domain.actors import ActorKind, require_duty
from khabar.domain.answers import ANSWER_TYPE, WITHDRAWAL_TYPE, Answer, Withdrawal
from khabar.domain.best_interests import BEST_INTERESTS_TYPE, BestInterests
from khabar.domain.consent import permit_terms
from khabar.domain.death import DEATH_TYPE, Death
from khabar.domain.duties import Duty
from khabar.domain.errors import Refused
from khabar.domain.ids import EventId, PermitId, PresenceId, RequestId, new_id
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.ports import Parts

EVENT_SIZES = (16384, 65536)
"""The first holds all that an answer's form takes: a yes with words and an address is as long as a bare no."""

TELL = "tell"
"""The kind of outbox item that puts a released word onto one page."""
TYPES: Mapping[type, str] = {
    Answer: ANSWER_TYPE,
    Withdrawal: WITHDRAWAL_TYPE,
    Death: DEATH_TYPE,
    BestInterests: BEST_INTERESTS_TYPE,
}


def record_answer(*, actor: Actor, now: datetime, parts: Parts, draft: Answer | Death | BestInterests) -> PermitId:
    """Record one answer. The event's id and parents are set here: it knows every earlier word of this person.

    What two people recorded of a death, or for a child, makes the same rows: no row tells that nobody answered.
    Refused for anybody but the asking desk, or the round itself when a presence names its addressee.
    """
    _require_gatekeeper(actor)
    if not is_request(draft.recipient):
        raise Refused("no such case")
    with transaction.atomic():
        said = history(draft.subject, parts=parts)
        answer = replace(draft, parents=tuple(sorted(event.event_id for event in said)))
        event_id = _event(actor, now, parts, answer)
        _project(parts, answer.subject)
        return _permit(actor, now, parts, answer.subject, answer.recipient, event_id)


def withdraw(
    *, actor: Actor, now: datetime, parts: Parts, subject: PresenceId, recipient: RequestId | None = None
) -> tuple[PermitId, ...]:
    """Take back what was said, to one recipient or to all. What has not left will not leave."""
    _require_gatekeeper(actor)
    with transaction.atomic():
        said = history(subject, parts=parts)
        parents = tuple(sorted(event.event_id for event in said))
        withdrawal = Withdrawal(
            event_id=EventId(""), parents=parents, subject=subject, recipient=recipient, given_on=now.date()
        )
        event_id = _event(actor, now, parts, withdrawal)
        _project(parts, subject)
        heard = {event.recipient for event in said if isinstance(event, Answer)}
        recipients = [recipient] if recipient else sorted(heard)
        if not recipients:
            record(actor=actor, now=now, parts=parts, act="answer recorded", subject=subject, event=event_id)
        return tuple(_permit(actor, now, parts, subject, one, event_id) for one in recipients)


def rebuild(*, actor: Actor, now: datetime, parts: Parts) -> int:
    """Make every stance anew from the events, and return for how many persons."""
    subjects = subjects_with_events(kind=KIND)
    with transaction.atomic():
        Stance.objects.all().delete()
        made = sum(_project_if_not_erased(parts, PresenceId(one)) for one in subjects)
        record(actor=actor, now=now, parts=parts, act="stances rebuilt", details={"persons": made})
    return made


def _require_gatekeeper(actor: Actor) -> None:
    if actor.kind is not ActorKind.SYSTEM:
        require_duty(actor, Duty.ASKING_DESK)


def _event(actor: Actor, now: datetime, parts: Parts, said: Answer | Withdrawal | Death | BestInterests) -> EventId:
    inside = {"type": TYPES[type(said)], "body": said.to_body()}
    sealed = record_under(said.subject, EVENTS, said.subject, parts=parts).seal(
        "body", inside, random=parts.entropy.bytes, sizes=EVENT_SIZES
    )
    event = record_event(
        actor=actor, now=now, parts=parts, kind=KIND, subject=said.subject, body=sealed, parents=said.parents
    )
    return EventId(event.id)


def _permit(
    actor: Actor, now: datetime, parts: Parts, subject: PresenceId, recipient: RequestId, event_id: EventId
) -> PermitId:
    permit_id = PermitId(new_id(parts.entropy.bytes))
    said, on = history(subject, parts=parts), now.date()
    terms = [
        permit_terms(said, subject=subject, recipient=recipient, disclosure=what, on=on)
        for what in sorted(may_tell(subject, recipient, on=on, parts=parts))
    ]
    inside = {"schema": 1, "terms": {one.what.value: one.until.isoformat() for one in terms}}
    record_of_permit = record_under(subject, "consent_permit", permit_id, parts=parts)
    Permit.objects.create(
        id=permit_id,
        recipient=recipient,
        subject=subject,
        event_id=event_id,
        sealed=record_of_permit.seal("sealed", inside, random=parts.entropy.bytes),
        made_at=now,
    )
    nobody_named(permit_id, subject, parts=parts)
    put(
        actor=actor,
        now=now,
        parts=parts,
        kind=TELL,
        body={"permit": permit_id},
        key_class=KeyClass.REGISTER,
        event=event_id,
    )
    record(actor=actor, now=now, parts=parts, act="answer recorded", subject=permit_id, event=event_id)
    return permit_id


def _project(parts: Parts, subject: PresenceId) -> None:
    said = history(subject, parts=parts)
    sealed = record_under(subject, "consent_stance", subject, parts=parts).seal(
        "sealed", projection(said, subject), random=parts.entropy.bytes
    )
    Stance.objects.update_or_create(subject=subject, defaults={"events": len(said), "sealed": sealed})


def _project_if_not_erased(parts: Parts, subject: PresenceId) -> int:
    try:
        _project(parts, subject)
    except Refused:
        return 0
    return 1
