"""Reading the ledger: chains held against their heads, events of one subject."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from khabar.apps.ledger.links import DATABASE_OF_CHAIN, link_of
from khabar.apps.ledger.models import Chain, Entry, Event
from khabar.apps.ledger.told import opened_details
from khabar.vault.chains import Head, first_fault
from khabar.vault.errors import Tampered, VaultError
from khabar.vault.events import decode_event, verify_event

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import datetime

    from khabar.ports import Parts
    from khabar.vault.events import SignedEvent


@dataclass(frozen=True)
class Flaw:
    """One place where what is stored is not what was written."""

    chain: str
    sequence: int
    sentence: str


def chain_lengths() -> dict[str, int]:
    """Count the entries of each chain by its head."""
    return {
        chain: head.sequence
        for chain, database in DATABASE_OF_CHAIN.items()
        for head in Chain.objects.using(database).filter(name=chain)
    }


def last_entry_at() -> datetime | None:
    """Give the moment of the newest entry of both chains; None where nothing was ever done."""
    newest = [
        Entry.objects.using(database).filter(chain=chain).order_by("-sequence").values_list("at", flat=True).first()
        for chain, database in DATABASE_OF_CHAIN.items()
    ]
    return max((at for at in newest if at is not None), default=None)


def last_subjects(act: str, *, count: int, chain: str = "house") -> list[str]:
    """Give what the last acts of one kind were about, the last first: in the order of doing, not of any clock."""
    entries = Entry.objects.using(DATABASE_OF_CHAIN[chain]).filter(chain=chain, act=act).order_by("-sequence")
    return list(entries.values_list("subject", flat=True)[:count])


def subjects_of(act: str) -> Iterator[tuple[int, str]]:
    """Give the number of each of the house's entries of one act, and what it was about."""
    entries = Entry.objects.filter(chain="house", act=act).order_by("sequence")
    yield from entries.values_list("sequence", "subject").iterator()


def heads() -> dict[str, tuple[int, str]]:
    """Give the number and hash of the last entry of each chain: what a checkpoint notes."""
    return {
        chain: (row.sequence, bytes(row.head).hex())
        for chain, database in DATABASE_OF_CHAIN.items()
        for row in Chain.objects.using(database).filter(name=chain)
    }


def flaws_against(noted: Mapping[str, tuple[int, str]]) -> Iterator[Flaw]:
    """Name each chain that no longer has the entry a checkpoint noted: it was cut, or rewritten from there."""
    for chain, (sequence, head) in noted.items():
        database = DATABASE_OF_CHAIN.get(chain)
        if database is None:
            yield Flaw(chain, sequence, "There is no chain of this name.")
            continue
        entry = Entry.objects.using(database).filter(chain=chain, sequence=sequence).first()
        if sequence and (entry is None or bytes(entry.hash).hex() != head):
            yield Flaw(chain, sequence, f"Entry {sequence} is not the one the checkpoint noted.")


def entries_after(chain: str, sequence: int, *, acts: Collection[str], until: int) -> Iterator[Entry]:
    """Give the entries of some acts behind one number and up to another, in their order."""
    entries = Entry.objects.using(DATABASE_OF_CHAIN[chain]).filter(chain=chain, act__in=list(acts))
    return entries.filter(sequence__gt=sequence, sequence__lte=until).order_by("sequence").iterator()


def has_entry(chain: str, sequence: int, hashed: bytes) -> bool:
    """Say whether a chain has this very entry."""
    database = DATABASE_OF_CHAIN.get(chain)
    if database is None:
        return False
    return Entry.objects.using(database).filter(chain=chain, sequence=sequence, hash=hashed).exists()


def last_act_at(act: str) -> datetime | None:
    """Give the moment at which this was last done in the house; None where it never was."""
    return Entry.objects.filter(chain="house", act=act).order_by("-sequence").values_list("at", flat=True).first()


