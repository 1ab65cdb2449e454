"""News for signers who asked for it: published beside the petition, and mailed once to each of their mailboxes.

Who asked lies sealed with the name, so finding them needs the signatures key, in small portions: the items wait in the
outbox beside the mails of those who are signing. Whoever asked for silence, withdrew or was set aside gets nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from khabar.apps.ledger.actions import record
from khabar.apps.outbox.actions import claim_all, finish_all, give_back, put_sealed
from khabar.apps.outbox.items import sealed_item
from khabar.apps.outbox.queries import due_items, portions
from khabar.apps.petitions.actions import Outcome
from khabar.apps.petitions.keyed import hash_of_token, new_token
from khabar.apps.petitions.mail_words import news_words
from khabar.apps.petitions.mails import LATER, Fate, handed_over
from khabar.apps.petitions.models import Announcement, NewsMail, Signature, Silenced
from khabar.apps.petitions.together import DATABASE, TOGETHER
from khabar.domain.petitions.news import News
from khabar.domain.petitions.plans import Plan
from khabar.domain.petitions.states import SignatureState
from khabar.ports import Envelope, line_of
from khabar.vault import canonical
from khabar.vault.keys import KeyClass
from khabar.vault.seals import key_id_in, unseal_with

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from khabar.apps.outbox.queries import Due
    from khabar.domain.actors import Actor
    from khabar.ports import Parts

NEWS: Final = "signer news"
SIZES: Final = (1024,)
PORTION: Final = 200
"""Signatures looked at in one go."""
MOST_WAITING: Final = 100
"""Mails of news that wait at once, so that those who are signing now wait for few of them."""


@dataclass(frozen=True)
class ToldNews:
    """News as everybody may read it, and the day on which it was published."""

    news: News
    on: date


def news_of(petition_id: str) -> list[ToldNews]:
    """List what was published of a petition, the newest on top."""
    rows = Announcement.objects.filter(petition=petition_id).order_by("-published_at", "id")
    return [ToldNews(News.from_plain(row.wordings), row.published_at.date()) for row in rows]


def publish_news(*, actor: Actor, now: datetime, news_id: str, petition_id: str, news: News) -> None:
    """Put approved news beside its petition; done twice, it is there once."""
    if not actor.name:
        raise ValueError("no actor, no act")
    values = {"petition_id": petition_id, "wordings": news.to_plain(), "published_at": now}
    Announcement.objects.get_or_create(id=news_id, defaults=values)


def something_to_spread(now: datetime) -> bool:
    """Say whether somebody may still have to be written to, and few mails wait. Needs no key."""
    del now
    return Announcement.objects.filter(is_spread=False).exists() and _waiting() < MOST_WAITING


def spread(*, actor: Actor, now: datetime, parts: Parts) -> int:
    """Queue a mail for each signer of the next portion who asked for news; return how many. Needs that key."""
    row = Announcement.objects.filter(is_spread=False).order_by("published_at", "id").first()
    if row is None:
        return 0
    signed = Signature.objects.filter(petition=row.petition_id, state=SignatureState.CONFIRMED, id__gt=row.cursor)
    portion = list(signed.order_by("id")[:PORTION])
    queued = sum(_queue(row, one, actor=actor, now=now, parts=parts) for one in portion)
    last = portion[-1].id if portion else row.cursor
    with transaction.atomic(using=DATABASE):
        Announcement.objects.filter(id=row.id).update(cursor=last, is_spread=len(portion) < PORTION)
        if queued:
            details = {"mails": queued}
            record(actor=actor, now=now, parts=parts, act="news queued", subject=row.id, details=details, chain="porch")
    return queued


def _queue(row: Announcement, signature: Signature, *, actor: Actor, now: datetime, parts: Parts) -> bool:
    """Queue one mail where the signer asked for it and the mailbox has none yet; item and row in one transaction."""
    wanted = _asked(signature, parts)
    if wanted is None or Silenced.objects.filter(petition=row.petition_id, mailbox=signature.mailbox).exists():
        return False
    token = new_token(parts.entropy.bytes)
    body = {"announcement": row.id, "signature": signature.id, "token": token, **wanted}
    item = sealed_item(NEWS, body, due=now, parts=parts, key_class=KeyClass.MAIL, sizes=SIZES)
    with transaction.atomic(using=DATABASE):
        _, is_new = NewsMail.objects.get_or_create(
            announcement=row, mailbox=signature.mailbox, defaults={"token": hash_of_token(token).hex()}
        )
        if is_new:
            put_sealed(item, actor=actor, now=now, using=DATABASE)
    return is_new


def _asked(signature: Signature, parts: Parts) -> dict[str, str] | None:
    """Give address and language of a signer who asked for news; None for everybody else."""
    blob = bytes(signature.sealed)
    inside = canonical.decode(unseal_with(parts.keys.key(KeyClass.SIGNATURES, key_id_in(blob)).private, blob))
    match inside:
        case {"address": str(address), "news": str(language)}:
            return {"to": address, "language": language}
        case _:
            return None


def send_news(*, actor: Actor, now: datetime, parts: Parts) -> int:
    """Send the mails of news that wait and return how many left; each was asked for, and each is asked for again."""
    items = due_items(KeyClass.MAIL, now=now, parts=parts, using=DATABASE, most=MOST_WAITING, kind=NEWS)
    return sum(_one_go(some, actor, now, parts) for some in portions(items))


def _one_go(items: list[Due], actor: Actor, now: datetime, parts: Parts) -> int:
    claimed = claim_all([item.id for item in items], actor=actor, now=now, using=DATABASE)
    finished, sent = [item for item in items if item.id not in claimed], 0
    with line_of(parts.mailer) as line:
        by = replace(parts, mailer=line)
        for item in items:
            if item.id not in claimed:
                continue
            fate = handed_over(_envelope(item, by), by)
            sent += fate is Fate.LEFT
            if fate is Fate.LATER:
                give_back(item.id, actor=actor, now=now, using=DATABASE, due=now + LATER)
            elif fate is not Fate.UNKNOWN:
                finished.append(item)
    _finish(finished, sent, actor=actor, now=now, parts=parts)
    return sent


def end_news(*, actor: Actor, now: datetime, token: str) -> Outcome:
    """Write to this mailbox about this petition no more, because the link of one such mail says so."""
    if not actor.name or now.tzinfo is None:
        raise ValueError("no actor, no act")

    def silence() -> Outcome:
        row = _of(token)
        if row is None:
            return Outcome.UNKNOWN
        Silenced.objects.get_or_create(petition_id=row["announcement__petition"], mailbox=row["mailbox"])
        return Outcome.DONE

    return TOGETHER.do(silence)


def title_behind(token: str, language: str) -> str | None:
    """Give the title of the petition that the link of a mail is about; None for a link nobody has."""
    row = _of(token)
    return None if row is None else Plan.from_plain(row["announcement__petition__plan"]).wording(language)[1].title


def _of(token: str) -> Mapping[str, Any] | None:
    rows = NewsMail.objects.using(DATABASE).filter(token=hash_of_token(token).hex())
    columns = ("mailbox", "announcement__petition", "announcement__petition__plan")
    return next(iter(rows.values(*columns)[:1]), None)


def _waiting() -> int:
    return NewsMail.objects.filter(has_left=False).count()


def _envelope(item: Due, parts: Parts) -> Envelope | None:
    """Write the mail; None where the signature holds no more, or its mailbox asked for silence."""
    body, sender = {name: str(value) for name, value in item.body.items()}, parts.options.mail_from
    signed = Signature.objects.filter(id=body["signature"], state=SignatureState.CONFIRMED).first()
    row = Announcement.objects.select_related("petition").filter(id=body["announcement"]).first()
    if signed is None or row is None:
        return None
    if Silenced.objects.filter(petition=row.petition_id, mailbox=signed.mailbox).exists():
        return None
    language, wording = News.from_plain(row.wordings).wording(body["language"])
    title = Plan.from_plain(row.petition.plan).wording(language)[1].title
    words = news_words(wording, title=title, token=body["token"], language=language, terms=parts.options)
    return Envelope(
        message_id=f"<{item.id}@{sender.rpartition('@')[2] or 'localhost'}>",
        sender=sender,
        recipient=body["to"],
        subject=words.subject,
        body=words.text,
        heads=words.heads,
    )


def _finish(items: list[Due], sent: int, *, actor: Actor, now: datetime, parts: Parts) -> None:
    tokens = [hash_of_token(str(item.body["token"])).hex() for item in items]
    with transaction.atomic(using=DATABASE):
        finish_all([item.id for item in items], actor=actor, now=now, using=DATABASE)
        NewsMail.objects.filter(token__in=tokens).update(has_left=True)
        if sent:
            details = {"mails": sent}
            record(actor=actor, now=now, parts=parts, act="signers told news", details=details, chain="porch")
