"""Admitting people under a pseudonym, giving them places in sittings, and telling each of them alone what they need.

A mail about a seat bears a number; only the newest leaves. Who had none sent gets no cancellation.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import F

from khabar.apps.casework.queries import file_for
from khabar.apps.gatherings.claims import claimed
from khabar.apps.gatherings.keeping import (
    Who,
    as_map,
    name_key,
    of_card,
    of_who,
    opened_gathering,
    opened_who,
)
from khabar.apps.gatherings.models import Guest, Seat, Sitting
from khabar.apps.gatherings.queries import THEIR_DUTIES, mail_for, names_of_families, names_of_file, who_for_a_mail
from khabar.apps.ledger.actions import record
from khabar.apps.outbox.actions import put
from khabar.apps.sealed.shapes import plain
from khabar.domain.actors import require_duty
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid
from khabar.domain.gatherings.admission import SHARED, require_pseudonym
from khabar.domain.gatherings.invitations import CalendarEntry, Method
from khabar.domain.gatherings.nameless import require_none_of
from khabar.domain.gatherings.plans import require_nobody_inside
from khabar.domain.ids import new_id
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from khabar.apps.casework.files import OpenedFile
    from khabar.apps.gatherings.keeping import OpenedGathering, OpenedGuest
    from khabar.apps.gatherings.models import Gathering
    from khabar.domain.actors import Actor
    from khabar.domain.casework.consents import ConsentEvent
    from khabar.domain.gatherings.admission import Card
    from khabar.ports import Parts
    from khabar.vault.records import Record

INVITATION = "invitation"
"""What lies in the outbox for one mail about one seat."""
NO_SITTING = "Choose at least one sitting."
NOT_OF_THIS = "This sitting is not one of this gathering, or it is cancelled."
NO_SUCH_REGION = "Choose one of the regions of this gathering."
SPEAKS_FOR = "They have spoken for their region already, so it stays."
NO_NAME = "Write the name, or admit somebody of a family’s file. It is sealed, and no call sees it."
NO_ADDRESS = "There is no e-mail address, so nothing can be mailed. Their page has the words to be read to them."
MODERATES = "The moderator stays in the sitting as long as it is held."
ERASED = "The family’s file was erased, and with it who this was. They can be taken off the list."
HAS_FILE = "What somebody of a family’s file agrees to is noted in the file."


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Somebody as a colleague admits them: the card, who they are, to which sittings.

    `file`: the family's file they belong to, where there is one; `who.person` is their id in it.
    """

    card: Card
    who: Who
    sittings: frozenset[str]
    file: str = ""


def admit(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedGathering, entry: Entry) -> str:
    """Admit somebody to sittings under a pseudonym and return their id; nobody is told yet.

    Only an advocate of a file may admit somebody of it, and the real name is sealed with it. Invalid where the
    pseudonym holds a real name or is taken, and where the gathering's words name somebody of that family.
    """
    require_duty(actor, *THEIR_DUTIES)
    opened = file_for(entry.file, actor, parts=parts) if entry.file else None
    if opened is None and not entry.who.name.strip():
        raise Invalid("name", NO_NAME)
    _require_card(seen, entry, opened, actor=actor, parts=parts)
    if not entry.sittings:
        raise Invalid("sittings", NO_SITTING)
    with transaction.atomic():
        row, sealed = claimed(seen, parts)
        guest = new_guest(row, sealed, entry, now=now, parts=parts)
        for sitting in _sittings(seen, entry.sittings):
            give_seat(guest, sitting, entry.card, sealed, parts=parts)
        record(actor=actor, now=now, parts=parts, act="guest admitted", subject=row.id)
    return guest.id


