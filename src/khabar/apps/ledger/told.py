"""What entries of some acts tell: their columns, and their sealed details where these can be opened and are true.

Sealing needs a public key alone, so details count only where the entry's commitment speaks for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from khabar.apps.ledger.links import DATABASE_OF_CHAIN
from khabar.apps.ledger.models import Entry
from khabar.vault import canonical
from khabar.vault.chains import commitment
from khabar.vault.errors import VaultError
from khabar.vault.seals import key_id_in, unseal_with

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import datetime

    from django.db.models import QuerySet

    from khabar.ports import Parts


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of the house: `details` are None while the house is locked, and where they are not those it had."""

    sequence: int
    at: datetime
    act: str
    subject: str
    details: Mapping[str, object] | None


def entries_that_tell(acts: Collection[str], *, parts: Parts) -> Iterator[Told]:
    """Give the house's entries of these acts in their order."""
    for entry in _entries(acts).order_by("sequence").iterator():
        yield _told(entry, parts)


def last_that_tells(act: str, *, parts: Parts) -> Told | None:
    """Give the house's newest entry of one act; None where it was never done."""
    entry = _entries([act]).order_by("-sequence").first()
    return _told(entry, parts) if entry else None


def _entries(acts: Collection[str]) -> QuerySet[Entry]:
    return Entry.objects.using(DATABASE_OF_CHAIN["house"]).filter(chain="house", act__in=list(acts))


def _told(entry: Entry, parts: Parts) -> Told:
    is_locked = parts.public.of_record in parts.keys.locked()
    details = None if is_locked else opened_details(entry, parts=parts)
    return Told(entry.sequence, entry.at, entry.act, entry.subject, details)


def opened_details(entry: Entry, *, parts: Parts) -> Mapping[str, object] | None:
    """Open what was sealed beside an entry; None where it does not open, or is not what the entry speaks for."""
    sealed = bytes(entry.sealed)
    try:
        private = parts.keys.key(parts.public.of_record, key_id_in(sealed)).private
        match canonical.decode(unseal_with(private, sealed)):
            case [bytes(salt), bytes(inside)] if commitment(salt, inside) == bytes(entry.commitment):
                details = canonical.decode(inside)
            case _:
                return None
    except (VaultError, ValueError):
        return None
    return details if isinstance(details, dict) else None
