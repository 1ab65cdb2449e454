"""What a PFIF record becomes in a list that is brought: as which kind, in which form, or why it becomes nothing.

Asked before a document is taken in, to be looked at, and when it is; nothing here is kept or filed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from khabar.apps.copies.keeping import LARGEST, size_of
from khabar.domain.errors import Invalid
from khabar.domain.pfif.fields import ID
from khabar.domain.pfif.taking import Becomes, becomes, presence_of, request_of

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.domain.forms import PresenceForm, RequestForm
    from khabar.domain.pfif import Record, Version

TOO_LARGE = f"The record with its notes is larger than {LARGEST // 1000} kB; it is not taken in."
NO_ID = "is empty."


class Done(StrEnum):
    """What was done with a record; the words stand in reports."""

    REQUEST = "taken in as request"
    PRESENCE = "taken in as presence"
    KNOWN = "here already"
    ENDS = "here already; its end was changed"
    EXPIRED = "expired: nothing taken in"
    SIGHTING = "not taken in: others saw the person, nobody seeks"
    ASIDE = "not taken in: not of this kind of list"
    REFUSED = "refused"


FORMS = (Done.REQUEST, Done.PRESENCE)
"""What a record may become; a list of one kind takes in one of them."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A person as the list has it, with every note that belongs to it, wherever it stood."""

    person: Record
    notes: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """What batches come from: the version of the document, its list in the register, what its records may become.

    Of a list of one kind, nothing of the other kind is taken in, known, or ended: neither desk hears of the other's.
    """

    version: Version
    list_id: str
    kinds: tuple[Done, ...] = FORMS


def kinds_of(one: Brought, source: Source, *, now: datetime) -> tuple[Done, ...]:
    """Say what a record becomes in such a list, where nothing in it is to be mended."""
    found = {Done[kind.name] for kind in becomes(one.person, one.notes, source.version, now=now)}
    return tuple(done for done in source.kinds if done in found)


def forms_of(one: Brought, source: Source, *, now: datetime) -> dict[Done, RequestForm | PresenceForm]:
    """Give what a record becomes in such a list; Invalid, with the field, for the first thing that has to be mended."""
    found: dict[Done, RequestForm | PresenceForm] = {}
    if not one.person.id.strip():
        raise Invalid(ID, NO_ID)
    if size_of(one.person, one.notes) > LARGEST:
        raise Invalid("", TOO_LARGE)
    for done in kinds_of(one, source, now=now):
        if done is Done.REQUEST:
            found[done] = request_of(one.person, one.notes, source.version, now=now)
        else:
            found[done] = presence_of(one.person, one.notes, source.version, now=now, list_id=source.list_id)
    return found


def not_taken(one: Brought, source: Source, *, now: datetime) -> Done:
    """Say why a record becomes nothing in such a list."""
    if Becomes.EXPIRED in becomes(one.person, one.notes, source.version, now=now):
        return Done.EXPIRED
    return Done.SIGHTING if source.kinds == FORMS else Done.ASIDE
