"""What a person has said, opened; and the gate's answer for one recipient on one day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from khabar.apps.consent.models import Permit, Stance
from khabar.apps.guarantor.queries import is_countersigned
from khabar.apps.ledger.queries import all_events_of, subjects_with_events
from khabar.apps.quarantine.queries import is_quarantined
from khabar.apps.registry.queries import presence_file, record_under, request_file
from khabar.apps.wishes.silences import Silence, silence_between
from khabar.domain.answers import Answer, Disclosure, Unread, read_event
from khabar.domain.best_interests import WrittenBirth, is_child
from khabar.domain.consent import (
    PermitTerms,
    covers,
    decide,
    is_in_the_childs_interest,
    no_is_durable,
    was_decided_as_child,
)
from khabar.domain.death import Death, wish_in_life
from khabar.domain.errors import Refused
from khabar.domain.forms import RequestForm
from khabar.domain.guaranteeing.acts import Act, ActKind
from khabar.domain.ids import EventId, PermitId, PresenceId, RequestId
from khabar.domain.withheld import is_withheld_from
from khabar.vault.errors import VaultError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from django.db.models import QuerySet

    from khabar.apps.registry.queries import RequestFile
    from khabar.domain.answers import ConsentEvent
    from khabar.domain.consent import Decision
    from khabar.domain.forms import PersonForm, PresenceForm
    from khabar.ports import Parts
    from khabar.vault.events import SignedEvent
    from khabar.vault.records import Record

EVENTS = "ledger_event"
KIND = "consent"
"""The one kind in clear for answers and withdrawals: which of the two it is stands inside."""


def history(subject: PresenceId, *, parts: Parts) -> tuple[ConsentEvent, ...]:
    """Open all that one person has ever answered or taken back; Tampered where anything is not signed by this house."""
    record = record_under(subject, EVENTS, subject, parts=parts)
    return tuple(_opened(event, record) for event in all_events_of(subject, kind=KIND, parts=parts))


def permissions(subject: PresenceId, recipient: RequestId, *, on: date, parts: Parts) -> Mapping[Disclosure, Decision]:
    """Ask the gate what may be told to this one recipient on this day, each with the answer it rests on.

    Nothing where the recipient must not know, by any answer or by the presence itself, where somebody asked for
    silence, where the recipient has died and the request was passed on, or where either has been erased; and nothing in
    quarantine, where a withdrawal may have been forgotten. Nothing of a child without a best-interests decision.
    """
    if is_quarantined():
        return {}
    try:
        said = history(subject, parts=parts)
        first_said = presence_file(subject, parts=parts).form
        file = request_file(recipient, parts=parts)
    except Refused:
        return {}
    if file.objection or file.is_closed or silence_between(subject, file, parts=parts) is not Silence.NONE:
        return {}
    enquirer = file.form
    if _is_withheld(said, first_said, enquirer):
        return {}
    decided = {one: decide(said, subject=subject, recipient=recipient, disclosure=one, on=on) for one in Disclosure}
    thought_so = was_decided_as_child(said, subject, recipient)
    is_of_a_child = is_child(births_of(first_said, enquirer), thought_so=thought_so, on=on)
    if is_of_a_child and not is_in_the_childs_interest(said, subject, recipient):
        decided = {Disclosure.DEATH: decided[Disclosure.DEATH]}
    return {one: decision for one, decision in decided.items() if decision.allowed}


def must_not_know(subject: PresenceId, request: RequestFile, *, parts: Parts) -> bool:
    """Say whether the person ever named whoever files this request among those who must not know."""
    return _is_withheld(history(subject, parts=parts), presence_file(subject, parts=parts).form, request.form)


def _is_withheld(said: Iterable[ConsentEvent], first_said: PresenceForm, enquirer: RequestForm) -> bool:
    withheld = [name for event in said if isinstance(event, Answer) for name in event.must_not_know]
    called = [enquirer.enquirer_name, enquirer.enquirer_given]
    return is_withheld_from([*withheld, *first_said.must_not_know], called, kinship=enquirer.kinship)


def births_of(*forms: PersonForm) -> tuple[WrittenBirth, ...]:
    """Give the births that these forms state, each with the day on which it was written, and by which side."""
    return tuple(WrittenBirth(one.birth, one.filed_on, isinstance(one, RequestForm)) for one in forms)


def wish_of(subject: PresenceId, *, parts: Parts) -> str:
    """Give what this person wished last for the case of death, as two have read it; empty where nothing was said."""
    said = (one.if_i_die for one in history(subject, parts=parts) if isinstance(one, Answer) and one.is_read)
    return wish_in_life([presence_file(subject, parts=parts).form.if_i_die, *said])


def may_tell(subject: PresenceId, recipient: RequestId, *, on: date, parts: Parts) -> frozenset[Disclosure]:
    """Give what may be told to this one recipient on this day; nothing where he must not know."""
    return frozenset(permissions(subject, recipient, on=on, parts=parts))


def permitted_now(permit_id: PermitId, *, on: date, parts: Parts) -> frozenset[Disclosure]:
    """Ask the gate again for one Permit: what it names and is still allowed today by the very answer it rests on.

    Once a later answer speaks, an older Permit opens nothing: its words and its address are no longer the last ones.
    Where there is a guarantor, a Permit opens nothing before it has countersigned exactly this one.
    """
    row = Permit.objects.filter(id=permit_id).first()
    if row is None:
        raise Refused("no such permit")
    allowed = permissions(PresenceId(row.subject), RequestId(row.recipient), on=on, parts=parts)
    resting = [what for what, decision in allowed.items() if decision.basis == row.event_id]
    if resting and not is_countersigned(_release(row), parts=parts):
        return frozenset()
    terms = _terms(row, parts) if resting else []
    return frozenset(what for what in resting if any(covers(one, what, on) for one in terms))


def release_under(permit_id: PermitId) -> Act:
    """Give what a guarantor countersigns of a Permit: this one, between these two, from this event."""
    return _release(Permit.objects.get(id=permit_id))


def acts_of_permits() -> Iterator[Act]:
    """Give the same of every Permit there is, oldest first, whatever it allows."""
    return map(_release, Permit.objects.order_by("made_at", "id").iterator())


def permit_parties(permit_id: PermitId) -> tuple[PresenceId, RequestId]:
    """Give whose consent a Permit rests on and for whom it is."""
    row = Permit.objects.get(id=permit_id)
    return PresenceId(row.subject), RequestId(row.recipient)


def answer_behind(permit_id: PermitId, *, parts: Parts) -> Answer | None:
    """Give the answer a Permit rests on; None when it rests on a withdrawal."""
    row = Permit.objects.get(id=permit_id)
    said = history(PresenceId(row.subject), parts=parts)
    return next((one for one in said if isinstance(one, Answer) and one.event_id == row.event_id), None)


def death_behind(permit_id: PermitId, *, on: date, parts: Parts) -> Death | None:
    """Give the death that may be spoken under this Permit today; None where there is nothing, or not any more."""
    if Disclosure.DEATH not in permitted_now(permit_id, on=on, parts=parts):
        return None
    row = Permit.objects.get(id=permit_id)
    said = history(PresenceId(row.subject), parts=parts)
    return next((one for one in said if isinstance(one, Death) and one.event_id == row.event_id), None)


def permit_event(permit_id: PermitId) -> EventId:
    """Give the id of the consent event a Permit rests on."""
    return EventId(Permit.objects.values_list("event_id", flat=True).get(id=permit_id))


def permit_covering(
    subject: PresenceId, recipient: RequestId, what: Disclosure, *, on: date, parts: Parts
) -> PermitId | None:
    """Find a Permit under which this may leave today, or None."""
    for row in _permits(subject, recipient):
        if what in permitted_now(PermitId(row.id), on=on, parts=parts):
            return PermitId(row.id)
    return None


def newest_permit(subject: PresenceId, recipient: RequestId) -> PermitId | None:
    """Give the Permit made last from this person for this enquirer, whatever it allows; None before any answer."""
    row = _permits(subject, recipient).first()
    return PermitId(row.id) if row else None


def _permits(subject: PresenceId, recipient: RequestId) -> QuerySet[Permit]:
    """Give the Permits from this person for this enquirer, the newest first; two of one moment by their events."""
    mine = Permit.objects.filter(subject=subject, recipient=recipient)
    return mine.order_by("-made_at", "-event__sequence", "id")


def counterparts(party: str) -> list[str]:
    """Give the ids on the other side of every Permit of a request or presence; what they allow is asked elsewhere."""
    as_recipient = Permit.objects.filter(recipient=party).values_list("subject", flat=True)
    as_subject = Permit.objects.filter(subject=party).values_list("recipient", flat=True)
    return sorted({*as_recipient, *as_subject})


def projection(said: tuple[ConsentEvent, ...], subject: PresenceId) -> dict[str, object]:
    """Fold events into the stance that is kept beside them: per recipient the events heard, and whether a no lasts."""
    spoken = [event for event in said if not isinstance(event, Unread)]
    recipients = sorted({event.recipient or "" for event in spoken})
    return {
        "schema": 1,
        "durable_no": no_is_durable(said, subject),
        "recipients": {
            one: sorted(event.event_id for event in spoken if (event.recipient or "") == one) for one in recipients
        },
    }


def stances_that_differ(*, parts: Parts) -> list[str]:
    """Name the persons whose kept stance is not what their events say."""
    subjects = set(subjects_with_events(kind=KIND)) | set(Stance.objects.values_list("subject", flat=True))
    return sorted(one for one in subjects if not _agrees(PresenceId(one), parts))


def _agrees(subject: PresenceId, parts: Parts) -> bool:
    row = Stance.objects.filter(subject=subject).first()
    try:
        said = history(subject, parts=parts)
        record = record_under(subject, "consent_stance", subject, parts=parts)
        kept = record.open("sealed", bytes(row.sealed)) if row else None
    except Refused:
        return True  # erased with its person: what may be left of it is noise
    except VaultError:
        return False
    return kept == projection(said, subject)


def _release(row: Permit) -> Act:
    return Act(ActKind.RELEASE, row.id, (row.subject, row.recipient, row.event_id))


def _opened(event: SignedEvent, record: Record) -> ConsentEvent:
    statement = event.statement
    inside = record.open("body", statement.body)
    body = inside["body"]
    if not isinstance(body, dict):
        raise TypeError("an event's body is a map")
    parents = tuple(EventId(one) for one in statement.parents)
    return read_event(str(inside["type"]), body, event_id=EventId(event.id), parents=parents)


def _terms(row: Permit, parts: Parts) -> list[PermitTerms]:
    record = record_under(PresenceId(row.subject), "consent_permit", row.id, parts=parts)
    terms = record.open("sealed", bytes(row.sealed))["terms"]
    if not isinstance(terms, dict):
        raise TypeError("the terms of a Permit are a map")
    recipient, event = RequestId(row.recipient), EventId(row.event_id)
    return [PermitTerms(recipient, Disclosure(what), event, date.fromisoformat(until)) for what, until in terms.items()]
