"""Writing the ledger: entries and signed events. Every other app's action ends here.

It must never write what was decided in clear, and never change or take away what was written.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.ledger.links import DATABASE_OF_CHAIN, link_of
from khabar.apps.ledger.models import Chain, Entry, Event
from khabar.vault import canonical
from khabar.vault.chains import Head, commitment, genesis
from khabar.vault.events import Statement, encode_event, sign_event
from khabar.vault.seals import seal_to

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.domain.ids import EventId
    from khabar.ports import Parts
    from khabar.vault.events import SignedEvent

DEVICE = "house"
DETAILS = (512, 4096, 32768)
"""Sizes of sealed details: nearly all fall into the first, so a size tells no decision."""


def record(  # noqa: PLR0913 - one entry names all of these; a value object would only rename the list
    *,
    actor: Actor,
    now: datetime,
    parts: Parts,
    act: str,
    subject: str = "",
    details: Mapping[str, object] | None = None,
    event: str = "",
    chain: str = "house",
) -> None:
    """Add one entry to a chain; call it last in an action, because it locks the head.

    `act` is a neutral verb that tells no decision; what was decided goes into `details`, which are sealed to the
    house's own key and stand in the chain only as a salted commitment.
    """
    if now.tzinfo is None:
        raise ValueError("an entry needs an aware moment")
    salt = parts.entropy.bytes(32)
    inside = canonical.encode(dict(details or {}))
    entry = Entry(
        chain=chain,
        at=now.astimezone(UTC),
        actor=f"{actor.kind}:{actor.name}",
        act=act,
        subject=subject,
        event=event,
        commitment=commitment(salt, inside),
        sealed=seal_to(parts.public[parts.public.of_record].public, canonical.encode([salt, inside]), pad_to=DETAILS),
    )
    _append(entry)


def _append(entry: Entry) -> None:
    """Give an entry its place behind the head of its chain, and move the head."""
    database = DATABASE_OF_CHAIN[entry.chain]
    with transaction.atomic(using=database):
        row, _ = (
            Chain.objects.using(database)
            .select_for_update()
            .get_or_create(name=entry.chain, defaults={"sequence": 0, "head": genesis(entry.chain)})
        )
        entry.sequence, entry.previous = row.sequence + 1, bytes(row.head)
        head = Head(row.sequence, bytes(row.head)).after(link_of(entry))
        entry.hash = head.hash
        entry.save(using=database, force_insert=True)
        row.sequence, row.head = head.sequence, head.hash
        row.save(using=database, update_fields=["sequence", "head"])


def record_event(  # noqa: PLR0913 - the columns of an event
    *, actor: Actor, now: datetime, parts: Parts, kind: str, subject: str, body: bytes, parents: Sequence[EventId]
) -> SignedEvent:
    """Sign and keep one immutable event; the entry that names it is the caller's to write.

    `body` must already be sealed under its subject's own key, so that erasing the person empties the event.
    """
    last = Event.objects.filter(device=DEVICE).order_by("-sequence").first()
    statement = Statement(
        device=DEVICE,
        sequence=last.sequence + 1 if last else 1,
        parents=tuple(sorted(parents)),
        author=f"{actor.kind}:{actor.name}",
        type=kind,
        subject=subject,
        wall_time=now,
        body=body,
    )
    event = sign_event(statement, signing=parts.keys.key(parts.public.of_record).signing)
    Event.objects.create(
        id=event.id,
        device=DEVICE,
        sequence=statement.sequence,
        kind=kind,
        subject=subject,
        encoded=encode_event(event),
    )
    return event
