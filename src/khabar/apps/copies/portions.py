"""Records of a PFIF document in portions: as plain values to be sealed, and what came of them once they are taken in.

For a list that a worker takes in piece by piece; the pieces lie with the list, and nothing here stores them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from khabar.apps.copies.actions import take_in_batch
from khabar.apps.copies.becoming import FORMS, TOO_LARGE, Brought, Done
from khabar.apps.copies.keeping import LARGEST, size_of
from khabar.apps.copies.looking import at_fault
from khabar.domain.pfif import RecordKind
from khabar.domain.pfif.expiry import emptied, is_expired
from khabar.domain.pfif.looking import looked, persons_of
from khabar.domain.pfif.records import Entry, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from khabar.apps.copies.actions import Outcome
    from khabar.apps.copies.becoming import Source
    from khabar.domain.actors import Actor
    from khabar.domain.pfif import Event, Version
    from khabar.domain.pfif.looking import Taking
    from khabar.ports import Parts

PERSONS: Final = 100
LARGEST_PORTION: Final = 4_000_000
"""Bytes of records after which a portion ends, roughly."""
_LONGEST_ID: Final = 300

Plain = dict[str, Any]


def portions_of(events: Callable[[], Iterator[Event]], *, now: datetime) -> Iterator[Plain]:
    """Cut a document into portions. Raises DocumentFault where it cannot be read to its end: then nothing is given.

    `events` reads it from its beginning; it is called twice.
    """
    found = looked(events(), now=now)
    some, size = list[list[object]](), 0
    for taking in persons_of(events(), found):
        one, its_size = _plain(taking, now)
        some.append(one)
        size += its_size
        if len(some) == PERSONS or size > LARGEST_PORTION:
            yield _portion(found.version, some)
            some, size = [], 0
    if some:
        yield _portion(found.version, some)


def take_in_portion(*, actor: Actor, now: datetime, parts: Parts, portion: Plain, source: Source) -> Plain:
    """Take in the records of a portion, all or none; give how many of what, whose records are new, and what to mend."""
    rows = [(_brought(row), row[3]) for row in portion["persons"]]
    good = [one for one, wrong in rows if not wrong]
    outcomes = take_in_batch(actor=actor, now=now, parts=parts, batch=good, source=source)
    counts = dict.fromkeys(Done, 0)
    for outcome in outcomes:
        for done in outcome.done:
            counts[done] += 1
    refused = [[one.person.line, one.person.id, wrong] for one, wrong in rows if wrong]
    counts[Done.REFUSED] += len(refused)
    refused += [_to_mend(one) for one in outcomes if Done.REFUSED in one.done]
    taken = [one.brought.person.id for one in outcomes if not set(FORMS).isdisjoint(one.done)]
    return {
        "done": {done.name: count for done, count in counts.items() if count},
        "ids": taken,
        "refused": [[line, [name[:_LONGEST_ID]], "", why] for line, name, why in sorted(refused)],
    }


def version_in(portion: Plain) -> str:
    """Give the version of the document a portion is of."""
    return str(portion["version"])


def _to_mend(outcome: Outcome) -> list[Any]:
    person = outcome.brought.person
    return [person.line, person.id, outcome.sentence]


def _portion(version: Version, persons: list[list[object]]) -> Plain:
    return {"version": version.value, "persons": persons}


def _plain(taking: Taking, now: datetime) -> tuple[list[object], int]:
    """Give a record as plain values, and its size.

    Of one that is too large, or at fault, its id alone; of one that has expired, its id and dates.
    """
    if taking.wrong:
        return _refused(taking.person, at_fault(taking.wrong))
    person = emptied(taking.person, now=now)
    notes = () if is_expired(person, now=now) else taking.notes
    size = size_of(person, notes)
    if size > LARGEST:
        return _refused(person, TOO_LARGE)
    return [person.line, _entries(person), [_entries(note) for note in notes], ""], size


def _refused(person: Record, why: str) -> tuple[list[object], int]:
    return [person.line, [[person.kind.id_field, person.id[:_LONGEST_ID]]], [], why], len(why)


def _entries(record: Record) -> list[list[str]]:
    return [[entry.name, entry.text] for entry in record.entries]


def _brought(row: Sequence[Any]) -> Brought:
    line, entries, notes, _ = row
    person = Record(RecordKind.PERSON, _read(entries), line=line)
    return Brought(person, tuple(Record(RecordKind.NOTE, _read(note)) for note in notes))


def _read(plain: Sequence[Sequence[str]]) -> tuple[Entry, ...]:
    return tuple(Entry(name, text) for name, text in plain)
