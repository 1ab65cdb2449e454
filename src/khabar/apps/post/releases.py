"""What happens when something leaves: a word or an address onto one page, a letter to its addressee.

Each of these runs in the transaction that has claimed its outbox item, and asks the gate again there.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from khabar.apps.consent.actions import TELL
from khabar.apps.consent.queries import answer_behind, permit_parties, permitted_now
from khabar.apps.ledger.actions import record
from khabar.apps.post.files import called_by, in_state, opened_message, save_inside
from khabar.apps.post.models import Lane, Release
from khabar.apps.post.pages import page_of, renew_notice
from khabar.apps.post.stations import note_station
from khabar.apps.post.words import Word, put_letter, put_words
from khabar.domain.answers import Disclosure
from khabar.domain.bringing import ON_A_PAGE
from khabar.domain.errors import Refused
from khabar.domain.ids import MessageId, PermitId
from khabar.domain.messages import MessageState, Station
from khabar.domain.page import Piece, PieceKind
from khabar.text import clip_graphemes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from khabar.domain.actors import Actor
    from khabar.domain.answers import Answer
    from khabar.domain.ids import PresenceId, RequestId
    from khabar.ports import Parts

LETTER = "letter"
"""The kind of outbox item with which a letter leaves."""

LONGEST_NAME, LONGEST_NAME_BYTES = 80, 600
"""What a page shows of a name, in characters and bytes: an endless name must not crowd out the news itself."""

__all__ = ["LETTER", "TELL", "deliver", "has_been_released", "tell", "words_now"]


def tell(*, actor: Actor, now: datetime, parts: Parts, permit_id: PermitId) -> None:
    """Put onto the recipient's page what the gate allows now; where it allows nothing, a slot that nobody can open.

    A yes and a no leave the same row behind.
    """
    permit_id = PermitId(permit_id)
    said = words_now(permit_id, on=now.date(), parts=parts)
    subject, recipient = permit_parties(permit_id)
    put_words(now=now, parts=parts, permit_id=permit_id, recipient=recipient, word=Word(subject, said))
    renew_notice(actor=actor, now=now, parts=parts, holder=recipient)
    event = _noted(actor, now, parts, subject, Station.TOLD, permit_id)
    record(actor=actor, now=now, parts=parts, act="released", subject=permit_id, event=event)


def words_now(permit_id: PermitId, *, on: date, parts: Parts) -> tuple[Piece, ...]:
    """Ask the gate, and give the words that it lets be told under this Permit today: for a page, or for a bringer."""
    allowed = permitted_now(permit_id, on=on, parts=parts) & ON_A_PAGE
    answer = answer_behind(permit_id, parts=parts) if allowed else None
    recipient = permit_parties(permit_id)[1]
    return tuple(_words(answer, allowed, called_by(recipient, parts=parts))) if answer else ()


def has_been_released(permit_id: PermitId) -> bool:
    """Say whether the round has let the words of this Permit leave; until then all of it can be undone."""
    return Release.objects.filter(permit_id=permit_id, lane=Lane.WORD).exists()


def deliver(*, actor: Actor, now: datetime, parts: Parts, body: Mapping[str, object]) -> None:
    """Let one letter leave: onto the addressee's page, or to be handed over where there is none."""
    permit_id, message_id = PermitId(str(body["permit"])), MessageId(str(body["message"]))
    addressee = str(body["addressee"])
    try:
        message = opened_message(message_id, parts=parts)
    except Refused:
        return  # its writer was erased meanwhile
    if message.inside.state is not MessageState.ACCEPTED or {message.writer, addressee} != {*permit_parties(permit_id)}:
        return  # it has left already, or this is not whom the Permit speaks of: an item is sealed, but not signed
    event = ""
    if Disclosure.MESSAGE in permitted_now(permit_id, on=now.date(), parts=parts):
        event = _noted(actor, now, parts, message.writer, Station.LEFT, message_id)
        page = page_of(addressee)
        piece = body["piece"]
        if page is not None and isinstance(piece, bytes):
            put_letter(now=now, permit_id=permit_id, page=page, sealed=piece)
        else:
            put_letter(now=now, permit_id=permit_id, page=None, sealed=b"")
        left = replace(in_state(message.inside, MessageState.LEFT, now), item="", addressee=addressee)
    else:
        # accepted as before, on the day it was: the page tells no refusal, and the desk sees that it waits again
        left = replace(message.inside, item="", came_back=True)
    save_inside(message, left, parts=parts)
    renew_notice(actor=actor, now=now, parts=parts, holder=message.writer)
    record(actor=actor, now=now, parts=parts, act="released", subject=message_id, event=event)


def _noted(
    actor: Actor, now: datetime, parts: Parts, holder: RequestId | PresenceId, station: Station, about: str
) -> str:
    try:
        return note_station(actor=actor, now=now, parts=parts, holder=holder, station=station, about=about)
    except Refused:
        return ""  # the holder has been erased, and nothing is kept of him any more


def _words(answer: Answer, allowed: frozenset[Disclosure], full_name: str) -> list[Piece]:
    name = clip_graphemes(full_name, LONGEST_NAME).encode()[:LONGEST_NAME_BYTES].decode(errors="ignore")
    pieces = []
    if Disclosure.ALIVE in allowed:
        pieces.append(Piece(kind=PieceKind.WORD, name=name, text=answer.own_words, on=answer.given_on))
    elif Disclosure.SEEN_ALIVE in allowed:
        pieces.append(Piece(kind=PieceKind.SEEN, name=name, on=answer.given_on))
    if Disclosure.ADDRESS in allowed and answer.address:
        pieces.append(Piece(kind=PieceKind.ADDRESS, name=name, text=answer.address, on=answer.given_on))
    return pieces
