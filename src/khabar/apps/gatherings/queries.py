"""Reading gatherings: the list, one of them, who somebody admitted is, what minutes may say and to whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from khabar.apps.casework.queries import file_for, opened_file
from khabar.apps.gatherings.keeping import (
    gathering_row,
    opened_gathering,
    opened_plan,
    opened_who,
    record_of,
)
from khabar.apps.gatherings.models import Gathering, Guest, Sitting
from khabar.domain.actors import require_duty
from khabar.domain.casework.consents import standing
from khabar.domain.duties import Duty
from khabar.domain.errors import Refused
from khabar.domain.gatherings.invitations import Told, invitation_mail
from khabar.domain.gatherings.minutes import Held, Spoken, letter_texts, minutes_told
from khabar.domain.gatherings.told import invited_in
from khabar.domain.letters.drafts import Named, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from khabar.apps.casework.files import OpenedFile
    from khabar.apps.gatherings.keeping import OpenedGathering, OpenedGuest, OpenedSeat, OpenedSitting, Who
    from khabar.domain.actors import Actor
    from khabar.domain.casework.consents import ConsentEvent, Scope
    from khabar.domain.gatherings.invitations import InvitationMail, Method
    from khabar.domain.gatherings.plans import Plan
    from khabar.ports import Parts

THEIR_DUTIES = (Duty.EDITOR, Duty.ADVOCATE)
"""Who holds gatherings. Real names of a family's file are for its advocates alone."""


@dataclass(frozen=True)
class Listed:
    """One gathering in the list."""

    id: str
    made_on: date
    is_closed: bool
    plan: Plan


@dataclass(frozen=True)
class Person:
    """Who somebody admitted is, for a colleague who may know: the name, the address, what they have agreed to."""

    name: str
    email: str
    consents: tuple[ConsentEvent, ...]


@dataclass(frozen=True)
class LetterFields:
    """What minutes put into a draft: `texts` for the gaps `background` and `questions`, and whom the texts name.

    For `apps.correspondence.actions.draft_letter`, with the template `request_for_information` of that language: add
    `matter`, `salutation` and the addressee for whom the names were asked.
    """

    language: str
    texts: Mapping[str, str]
    named: tuple[Named, ...]


def gatherings(actor: Actor, *, parts: Parts) -> list[Listed]:
    """List the gatherings, newest first."""
    require_duty(actor, *THEIR_DUTIES)
    rows = Gathering.objects.order_by("is_closed", "-made_at", "id")
    return [
        Listed(row.id, row.made_at.date(), row.is_closed, opened_plan(row, record_of(row, parts=parts))) for row in rows
    ]


def gathering_for(gathering_id: str, actor: Actor, *, parts: Parts) -> OpenedGathering:
    """Open one gathering; Refused for an unknown one."""
    require_duty(actor, *THEIR_DUTIES)
    return opened_gathering(gathering_row(gathering_id), parts=parts)


def gathering_of(sitting_id: str, actor: Actor, *, parts: Parts) -> OpenedGathering:
    """Open the gathering a sitting belongs to; Refused for an unknown one."""
    require_duty(actor, *THEIR_DUTIES)
    row = Sitting.objects.select_related("gathering").filter(id=sitting_id).first()
    if row is None:
        raise Refused("no such sitting")
    return opened_gathering(row.gathering, parts=parts)


def person_behind(guest: OpenedGuest, actor: Actor, *, parts: Parts) -> Person | None:
    """Say who somebody admitted is; None for a colleague who may not know, and where the file was erased.

    Somebody of a family's file is known to advocates alone, and not to those of that family.
    """
    require_duty(actor, *THEIR_DUTIES)
    try:
        file = file_for(guest.file, actor, parts=parts) if guest.file else None
    except Refused:
        return None
    who = _who(guest, parts=parts)
    return None if who is None else _person(who, file)


def people_of_minutes(gathering: OpenedGathering, scope: Scope | None, on: date, *, parts: Parts) -> dict[str, Spoken]:
    """Say how minutes speak of everybody: by name only where that person has agreed to it for this one scope."""
    return {one.id: Spoken(one.card, _name_for(one, scope, on, parts=parts)[0]) for one in gathering.guests}


