"""What comes back: kept as it came, filed under its letter where that is certain, laid into the tray where it is not.

Nothing is thrown away and nothing joins a letter by a guess. An answer from somebody who was not written to needs two
people.
"""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db import transaction

from khabar.apps.correspondence.actions import note_by_job
from khabar.apps.correspondence.models import Incoming
from khabar.apps.correspondence.queries import Threads, letter_for, letter_now, threads, threads_for
from khabar.apps.ledger.actions import record
from khabar.apps.sealed.shapes import plain, shaped
from khabar.domain.actors import Actor, require_account, require_duty
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.ids import new_id
from khabar.domain.letters.dispatch import Happening, Note, may_note
from khabar.domain.replies.filing import Filing
from khabar.domain.replies.kinds import Kind
from khabar.domain.replies.threads import Thread
from khabar.domain.replies.uploads import CameAs
from khabar.ports import Parts
from khabar.text import Said
from khabar.vault import canonical
from khabar.vault.errors import Malformed
from khabar.vault.keys import KeyClass, key_id_of, subkey
from khabar.vault.seals import Context, key_id_in, seal, seal_to, unseal, unseal_with

TABLE = "correspondence_incoming"
SIZES = (16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864)
"""Padded bytes of a mail as it came."""
KEY_BYTES = 32
SECOND_PERSON = "You have proposed this letter yourself. Somebody else has to look as well."
NO_LETTER = "Please choose the letter this belongs to."
NOT_YET = "This day has not come yet."
BEFORE_IT_LEFT = "The letter left after this day. Please look at the day, or at the reference."
CAME_IN = ("answer brought in", "mail came in")

_NOTED_AS = {Kind.ANSWER: Happening.ANSWERED, Kind.BOUNCE: Happening.BOUNCED}
"""What a mail that is filed unseen is noted as; any other kind is only kept beside its letter."""


@dataclass(frozen=True)
class Reason:
    """One sentence about a mail, in the words of the source, with what fills its gaps, so that it can be translated."""

    words: str
    values: tuple[tuple[str, ...], ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, sentence: Said) -> "Reason":
        """Keep a sentence; a clause inside it is kept in English."""
        return cls(sentence.words, tuple((name, str(value)) for name, value in sentence.values))

    @property
    def said(self) -> Said:
        """Give it to be told in the reader's language."""
        return Said(self.words, tuple((name, value) for name, value in self.values))


@dataclass(frozen=True)
class Came:
    """What is known of something that came: its kind, the letter it may belong to, why, and who has proposed that.

    `people`: how many have to look before it joins a letter; `for_good`: what came back will not arrive any more;
    `own_key` opens the bytes as they came.
    """

    kind: str
    on: date
    sender: str = field(repr=False)
    code: str
    probability: float
    people: int
    for_good: bool
    reasons: tuple[Reason, ...] = field(repr=False)
    own_key: bytes = field(repr=False)
    place: int = 0
    proposed: str = ""
    proposed_by: str = ""
    came_as: CameAs = CameAs.MAIL


@dataclass(frozen=True)
class InTray:
    """One thing in the tray, opened."""

    id: str
    came: Came
    letter: str


def file_mail(
    *, actor: Actor, now: datetime, parts: Parts, raw: bytes, judge: Callable[[tuple[Thread, ...]], Filing]
) -> str:
    """Keep a mail and file it: under its letter where that is certain, else in the tray. Return its id.

    `judge` says what kind of mail it is, given the letters known. The same mail twice is one.
    """
    known = threads(parts=parts)
    key = _key_of(raw, parts)
    here = Incoming.objects.filter(key=key).first()
    if here is not None:
        return here.id
    found = judge(known.known)
    return _kept(Uploaded(raw, CameAs.MAIL, now.date()), key, found, known, actor=actor, now=now, parts=parts)


@dataclass(frozen=True)
class Uploaded:
    """A file that a colleague brings in: its bytes, what it is, and on which day it came."""

    raw: bytes = field(repr=False)
    came_as: CameAs
    on: date