def change_guest(
    *, actor: Actor, now: datetime, parts: Parts, seen: OpenedGathering, guest: OpenedGuest, entry: Entry
) -> None:
    """Change card, address and sittings of somebody; who they are stays.

    A place that is given up is cancelled in their calendar, if they were told of it; with another address all are given
    up and taken anew, to be told there. Who has spoken stays with the region they spoke for.
    """
    require_duty(actor, *THEIR_DUTIES)
    opened = file_for(guest.file, actor, parts=parts) if guest.file else None
    known = who_for_a_mail(guest, parts=parts)
    if known is None:
        raise Conflict(ERASED)
    wanted = replace(entry, who=replace(known, email=entry.who.email), file=guest.file)
    _require_card(seen, wanted, opened, actor=actor, parts=parts)
    if not wanted.sittings:
        raise Invalid("sittings", NO_SITTING)
    if wanted.card.region != guest.card.region and _has_spoken(seen, guest.id):
        raise Invalid("region", SPEAKS_FOR)
    with transaction.atomic():
        row, sealed = claimed(seen, parts)
        moderated = frozenset(one.id for one in seen.sittings if one.plan.moderator == guest.id)
        staying = wanted.sittings if wanted.who.email == known.email else wanted.sittings & moderated
        _give_up(seen, guest, staying, actor=actor, now=now, parts=parts)
        kept = Guest.objects.get(id=guest.id)
        kept.card = of_card(sealed, guest.id).seal("card", as_map("card", wanted.card), random=parts.entropy.bytes)
        kept.who = _sealed_who(sealed, kept, wanted.who, parts=parts)
        kept.save(update_fields=["card", "who"])
        for sitting in _sittings(seen, wanted.sittings):
            give_seat(kept, sitting, wanted.card, sealed, parts=parts)
        record(actor=actor, now=now, parts=parts, act="guest changed", subject=row.id)


def withdraw_guest(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedGathering, guest: OpenedGuest) -> None:
    """Take somebody off the list of the admitted; what they were told of is cancelled in their calendar.

    Their pseudonym stays with what they said, so that minutes still read.
    """
    require_duty(actor, *THEIR_DUTIES)
    with transaction.atomic():
        row, _sealed = claimed(seen, parts)
        _give_up(seen, guest, frozenset(), actor=actor, now=now, parts=parts)
        record(actor=actor, now=now, parts=parts, act="guest withdrawn", subject=row.id)


def invite(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedGathering, guests: Sequence[OpenedGuest]) -> int:
    """Tell these people of their sittings, each alone, where they were not told yet; return how many mails will leave.

    Invalid (field `email`) where it is one person, and there is no address.
    """
    require_duty(actor, *THEIR_DUTIES)
    told = 0
    with transaction.atomic():
        row, _sealed = claimed(seen, parts)
        for guest in guests:
            if len(guests) == 1 and not _address(guest, parts):
                raise Invalid("email", NO_ADDRESS)
            for seat in Seat.objects.filter(guest_id=guest.id, name_key__isnull=False, sequence=0).order_by("id"):
                if not seen.sitting(seat.sitting_id).plan.is_cancelled and _address(guest, parts):
                    told += _tell(seen, seat, Method.REQUEST, actor=actor, now=now, parts=parts)
        record(actor=actor, now=now, parts=parts, act="guests invited", subject=row.id)
    return told


def note_agreement(
    *, actor: Actor, now: datetime, parts: Parts, seen: OpenedGathering, guest: OpenedGuest, said: ConsentEvent
) -> None:
    """Note what somebody without a file agrees to, or takes back: to be named to one body, or in one publication."""
    require_duty(actor, Duty.ADVOCATE)
    if guest.file:
        raise Invalid("scope", HAS_FILE)
    with transaction.atomic():
        row, sealed = claimed(seen, parts)
        kept = Guest.objects.get(id=guest.id)
        who = opened_who(kept, sealed, parts=parts) or Who()
        agreed = replace(who, consents=(*who.consents, replace(said, person=guest.id)))
        kept.who = _sealed_who(sealed, kept, agreed, parts=parts)
        kept.save(update_fields=["who"])
        record(actor=actor, now=now, parts=parts, act="agreement noted", subject=row.id)


def new_guest(row: Gathering, sealed: Record, entry: Entry, *, now: datetime, parts: Parts) -> Guest:
    """Keep somebody newly admitted, in the transaction of the caller."""
    guest = Guest(id=new_id(parts.entropy.bytes), gathering=row, file=entry.file, made_at=now)
    guest.card = of_card(sealed, guest.id).seal("card", as_map("card", entry.card), random=parts.entropy.bytes)
    guest.who = _sealed_who(sealed, guest, entry.who, parts=parts)
    guest.save(force_insert=True)
    return guest


def give_seat(guest: Guest, sitting: Sitting, card: Card, sealed: Record, *, parts: Parts) -> None:
    """Give somebody a place in a sitting; Invalid where somebody there bears that pseudonym, or one just like it."""
    key = name_key(sealed, card.pseudonym)
    try:
        with transaction.atomic():
            taken = Seat.objects.filter(guest=guest, sitting=sitting, name_key__isnull=False).update(name_key=key)
            if not taken:
                Seat.objects.create(id=new_id(parts.entropy.bytes), guest=guest, sitting=sitting, name_key=key)
    except IntegrityError:
        raise Invalid("pseudonym", SHARED) from None


