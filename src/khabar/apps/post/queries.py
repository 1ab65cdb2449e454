"""What the letters' desk sees: which messages wait, which may leave, to whom. Never a text: that is an action."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from khabar.apps.accounts.queries import kin_of
from khabar.apps.matches.queries import name_on_route
from khabar.apps.post.contact import promises
from khabar.apps.post.files import concerns_family, name_of, opened_message, opened_row
from khabar.apps.post.models import Message, Page, Reading
from khabar.apps.post.pages import page_of
from khabar.apps.post.ways import way_open
from khabar.apps.registry.queries import is_request, presence_file, request_ids
from khabar.domain.actors import require_account
from khabar.domain.duties import Duty
from khabar.domain.errors import Refused
from khabar.domain.ids import PresenceId, RequestId
from khabar.domain.messages import MessageState
from khabar.domain.rounds import next_contact_on

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from khabar.apps.post.files import MessageFile
    from khabar.apps.post.ways import Way
    from khabar.domain.actors import Actor
    from khabar.domain.ids import MessageId
    from khabar.domain.statistics import Quarter
    from khabar.ports import Parts


@dataclass(frozen=True)
class MessageLine:
    """One line of the letters' desk: no name and no text before the letter is opened.

    `is_typed`: a colleague typed it, so that somebody else accepts it. `desk_words`: the change that was asked for.
    `came_back`: it was let go and has not left, for whatever reason, and waits again.
    """

    id: MessageId
    written_on: date
    state: MessageState
    may_leave: bool
    is_leaving: bool
    to_hand_over: bool
    is_typed: bool
    desk_words: str
    came_back: bool


@dataclass(frozen=True)
class HandingOver:
    """To whom a letter is brought by people, the place as last known or "", and who wrote it.

    `name` is the one by which the addressee is known on the way; `true_name` is for keeping families apart, and is
    printed nowhere.
    """

    name: str
    place: str
    writer: str
    true_name: str = field(default="", repr=False)


def messages_for(actor: Actor, *, on: date, parts: Parts) -> list[MessageLine]:
    """List all messages, oldest first, for somebody who reads letters; none of his own family's."""
    kin = kin_of(require_account(actor, Duty.LETTERS), parts=parts)
    rows = Message.objects.defer("letter").order_by("written_at", "id")
    opened = (message for row in rows if (message := _unless_erased(row, parts)))
    return [_line(message, on, parts) for message in opened if not concerns_family(kin, message, parts=parts)]


def message_for(message_id: MessageId, actor: Actor, *, on: date, parts: Parts) -> MessageLine:
    """Give one message without its text; Refused for an unknown one and for one of his own family alike."""
    kin = kin_of(require_account(actor, Duty.LETTERS), parts=parts)
    message = opened_message(message_id, parts=parts)
    if concerns_family(kin, message, parts=parts):
        raise Refused("no such message")
    return _line(message, on, parts)


def open_until(message_id: MessageId, actor: Actor, *, now: datetime) -> datetime | None:
    """Say until when this person may look at a letter again without a new reason; None when it is closed."""
    account = require_account(actor, Duty.LETTERS)
    readings = Reading.objects.filter(message_id=message_id, account=account, until__gt=now)
    return readings.order_by("-until").values_list("until", flat=True).first()


def handing_over(message_id: MessageId, actor: Actor, *, now: datetime, parts: Parts) -> HandingOver | None:
    """Say to whom an opened letter is brought by people; None when it is not, or is closed to this person."""
    if open_until(message_id, actor, now=now) is None:
        return None
    message = opened_message(message_id, parts=parts)
    way = way_open(message.writer, message.inside.addressee, on=now.date(), parts=parts)
    if way is None or not _is_to_hand_over(message, way):
        return None
    place = "" if is_request(way.addressee) else presence_file(PresenceId(way.addressee), parts=parts).form.last_place
    addressee, writer = name_of(way.addressee, parts=parts), name_of(message.writer, parts=parts)
    known_as = addressee
    if not is_request(way.addressee):
        known_as = name_on_route(RequestId(message.writer), PresenceId(way.addressee), parts=parts)
    return HandingOver(known_as, place, writer, addressee)


def next_contacts(filed_on: Mapping[str, date], *, today: date, parts: Parts) -> dict[str, date]:
    """Give the day by which each holder hears from us: as people promised, from its page, or counted from filing."""
    days = parts.options.contact_days
    kept = dict(Page.objects.values_list("holder", "next_contact_on")) | promises()
    return {holder: kept.get(holder) or next_contact_on(day, today, days) for holder, day in filed_on.items()}


def messages_by_month(quarter: Quarter) -> dict[str, int]:
    """Count what families wrote in a quarter, by month (2026-01); what people who are here wrote is in no number."""
    written = Message.objects.filter(written_at__date__gte=quarter.first, written_at__date__lt=quarter.after)
    by_families = request_ids()
    moments = written.values_list("writer", "written_at")
    return Counter(f"{moment:%Y-%m}" for writer, moment in moments if writer in by_families)


def number_of_pages() -> int:
    """Count pages, for the house's own commands."""
    return Page.objects.count()


def _unless_erased(row: Message, parts: Parts) -> MessageFile | None:
    """Open a row; None when its writer was erased, and with the writer all that stood in it."""
    try:
        return opened_row(row, parts=parts)
    except Refused:
        return None


def _line(message: MessageFile, on: date, parts: Parts) -> MessageLine:
    inside = message.inside
    could_go = inside.state in (MessageState.ACCEPTED, MessageState.LEFT)
    way = way_open(message.writer, inside.addressee, on=on, parts=parts) if could_go else None
    accepted = inside.state is MessageState.ACCEPTED
    return MessageLine(
        id=message.id,
        written_on=inside.written_on,
        state=inside.state,
        may_leave=accepted and way is not None and not inside.item,
        is_leaving=accepted and bool(inside.item),
        to_hand_over=way is not None and _is_to_hand_over(message, way),
        is_typed=bool(inside.typed_by),
        desk_words=inside.desk_words,
        came_back=accepted and inside.came_back,
    )


def _is_to_hand_over(message: MessageFile, way: Way) -> bool:
    return message.inside.state is MessageState.LEFT and page_of(way.addressee) is None
