"""Taking messages in, opening them one at a time, accepting or asking for a change, letting them go."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from khabar.apps.accounts.queries import kin_of
from khabar.apps.alarms.readings import count_opened
from khabar.apps.ledger.actions import record
from khabar.apps.outbox.actions import put
from khabar.apps.post.blanks import PASSED_ON
from khabar.apps.post.files import (
    MessageInside,
    concerns_family,
    in_state,
    opened_message,
    save_inside,
    sealed_inside,
    sealed_letter,
    signed_as,
)
from khabar.apps.post.models import Message, Page, Reading
from khabar.apps.post.pages import page_of, renew_notice
from khabar.apps.post.releases import LETTER
from khabar.apps.post.stations import note_station
from khabar.apps.post.ways import way_open
from khabar.apps.registry.queries import is_closed
from khabar.domain.actors import require_account
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.ids import MessageId, PresenceId, RequestId, new_id
from khabar.domain.messages import MessageState, Station, message_as_signed, require_carriable
from khabar.domain.page import Piece, PieceKind, slot_of
from khabar.vault import canonical
from khabar.vault.errors import TooLarge
from khabar.vault.keys import KeyClass
from khabar.vault.pigeonholes import is_signed_by_slip, seal_piece
from khabar.vault.seals import key_id_in, unseal_with

if TYPE_CHECKING:
    from datetime import date, datetime

    from khabar.domain.actors import Actor
    from khabar.ports import Parts


@dataclass(frozen=True)
class Sent:
    """A message as its writer's slip signed it: which page, the day, and the text sealed to the letters key."""

    locator: bytes
    letter: bytes
    written_on: date
    signature: bytes


@dataclass(frozen=True)
class Typed:
    """A message to keep: whose it is, its sealed text, its key, its day.

    For a reply also the colleague who typed it, and to whom alone it goes.
    """

    writer: RequestId | PresenceId
    letter: bytes
    key: bytes
    written_on: date
    by: str = ""
    addressee: str = ""


@dataclass(frozen=True)
class OpenedLetter:
    """A letter for a member of staff who has said why; `until` is when it closes again."""

    message_id: MessageId
    text: str
    until: datetime


def take_message(*, actor: Actor, now: datetime, parts: Parts, sent: Sent, key: bytes) -> MessageId | None:
    """Keep a message that came from a page; None when it is here already.

    Refused when the page is unknown or the signature is not its slip's: a captured porch cannot write for a family;
    and when its holder has died: whoever found her slip writes in nobody's name.
    """
    page = Page.objects.filter(locator=sent.locator.hex()).first()
    signed = message_as_signed(sent.locator, sent.letter, sent.written_on, key)
    if page is None or is_closed(page.holder) or not is_signed_by_slip(bytes(page.verify_key), signed, sent.signature):
        raise Refused("no such page")
    return _store(actor, now, parts, Typed(RequestId(page.holder), sent.letter, key, sent.written_on))


def open_letter(*, actor: Actor, now: datetime, parts: Parts, message_id: MessageId, reason: str) -> OpenedLetter:
    """Open one letter for a few minutes, for a reason, on the record; without the entry nothing is shown.

    Refused for an unknown one and for one of this person's own family alike.
    """
    account = require_account(actor, Duty.LETTERS)
    if not reason.strip():
        raise Invalid("reason", "Please say why you open this letter.")
    until = now + timedelta(minutes=parts.options.reading_minutes)
    count_opened(actor=actor, now=now, parts=parts)
    with transaction.atomic():
        kin = kin_of(account, parts=parts)
        if concerns_family(kin, opened_message(message_id, parts=parts), parts=parts):
            raise Refused("no such message")
        row = Message.objects.get(id=message_id)
        text = _text(bytes(row.letter), parts)  # while the letters are locked nothing was opened, and nothing is noted
        Reading.objects.create(message=row, account=account, until=until)
        details = {"reason": reason.strip()}
        record(actor=actor, now=now, parts=parts, act="letter opened", subject=message_id, details=details)
    return OpenedLetter(message_id, text, until)


def look_again(*, actor: Actor, now: datetime, parts: Parts, message_id: MessageId) -> OpenedLetter:
    """Show a letter that this person opened a few minutes ago; Refused once the time is over."""
    account = require_account(actor, Duty.LETTERS)
    reading = Reading.objects.filter(message_id=message_id, account=account, until__gt=now).order_by("-until").first()
    if reading is None:
        raise Refused("this letter is closed")
    return OpenedLetter(message_id, _text(bytes(reading.message.letter), parts), reading.until)


def accept(*, actor: Actor, now: datetime, parts: Parts, message_id: MessageId) -> None:
    """Accept a message as one that may be carried. It leaves only when there is leave to.

    Refused unless this person has it open; a reply that somebody typed is accepted by somebody else.
    """
    look_again(actor=actor, now=now, parts=parts, message_id=message_id)
    if opened_message(message_id, parts=parts).inside.typed_by == actor.account:
        raise Invalid("accept", "You typed this yourself. Somebody else has to compare and accept it.")
    _change(actor, now, parts, message_id, MessageState.ACCEPTED, "")


def ask_change(*, actor: Actor, now: datetime, parts: Parts, message_id: MessageId, words: str) -> None:
    """Ask the writer to change a message, in words that stand on the page. Refused unless this person has it open."""
    look_again(actor=actor, now=now, parts=parts, message_id=message_id)
    if not words.strip():
        raise Invalid("words", "Please tell the writer what to change.")
    _change(actor, now, parts, message_id, MessageState.PLEASE_CHANGE, words.strip())


