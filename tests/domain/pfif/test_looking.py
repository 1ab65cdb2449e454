"""Looking at a document before anything is taken: every note with its person, and who is refused for what."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from khabar.domain.errors import Invalid
from khabar.domain.pfif import Document, DocumentFault, Oddity, Record, RecordKind, Start, Version, validate
from khabar.domain.pfif import looking as module
from khabar.domain.pfif.fields import ID, SOURCE_DATE
from khabar.domain.pfif.formats import written_moment
from khabar.domain.pfif.looking import LINES_TOLD, Looked, looked, persons_of
from pfif_parts import MADE, NOW, OTHER_ID, PERSON_ID, darius, documents, shirins_note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from khabar.domain.pfif import Event


def look(*records: Record, notes: tuple[Record, ...] = (), version: Version = Version.V1_4) -> Looked:
    return looked(Document(version, records, notes).events(), now=NOW)


def outside(**more: str) -> Record:
    return shirins_note(note_record_id="people.example/n.9", **more)


def test_notes_come_with_their_person_wherever_they_stand() -> None:
    document = Document(
        Version.V1_3,
        (darius(Version.V1_3, shirins_note()), darius(Version.V1_3, person_record_id=OTHER_ID, full_name="Leyla")),
        (outside(person_record_id=PERSON_ID),),
    )
    found = looked(document.events(), now=NOW)
    assert (found.version, found.persons, found.notes) == (Version.V1_3, 2, 2)
    assert [(len(one.notes), one.wrong) for one in persons_of(document.events(), found)] == [(2, None), (0, None)]


def test_a_record_with_an_error_is_refused_for_its_first_and_a_warning_refuses_nobody() -> None:
    found = look(darius(age="45-35"), darius(person_record_id=OTHER_ID, full_name="Omar", age="x", sex="y"))
    assert [(place, one.rule, one.field) for place, one in found.wrong.items()] == [(1, "format", "sex")]
    assert [(one.rule, one.times, one.is_error) for one in found.broken.values()] == [
        ("age-order", 1, False),
        ("format", 2, True),
    ]


def test_an_error_of_a_note_outside_keeps_its_person_out() -> None:
    assert look(darius(), notes=(outside(person_record_id=PERSON_ID, source_date="soon"),)).wrong.keys() == {0}
    assert not look(darius(), notes=(outside(person_record_id=OTHER_ID, source_date="soon"),)).wrong


def test_what_an_expired_person_still_says_is_no_fault_of_theirs() -> None:
    ended = written_moment(NOW - timedelta(days=9))
    found = look(darius(expiry_date=ended, source_date=MADE), darius(person_record_id=OTHER_ID, expiry_date="one day"))
    assert "expired-data" in found.broken
    assert [(place, one.rule) for place, one in found.wrong.items()] == [(1, "format")]


def test_an_expiry_to_come_excuses_nothing() -> None:
    later = written_moment(NOW + timedelta(days=200))
    found = look(
        darius(person_record_id="", expiry_date=later),
        darius(person_record_id="", full_name="Leyla", expiry_date=later),
        darius(person_record_id=OTHER_ID, source_date="", expiry_date=later),
    )
    told = [(place, one.rule, one.field) for place, one in found.wrong.items()]
    assert told == [(0, "missing", ID), (1, "missing", ID), (2, "missing", SOURCE_DATE)]


def test_who_has_expired_is_excused_for_what_is_missing_but_not_for_an_id() -> None:
    ended = written_moment(NOW - timedelta(hours=1))
    nobody = darius(person_record_id="", expiry_date=ended)
    found = look(nobody, darius(source_date="", expiry_date=ended))
    assert [(place, one.rule, one.field) for place, one in found.wrong.items()] == [(0, "missing", ID)]


def test_of_many_lines_the_first_are_kept() -> None:
    found = look(*(darius(person_record_id=f"people.example/p.{at}", age="x") for at in range(LINES_TOLD + 3)))
    broken = found.broken["format"]
    assert (broken.times, len(broken.lines)) == (LINES_TOLD + 3, LINES_TOLD)


def test_what_stands_outside_records_is_told_and_refuses_nobody() -> None:
    found = looked([Start(Version.V1_4, 1), Oddity("stray-text", 2), darius()], now=NOW)
    assert (list(found.broken), found.wrong) == (["stray-text"], {})


def test_too_many_loose_notes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_OUTSIDE", 1)
    look(darius(), notes=(outside(person_record_id=PERSON_ID),))
    with pytest.raises(Invalid, match="stand outside"):
        look(darius(), notes=(outside(person_record_id=PERSON_ID), outside(person_record_id=PERSON_ID)))


def test_loose_notes_with_too_many_fields_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    one = outside(person_record_id=PERSON_ID)
    monkeypatch.setattr(module, "MOST_FIELDS_OUTSIDE", len(one.entries))
    look(darius(), notes=(one,))
    with pytest.raises(Invalid, match="fields"):
        look(darius(), notes=(one, shirins_note(person_record_id=OTHER_ID)))


def test_a_loose_note_with_a_fault_keeps_its_person_out_and_is_not_kept() -> None:
    faulty = outside(person_record_id=PERSON_ID, source_date="soon")
    many = Record(faulty.kind, faulty.entries * 50)
    found = look(darius(), notes=(many, shirins_note(person_record_id=OTHER_ID)))
    assert (set(found.outside), list(found.wrong)) == ({OTHER_ID}, [0])


def test_a_document_with_too_many_persons_is_read_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_PERSONS", 2)
    read = []

    def nobodies() -> Iterator[Event]:
        yield Start(Version.V1_4, 1)
        for line in range(9):
            read.append(line)
            yield Record(RecordKind.PERSON, (), line=line)

    with pytest.raises(Invalid, match="persons"):
        looked(nobodies(), now=NOW)
    assert read == [0, 1, 2]


@pytest.mark.parametrize("more", [{}, {"expiry_date": MADE}])
def test_however_many_persons_share_an_id_each_note_is_given_once(more: dict[str, str]) -> None:
    notes = tuple(shirins_note(note_record_id=f"people.example/n.{at}", person_record_id=PERSON_ID) for at in range(9))
    document = Document(Version.V1_4, (darius(**more),) * 20, notes)
    found = looked(document.events(), now=NOW)
    assert [len(one.notes) for one in persons_of(document.events(), found)] == [9] + [0] * 19


def test_a_broken_document_gives_nobody() -> None:
    def broken() -> object:
        yield Start(Version.V1_4, 1)
        yield darius()
        raise DocumentFault("xml", 9, "It breaks off.")

    with pytest.raises(DocumentFault):
        looked(broken(), now=NOW)  # type: ignore[arg-type]  # events, as a reader gives them


@settings(max_examples=30, deadline=None)
@given(document=documents())
def test_it_counts_what_the_validator_finds(document: Document) -> None:
    report, found = validate(document.events(), now=NOW), looked(document.events(), now=NOW)
    rules = sorted(one.rule for one in report.findings)
    assert sorted(rule for rule, broken in found.broken.items() for _ in range(broken.times)) == rules
    assert (found.persons, found.notes) == (report.persons, report.notes)
    people = list(persons_of(document.events(), found))
    assert [one.person.id for one in people] == [one.id for one in document.persons]
