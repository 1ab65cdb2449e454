"""A record of one version as a record of another, and every thing that is lost on the way, by name.

Fields that mean the same are one field renamed. What the other version has no field for, or no letters for, is left
out and said; nothing is invented, but names are put together or kept whole where a version asks for them otherwise.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from khabar.domain.pfif.fields import (
    EXPIRY_DATE,
    ID,
    Field,
    Kind,
    RecordKind,
    Version,
    fields_of,
    names_by_meaning,
)
from khabar.domain.pfif.formats import is_of_kind
from khabar.domain.pfif.records import Document, Entry, Record

FULL, GIVEN, FAMILY = "full_name", "given_name", "family_name"
NO_FIELD = "PFIF %s has no such field"
NO_LETTERS = "PFIF %s cannot write it so"
WHOLE = "PFIF %s has no full name; it stands whole as the last name"
NO_END = "PFIF %s has no expiry: who reads it does not learn when it ends"
NOT_ALONE = "PFIF %s has no note outside its person"


class Loss(NamedTuple):
    """One thing that the other version cannot say: at which record and field (in 1.4's words), and why."""

    record: str
    field: str
    why: str


@dataclass(frozen=True, slots=True)
class Converted:
    """A document in its new version, and what was lost."""

    document: Document
    lost: tuple[Loss, ...]


def converted(document: Document, to: Version) -> Converted:
    """Give a document in another version. To the same version nothing is lost, and nothing is changed."""
    if to is document.version:
        return Converted(document, ())
    lost: list[Loss] = []
    persons = {one.id: _record(one, document.version, to, lost) for one in document.persons}
    alone = []
    for one in document.notes:
        note, owner = _record(one, document.version, to, lost), one.text(ID)
        if to is not Version.V1_1:
            alone.append(note)
        elif owner in persons:
            persons[owner] = replace(persons[owner], notes=(*persons[owner].notes, note))
        else:
            lost.append(Loss(one.id, "note", NOT_ALONE % to))
    return Converted(Document(to, tuple(persons.values()), tuple(alone)), tuple(lost))


def converted_record(record: Record, version: Version, to: Version) -> tuple[Record, tuple[Loss, ...]]:
    """Give one record, with the notes inside, in another version, and what was lost."""
    lost: list[Loss] = []
    return (record, ()) if to is version else (_record(record, version, to, lost), tuple(lost))


def by_meaning(record: Record, version: Version) -> dict[str, str]:
    """Give what a record says by what each field means (the names of 1.4); a full name is put together of its parts."""
    fields = fields_of(version, record.kind)
    said = {fields[name].meaning: text for name, text in record.values().items() if name in fields}
    if record.kind is RecordKind.PERSON and FULL not in said:
        whole = " ".join(part for part in (said.get(GIVEN, ""), said.get(FAMILY, "")) if part)
        said |= {FULL: whole} if whole else {}
    return said


def _record(record: Record, version: Version, to: Version, lost: list[Loss]) -> Record:
    said = by_meaning(record, version)
    if record.kind is RecordKind.PERSON:
        said = _named_for(said, record.id, to, lost)
    elif to is Version.V1_1:
        said.pop(ID, None)
    fields, names = fields_of(to, record.kind), names_by_meaning(to, record.kind)
    entries = []
    for meaning, text in said.items():
        name = names.get(meaning)
        if name is None:
            why = NO_END if meaning == EXPIRY_DATE else NO_FIELD
            lost.append(Loss(record.id, meaning, why % to))
        elif (value := _fitted(text, fields[name])) is None:
            lost.append(Loss(record.id, meaning, NO_LETTERS % to))
        else:
            entries.append(Entry(name, value))
    notes = tuple(_record(one, version, to, lost) for one in record.notes)
    entries += _left_empty(fields, {entry.name for entry in entries}) if entries else []
    in_order = tuple(sorted(entries, key=lambda entry: fields[entry.name].place))
    return Record(record.kind, in_order, notes)


def _named_for(said: Mapping[str, str], record_id: str, to: Version, lost: list[Loss]) -> dict[str, str]:
    """Put a name into the fields of the other version; only before 1.3 is there no field for the full name."""
    named = dict(said)
    if to >= Version.V1_3 or FULL not in named:
        return named
    full = named.pop(FULL)
    if GIVEN not in named and FAMILY not in named:
        named[FAMILY] = full
        lost.append(Loss(record_id, FULL, WHOLE % to))
    elif full != " ".join(named[one] for one in (GIVEN, FAMILY) if one in named):
        lost.append(Loss(record_id, FULL, NO_FIELD % to))
    return named


def _fitted(text: str, field: Field) -> str | None:
    """Give a value as a field of the other version takes it; None where that cannot be."""
    if field.kind is Kind.CAPITALS:
        text = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char)).upper()
    return text if is_of_kind(text, field.kind) else None


def _left_empty(fields: Mapping[str, Field], there: set[str]) -> Iterator[Entry]:
    """Give the names that 1.1 and 1.2 ask for, empty, where there is none to give."""
    for name in ("first_name", "last_name"):
        if name in fields and fields[name].is_mandatory and name not in there:
            yield Entry(name, "")
