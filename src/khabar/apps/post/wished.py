"""Doing what was wished of one's own file, once two people have agreed: mending it, or erasing it whole.

Erased means: the data key, the pairs, the letters, the pictures, the page. What stays is nothing, or a sealed card that
knows the person and leaves her in peace; both leave the same rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.matches.wished import wish_for
from khabar.apps.outbox.actions import put
from khabar.apps.post.erasing import erase
from khabar.apps.post.models import Page
from khabar.apps.registry.mending import Mending, mend
from khabar.apps.registry.queries import is_closed, is_request, person_of_presence, person_of_request
from khabar.apps.wishes.actions import Said, decide, drop_word, keep, settle_erased
from khabar.domain.actors import system
from khabar.domain.errors import Refused
from khabar.domain.ids import PresenceId, RequestId
from khabar.domain.wishes import ERASING, CameBy, Deed, WishKind
from khabar.vault.keys import KeyClass
from khabar.vault.pigeonholes import is_signed_by_slip

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.apps.wishes.actions import Decided
    from khabar.domain.actors import Actor
    from khabar.domain.wishes import SignedWish, Vote
    from khabar.linkage import Person
    from khabar.ports import Parts

CLOSE = "close"
"""The kind of outbox item with which the page of whoever was erased is taken off the porch."""


def take_signed(*, actor: Actor, now: datetime, parts: Parts, sent: SignedWish, key: bytes) -> str | None:
    """Keep what the holder of a slip wishes about her own file; None when it is here already.

    Refused when the page is unknown, its holder has died, or the signature is not its slip's: a captured porch cannot
    wish for anybody. A family leaves no card of itself: to erase is to keep nothing.
    """
    page = Page.objects.filter(locator=sent.locator.hex()).first()
    if (
        page is None
        or is_closed(page.holder)
        or not is_signed_by_slip(bytes(page.verify_key), sent.as_signed(key), sent.signature)
    ):
        raise Refused("no such page")
    kind = WishKind.ERASE if is_request(page.holder) and sent.kind in ERASING else sent.kind
    said = Said(kind=kind, came_by=CameBy.PAGE, holder=page.holder, words=sent.words, is_signed=True)
    return keep(actor=actor, now=now, parts=parts, said=said, key=key)


def say(*, actor: Actor, now: datetime, parts: Parts, wish_id: str, vote: Vote, seen: int | None = None) -> Decided:
    """Say one's word about a wish; with the second one, do what was wished. All of it, or nothing."""
    with transaction.atomic():
        wish = wish_for(wish_id, actor, parts=parts)
        decided = decide(actor=actor, now=now, parts=parts, wish=wish, vote=vote, seen=seen)
        if decided.is_decided and vote.deed is Deed.GRANT:
            _grant(decided, now, parts)
        return decided


def unsay(*, actor: Actor, now: datetime, parts: Parts, wish_id: str, seen: int | None = None) -> None:
    """Take one's word about a wish back, as long as nobody has joined."""
    with transaction.atomic():
        drop_word(actor=actor, now=now, parts=parts, wish=wish_for(wish_id, actor, parts=parts), seen=seen)


def _grant(decided: Decided, now: datetime, parts: Parts) -> None:
    said = decided.wish.said
    actor = system("wishes")  # the two whose word it is stand in the wish and in the ledger
    if said.kind is WishKind.MEND:
        vote = decided.vote
        mending = Mending(
            name=vote.target,
            was="",
            value=vote.value,
            agreed_by=decided.agreed_by,
            reason=vote.reason,
            on=now.date().isoformat(),
        )
        mend(actor=actor, now=now, parts=parts, holder=said.holder, mending=mending)
    elif said.kind in ERASING:
        person = _person(said.holder, parts)
        locator = erase(actor=actor, now=now, parts=parts, holder=said.holder)
        settle_erased(actor=actor, now=now, parts=parts, wish_id=decided.wish.id, person=person)
        body = {"locator": locator}
        put(actor=actor, now=now, parts=parts, kind=CLOSE, body=body, key_class=KeyClass.REGISTER)


def _person(holder: str, parts: Parts) -> Person:
    if is_request(holder):
        return person_of_request(RequestId(holder), parts=parts)
    return person_of_presence(PresenceId(holder), parts=parts)