def tell_all_of(row: Gathering, sitting: str, method: Method, *, actor: Actor, now: datetime, parts: Parts) -> None:
    """Tell everybody who was told of a sitting how it stands now, in the transaction of the caller."""
    gathering = opened_gathering(row, parts=parts)
    for seat in Seat.objects.filter(sitting_id=sitting, name_key__isnull=False, sequence__gt=0).order_by("id"):
        _tell(gathering, seat, method, actor=actor, now=now, parts=parts)


def _tell(gathering: OpenedGathering, seat: Seat, method: Method, *, actor: Actor, now: datetime, parts: Parts) -> int:
    """Put one mail into the outbox, with the next number of its seat; 0 where there is no address."""
    guest, held = gathering.guest(seat.guest_id), gathering.sitting(seat.sitting_id)
    Seat.objects.filter(id=seat.id).update(sequence=F("sequence") + 1)
    email = _address(guest, parts)
    if not email:
        return 0
    opened = next(one for one in guest.seats if one.id == seat.id)
    mail = mail_for(gathering, guest, opened, method, parts=parts)
    organiser = parts.options.mail_from or "gatherings@localhost"
    entry = CalendarEntry(
        method=method,
        uid=f"{seat.id}@{organiser.rpartition('@')[2]}",
        sequence=seat.sequence,
        stamp=now,
        when=held.plan.when,
        summary=mail.summary,
        text=mail.note,
        organiser=organiser,
        attendee=email,
    )
    body = {"seat": seat.id, "sequence": seat.sequence, "subject": mail.subject, "text": mail.text}
    put(
        actor=actor,
        now=now,
        parts=parts,
        kind=INVITATION,
        body={**body, "entry": plain(entry)},
        key_class=KeyClass.MAIL,
    )
    return 1


def _give_up(
    seen: OpenedGathering, guest: OpenedGuest, staying: frozenset[str], *, actor: Actor, now: datetime, parts: Parts
) -> None:
    """Give up every place but those in these sittings; whoever was told of one is told that it is gone."""
    for seat in Seat.objects.filter(guest_id=guest.id, name_key__isnull=False).exclude(sitting_id__in=staying):
        if seen.sitting(seat.sitting_id).plan.moderator == guest.id:
            raise Conflict(MODERATES)
        if seat.sequence and not seen.sitting(seat.sitting_id).plan.is_cancelled:
            _tell(seen, seat, Method.CANCEL, actor=actor, now=now, parts=parts)
        Seat.objects.filter(id=seat.id).update(name_key=None)


def _sittings(seen: OpenedGathering, wanted: Collection[str]) -> list[Sitting]:
    open_ones = {one.id for one in seen.sittings if not one.plan.is_cancelled}
    if not set(wanted) <= {one.id for one in seen.sittings}:
        raise Invalid("sittings", NOT_OF_THIS)
    return list(Sitting.objects.filter(id__in=set(wanted) & open_ones).order_by("id"))


def _require_card(seen: OpenedGathering, entry: Entry, file: OpenedFile | None, *, actor: Actor, parts: Parts) -> None:
    """Ask every rule of a card. Names of other families are held against it for advocates alone, who know them."""
    if entry.card.region not in seen.plan.regions:
        raise Invalid("region", NO_SUCH_REGION)
    names: tuple[str, ...] = (entry.who.name,)
    if file is not None:
        file.body.person(entry.who.person)
        names = names_of_file(file)
        require_nobody_inside(seen.plan, [one.plan.name for one in seen.sittings], names)
    if actor.has(Duty.ADVOCATE):
        names = (*names, *names_of_families(seen, parts=parts))
    require_pseudonym(entry.card.pseudonym, names)
    require_none_of("described", (entry.card.described,), names)


def _has_spoken(seen: OpenedGathering, guest_id: str) -> bool:
    return any(turn.hand.speaker == guest_id for one in seen.sittings for turn in one.floor.turns)


def _address(guest: OpenedGuest, parts: Parts) -> str:
    who = who_for_a_mail(guest, parts=parts)
    return "" if who is None else who.email


def _sealed_who(sealed: Record, guest: Guest, who: Who, *, parts: Parts) -> bytes:
    inner = of_who(sealed, guest.id, guest.file, parts=parts)
    return inner.seal("who", as_map("who", who), random=parts.entropy.bytes)
