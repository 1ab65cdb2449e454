"""Sending the mails of signers: from the porch's outbox, between rounds, at most twice each.

Which mail it is, or none, is decided here and not while the form is answered. A few leave in one go: claimed in one
transaction, handed over, finished in one. Killed in between, each is sent once more, alone, with the same Message-ID.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import Enum
from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.ledger.actions import record
from khabar.apps.outbox.actions import claim_all, finish_all, give_back
from khabar.apps.outbox.queries import due_items, portions, something_is_due
from khabar.apps.petitions.actions import MAIL
from khabar.apps.petitions.mail_words import mail_words
from khabar.apps.petitions.models import Petition, Signature, Silenced
from khabar.domain.errors import Outside
from khabar.domain.petitions.mailing import Mail, Mailbox, mail_for
from khabar.domain.petitions.plans import Plan
from khabar.domain.petitions.states import TAKES_PLACE, SignatureState
from khabar.ports import Envelope, line_of
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
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
        items = due_items(KeyClass.MAIL, now=now, parts=parts, using=PORCH, most=AT_ONCE, kind=MAIL)
        if not items:
            break
        sent += sum(_one_go(some, actor, now, parts) for some in portions(items))
    return sent


def _one_go(items: list[Due], actor: Actor, now: datetime, parts: Parts) -> int:
    """Choose, claim in one short transaction, hand over, finish in another."""
    choices = _choices(items, now, parts)
    ours = _one_for_each_mailbox(items, choices)
    with transaction.atomic(using=PORCH):
        claimed = claim_all([item.id for item in ours], actor=actor, now=now, using=PORCH)
        mailed = [choices[item.id].signature for item in ours if item.id in claimed and item.id in choices]
        Signature.objects.filter(id__in=mailed).update(mailed_at=now)
    finished, sent = [item.id for item in ours if item.id not in claimed], 0
    with line_of(parts.mailer) as line:
        by = replace(parts, mailer=line)
        for item in (one for one in ours if one.id in claimed):
            choice = choices.get(item.id)
            fate = handed_over(choice.envelope if choice else None, by)
            sent += fate is Fate.LEFT
            if fate is Fate.LATER:
                give_back(item.id, actor=actor, now=now, using=PORCH, due=now + LATER)
            elif fate is not Fate.UNKNOWN:  # such a one stays claimed: it is sent once more, under the same Message-ID
                finished.append(item.id)
    _finish(finished, sent, actor, now, parts)
    return sent


def _one_for_each_mailbox(items: list[Due], choices: Mapping[str, _Choice]) -> list[Due]:
    """Leave a second mail to one mailbox for the next go, which knows of the first: or a flood would meet no limit."""
    taken: dict[str, Due] = {}
    for item in items:
        taken.setdefault(choices[item.id].mailbox if item.id in choices else item.id, item)
    return list(taken.values())


class Fate(Enum):
    """What became of one mail; NOTHING: there was none to send, or nobody will ever take it."""

    LEFT = "left"
    NOTHING = "nothing"
    LATER = "later"
    UNKNOWN = "unknown"


def handed_over(envelope: Envelope | None, parts: Parts) -> Fate:
    """Hand one mail over, or none, and say what became of it."""
    if envelope is None:
        return Fate.NOTHING
    try:
        parts.mailer.send(envelope)
    except Outside as problem:
        if problem.fate_unknown:
            return Fate.UNKNOWN
        return Fate.LATER if problem.retry else Fate.NOTHING
    return Fate.LEFT


def _finish(ids: list[str], sent: int, actor: Actor, now: datetime, parts: Parts) -> None:
    with transaction.atomic(using=PORCH):
        finish_all(ids, actor=actor, now=now, using=PORCH)
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


def _choices(items: list[Due], now: datetime, parts: Parts) -> dict[str, _Choice]:
    """Choose the mails of a few items, by the item's id; none for silence, and where the signature waits no more."""
    signed = _waiting(items)
    petitions = {
        row["id"]: (Plan.from_plain(row["plan"]), row["is_open"])
        for row in Petition.objects.filter(id__in={one.petition for one in signed.values()}).values(
            "id", "plan", "is_open"
        )
    }
    known, chosen = _Known.about(signed.values()), {}
    for item in items:
        one = signed.get(str(item.body["signature"]))
        if one is None:
            continue
        plan, is_open = petitions[one.petition]
        mail = mail_for(known.mailbox(one, now), per_mailbox=plan.per_mailbox, is_open=is_open)
        if mail is not None:
            chosen[item.id] = _Choice(one.id, one.mailbox, _envelope(item, mail, plan, parts))
    return chosen


def _waiting(items: list[Due]) -> dict[str, _Signed]:
    ids = [str(item.body["signature"]) for item in items]
    rows = Signature.objects.filter(id__in=ids, state=SignatureState.PENDING)
    return {row[0]: _Signed(*row) for row in rows.values_list("id", "petition_id", "mailbox", "person")}


@dataclass(frozen=True)
class _Known:
    """All signatures of some mailboxes, and which of these asked for silence."""

    rows: Mapping[str, list[tuple[str, str, str, datetime | None]]]
    silenced: frozenset[str]

    @classmethod
    def about(cls, signed: Collection[_Signed]) -> _Known:
        """Look them up; a mailbox's hash belongs to one petition alone."""
        mailboxes = {one.mailbox for one in signed}
        rows: dict[str, list[tuple[str, str, str, datetime | None]]] = {one: [] for one in mailboxes}
        found = Signature.objects.filter(petition__in={one.petition for one in signed}, mailbox__in=mailboxes)
        for one in found.only("mailbox", "person", "state", "mailed_at"):
            rows[one.mailbox].append((one.id, one.person, one.state, one.mailed_at))
        silenced = Silenced.objects.filter(mailbox__in=mailboxes).values_list("mailbox", flat=True)
        return cls(rows, frozenset(silenced))

    def mailbox(self, signed: _Signed, now: datetime) -> Mailbox:
        """Give what the choice depends on; the signature itself is left out, for a mail may be sent a second time."""
        same = [row for row in self.rows[signed.mailbox] if row[0] != signed.id]
        hold = {person for _, person, state, _ in same if state in TAKES_PLACE}
        last = max((at for _, person, _, at in same if at and person == signed.person), default=None)
        return Mailbox(
            silenced=signed.mailbox in self.silenced,
            has_signed=signed.person in hold,
            others=len(hold - {signed.person}),
            unanswered=sum(state == SignatureState.PENDING and at is not None for _, _, state, at in same),
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
