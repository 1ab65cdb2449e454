"""PFIF records for tests: invented people, valid in their version, and strategies that make any valid document."""

from __future__ import annotations

import string
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import strategies as st

from khabar.domain.pfif import Document, Entry, Kind, Record, RecordKind, Status, Version, fields_of, note, person

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
MADE = "2026-03-01T08:30:00Z"
PERSON_ID, OTHER_ID, NOTE_ID = "people.example/p.1", "people.example/p.2", "people.example/n.1"
NAMES = {
    Version.V1_1: {"first_name": "DARIUS", "last_name": "AHMADI"},
    Version.V1_2: {"first_name": "Darius", "last_name": "Ahmadi"},
    Version.V1_3: {"full_name": "Darius Ahmadi"},
    Version.V1_4: {"full_name": "Darius Ahmadi"},
}


def darius(version: Version = Version.V1_4, /, *notes: Record, **more: str) -> Record:
    """The shortest valid person of a version, with more fields where they are named; in the version's order."""
    values = {"person_record_id": PERSON_ID, "source_date": MADE} | NAMES[version] | more
    return _in_order(person(*notes, **values), version)


def shirins_note(version: Version = Version.V1_4, /, **more: str) -> Record:
    """The shortest valid note of a version."""
    values = {"note_record_id": NOTE_ID, "author_name": "Shirin Ahmadi", "source_date": MADE, "text": "I look for him."}
    return _in_order(note(**(values | more)), version)


def _in_order(record: Record, version: Version) -> Record:
    places = fields_of(version, record.kind)
    return replace(record, entries=tuple(sorted(record.entries, key=lambda entry: places[entry.name].place)))


# Any valid document

_TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
    | st.sampled_from("\n\t\r<&>\"']"),
    min_size=1,
    max_size=40,
).filter(str.strip)
_WORD = st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=12)
_YEARS = st.dates(datetime(1900, 1, 1, tzinfo=UTC).date(), datetime(2026, 1, 1, tzinfo=UTC).date())
_TIMES = st.datetimes(datetime(2000, 1, 1), datetime(2026, 11, 1)).map(lambda at: at.strftime("%Y-%m-%dT%H:%M:%SZ"))  # noqa: DTZ001 - PFIF writes UTC without saying more
_PHONES = st.from_regex(r"\A\+?[0-9][0-9 ()-]{4,14}\Z")
_URLS = _WORD.map(lambda word: f"https://{word}.example/{word}?a=1&b=2")
_VALUES = {
    Kind.ID: st.tuples(_WORD, _WORD).map(lambda two: f"{two[0]}.example/{two[1]}"),
    Kind.TIME: _TIMES,
    Kind.TEXT: _TEXT,
    Kind.CAPITALS: st.text(string.ascii_uppercase + " -'.0123456789", min_size=1, max_size=20).filter(str.strip),
    Kind.ASCII: st.text(string.ascii_letters + string.digits + " -", min_size=1, max_size=12).filter(str.strip),
    Kind.EMAIL: _WORD.map(lambda word: f"{word}@mail.example"),
    Kind.PHONE: _PHONES,
    Kind.LOOSE_PHONE: _PHONES,
    Kind.URL: _URLS,
    Kind.URLS: st.lists(_URLS, min_size=1, max_size=3).map("\n".join),
    Kind.BOOLEAN: st.sampled_from(["true", "false"]),
    Kind.STATUS: st.sampled_from(list(Status)).map(str),
    Kind.SEX: st.sampled_from(["female", "male", "other"]),
    Kind.PARTIAL_DATE: st.tuples(_YEARS, st.sampled_from([4, 7, 10])).map(lambda two: two[0].isoformat()[: two[1]]),
    Kind.AGE: st.integers(0, 110).map(str) | st.integers(0, 90).map(lambda low: f"{low}-{low + 9}"),
    Kind.COUNTRY: st.sampled_from(["AL", "IQ", "TR", "FR"]),
    Kind.SUBDIVISION: st.sampled_from(["US-CA", "CA", "FR-75"]),
    Kind.US_STATE: st.sampled_from(["CA", "TX"]),
    Kind.ZIP: st.sampled_from(["94110", "94110-1234"]),
}


@st.composite
def records(draw: st.DrawFn, version: Version, kind: RecordKind, name: str) -> Record:
    """Any record whose fields are all of their kind: the mandatory ones, and some of the others."""
    others = [
        field for field in fields_of(version, kind).values() if field.name not in (kind.id_field, "person_record_id")
    ]
    chosen = [field for field in others if field.is_mandatory or draw(st.booleans())]
    entries = (Entry(kind.id_field, name), *(Entry(field.name, draw(_VALUES[field.kind])) for field in chosen))
    return _in_order(Record(kind, entries), version)


@st.composite
def documents(draw: st.DrawFn, version: Version | None = None) -> Document:
    """Any document whose records are each of their version; what records say of one another may be wrong."""
    version = version or draw(st.sampled_from(list(Version)))
    persons, count = [], 0
    for at in range(draw(st.integers(1, 3))):
        one = draw(records(version, RecordKind.PERSON, f"people.example/p.{at}"))
        notes = []
        for _ in range(draw(st.integers(0, 2))):
            count += 1
            notes.append(draw(records(version, RecordKind.NOTE, f"people.example/n.{count}")))
        persons.append(replace(one, notes=tuple(notes)))
    return Document(version, tuple(persons))


def bare(record: Record) -> Record:
    """The record without lines, for comparing what two of them say."""
    entries = tuple(Entry(entry.name, entry.text) for entry in record.entries)
    return Record(record.kind, entries, tuple(bare(one) for one in record.notes))
