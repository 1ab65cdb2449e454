"""Recording answers and withdrawals, and making Permits: nowhere else is one made.

Whatever the answer is, the same rows appear: one event when one person writes it down; one more when another confirms
it, one Permit for each recipient it speaks of, one item that leaves with the next round. Only inside them does a yes
differ from a no.
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
from khabar.domain.ids import NO_ACCOUNT, EventId, PermitId, PresenceId, RequestId, new_id
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
RECORDED, WRITTEN_DOWN = "answer recorded", "answer written down"
"""The acts in the ledger: with the second person's word, and with the first one's."""
_NEW = EventId("")
BLANK_TYPE = "consent.blank"
"""Of an event that says nothing: the rule reads it as one it does not know."""
TYPES: Mapping[type, str] = {
    Answer: ANSWER_TYPE,
    Withdrawal: WITHDRAWAL_TYPE,
    Death: DEATH_TYPE,
    BestInterests: BEST_INTERESTS_TYPE,
}


def write_down(
    *, actor: Actor, now: datetime, parts: Parts, subject: PresenceId, recipient: RequestId, said: Answer | None
) -> None:
    """Keep what one person writes down of somebody's word, until a second confirms it: an event, and no Permit.

    `said`: the answer, which closes what it closes; None: everything is taken back. Neither opens anything.
    """
    answer = replace(said, subject=subject, recipient=recipient, read_by=NO_ACCOUNT) if said else None
    taken_back = Withdrawal(event_id=_NEW, parents=(), subject=subject, recipient=recipient, given_on=now.date())
    word: Answer | Withdrawal = answer or taken_back
    _write_down(actor, now, parts, subject, recipient, {"type": TYPES[type(word)], "body": word.to_body()})


def write_down_nothing(*, actor: Actor, now: datetime, parts: Parts, subject: PresenceId, recipient: RequestId) -> None:
    """Leave the rows of `write_down` where nothing was said.

    Whatever two people decide about a person is written down first and confirmed then; rows must not tell which of it
    was an answer.
    """
    _write_down(actor, now, parts, subject, recipient, {"type": BLANK_TYPE, "body": {}})


def record_answer(*, actor: Actor, now: datetime, parts: Parts, draft: Answer | Death | BestInterests) -> PermitId:
    """Record one answer. The event's id and parents are set here: it knows every earlier word of this person.

    An answer that nobody has confirmed closes what it closes, and opens nothing.
    What two people recorded of a death, or for a child, makes the same rows: no row tells that nobody answered.
    Refused for anybody but the asking desk, or the round itself when a presence names its addressee; and where it is
    said that somebody else than this very actor confirmed it.
    """
    _require_gatekeeper(actor)
    if actor.account and isinstance(draft, Answer) and draft.read_by not in (NO_ACCOUNT, actor.account):
        raise Refused("nobody confirms for another")
    if not is_request(draft.recipient):
        raise Refused("no such case")
    with transaction.atomic():
        answer = replace(draft, event_id=_NEW, parents=_all_so_far(draft.subject, parts))
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
            event_id=_NEW, parents=parents, subject=subject, recipient=recipient, given_on=now.date()
        )
        event_id = _event(actor, now, parts, withdrawal)
        _project(parts, subject)
        heard = {event.recipient for event in said if isinstance(event, Answer)}
        recipients = [recipient] if recipient else sorted(heard)
        if not recipients:
            record(actor=actor, now=now, parts=parts, act=RECORDED, subject=subject, event=event_id)
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


def _write_down(
    actor: Actor,
    now: datetime,
    parts: Parts,
    subject: PresenceId,
    recipient: RequestId,
    inside: Mapping[str, object],
) -> None:
    _require_gatekeeper(actor)
    if not is_request(recipient):
        raise Refused("no such case")
    with transaction.atomic():
        parents = _all_so_far(subject, parts)
        event_id = _sealed_event(actor, now, parts, subject, parents, inside)
        _project(parts, subject)
        record(actor=actor, now=now, parts=parts, act=WRITTEN_DOWN, subject=recipient, event=event_id)


def _all_so_far(subject: PresenceId, parts: Parts) -> tuple[EventId, ...]:
    return tuple(sorted(event.event_id for event in history(subject, parts=parts)))


def _event(actor: Actor, now: datetime, parts: Parts, said: Answer | Withdrawal | Death | BestInterests) -> EventId:
    inside = {"type": TYPES[type(said)], "body": said.to_body()}
    return _sealed_event(actor, now, parts, said.subject, said.parents, inside)


def _sealed_event(
    actor: Actor,
    now: datetime,
    parts: Parts,
    subject: PresenceId,
    parents: tuple[EventId, ...],
    inside: Mapping[str, object],
) -> EventId:
    sealed = record_under(subject, EVENTS, subject, parts=parts).seal(
        "body", inside, random=parts.entropy.bytes, sizes=EVENT_SIZES
    )
    event = record_event(actor=actor, now=now, parts=parts, kind=KIND, subject=subject, body=sealed, parents=parents)
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
    record(actor=actor, now=now, parts=parts, act=RECORDED, subject=permit_id, event=event_id)
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
