"""What the letters' desk sees: which messages wait, which may leave, to whom. Never a text: that is an action."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from khabar.apps.post.files import opened_row
from khabar.apps.post.models import Message, Page
from khabar.apps.post.pages import page_of
from khabar.apps.post.ways import way_open
from khabar.domain.actors import require_duty
from khabar.domain.duties import Duty
from khabar.domain.messages import MessageState

if TYPE_CHECKING:
    from datetime import date

    from khabar.domain.actors import Actor
    from khabar.domain.ids import MessageId
    from khabar.ports import Parts


@dataclass(frozen=True)
class MessageLine:
    """One line of the letters' desk: no name and no text before the letter is opened."""

    id: MessageId
    written_on: date
    state: MessageState
    may_leave: bool
    is_leaving: bool
    to_hand_over: bool


def messages_for(actor: Actor, *, on: date, parts: Parts) -> list[MessageLine]:
    """List all messages, oldest first, for somebody who reads letters."""
    require_duty(actor, Duty.LETTERS)
    lines = []
    for row in Message.objects.defer("letter").order_by("written_at", "id"):
        message = opened_row(row, parts=parts)
        way = way_open(message.writer, on=on, parts=parts)
        state = message.inside.state
        lines.append(
            MessageLine(
                id=message.id,
                written_on=message.inside.written_on,
                state=state,
                may_leave=state is MessageState.ACCEPTED and way is not None and not message.inside.item,
                is_leaving=state is MessageState.ACCEPTED and bool(message.inside.item),
                to_hand_over=state is MessageState.LEFT and way is not None and page_of(way.addressee) is None,
            )
        )
    return lines


def number_of_pages() -> int:
    """Count pages, for the house's own commands."""
    return Page.objects.count()
