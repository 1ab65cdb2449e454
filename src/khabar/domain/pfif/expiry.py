"""When a person's record expires, what is left of it then, and who may say otherwise (PFIF 1.4, section 3.3).

Set: by the record's home repository, the one its id begins with; no copy invents one. Changed: by a newer word of that
repository, told by a later source_date. Revived: never by a copy; what had expired here is gone, and who wants to be
found again is filed anew, with the questions that go with it.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from khabar.domain.pfif.fields import ENTRY_DATE, EXPIRY_DATE, ID, SOURCE_DATE, RecordKind
from khabar.domain.pfif.formats import moment_of, written_moment
from khabar.domain.pfif.records import Entry, Record

GRACE = timedelta(days=1)
"""A repository has a day to take an expired record away; we take nothing in from the moment itself."""

KEPT = (ID, SOURCE_DATE, ENTRY_DATE, EXPIRY_DATE)
"""All that a placeholder says."""


def expiry_of(record: Record) -> datetime | None:
    """Give the moment at which a person's record expires; None where it names none that can be read."""
    return moment_of(record.text(EXPIRY_DATE)) if record.kind is RecordKind.PERSON else None


def is_expired(record: Record, *, now: datetime) -> bool:
    """Say whether nothing of this person may be used any more.

    An expiry that cannot be read counts as past: the author wanted an end, and we do not know which.
    """
    if record.kind is not RecordKind.PERSON or not record.text(EXPIRY_DATE).strip():
        return False
    ends = expiry_of(record)
    return ends is None or now >= ends


def is_overdue(record: Record, *, now: datetime) -> bool:
    """Say whether the day that repositories have after an expiry is over too."""
    ends = expiry_of(record)
    return ends is not None and now > ends + GRACE


def is_placeholder(record: Record) -> bool:
    """Say whether a person says nothing but what a placeholder says, with an expiry among it; notes apart."""
    says_more = any(entry.text.strip() for entry in record.entries if entry.name not in KEPT)
    return expiry_of(record) is not None and not says_more


def placeholder(record: Record, *, made_at: datetime) -> Record:
    """Give what stands in the place of an expired person: the id, the expiry, and when it was put there, twice."""
    made = written_moment(made_at)
    kept = {ID: record.id, ENTRY_DATE: made, EXPIRY_DATE: record.text(EXPIRY_DATE), SOURCE_DATE: made}
    return replace(record, entries=tuple(Entry(name, text) for name, text in kept.items() if text), notes=())


def emptied(record: Record, *, now: datetime) -> Record:
    """Give a record as it may be used now: itself, or, where it has expired, its id and dates alone."""
    if not is_expired(record, now=now):
        return record
    return replace(record, entries=tuple(entry for entry in record.entries if entry.name in KEPT), notes=())


def is_newer_word(told: Record, *, than: datetime | None) -> bool:
    """Say whether a copy speaks after the one we hold, so that its expiry replaces ours.

    An older or undated copy changes nothing: it may have been on its way while its author changed their mind.
    """
    said = moment_of(told.text(SOURCE_DATE))
    return said is not None and (than is None or said > than)