def flaws_in_chain(chain: str) -> Iterator[Flaw]:
    """Recompute one chain from its beginning and name the first place that does not follow, and lost events."""
    database = DATABASE_OF_CHAIN[chain]
    row = Chain.objects.using(database).filter(name=chain).first()
    head = Head(row.sequence, bytes(row.head)) if row else Head.of_empty(chain)
    entries = Entry.objects.using(database).filter(chain=chain).order_by("sequence")
    found = first_fault(chain, (link_of(entry) for entry in entries.iterator()), head)
    if found:
        yield Flaw(chain, found.sequence, f"Entry {found.sequence}: {found.fault}.")
    for entry in entries.iterator():
        if link_of(entry).hash() != bytes(entry.hash):
            yield Flaw(chain, entry.sequence, f"Entry {entry.sequence} was altered.")
        if entry.event and not Event.objects.using(database).filter(id=entry.event).exists():
            yield Flaw(chain, entry.sequence, f"The event named by entry {entry.sequence} is missing.")


def flaws_in_details(chain: str, *, parts: Parts) -> Iterator[Flaw]:
    """Open what was sealed beside each entry and hold it against the entry's commitment. Needs the register key.

    Details that were erased (emptied) are no flaw: the commitment stays and tells nothing.
    """
    for entry in Entry.objects.using(DATABASE_OF_CHAIN[chain]).filter(chain=chain).exclude(sealed=b"").iterator():
        if opened_details(entry, parts=parts) is None:
            yield Flaw(chain, entry.sequence, f"The sealed details of entry {entry.sequence} were altered.")


def flaws_in_events(verify_keys: Collection[bytes]) -> Iterator[Flaw]:
    """Check id, place and signature of every event, and that an entry of the ledger names it.

    `verify_keys` are those of the register, former ones too: an event is never signed again.
    """
    named = set(Entry.objects.exclude(event="").values_list("event", flat=True))
    for place, row in enumerate(Event.objects.order_by("device", "sequence").iterator(), start=1):
        if row.sequence != place:
            yield Flaw("events", place, f"Event {place} is missing.")
            return
        if isinstance(found := _read(row, verify_keys), str):
            yield Flaw("events", place, f"Event {place} {found}")
        if row.id not in named:
            yield Flaw("events", place, f"No entry of the ledger names event {place}.")


def _read(row: Event, verify_keys: Collection[bytes]) -> SignedEvent | str:
    """Give the event of a row, or say what keeps it from being one that this house has signed."""
    try:
        event = decode_event(bytes(row.encoded))
    except VaultError:
        return "was altered."
    if not any(_is_signed_by(event, verify_key) for verify_key in verify_keys):
        return "was altered."
    said = event.statement
    if (event.id, said.device, said.sequence, said.subject, said.type) != (
        row.id,
        row.device,
        row.sequence,
        row.subject,
        row.kind,
    ):
        return "stands under another name than its own."
    return event


def _is_signed_by(event: SignedEvent, verify_key: bytes) -> bool:
    try:
        verify_event(event, verify_key)
    except VaultError:
        return False
    return True


def events_of(subject: str, *, kind: str, parts: Parts) -> tuple[SignedEvent, ...]:
    """Give the events of one kind about one subject that this house has signed, in the order they were written.

    Any other row is left out: a sealed body can be copied under a statement that nobody made, and an old event
    under a new id. What must not go on beside such a row asks for `all_events_of`.
    """
    return tuple(found for found in _rows_read(subject, kind, parts) if not isinstance(found, str))


def all_events_of(subject: str, *, kind: str, parts: Parts) -> tuple[SignedEvent, ...]:
    """Give the same; Tampered where one row of this kind about this subject is no event as this house signed it."""
    found = _rows_read(subject, kind, parts)
    if any(isinstance(one, str) for one in found):
        raise Tampered("a row that this house has not signed")
    return tuple(one for one in found if not isinstance(one, str))


def _rows_read(subject: str, kind: str, parts: Parts) -> list[SignedEvent | str]:
    verify_keys = parts.public.verify_keys(parts.public.of_record)
    rows = Event.objects.filter(subject=subject, kind=kind).order_by("device", "sequence")
    return [_read(row, verify_keys) for row in rows]


def subject_of_event(event_id: str) -> str:
    """Give of whom one event is; no key is needed. DoesNotExist where there is none: events are never removed."""
    return str(Event.objects.values_list("subject", flat=True).get(id=event_id))


def subjects_with_events(*, kind: str) -> list[str]:
    """Give the ids of all subjects about whom there are events of this kind."""
    return list(Event.objects.filter(kind=kind).values_list("subject", flat=True).distinct().order_by("subject"))
