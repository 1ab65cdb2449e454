"""The house's side of pigeonholes: opening a page, its notices, and what each page holds in the next round."""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING

from khabar.apps.intake.queries import something_waits
from khabar.apps.pigeonholes.actions import PageContent
from khabar.apps.pigeonholes.queries import days_opened
from khabar.apps.post.contact import promises
from khabar.apps.post.files import opened_row
from khabar.apps.post.models import Freshness, Lane, Message, Notice, Page, Release
from khabar.apps.quarantine.queries import ended_count, is_quarantined
from khabar.apps.registry.queries import closed_ids, request_ids, something_arrived
from khabar.domain.errors import Refused
from khabar.domain.messages import family_visible
from khabar.domain.page import Piece, PieceKind, Standing, slot_of
from khabar.domain.rounds import is_late, next_contact_on
from khabar.vault.errors import TooLarge
from khabar.vault.pigeonholes import SLOTS, blank_piece, locator_of, seal_piece

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from khabar.apps.post.files import MessageInside
    from khabar.domain.actors import Actor
    from khabar.domain.forms import PersonForm
    from khabar.domain.ids import PresenceId, RequestId
    from khabar.ports import Parts

_STILL = b"still\x00"
MESSAGES_SHOWN = 8
"""The newest of one's own messages whose state stands on the page; older ones are answered long since."""


def open_page(*, actor: Actor, now: datetime, parts: Parts, form: PersonForm, holder: RequestId | PresenceId) -> None:
    """Keep the house's side of the pigeonhole whose slip came with a form; the same one twice changes nothing.

    Its holder was told a day when the form was taken in; that day holds, however late the house came to it.
    Refused where the keys are not those of the page that is claimed, Malformed where nothing can be sealed to them.
    """
    if not actor.name or now.tzinfo is None:
        raise ValueError("no actor, no act")
    if form.locator != locator_of(form.public, form.verify_key):
        raise Refused("no such page")
    seal_piece(form.public, b"")  # better now than when something has to leave for it
    due = next_contact_on(form.filed_on, form.filed_on, parts.options.contact_days)
    Page.objects.get_or_create(
        locator=form.locator.hex(),
        defaults={"public": form.public, "verify_key": form.verify_key, "holder": holder, "next_contact_on": due},
    )


def page_of(holder: str) -> Page | None:
    """Give the page of a request or presence, or None where it has none."""
    return Page.objects.filter(holder=holder).first()


def renew_notice(*, actor: Actor, now: datetime, parts: Parts, holder: RequestId | PresenceId) -> None:
    """Write the states of the holder's own messages anew, as far as the holder may see them."""
    page = page_of(holder)
    if page is None or not actor.name:
        return
    sealed = notice_slot(page, parts)
    if sealed is None:
        return  # the holder was erased: the page stays as it is
    Notice.objects.filter(page=page).delete()
    Notice.objects.create(page=page, sealed=sealed, made_at=now)


def notice_slot(page: Page, parts: Parts) -> bytes | None:
    """Seal the states of the holder's own messages as they are now; None where the holder was erased."""
    rows = Message.objects.filter(writer=page.holder).defer("letter").order_by("-written_at", "-id")[:MESSAGES_SHOWN]
    try:
        notices = [_notice(opened_row(row, parts=parts).inside) for row in rows]
    except Refused:
        return None
    return _slot_of_newest(page, notices, parts)


def _notice(inside: MessageInside) -> Piece:
    # A message has an addressee once it has left under a Permit, or when it was typed as a reply. That it has left
    # stays true: a page that took it back would tell of a withdrawal.
    state = family_visible(inside.state, has_permit=bool(inside.addressee))
    return Piece(
        kind=PieceKind.NOTICE,
        text=inside.desk_words,
        on=inside.written_on,
        state=state.value,
        state_on=inside.state_on if state is inside.state else inside.accepted_on,
    )


