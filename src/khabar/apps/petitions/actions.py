"""What signers do: sign, confirm, withdraw, ask for silence. And what the house has done: publish, close, invalidate.

Signing looks at nothing: it adds a row and a sealed mail, the same for every address, so its answer and its work can
tell nothing. What a signature comes to is decided later, by whoever reads the mailbox, and by the count. The record of
signatures is their chain (`counting`); a ledger of the porch that named each would be a list of moments.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from khabar.apps.intake.limits import DAY, Limit, count_tries
from khabar.apps.outbox.items import sealed_item
from khabar.apps.petitions.keyed import hash_of_token, known_by, new_token
from khabar.apps.petitions.models import Petition, Signature, Silenced, Timeline
from khabar.apps.petitions.together import DATABASE, TOGETHER, added_with_mail
from khabar.domain.ids import new_id
from khabar.domain.petitions.counting import empty_head
from khabar.domain.petitions.states import TAKES_PLACE, SignatureAct, SignatureState, states_before
from khabar.vault import canonical
from khabar.vault.keys import KeyClass
from khabar.vault.seals import seal_to

if TYPE_CHECKING:
    from datetime import date, datetime

    from khabar.domain.actors import Actor
    from khabar.domain.petitions.plans import Plan
    from khabar.ports import Parts

SIGNER_SIZES = (1024,)
"""Every signature's sealed part has one size."""
MAIL_SIZES = (1024,)
"""So has every mail that waits for its key."""
MAIL = "signature mail"
MINUTE = 60


@dataclass(frozen=True)
class Signing:
    """One filled form, examined.

    `on_the_list`: the name may be handed to the addressees, once, on paper. `wants_news`: a mail when they answer.
    """

    petition_id: str
    name: str = field(repr=False)
    address: str = field(repr=False)
    language: str
    place: str = ""
    on_the_list: bool = False
    wants_news: bool = False


class Outcome(StrEnum):
    """What became of a signer's own act. UNKNOWN: no such link, or not any more."""

    DONE = "done"
    ALREADY = "already"
    FULL = "full"
    CLOSED = "closed"
    UNKNOWN = "unknown"


def sign(*, actor: Actor, now: datetime, parts: Parts, signing: Signing, secret: str, network: str) -> bool:
    """Add a signature that waits to be confirmed, and its mail; False where this network has tried too often.

    One transaction, one insert each, whoever signs and whatever was signed before. Nothing is sent here.
    """
    row, token = _row(signing, now, parts, secret)
    body = {"signature": row.id, "to": signing.address, "token": token, "language": signing.language}
    mail = sealed_item(MAIL, body, due=now, parts=parts, key_class=KeyClass.MAIL, sizes=MAIL_SIZES)
    limits = (
        Limit("sign a minute", parts.options.signatures_per_minute, MINUTE),
        Limit("sign a day", parts.options.signatures_per_day, DAY),
    )

    def may() -> bool:
        return count_tries(limits, network, actor=actor, now=now, secret=secret)

    return added_with_mail(row, mail, may=may, actor=actor, now=now)


def confirm(*, actor: Actor, now: datetime, token: str) -> Outcome:
    """Count a signature because its mailbox's owner says so; at most one of a person, so many of a mailbox.

    A conditional update: two at once, or a button pressed twice, do it once.
    """
    _require(actor, now)
    try:
        return TOGETHER.do(lambda: _confirmed(hash_of_token(token), now))
    except IntegrityError:  # the same person, by another link, at this moment: the other one is counted
        return Outcome.ALREADY


def withdraw(*, actor: Actor, now: datetime, token: str) -> Outcome:
    """Take a person's signature out of a petition and destroy what was known of the person, for good."""
    _require(actor, now)
    return TOGETHER.do(lambda: _withdrawn(hash_of_token(token)))


def be_silent(*, actor: Actor, now: datetime, token: str) -> Outcome:
    """Write to this mailbox about this petition no more; what is signed stays signed."""
    _require(actor, now)

    def silence() -> Outcome:
        row = Signature.objects.using(DATABASE).filter(token_hash=hash_of_token(token)).exclude(mailbox="")
        found = row.values_list("petition_id", "mailbox").first()
        if found is None:
            return Outcome.UNKNOWN
        Silenced.objects.get_or_create(petition_id=found[0], mailbox=found[1])
        return Outcome.DONE

    return TOGETHER.do(silence)


def publish(*, actor: Actor, now: datetime, petition_id: str, plan: Plan) -> None:
    """Put an approved petition on the porch, or its newer words; what is counted stays as it is."""
    _require(actor, now)
    head = empty_head(petition_id).hash
    first = {"slug": plan.slug, "opened_at": now, "counted_at": now, "head": head, "plan": plan.to_plain()}
    with transaction.atomic(using=DATABASE):
        _, is_new = Petition.objects.get_or_create(id=petition_id, defaults=first)
        if not is_new:
            Petition.objects.filter(id=petition_id).update(plan=plan.to_plain())


def close(*, actor: Actor, now: datetime, petition_id: str) -> bool:
    """Take no more signatures; False where it was closed before."""
    _require(actor, now)
    return Petition.objects.filter(id=petition_id, is_open=True).update(is_open=False, closed_on=now.date()) == 1


def note_on_paper(*, actor: Actor, now: datetime, petition_id: str, number: int) -> None:
    """Show how many signatures on paper two people have counted; it is never added to the others."""
    _require(actor, now)
    Petition.objects.filter(id=petition_id).exclude(on_paper=number).update(on_paper=number)


