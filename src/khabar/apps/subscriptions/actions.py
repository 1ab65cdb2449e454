"""What readers do: ask for the newsletter, confirm, leave, ask for silence. What the house has done: publish, send.

Asking looks at nothing: it adds a row and a sealed mail, the same for every address, so its answer and its work can
tell nothing. Which mail leaves, or none, is decided later (`mails`). No act of a reader stands in a ledger: that would
be a list.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from khabar.apps.intake.limits import DAY, Limit, count_tries
from khabar.apps.outbox.items import sealed_item
from khabar.apps.petitions.keyed import hash_of_token, mailbox_hash, new_token
from khabar.apps.petitions.together import DATABASE, TOGETHER, added_with_mail
from khabar.apps.sealed.shapes import plain
from khabar.apps.subscriptions.models import Edition, Mailing, Reader, Silenced
from khabar.domain.ids import new_id
from khabar.domain.publishing.readers import HAS_AN_ADDRESS, ReaderAct, ReaderState, states_before
from khabar.vault import canonical
from khabar.vault.keys import KeyClass
from khabar.vault.seals import seal_to

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.domain.publishing.printed import Printed, PublicIssue
    from khabar.ports import Parts

READER_SIZES = (512,)
"""Every address lies in a blob of one size."""
ASKING_SIZES = (256,)
ASKING = "asking mail"
SCOPE = "newsletter"
"""Hashes of mailboxes hold for the newsletter alone: no reader can be joined with a signer."""
MINUTE = 60


@dataclass(frozen=True)
class Asking:
    """One filled form, examined: a sendable address, the language of the issues, and that of the mail."""

    address: str = field(repr=False)
    language: str
    page_language: str


def subscribe(*, actor: Actor, now: datetime, parts: Parts, asking: Asking, secret: str, network: str) -> bool:
    """Add a subscription that waits to be confirmed, and its mail; False where this network has tried too often."""
    row = _row(asking, now, parts, secret)
    body = {"reader": row.id, "language": asking.page_language}
    mail = sealed_item(ASKING, body, due=now, parts=parts, key_class=KeyClass.MAIL, sizes=ASKING_SIZES)
    limits = (
        Limit("subscribe a minute", parts.options.signatures_per_minute, MINUTE),
        Limit("subscribe a day", parts.options.signatures_per_day, DAY),
    )

    def may() -> bool:
        return count_tries(limits, network, actor=actor, now=now, secret=secret)

    return added_with_mail(row, mail, may=may, actor=actor, now=now)


def confirm(*, actor: Actor, now: datetime, token: str) -> bool:
    """Let issues come because the mailbox's owner says so; True where they do from now on, or did already.

    A conditional update: two at once, or a button pressed twice, do it once.
    """
    _require(actor, now)
    try:
        return TOGETHER.do(lambda: _confirmed(hash_of_token(token), now))
    except IntegrityError:  # the same mailbox, by another link: it gets the issues already
        return True


def leave(*, actor: Actor, now: datetime, token: str) -> None:
    """Send this mailbox no more issues in this language, and destroy the address. An unknown link changes nothing."""
    _require(actor, now)
    TOGETHER.do(lambda: _left(hash_of_token(token), now))


def be_silent(*, actor: Actor, now: datetime, token: str) -> None:
    """Ask this mailbox to confirm no more, whoever types it in; subscriptions of its own stay."""
    _require(actor, now)

    def silence() -> None:
        for mailbox in _mailboxes(hash_of_token(token)):
            Silenced.objects.get_or_create(mailbox=mailbox)

    TOGETHER.do(silence)


def publish(*, actor: Actor, now: datetime, issue: PublicIssue) -> None:
    """Put an issue on the porch, or what is left of it; an older version than that which lies there changes nothing."""
    _require(actor, now)
    shown = _shown(issue.printed) if issue.printed else _gone()
    first = {"language": issue.language, "number": issue.number, "published_on": date.fromisoformat(issue.on)}
    with transaction.atomic(using=DATABASE):
        row, is_new = Edition.objects.select_for_update().get_or_create(
            id=issue.id, defaults={**first, **shown, "version": issue.version}
        )
        if not is_new and row.version < issue.version:
            Edition.objects.filter(id=issue.id).update(**shown, version=issue.version)


def start_mailing(*, actor: Actor, now: datetime, edition_id: str) -> None:
    """Begin to send an issue that is on the porch; asked twice, it begins once."""
    _require(actor, now)
    Mailing.objects.get_or_create(edition_id=edition_id, defaults={"started_at": now})


def _row(asking: Asking, now: datetime, parts: Parts, secret: str) -> Reader:
    random = parts.entropy.bytes
    token = new_token(random)
    inside = canonical.encode({"schema": 1, "address": asking.address, "token": token})
    return Reader(
        id=new_id(random),
        language=asking.language,
        sealed=seal_to(parts.public[KeyClass.MAIL].public, inside, pad_to=READER_SIZES),
        mailbox=mailbox_hash(secret=secret, scope=SCOPE, address=asking.address),
        token_hash=hash_of_token(token),
        asked_at=now.replace(second=0, microsecond=0),
    )


def _confirmed(token_hash: bytes, now: datetime) -> bool:
    ours = Reader.objects.using(DATABASE).filter(token_hash=token_hash)
    waiting = ours.filter(state__in=states_before(ReaderAct.CONFIRM))
    if waiting.update(state=ReaderState.CONFIRMED, confirmed_on=now.date()) == 1:
        return True
    return list(ours.values_list("state", flat=True)) == [ReaderState.CONFIRMED]


def _left(token_hash: bytes, now: datetime) -> None:
    found = Reader.objects.using(DATABASE).filter(token_hash=token_hash).exclude(mailbox="")
    for mailbox, language in found.values_list("mailbox", "language"):
        ours = Reader.objects.using(DATABASE).filter(mailbox=mailbox, language=language)
        ours.filter(state__in=HAS_AN_ADDRESS).update(
            state=ReaderState.LEFT, sealed=b"", mailbox="", ended_on=now.date()
        )


def _mailboxes(token_hash: bytes) -> list[str]:
    rows = Reader.objects.using(DATABASE).filter(token_hash=token_hash).exclude(mailbox="")
    return list(rows.values_list("mailbox", flat=True))


def _shown(printed: Printed) -> dict[str, object]:
    page = {
        "motto": printed.motto,
        "imprint": list(printed.imprint),
        "feed_id": printed.feed_id,
        "publisher": printed.publisher,
        "petition": printed.petition,
        "articles": plain(printed.articles),
    }
    same = ("title", "subject", "mail_text", "mail_html", "short", "aloud", "pdf", "wall")
    return {"page": page, **{name: getattr(printed, name) for name in same}}


def _gone() -> dict[str, object]:
    """Give what stays of an issue that was taken back whole: its number and its day, and not even its name."""
    texts = dict.fromkeys(("title", "subject", "mail_text", "mail_html", "short", "aloud"), "")
    return {"page": {}, **texts, "pdf": b"", "wall": b"", "is_gone": True}


def _require(actor: Actor, now: datetime) -> None:
    if not actor.name or now.tzinfo is None:
        raise ValueError("no actor, no act")