def _slot_of_newest(page: Page, notices: list[Piece], parts: Parts) -> bytes:
    """Seal as many notices as one slot holds, the newest first; a long request for a change must not stop a round.

    Who never wrote gets a slot that nobody can open: one that opens and is empty would tell that somebody answered.
    """
    if not notices:
        return blank_piece(bytes(page.public), random=parts.entropy.bytes)
    for shown in range(len(notices), 0, -1):
        with suppress(TooLarge):
            return seal_piece(bytes(page.public), slot_of(notices[:shown]))
    return seal_piece(bytes(page.public), slot_of([]))


def contents_on(today: date, *, parts: Parts) -> Callable[[str, date], PageContent]:
    """Give what each page shall hold, from its locator and the day it was opened. Needs no key.

    Where any promised day has passed, all pages alike say that we are late; also where it was promised on the porch,
    and a locked house has not yet come to file it. Where nothing waits to be filed, a page that the house does not know
    is nobody's: its form was none of ours. What people promised to say themselves makes that family's page late, and
    no other: one number that nobody answers must not make every page untrue. In quarantine each shows the standing text
    alone: what stood on it may have been withdrawn since. So does each until what lies there was sealed anew, after a
    quarantine or for the first time: a slot that came back as it was would be the only one that did not change.
    """
    days, waits = parts.options.contact_days, something_waits() or something_arrived()
    spoken = promises()
    pages = {page.locator: page for page in Page.objects.all()}
    requests = request_ids()
    opened = days_opened().items() if waits else ()
    promised = {one: next_contact_on(day, day, days) for one, day in opened}
    promised |= {page.locator: page.next_contact_on for page in pages.values()}
    by_people = {page.locator: spoken[page.holder] for page in pages.values() if page.holder in spoken}
    late = any(is_late(day, today) for locator, day in promised.items() if locator not in by_people)
    closed, fresh = closed_ids(), _fresh_seed()
    with_notice = set(Notice.objects.values_list("page_id", flat=True))
    with_release = set(Release.objects.exclude(page=None).values_list("page_id", flat=True))

    def content(locator: str, opened_on: date) -> PageContent:
        page = pages.get(locator)
        by = page.next_contact_on if page else next_contact_on(opened_on, opened_on if waits else today, days)
        by = by_people.get(locator, by)
        is_presence = page is not None and page.holder not in requests
        is_now_late = late or (locator in by_people and is_late(by, today))
        standing = Standing(by=by, renewed_on=today, late=is_now_late, is_presence=is_presence)
        public = bytes(page.public) if page else b""
        if not fresh or (page is not None and page.holder in closed):
            # Whoever finds a dead woman's slip reads what everybody reads. All blanks are others than before.
            return PageContent(standing.to_bytes(), (), public, _seed_of(locator, _STILL + fresh) if fresh else b"")
        pieces = _pieces(locator, has_notice=locator in with_notice, has_release=locator in with_release)
        return PageContent(standing.to_bytes(), pieces, public, _seed_of(locator, fresh))

    return content


def _fresh_seed() -> bytes:
    """Give what blanks are made of; nothing in quarantine, and until everything was sealed anew after it."""
    row = Freshness.objects.first()
    if row is None or is_quarantined() or row.quarantines != ended_count():
        return b""
    return bytes.fromhex(row.seed)


def _seed_of(locator: str, seed: bytes) -> bytes:
    return sha256(seed + locator.encode()).digest()


def pages_to_open() -> dict[str, bytes]:
    """Give the key of each page that the house knows and the porch has not yet, by locator: slips of the stock."""
    there = days_opened()
    return {page.locator: bytes(page.public) for page in Page.objects.all() if page.locator not in there}


def _pieces(locator: str, *, has_notice: bool, has_release: bool) -> list[bytes]:
    notices = (
        [bytes(one) for one in Notice.objects.filter(page_id=locator).values_list("sealed", flat=True)[:1]]
        if (has_notice)
        else []
    )
    if not has_release:
        return notices
    released = Release.objects.filter(page_id=locator).order_by("-id")
    words = released.filter(lane=Lane.WORD).values_list("sealed", flat=True)[:1]
    letters = released.filter(lane=Lane.LETTER).values_list("sealed", flat=True)[: SLOTS - len(notices) - 1]
    return [*notices, *(bytes(one) for one in words), *(bytes(one) for one in reversed(letters))]