@dataclass(frozen=True)
class Filed:
    """Where something went: under a letter, or into the tray; `was_here` says that these very bytes came before."""

    id: str
    letter: str
    was_here: bool


def file_upload(
    *,
    actor: Actor,
    now: datetime,
    parts: Parts,
    upload: Uploaded,
    judge: Callable[[tuple[Thread, ...]], Filing],
) -> Filed:
    """Keep a file that an advocate brings in, and file it by the rules of every mail, among letters open to her.

    Invalid (field `on`) for a day that has not come, or before the letter left. The same bytes twice are one.
    """
    require_account(actor, Duty.ADVOCATE)
    if upload.on > now.date():
        raise Invalid("on", NOT_YET)
    key = _key_of(upload.raw, parts)
    here = Incoming.objects.filter(key=key).first()
    if here is not None:
        return Filed(here.id, here.letter, was_here=True)
    known = threads_for(actor, parts=parts)
    found = judge(known.known)
    if found.automatic:
        letter, place = known.places[found.thread]
        _require_after(letter, place, upload.on, parts=parts)
    kept = _kept(upload, key, found, known, actor=actor, now=now, parts=parts)
    return Filed(kept, Incoming.objects.get(id=kept).letter, was_here=False)


def _require_after(letter: str, place: int, on: date, *, parts: Parts) -> None:
    sent_on = letter_now(letter, parts=parts).dispatches[place].sent_on
    if sent_on is not None and on < sent_on:
        raise Invalid("on", BEFORE_IT_LEFT)


def _kept(  # noqa: PLR0913, PLR0917 - what came, what was found out, and who keeps it
    upload: Uploaded, key: bytes, found: Filing, known: Threads, actor: Actor, now: datetime, parts: Parts
) -> str:
    row_id, own = new_id(parts.entropy.bytes), parts.entropy.bytes(KEY_BYTES)
    letter, place = known.places.get(found.thread, ("", 0))
    came = Came(
        kind=found.kind.value,
        on=upload.on,
        sender=found.sender,
        code=found.thread,
        probability=found.probability,
        people=found.people,
        for_good=found.came_back_for_good,
        reasons=tuple(map(Reason.of, found.reasons)),
        own_key=own,
        place=place,
        proposed=letter,
        came_as=upload.came_as,
    )
    blob = parts.blobs.keep(seal(own, upload.raw, _place(row_id, own), random=parts.entropy.bytes, pad_to=SIZES))
    with transaction.atomic():
        Incoming.objects.create(
            id=row_id,
            key=key,
            sealed=_sealed(came, parts),
            blob=blob,
            letter=letter if found.automatic else "",
            came_at=now,
        )
        if found.automatic and letter:
            _note_if_it_says_so(letter, came, row_id, actor=actor, now=now, parts=parts)
        record(actor=actor, now=now, parts=parts, act=CAME_IN[upload.came_as is CameAs.MAIL], subject=row_id)
    return row_id


def is_filed(incoming_id: str) -> bool:
    """Say whether something that came in has joined a letter."""
    return Incoming.objects.filter(id=incoming_id).exclude(letter="").exists()


def tray(actor: Actor, *, parts: Parts) -> list[InTray]:
    """List what waits for people, oldest first."""
    require_duty(actor, Duty.ADVOCATE)
    rows = Incoming.objects.filter(letter="").order_by("came_at", "id")
    return [InTray(row.id, _opened(row, parts), row.letter) for row in rows]


def beside_letter(letter_id: str, actor: Actor, *, parts: Parts) -> list[InTray]:
    """List what came back under a letter, oldest first."""
    letter_for(letter_id, actor, parts=parts)
    rows = Incoming.objects.filter(letter=letter_id).order_by("came_at", "id")
    return [InTray(row.id, _opened(row, parts), row.letter) for row in rows]


@dataclass(frozen=True)
class AsItCame:
    """The bytes of something as it came, and what they are."""

    raw: bytes = field(repr=False)
    came_as: CameAs