def show_timeline(
    *, actor: Actor, now: datetime, petition_id: str, letters: list[dict[str, object]], as_of: date
) -> None:
    """Show these letters on a petition's public timeline, in place of those before; with none, it has no timeline."""
    _require(actor, now)
    if letters:
        shown = {"letters": letters, "as_of": as_of}
        Timeline.objects.update_or_create(petition_id=petition_id, defaults=shown)
    else:
        Timeline.objects.filter(petition=petition_id).delete()


@dataclass(frozen=True)
class Criteria:
    """Which signatures are meant: signed from one moment up to another, and, where said, one place or language."""

    since: datetime
    until: datetime
    place: str | None = None
    language: str | None = None


def invalidate(*, actor: Actor, now: datetime, petition_id: str, criteria: Criteria, invalidation: str) -> int:
    """Take the signatures meant out of the count, under one id that can restore them all; return how many."""
    _require(actor, now)
    meant = Signature.objects.filter(petition=petition_id, signed_at__gte=criteria.since, signed_at__lt=criteria.until)
    for column in ("place", "language"):
        wanted = getattr(criteria, column)
        meant = meant if wanted is None else meant.filter(**{column: wanted})
    return meant.filter(state__in=states_before(SignatureAct.INVALIDATE)).update(
        state=SignatureState.INVALIDATED, invalidation=invalidation
    )


def restore(*, actor: Actor, now: datetime, petition_id: str, invalidation: str) -> int:
    """Count again what one invalidation took out; return how many. Who has withdrawn meanwhile stays withdrawn."""
    _require(actor, now)
    meant = Signature.objects.filter(petition=petition_id, invalidation=invalidation)
    return meant.filter(state__in=states_before(SignatureAct.RESTORE)).update(
        state=SignatureState.CONFIRMED, invalidation=""
    )


def _row(signing: Signing, now: datetime, parts: Parts, secret: str) -> tuple[Signature, str]:
    """Make the row, not yet stored, and the token that stands for it in the mail."""
    random = parts.entropy.bytes
    token = new_token(random)
    known = known_by(secret=secret, petition_id=signing.petition_id, address=signing.address, name=signing.name)
    inside = {"name": signing.name, "address": signing.address, "on_the_list": signing.on_the_list}
    if signing.wants_news:
        inside["news"] = signing.language
    row = Signature(
        id=new_id(random),
        petition_id=signing.petition_id,
        sealed=seal_to(
            parts.public[KeyClass.SIGNATURES].public, canonical.encode({"schema": 1, **inside}), pad_to=SIGNER_SIZES
        ),
        mailbox=known.mailbox,
        person=known.person,
        token_hash=hash_of_token(token),
        place=signing.place,
        language=signing.language,
        signed_at=now.replace(second=0, microsecond=0),
    )
    return row, token


def _confirmed(token_hash: bytes, now: datetime) -> Outcome:
    row = _found(token_hash)
    if row is None:
        return Outcome.UNKNOWN
    if row.state is SignatureState.CONFIRMED:
        return Outcome.ALREADY
    if row.state is not SignatureState.PENDING:
        return Outcome.UNKNOWN
    return _refused(row) or _counted_from_now(row, now)


def _refused(row: _Found) -> Outcome | None:
    """Give why a signature that waits cannot count, or None. The porch may not count rows, so it lists them."""
    signed = Signature.objects.filter(petition=row.petition, mailbox=row.mailbox, state__in=TAKES_PLACE)
    people = set(signed.values_list("person", flat=True))
    if row.person in people:
        return Outcome.ALREADY
    if not row.is_open:
        return Outcome.CLOSED
    return Outcome.FULL if len(people) >= row.per_mailbox else None


def _counted_from_now(row: _Found, now: datetime) -> Outcome:
    waiting = Signature.objects.filter(id=row.id, state__in=states_before(SignatureAct.CONFIRM))
    done = waiting.update(state=SignatureState.CONFIRMED, confirmed_on=now.date())
    return Outcome.DONE if done == 1 else Outcome.ALREADY


def _withdrawn(token_hash: bytes) -> Outcome:
    row = _found(token_hash)
    if row is None:
        return Outcome.UNKNOWN
    if row.state not in states_before(SignatureAct.WITHDRAW):
        return Outcome.ALREADY if row.state is SignatureState.WITHDRAWN else Outcome.UNKNOWN
    theirs = Signature.objects.filter(petition=row.petition, mailbox=row.mailbox, person=row.person)
    theirs.filter(state__in=states_before(SignatureAct.WITHDRAW)).update(
        state=SignatureState.WITHDRAWN, sealed=b"", mailbox="", person=""
    )
    return Outcome.DONE


@dataclass(frozen=True)
class _Found:
    id: str
    petition: str
    state: SignatureState
    mailbox: str
    person: str
    is_open: bool
    per_mailbox: int


def _found(token_hash: bytes) -> _Found | None:
    columns = ("id", "petition_id", "state", "mailbox", "person", "petition__is_open", "petition__plan")
    row = next(iter(Signature.objects.filter(token_hash=token_hash).values_list(*columns)[:1]), None)
    if row is None:
        return None
    signature_id, petition, state, mailbox, person, is_open, plan = row
    per_mailbox = int(plan["per_mailbox"])
    return _Found(signature_id, petition, SignatureState(state), mailbox, person, is_open, per_mailbox)


def _require(actor: Actor, now: datetime) -> None:
    if not actor.name or now.tzinfo is None:
        raise ValueError("no actor, no act")