def let_go(*, actor: Actor, now: datetime, parts: Parts, message_id: MessageId) -> None:
    """Let an accepted message leave with the next round: its text is sealed to its addressee's page now."""
    looked = look_again(actor=actor, now=now, parts=parts, message_id=message_id)
    with transaction.atomic():
        message = opened_message(message_id, parts=parts)
        way = way_open(message.writer, message.inside.addressee, on=now.date(), parts=parts)
        if way is None or message.inside.state is not MessageState.ACCEPTED or message.inside.item:
            raise Conflict("This message may not leave now.")
        page = page_of(way.addressee)
        letter = Piece(
            kind=PieceKind.LETTER,
            name=signed_as(message.writer, way.addressee, parts=parts),
            text=looked.text,
            on=message.inside.written_on,
        )
        piece = _sealed_to(page, letter) if page else b""
        body = {"message": message_id, "permit": way.permit, "addressee": way.addressee, "piece": piece}
        item = put(actor=actor, now=now, parts=parts, kind=LETTER, body=body, key_class=KeyClass.REGISTER)
        save_inside(message, replace(message.inside, item=item, came_back=False), parts=parts)
        record(actor=actor, now=now, parts=parts, act="message changed", subject=message_id)


def record_reply(*, actor: Actor, now: datetime, parts: Parts, message_id: MessageId, text: str) -> MessageId:
    """Keep the reply to a message that was handed over, as the desk types it; it waits to be accepted by another."""
    account = require_account(actor, Duty.LETTERS)
    require_carriable(text)
    with transaction.atomic():
        message = opened_message(message_id, parts=parts)
        if concerns_family(kin_of(account, parts=parts), message, parts=parts):
            raise Refused("no such message")
        way = way_open(message.writer, message.inside.addressee, on=now.date(), parts=parts)
        if way is None or message.inside.state is not MessageState.LEFT:
            raise Conflict("A reply belongs to a message that has left.")
        save_inside(message, in_state(message.inside, MessageState.ANSWERED, now), parts=parts)
        event = note_station(
            actor=actor, now=now, parts=parts, holder=message.writer, station=Station.ANSWERED, about=message_id
        )
        key = hashlib.sha256(canonical.encode(["reply", message_id, message.version])).digest()
        typed = Typed(way.addressee, _letter(text, parts), key, now.date(), by=account, addressee=message.writer)
        reply = _store(actor, now, parts, typed)
        renew_notice(actor=actor, now=now, parts=parts, holder=message.writer)
        record(actor=actor, now=now, parts=parts, act="message changed", subject=message_id, event=event)
    if reply is None:
        raise Conflict("This reply is here already.")
    return reply


def type_message(*, actor: Actor, now: datetime, parts: Parts, writer: RequestId, text: str, source: str) -> MessageId:
    """Keep a message that a family wrote by hand, as the desk types it; it waits to be accepted by another.

    `source` names the paper: typed twice, it is kept once. Under a request that was passed on nobody writes any more.
    """
    account = require_account(actor, Duty.LETTERS)
    require_carriable(text)
    if is_closed(writer):
        raise Conflict(PASSED_ON)
    key = hashlib.sha256(canonical.encode(["paper", source])).digest()
    kept = _store(actor, now, parts, Typed(writer, _letter(text, parts), key, now.date(), by=account))
    if kept is None:
        raise Conflict("This message is here already.")
    return kept


def _letter(text: str, parts: Parts) -> bytes:
    try:
        return sealed_letter(text, parts=parts)
    except TooLarge:
        raise Invalid("text", "This is too long to be carried. Please shorten it.") from None


def _store(actor: Actor, now: datetime, parts: Parts, typed: Typed) -> MessageId | None:
    message_id = MessageId(new_id(parts.entropy.bytes))
    inside = MessageInside(
        state=MessageState.WRITTEN,
        state_on=now.date(),
        written_on=typed.written_on,
        typed_by=typed.by,
        addressee=typed.addressee,
    )
    row = Message(
        id=message_id,
        key=typed.key,
        writer=typed.writer,
        letter=typed.letter,
        sealed=sealed_inside(typed.writer, message_id, inside, parts=parts),
        written_at=now,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            renew_notice(actor=actor, now=now, parts=parts, holder=typed.writer)
            record(actor=actor, now=now, parts=parts, act="message kept", subject=message_id)
    except IntegrityError:
        return None
    return message_id


def _change(actor: Actor, now: datetime, parts: Parts, message_id: MessageId, state: MessageState, words: str) -> None:
    require_account(actor, Duty.LETTERS)
    with transaction.atomic():
        message = opened_message(message_id, parts=parts)
        if message.inside.state not in (MessageState.WRITTEN, MessageState.PLEASE_CHANGE, MessageState.ACCEPTED):
            raise Conflict("This message has left already.")
        if message.inside.item:
            raise Conflict("This message leaves with the next round.")
        changed = replace(in_state(message.inside, state, now), desk_words=words, came_back=False)
        save_inside(message, changed, parts=parts)
        renew_notice(actor=actor, now=now, parts=parts, holder=message.writer)
        record(actor=actor, now=now, parts=parts, act="message changed", subject=message_id)


def _sealed_to(page: Page, letter: Piece) -> bytes:
    try:
        return seal_piece(bytes(page.public), slot_of([letter]))
    except TooLarge:
        raise Conflict("This letter is too long for the page it goes to. Please ask for a shorter one.") from None


def _text(letter: bytes, parts: Parts) -> str:
    private = parts.keys.key(KeyClass.LETTERS, key_id_in(letter)).private
    return unseal_with(private, letter).decode()