def raw_of(incoming_id: str, actor: Actor, *, now: datetime, parts: Parts) -> AsItCame:
    """Give the bytes of a mail or a paper as they came, with an entry in the ledger."""
    require_duty(actor, Duty.ADVOCATE)
    row = _row(incoming_id)
    if row.letter:
        letter_for(row.letter, actor, parts=parts)
    came = _opened(row, parts)
    own = came.own_key
    record(actor=actor, now=now, parts=parts, act="mail read", subject=row.id)
    return AsItCame(unseal(own, parts.blobs.fetch(row.blob), _place(row.id, own)), came.came_as)


def settle(*, actor: Actor, now: datetime, parts: Parts, incoming_id: str, letter_id: str, place: int) -> bool:
    """File something from the tray under a letter; True when it joined, False when a second person has to look.

    Raises Invalid (field `letter`) without a letter, Refused for one that is not the actor's, Conflict when it was
    filed meanwhile.
    """
    account = require_account(actor, Duty.ADVOCATE)
    if not letter_id:
        raise Invalid("letter", NO_LETTER)
    letter_for(letter_id, actor, parts=parts)
    with transaction.atomic():
        row = _row(incoming_id)
        if row.letter:
            raise Conflict("This was filed meanwhile.")
        came = _opened(row, parts)
        agreed = (came.proposed_by, came.proposed, came.place)
        if came.people > 1 and (not came.proposed_by or agreed[1:] != (letter_id, place)):
            proposal = replace(came, proposed=letter_id, place=place, proposed_by=account)
            Incoming.objects.filter(id=row.id).update(sealed=_sealed(proposal, parts))
            record(actor=actor, now=now, parts=parts, act="mail proposed", subject=row.id)
            return False
        if came.people > 1 and came.proposed_by == account:
            raise Invalid("letter", SECOND_PERSON)
        joined = replace(came, proposed=letter_id, place=place)
        Incoming.objects.filter(id=row.id).update(sealed=_sealed(joined, parts), letter=letter_id)
        _note_if_it_says_so(letter_id, joined, row.id, actor=actor, now=now, parts=parts)
        record(actor=actor, now=now, parts=parts, act="mail filed", subject=row.id)
    return True


def _note_if_it_says_so(
    letter_id: str, came: Came, incoming_id: str, *, actor: Actor, now: datetime, parts: Parts
) -> None:
    """Note an answer or a bounce on the copy it belongs to, where that can follow what was noted before."""
    what = _NOTED_AS.get(Kind(came.kind))
    if what is Happening.BOUNCED and not came.for_good:  # it is only late, and may still arrive
        return
    dispatch = letter_now(letter_id, parts=parts).dispatches[came.place]
    if what is None or not may_note(dispatch, what):
        return
    found = Note(what, max(came.on, dispatch.notes[-1].on), proof=incoming_id)
    note_by_job(actor=actor, now=now, parts=parts, letter=letter_id, place=came.place, what=found)


def _row(incoming_id: str) -> Incoming:
    row = Incoming.objects.filter(id=incoming_id).first()
    if row is None:
        raise Refused("nothing of this id came in")
    return row


def _key_of(raw: bytes, parts: Parts) -> bytes:
    """Hash the bytes under the house's own key, so that the same mail is known and nobody else can test one."""
    secret = subkey(parts.keys.key(KeyClass.FILES).secret, "correspondence/incoming")
    return hmac.digest(secret, raw, hashlib.sha256)


def _sealed(came: Came, parts: Parts) -> bytes:
    return seal_to(parts.public[KeyClass.FILES].public, canonical.encode({"schema": 1, "came": plain(came)}))


def _opened(row: Incoming, parts: Parts) -> Came:
    sealed = bytes(row.sealed)
    inside = canonical.decode(unseal_with(parts.keys.key(KeyClass.FILES, key_id_in(sealed)).private, sealed))
    match inside:
        case {"schema": 1, "came": came}:
            return shaped(Came, came)
        case _:
            raise Malformed("not something that came in")


def _place(row_id: str, own: bytes) -> Context:
    return Context(TABLE, row_id, "raw", key_id_of(own), 1)
