"""What people do at the letters' desk, as plain functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cast
from khabar.apps.accounts.actions import create_account, declare_kin
from khabar.apps.matches import actions as matches
from khabar.apps.post import actions as post
from khabar.apps.post.files import opened_message
from khabar.domain.actors import staff
from khabar.domain.duties import Duty

if TYPE_CHECKING:
    from khabar.domain.actors import Actor
    from khabar.domain.ids import MessageId, PairId
    from khabar.domain.messages import MessageState
    from khabar.ports import Parts

TEXT = "The pear tree is in flower. We think of you."


def by(parts: Parts, who: Actor, message_id: MessageId) -> dict[str, Any]:
    return {"actor": who, "now": parts.clock.now(), "parts": parts, "message_id": message_id}


def read_and_accept(parts: Parts, message_id: MessageId, who: Actor = cast.MIRA) -> None:
    post.open_letter(**by(parts, who, message_id), reason="to check it")
    post.accept(**by(parts, who, message_id))


def let_go(parts: Parts, message_id: MessageId, who: Actor = cast.MIRA) -> None:
    post.open_letter(**by(parts, who, message_id), reason="to send it")
    post.let_go(**by(parts, who, message_id))


def reply_to(parts: Parts, message_id: MessageId, text: str = "Thank you", who: Actor = cast.MIRA) -> MessageId:
    return post.record_reply(**by(parts, who, message_id), text=text)


def state(parts: Parts, message_id: MessageId) -> MessageState:
    return opened_message(message_id, parts=parts).inside.state


def withdraws(parts: Parts, pair: PairId) -> None:
    matches.withdraw(actor=cast.MIRA, now=parts.clock.now(), parts=parts, pair_id=pair)


def colleague_with_kin(parts: Parts, kin: str) -> Actor:
    now = parts.clock.now()
    account = create_account(
        actor=cast.JOB,
        now=now,
        parts=parts,
        username="ezra",
        display_name="Ezra",
        duties=(Duty.LETTERS,),
        passphrase="8316 2074 5591 6038 2247",
    )
    declare_kin(actor=cast.JOB, now=now, parts=parts, account=account, name=kin)
    return staff(account, Duty.LETTERS)
