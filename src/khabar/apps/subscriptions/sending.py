"""Sending an issue: one mail for each reader, once, through the porch's outbox; cut off anywhere, it goes on.

Mails are prepared in small portions, each portion with its rows in one transaction, so that a mail which asks somebody
to confirm never waits behind thousands. Whether a mail may leave is asked again when it is claimed: who has left since
gets none, and what was taken back is in none. Killed while a mail leaves, that one is sent once more, the same one.
"""

from __future__ import annotations

from datetime import timedelta
from email.utils import format_datetime
from html import escape
from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.outbox.actions import claim, finish, give_back, put_sealed
from khabar.apps.outbox.items import sealed_item
from khabar.apps.outbox.queries import due_items, something_is_due
from khabar.apps.petitions.mails import Fate, handed_over
from khabar.apps.subscriptions.bounces import note_refused
from khabar.apps.subscriptions.figures import count_fates
from khabar.apps.subscriptions.mails import PORCH, message_id, reachable
from khabar.apps.subscriptions.models import Delivery, Edition, Mailing, Reader
from khabar.domain.publishing.list_headers import Leaving, list_headers
from khabar.domain.publishing.printed import STOP_HERE
from khabar.domain.publishing.readers import DeliveryState, ReaderState
from khabar.ports import Envelope
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.apps.outbox.queries import Due
    from khabar.domain.actors import Actor
    from khabar.ports import Parts

ISSUE = "issue mail"
SIZES = (256,)
PORTION = 50
"""Mails of issues that lie in the outbox at once, at most."""
MOST_PORTIONS = 4
"""So that what waits behind one errand waits no longer than it may."""
LATER = timedelta(minutes=10)
"""How long a mail waits that was not taken now: a host that does not know us asks for as much."""
GIVE_UP_AFTER = timedelta(days=3)


def something_to_send(now: datetime) -> bool:
    """Say whether an issue is on its way, or somebody waits for a mail that asks to confirm. Needs no key."""
    return Mailing.objects.filter(finished_at=None).exists() or something_is_due(KeyClass.MAIL, now=now, using=PORCH)


def send_issues(*, actor: Actor, now: datetime, parts: Parts) -> int:
    """Send what is on its way, some portions at most, and return how many mails left."""
    sent, seen = 0, set[str]()
    for _ in range(MOST_PORTIONS):
        prepare(actor=actor, now=now, parts=parts)
        due = due_items(KeyClass.MAIL, now=now, parts=parts, using=PORCH, most=PORTION, kind=ISSUE)
        items = [item for item in due if item.id not in seen]
        if not items:
            break
        seen.update(item.id for item in items)
        sent += sum(_one(item, actor, now, parts) for item in items)
    for mailing in Mailing.objects.filter(settled_on=None):
        count_fates(mailing)
    return sent


def prepare(*, actor: Actor, now: datetime, parts: Parts) -> None:
    """Put the next portion of every unfinished issue into the outbox; note where nothing is left to do."""
    for mailing in Mailing.objects.filter(finished_at=None).order_by("started_at", "edition_id"):
        waiting = Delivery.objects.filter(mailing=mailing, state=DeliveryState.WAITING).count()
        readers = _next_readers(mailing, PORTION - waiting)
        if readers:
            _put(mailing, readers, actor, now, parts)
        elif not waiting:
            Mailing.objects.filter(pk=mailing.pk, cursor=mailing.cursor).update(finished_at=now)


def _next_readers(mailing: Mailing, most: int) -> list[str]:
    confirmed = Reader.objects.filter(language=mailing.edition.language, state=ReaderState.CONFIRMED)
    return list(confirmed.filter(id__gt=mailing.cursor).order_by("id").values_list("id", flat=True)[: max(most, 0)])


