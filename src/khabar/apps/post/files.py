"""The sealed inside of a message: its state, its days, what the desk wrote back, the item that will leave.

Shared by the app's modules; nothing outside `post` imports it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from khabar.apps.post.models import Message
from khabar.apps.registry.queries import is_request, presence_file, record_under, request_file
from khabar.domain import bodies
from khabar.domain.errors import Conflict, Refused
from khabar.domain.ids import MessageId, PresenceId, RequestId
from khabar.domain.messages import MessageState
from khabar.domain.withheld import is_withheld_from
from khabar.vault.keys import KeyClass
from khabar.vault.seals import seal_to

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from khabar.ports import Parts

TABLE = "post_message"
LETTER_SIZES = (8192,)
"""Every letter has one size, so a row does not tell a long one from a short one."""


@dataclass(frozen=True, kw_only=True)
class MessageInside:
    """What is sealed about a message. `desk_words` ask for a change; `item` is what waits to leave.

    `typed_by` is the colleague who typed a reply; somebody else accepts it. `addressee` is to whom it has left, or to
    whom alone it may leave: a reply goes back to the one it answers, and to nobody else. `came_back`: it was let go,
    the gate stopped it as it left, and nobody has looked at it since; why stands nowhere.
    """

    state: MessageState
    state_on: date
    written_on: date
    accepted_on: date | None = None
    desk_words: str = ""
    item: str = ""
    typed_by: str = ""
    addressee: str = ""
    came_back: bool = False

    def to_body(self) -> dict[str, object]:
        """Write it for sealing."""
        return {
            "schema": 1,
            "state": self.state.value,
            "state_on": self.state_on.isoformat(),
            "written_on": self.written_on.isoformat(),
            "accepted_on": self.accepted_on.isoformat() if self.accepted_on else "",
            "desk_words": self.desk_words,
            "item": self.item,
            "typed_by": self.typed_by,
            "addressee": self.addressee,
            "came_back": self.came_back,
        }

    @classmethod
    def from_body(cls, body: Mapping[str, object]) -> MessageInside:
        """Read what was sealed."""
        bodies.require_schema(body, 1)
        return cls(
            state=MessageState(bodies.text_of(body, "state")),
            state_on=bodies.day_of(body, "state_on"),
            written_on=bodies.day_of(body, "written_on"),
            accepted_on=bodies.day_or_none_of(body, "accepted_on"),
            desk_words=bodies.text_of(body, "desk_words"),
            item=bodies.text_of(body, "item"),
            typed_by=bodies.text_of(body, "typed_by"),
            addressee=bodies.text_of(body, "addressee"),
            came_back=body.get("came_back") is True,  # what was kept before has no such word
        )


@dataclass(frozen=True)
class MessageFile:
    """A message opened as far as the register key goes; its text stays sealed."""

    id: MessageId
    writer: RequestId | PresenceId
    version: int
    inside: MessageInside


def opened_message(message_id: MessageId, *, parts: Parts) -> MessageFile:
    """Open the inside of one message; Refused where there is none."""
    row = Message.objects.filter(id=message_id).defer("letter").first()
    if row is None:
        raise Refused("no such message")
    return opened_row(row, parts=parts)


def opened_row(row: Message, *, parts: Parts) -> MessageFile:
    """Open the inside of a row."""
    writer = RequestId(row.writer)
    body = record_under(writer, TABLE, row.id, parts=parts).open("sealed", bytes(row.sealed))
    return MessageFile(MessageId(row.id), writer, row.version, MessageInside.from_body(body))


def name_of(party: RequestId | PresenceId, *, parts: Parts) -> str:
    """Give the name of whoever writes or receives as this request or presence."""
    if is_request(party):
        enquirer = request_file(RequestId(party), parts=parts).form
        return enquirer.enquirer_name or enquirer.enquirer_given
    return presence_file(PresenceId(party), parts=parts).form.name


def called_by(recipient: RequestId, *, parts: Parts) -> str:
    """Give the name an enquirer has for the person sought, as written on her own form.

    What a list or the person calls himself elsewhere is not hers to learn by a mere "alive".
    """
    try:
        return request_file(recipient, parts=parts).form.called
    except Refused:
        return ""


def signed_as(writer: RequestId | PresenceId, addressee: str, *, parts: Parts) -> str:
    """Give the name under which a letter stands on its addressee's page: hers for the person, where she is the one."""
    if is_request(writer) or not is_request(addressee):
        return name_of(writer, parts=parts)
    return called_by(RequestId(addressee), parts=parts)


def concerns_family(kin: Sequence[str], message: MessageFile, *, parts: Parts) -> bool:
    """Say whether a message is to or from one of these relatives: nobody reads the letters of his own family."""
    if not kin:
        return False
    parties = (one for one in (message.writer, message.inside.addressee) if one)
    return any(is_withheld_from(kin, _names_of(one, parts)) for one in parties)


def _names_of(party: str, parts: Parts) -> list[str]:
    try:
        if is_request(party):
            asked = request_file(RequestId(party), parts=parts).form
            return [asked.enquirer_name, asked.name, *asked.other_names]
        here = presence_file(PresenceId(party), parts=parts).form
    except Refused:
        return []  # erased
    return [here.name, *here.other_names]


def sealed_inside(
    writer: RequestId | PresenceId, message_id: MessageId, inside: MessageInside, *, parts: Parts
) -> bytes:
    """Seal the inside of a message for its row."""
    record = record_under(writer, TABLE, message_id, parts=parts)
    return record.seal("sealed", inside.to_body(), random=parts.entropy.bytes)


def save_inside(message: MessageFile, inside: MessageInside, *, parts: Parts) -> MessageFile:
    """Replace the inside of a message; Conflict when somebody changed it first."""
    sealed = sealed_inside(message.writer, message.id, inside, parts=parts)
    changed = Message.objects.filter(id=message.id, version=message.version).update(
        sealed=sealed, version=message.version + 1
    )
    if changed != 1:
        raise Conflict("Somebody else has changed this message just now. Please look at it again.")
    return replace(message, version=message.version + 1, inside=inside)


def in_state(inside: MessageInside, state: MessageState, now: datetime) -> MessageInside:
    """Give the inside with a new state, as of now; the day of acceptance stays when it goes on from there."""
    accepted_on = now.date() if state is MessageState.ACCEPTED else inside.accepted_on
    return replace(inside, state=state, state_on=now.date(), accepted_on=accepted_on)


def sealed_letter(text: str, *, parts: Parts) -> bytes:
    """Seal the text of a message to the letters key, as soon as it is there."""
    return seal_to(parts.public[KeyClass.LETTERS].public, text.encode(), pad_to=LETTER_SIZES)
