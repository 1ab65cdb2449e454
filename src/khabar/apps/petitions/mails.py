"""Sending the mails of signers: from the porch's outbox, between rounds, at most twice each.

Which mail it is, or none, is decided here and not while the form is answered. A few leave in one go: claimed in one
transaction, handed over, finished in one. Killed in between, each is sent once more with the same Message-ID.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from khabar.apps.ledger.actions import record
from khabar.apps.outbox.actions import claim, finish, give_back
from khabar.apps.outbox.queries import due_items, something_is_due
from khabar.apps.petitions.mail_words import mail_words
from khabar.apps.petitions.models import Petition, Signature, Silenced
from khabar.domain.errors import Outside
from khabar.domain.petitions.mailing import Mail, Mailbox, mail_for
from khabar.domain.petitions.plans import Plan
from khabar.domain.petitions.states import TAKES_PLACE, SignatureState
from khabar.ports import Envelope
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from khabar.apps.outbox.queries import Due
    from khabar.domain.actors import Actor
    from khabar.ports import Parts

PORCH = "porch"
AT_ONCE = 25
"""Mails claimed in one transaction: so many at most are sent twice when everything is killed in between."""
MOST_GOES = 8
"""So that the count, which comes after, waits no longer than it may."""
LATER = timedelta(minutes=1)
"""How long a mail waits that could not be handed over now."""


def something_to_send(now: datetime) -> bool:
    """Say whether a mail of a signer waits. Needs no key."""
    return something_is_due(KeyClass.MAIL, now=now, using=PORCH)


def send_confirmations(*, actor: Actor, now: datetime, parts: Parts) -> int:
    """Send what waits, some goes at most, and return how many mails left; what cannot leave now waits a minute."""
    sent = 0
    for _ in range(MOST_GOES):
        items = due_items(KeyClass.MAIL, now=now, parts=parts, using=PORCH, most=AT_ONCE)
        if not items:
            break
        sent += _one_go(items, actor, now, parts)
    return sent


def _one_go(items: list[Due], actor: Actor, now: datetime, parts: Parts) -> int:
    """Choose, claim in one short transaction, hand over, finish in another."""
    chosen = _one_for_each_mailbox((item, _chosen(item, now, parts)) for item in items)
    with transaction.atomic(using=PORCH):
        claimed = [(item, choice) for item, choice in chosen if claim(item.id, actor=actor, now=now, using=PORCH)]
        lost = {item.id for item, _ in chosen} - {item.id for item, _ in claimed}
        mailed = [choice.signature for _, choice in claimed if choice is not None]
        Signature.objects.filter(id__in=mailed).update(mailed_at=now)
    finished, sent = [item.id for item in items if item.id in lost], 0
    for item, choice in claimed:
        match _handed_over(choice, parts):
            case _Fate.LEFT:
                finished.append(item.id)
                sent += 1
            case _Fate.NOTHING:
                finished.append(item.id)
            case _Fate.LATER:
                give_back(item.id, actor=actor, now=now, using=PORCH, due=now + LATER)
            case _Fate.UNKNOWN:
                pass  # it stays claimed: it is sent once more, under the same Message-ID
    _finish(finished, sent, actor, now, parts)
    return sent


def _one_for_each_mailbox(chosen: Iterable[tuple[Due, _Choice | None]]) -> list[tuple[Due, _Choice | None]]:
    """Leave a second mail to one mailbox for the next go, which knows of the first: or a flood would meet no limit."""
    taken: dict[str, tuple[Due, _Choice | None]] = {}
    for item, choice in chosen:
        taken.setdefault(choice.mailbox if choice else item.id, (item, choice))
    return list(taken.values())


class _Fate(Enum):
    """What became of one mail; NOTHING: there was none to send, or nobody will ever take it."""

    LEFT = "left"
    NOTHING = "nothing"
    LATER = "later"
    UNKNOWN = "unknown"


def _handed_over(choice: _Choice | None, parts: Parts) -> _Fate:
    if choice is None:
        return _Fate.NOTHING
    try:
        parts.mailer.send(choice.envelope)
    except Outside as problem:
        if problem.fate_unknown:
            return _Fate.UNKNOWN
        return _Fate.LATER if problem.retry else _Fate.NOTHING
    return _Fate.LEFT


def _finish(ids: list[str], sent: int, actor: Actor, now: datetime, parts: Parts) -> None:
    with transaction.atomic(using=PORCH):
        for item_id in ids:
            finish(item_id, actor=actor, now=now, using=PORCH)
        if sent:
            record(actor=actor, now=now, parts=parts, act="signers written to", details={"mails": sent}, chain="porch")


@dataclass(frozen=True)
class _Signed:
    """The signature a mail is about, as far as the choice of the mail needs it."""

    id: str
    petition: str
    mailbox: str
    person: str


@dataclass(frozen=True)
class _Choice:
    """The mail that was chosen, the signature it is about, and its mailbox's hash."""

    signature: str
    mailbox: str
    envelope: Envelope = field(repr=False)


def _chosen(item: Due, now: datetime, parts: Parts) -> _Choice | None:
    """Choose the mail of one item; None for silence, and where the signature waits no more."""
    waiting = Signature.objects.filter(id=str(item.body["signature"]), state=SignatureState.PENDING)
    row = waiting.values_list("id", "petition_id", "mailbox", "person").first()
    if row is None:
        return None
    signed = _Signed(*row)
    petition = Petition.objects.values("plan", "is_open").get(id=signed.petition)
    plan = Plan.from_plain(petition["plan"])
    mail = mail_for(_mailbox(signed, now), per_mailbox=plan.per_mailbox, is_open=petition["is_open"])
    return None if mail is None else _Choice(signed.id, signed.mailbox, _envelope(item, mail, plan, parts))


def _mailbox(signed: _Signed, now: datetime) -> Mailbox:
    """Gather what the choice depends on; the signature itself is left out, for a mail may be sent a second time."""
    same = Signature.objects.filter(petition=signed.petition, mailbox=signed.mailbox).exclude(id=signed.id)
    hold = set(same.filter(state__in=TAKES_PLACE).values_list("person", flat=True))
    last = same.filter(person=signed.person).aggregate(at=Max("mailed_at"))["at"]
    return Mailbox(
        silenced=Silenced.objects.filter(petition=signed.petition, mailbox=signed.mailbox).exists(),
        has_signed=signed.person in hold,
        others=len(hold - {signed.person}),
        unanswered=same.filter(state=SignatureState.PENDING).exclude(mailed_at=None).count(),
        since_last=None if last is None else now - last,
    )


def _envelope(item: Due, mail: Mail, plan: Plan, parts: Parts) -> Envelope:
    sender = parts.options.mail_from
    language, wording = plan.wording(str(item.body["language"]))
    words = mail_words(mail, title=wording.title, token=str(item.body["token"]), language=language, terms=parts.options)
    return Envelope(
        message_id=f"<{item.id}@{sender.rpartition('@')[2] or 'localhost'}>",
        sender=sender,
        recipient=str(item.body["to"]),
        subject=words.subject,
        body=words.text,
    )