def _put(mailing: Mailing, readers: list[str], actor: Actor, now: datetime, parts: Parts) -> None:
    """Add the mails of one portion, all or none: the cursor moves with them, and only from where it was."""
    items = {
        reader: sealed_item(
            ISSUE,
            {"reader": reader, "edition": mailing.edition_id},
            due=now,
            parts=parts,
            key_class=KeyClass.MAIL,
            sizes=SIZES,
        )
        for reader in readers
    }
    with transaction.atomic(using=PORCH):
        if not Mailing.objects.filter(pk=mailing.pk, cursor=mailing.cursor).update(cursor=readers[-1]):
            return  # somebody else has prepared this portion
        for reader, item in items.items():
            Delivery.objects.create(id=item.id, mailing=mailing, reader_id=reader, prepared_at=now)
            put_sealed(item, actor=actor, now=now, using=PORCH)


def _one(item: Due, actor: Actor, now: datetime, parts: Parts) -> bool:
    """Claim one mail, ask again whether it may leave, hand it over, note what became of it."""
    with transaction.atomic(using=PORCH):
        claimed = claim(item.id, actor=actor, now=now, using=PORCH)
        envelope = _envelope(item, parts) if claimed else None
    fate = handed_over(envelope, parts)
    match fate:
        case Fate.UNKNOWN:
            return False  # it stays claimed: it is sent once more, under the same Message-ID
        case Fate.LATER if not _is_too_old(item, now):
            give_back(item.id, actor=actor, now=now, using=PORCH, due=now + LATER)
            return False
        case Fate.NOTHING if not claimed:
            became = DeliveryState.UNKNOWN
        case Fate.NOTHING if envelope is None:
            became = DeliveryState.DROPPED
        case Fate.NOTHING | Fate.LATER:
            became = DeliveryState.REFUSED
        case _:
            became = DeliveryState.SENT
    _settle(item, became, actor, now)
    return became is DeliveryState.SENT


def _settle(item: Due, became: DeliveryState, actor: Actor, now: datetime) -> None:
    with transaction.atomic(using=PORCH):
        finish(item.id, actor=actor, now=now, using=PORCH)
        waiting = Delivery.objects.filter(id=item.id, state=DeliveryState.WAITING)
        if waiting.update(state=became) and became is DeliveryState.REFUSED:
            note_refused(str(item.body["reader"]), actor=actor, now=now)


def _is_too_old(item: Due, now: datetime) -> bool:
    return Delivery.objects.filter(id=item.id, prepared_at__lt=now - GIVE_UP_AFTER).exists()


def _envelope(item: Due, parts: Parts) -> Envelope | None:
    """Write one reader's mail; none where the reader has left, or the issue was taken back."""
    reader = Reader.objects.filter(id=item.body["reader"], state=ReaderState.CONFIRMED).first()
    edition = Edition.objects.filter(id=item.body["edition"], is_gone=False).only(*_MAILED).first()
    mailing = Mailing.objects.filter(pk=item.body["edition"]).values_list("started_at", flat=True).first()
    if reader is None or edition is None or mailing is None:
        return None
    there = reachable(bytes(reader.sealed), parts=parts)
    link = f"{parts.options.porch_address}newsletter/leave/{there.token}/"
    return Envelope(
        message_id=message_id(item.id, parts),
        sender=parts.options.mail_from,
        recipient=there.address,
        subject=edition.subject,
        body=edition.mail_text.replace(STOP_HERE, link),
        html=edition.mail_html.replace(STOP_HERE, escape(link)),
        heads=(("Date", format_datetime(mailing)), *_heads(link, parts)),
    )


_MAILED = ("id", "subject", "mail_text", "mail_html")


def _heads(link: str, parts: Parts) -> tuple[tuple[str, str], ...]:
    """Give the headers for leaving; none where pages have no https (a demonstration): no provider would take them."""
    if not link.startswith("https://"):
        return (("Auto-Submitted", "auto-generated"),)
    sender = parts.options.mail_from
    domain = sender.rpartition("@")[2].lower()
    return tuple(list_headers(Leaving(f"newsletter.{domain}", link, sender)).items())
