"""What is wrong with one record by itself: its fields, their order, their values, its dates.

Each function gives findings in the order of the lines; nothing here looks at a second record.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from khabar.domain.pfif.expiry import KEPT, is_overdue, is_placeholder
from khabar.domain.pfif.fields import (
    ENTRY_DATE,
    EXPIRY_DATE,
    ID,
    LINKED,
    SOURCE_DATE,
    Field,
    Kind,
    RecordKind,
    Version,
    fields_of,
)
from khabar.domain.pfif.formats import SENTENCES, ages_of, first_day_of, is_of_kind, is_plain_domain, moment_of
from khabar.domain.pfif.records import Entry, Record
from khabar.domain.pfif.rules import RULES, Finding

_INVISIBLE = re.compile("[\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffc]")
_NOT_TAKEN_FOR_EMPTY: Final = (Kind.ID, Kind.TIME)
_PLACEHOLDER_NEEDS: Final = (ID, SOURCE_DATE, ENTRY_DATE, EXPIRY_DATE)
_TOMORROW = timedelta(days=1)


def found(rule: str, line: int, record: str, field: str, text: str) -> Finding:
    """Make a finding of a rule, as grave as the rule says."""
    return Finding(RULES[rule].severity, line, record, field, rule, text)


def shape_findings(record: Record, version: Version, *, now: datetime) -> Iterator[Finding]:
    """List what is wrong with one record by itself; the notes inside a person are records of their own."""
    fields, name = fields_of(version, record.kind), record.id
    for oddity in record.oddities:
        yield found(oddity.rule, oddity.line, name, oddity.field, _ODD[oddity.rule])
    yield from _repeated(record, name)
    for entry in record.entries:
        field = fields.get(entry.name)
        if field is None:
            told = f"{entry.name} is no field of a {record.kind} in PFIF {version}."
            yield found("unknown-field", entry.line, name, entry.name, told)
        else:
            yield from _value_findings(entry, field, version, name)
    yield from _missing(record, version, name, now)
    yield from _order_findings(record, version, name)
    yield from _date_findings(record, version, name, now)


_ODD = {
    "attribute": "An attribute stands here; PFIF has none.",
    "stray-text": "Text stands here outside any field.",
    "nested-element": "An element stands inside a field; only text may.",
    "unknown-field": "This element is none of PFIF's.",
}


def odd(rule: str, line: int, field: str) -> Finding:
    """Say what stands in a document outside its records."""
    return found(rule, line, "", field, _ODD[rule])


def _repeated(record: Record, name: str) -> Iterator[Finding]:
    seen: set[str] = set()
    for entry in record.entries:
        if entry.name in seen:
            yield found("repeated-field", entry.line, name, entry.name, f"{entry.name} stands here a second time.")
        seen.add(entry.name)


def _value_findings(entry: Entry, field: Field, version: Version, name: str) -> Iterator[Finding]:
    if not entry.text.strip():
        is_fault = field.is_mandatory and field.kind in _NOT_TAKEN_FOR_EMPTY
        rule, told = ("missing", "is empty, and must not be.") if is_fault else ("empty", "is empty.")
        yield found(rule, entry.line, name, entry.name, f"{entry.name} {told}")
        return
    if not is_of_kind(entry.text, field.kind):
        told = SENTENCES[field.kind]
        if entry.text != entry.text.strip() and is_of_kind(entry.text.strip(), field.kind):
            told = "has spaces or line breaks round it."
        yield found("format", entry.line, name, entry.name, f"{entry.name} {told}")
    elif field.kind is Kind.ID and version is Version.V1_4 and not is_plain_domain(entry.text):
        told = f"{entry.name} does not begin with a domain name in small letters."
        yield found("id-domain", entry.line, name, entry.name, told)
    if not entry.text.isascii() and _INVISIBLE.search(entry.text):
        told = f"{entry.name} holds a character that cannot be seen or turns text round."
        yield found("invisible-character", entry.line, name, entry.name, told)


def _missing(record: Record, version: Version, name: str, now: datetime) -> Iterator[Finding]:
    there = {entry.name for entry in record.entries}
    needed = [field.name for field in fields_of(version, record.kind).values() if field.is_mandatory]
    if record.kind is RecordKind.PERSON and is_left_empty(record, version, now=now):
        needed = list(_PLACEHOLDER_NEEDS)
    for one in needed:
        if one not in there:
            yield found("missing", record.line, name, one, f"{one} is missing.")


def is_left_empty(record: Record, version: Version, *, now: datetime) -> bool:
    """Say whether a person is a placeholder whose expiry has come: then it need not, and may not, say more."""
    ends = moment_of(record.text(EXPIRY_DATE))
    return version >= Version.V1_3 and is_placeholder(record) and ends is not None and now >= ends


def _order_findings(record: Record, version: Version, name: str) -> Iterator[Finding]:
    if version >= Version.V1_3:
        return
    fields, highest = fields_of(version, record.kind), -1
    for entry in record.entries:
        if entry.name not in fields:
            continue
        place = fields[entry.name].place
        if version is Version.V1_2:
            place = place if entry.name in (record.kind.id_field, ID) else len(fields)
        if place < highest:
            yield found("order", entry.line, name, entry.name, f"{entry.name} stands too late in its record.")
            return
        highest = place
    if not record.notes_stand_last:
        yield found("order", record.line, name, "note", "Notes stand last in their person.")


def _date_findings(record: Record, version: Version, name: str, now: datetime) -> Iterator[Finding]:
    made, stored = moment_of(record.text(SOURCE_DATE)), moment_of(record.text(ENTRY_DATE))
    if made and made > now.astimezone(UTC) + _TOMORROW:
        yield found("future", record.line_of(SOURCE_DATE), name, SOURCE_DATE, "source_date lies in the future.")
    if made and stored and stored < made:
        told = "entry_date lies before source_date: a copy older than what it copies."
        yield found("entry-before-source", record.line_of(ENTRY_DATE), name, ENTRY_DATE, told)
    if record.kind is RecordKind.PERSON:
        yield from _birth_findings(record, version, name, made)


def _birth_findings(record: Record, version: Version, name: str, made: datetime | None) -> Iterator[Finding]:
    ages, born = ages_of(record.text("age")), first_day_of(record.text("date_of_birth"))
    line = record.line_of("age")
    if ages and ages[0] > ages[1]:
        yield found("age-order", line, name, "age", "The higher age stands first.")
    if ages and version is Version.V1_2 and not record.text(SOURCE_DATE).strip():
        yield found("age-undated", line, name, "age", "An age means nothing without source_date.")
    if made and born and born > made.date():
        line = record.line_of("date_of_birth")
        told = "date_of_birth lies after source_date."
        yield found("birth-after-source", line, name, "date_of_birth", told)


def expiry_findings(record: Record, version: Version, *, now: datetime) -> Iterator[Finding]:
    """List what an expired person still says, and what is wrong with the placeholder in its place."""
    if version < Version.V1_3 or not is_overdue(record, now=now):
        return
    name = record.id
    for entry in record.entries:
        if entry.name not in KEPT and entry.text.strip():
            told = f"{entry.name} is still there, though the record has expired."
            yield found("expired-data", entry.line, name, entry.name, told)
    for note in record.notes:
        if not note.is_empty:
            yield expired_note(note.line, note.id)
    if is_placeholder(record):
        yield from _placeholder_findings(record, name)


def expired_note(line: int, name: str) -> Finding:
    """Say that a note of an expired person is still there."""
    return found("expired-note", line, name, "", "This note is still there, though its person has expired.")


def _placeholder_findings(record: Record, name: str) -> Iterator[Finding]:
    made, stored, ends = (moment_of(record.text(one)) for one in (SOURCE_DATE, ENTRY_DATE, EXPIRY_DATE))
    line = record.line_of(SOURCE_DATE)
    if made and stored and made != stored:
        told = "source_date and entry_date of a placeholder are not the same."
        yield found("placeholder-dates", line, name, SOURCE_DATE, told)
    if made and ends and made > ends + _TOMORROW:
        told = "The placeholder was made more than a day after the expiry."
        yield found("placeholder-late", line, name, SOURCE_DATE, told)
    if made and ends and made < ends:
        told = "The placeholder was made before the expiry."
        yield found("placeholder-early", line, name, SOURCE_DATE, told)


def link_of(note: Record) -> str:
    """Give the person a note links its own person to; empty for most."""
    return note.text(LINKED)