def minutes_in_words(
    gathering: OpenedGathering, sitting: OpenedSitting, language: str, *, today: date, parts: Parts
) -> tuple[str, ...]:
    """Write the minutes of a sitting as they may be read by everybody: nobody is named."""
    people = people_of_minutes(gathering, None, today, parts=parts)
    return minutes_told(sitting.minutes.lines, people, language)


def minutes_as_letter(
    gathering: OpenedGathering, scope: Scope, language: str, *, actor: Actor, today: date, parts: Parts
) -> LetterFields:
    """Give what all minutes of a gathering put into a draft for one recipient.

    Somebody is named in it only where the family's file, or the agreement noted here, has a consent for that recipient
    which is in force today. Raises Invalid where nothing was asked, or where too much was said for one letter.
    """
    require_duty(actor, Duty.ADVOCATE)
    people = people_of_minutes(gathering, scope, today, parts=parts)
    held = [
        Held(one.plan.when.begins.date(), one.minutes.lines) for one in gathering.sittings if not one.plan.is_cancelled
    ]
    code = invited_in(language)
    texts = letter_texts(held, people, code)
    named = [_named(one, scope, today, parts=parts) for one in gathering.guests if one.id in texts.named]
    filled = {"background": texts.background, "questions": texts.questions}
    return LetterFields(code, {name: text for name, text in filled.items() if text}, tuple(named))


def mail_for(
    gathering: OpenedGathering, guest: OpenedGuest, seat: OpenedSeat, method: Method, *, parts: Parts
) -> InvitationMail:
    """Write what somebody is told of a place they have: for the mail, and to be read aloud to those who have none."""
    sitting = gathering.sitting(seat.sitting)
    told = Told(
        method=method,
        is_first=seat.told is None,
        summary=gathering.plan.summary,
        when=sitting.plan.when,
        way_in=sitting.plan.way_in,
        pseudonym=guest.card.pseudonym,
        house=gathering.plan.house,
        contact=parts.options.contact,
        language=guest.card.language,
    )
    return invitation_mail(told)


def names_of_file(file: OpenedFile) -> tuple[str, ...]:
    """List every name in a family's file, that no word of a gathering may say."""
    return tuple(name for one in file.body.people for name in (one.name, *one.other_names))


def names_of_families(gathering: OpenedGathering, *, parts: Parts) -> tuple[str, ...]:
    """List every name in the files of those admitted, for a rule of ours; nobody is shown them."""
    return tuple(name for file in _files(gathering, parts) for name in names_of_file(file))


def _files(gathering: OpenedGathering, parts: Parts) -> Iterator[OpenedFile]:
    for file_id in sorted({one.file for one in gathering.guests} - {""}):
        try:
            yield opened_file(file_id, parts=parts)
        except Refused:
            continue  # it was erased, and its names with it


def _who(guest: OpenedGuest, *, parts: Parts) -> Who | None:
    row = Guest.objects.select_related("gathering").get(id=guest.id)
    return opened_who(row, record_of(row.gathering, parts=parts), parts=parts)


def who_for_a_mail(guest: OpenedGuest, *, parts: Parts) -> Who | None:
    """Open where a mail goes to, for an action of ours; None where the file was erased."""
    return _who(guest, parts=parts)


def _person(who: Who, file: OpenedFile | None) -> Person:
    if file is None:
        return Person(who.name, who.email, who.consents)
    return Person(file.body.person(who.person).name, who.email, file.consents)


def _name_for(guest: OpenedGuest, scope: Scope | None, on: date, *, parts: Parts) -> tuple[str, str]:
    """Give the name and the reference of the consent where somebody may be named; else nothing."""
    who = None if scope is None else _who(guest, parts=parts)
    if scope is None or who is None:
        return "", ""
    file = opened_file(guest.file, parts=parts) if guest.file else None
    person = _person(who, file)
    found = standing(person.consents, who.person or guest.id, scope, on)
    return (person.name, found.reference) if found.in_force else ("", "")


def _named(guest: OpenedGuest, scope: Scope, on: date, *, parts: Parts) -> Named:
    who, (name, reference) = _who(guest, parts=parts), _name_for(guest, scope, on, parts=parts)
    person = who.person if who and who.person else guest.id
    return Named(person, name, Role.OTHER, references=(reference,))
