"""The validator: a valid document passes in every version, and each rule has a document that breaks exactly it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from khabar.domain.pfif import (
    RULES,
    Document,
    DocumentFault,
    Entry,
    Event,
    Oddity,
    Record,
    Report,
    Severity,
    Start,
    Version,
    note,
    person,
    validate,
)
from khabar.domain.pfif import checking as module
from khabar.domain.pfif.formats import moment_of, written_moment
from khabar.domain.pfif.rules import has_errors

if TYPE_CHECKING:
    from collections.abc import Iterator
from pfif_parts import MADE, NOTE_ID, NOW, OTHER_ID, PERSON_ID, darius, documents, shirins_note

V1, V2, V3, V4 = Version
READING = {"xml", "doctype", "charset", "control-character", "too-large", "too-deep", "namespace", "version"}
"""Rules that the reader applies; tests/adapters/pfif breaks each of them."""
YESTERDAY = written_moment(NOW - timedelta(hours=30))
LONG_AGO = written_moment(NOW - timedelta(days=40))


def of(version: Version, *records: Record) -> Report:
    return validate([Start(version, 1), *records], now=NOW)


def rules_broken(report: Report) -> list[str]:
    return [finding.rule for finding in report.findings]


def linking(name: str, here: str, there: str, **more: str) -> Record:
    return shirins_note(note_record_id=name, linked_person_record_id=there, text=f"{name} {here}", **more)


def leila(*notes: Record, **more: str) -> Record:
    return darius(V4, *notes, **({"person_record_id": OTHER_ID, "full_name": "Leyla Ahmadi"} | more))


def placeholder(**more: str) -> Record:
    dates = {"source_date": YESTERDAY, "entry_date": YESTERDAY, "expiry_date": YESTERDAY}
    return person(person_record_id=PERSON_ID, **(dates | more))


def without(record: Record, field: str) -> Record:
    return replace(record, entries=tuple(entry for entry in record.entries if entry.name != field))


def repeated(record: Record, field: str) -> Record:
    return replace(record, entries=(*record.entries, Entry(field, record.text(field))))


def with_notes_first(record: Record) -> Record:
    return replace(record, notes_stand_last=False)


BREAKING: dict[str, list[tuple[Version, tuple[Event, ...]]]] = {
    "empty-document": [(version, ()) for version in Version],
    "attribute": [(V4, (replace(darius(), oddities=(Oddity("attribute", 3, "person"),)),))],
    "stray-text": [(V4, (Oddity("stray-text", 2), darius()))],
    "nested-element": [(V4, (replace(darius(), oddities=(Oddity("nested-element", 3, "full_name"),)),))],
    "unknown-field": [
        (V4, (replace(darius(), entries=(*darius().entries, Entry("first_name", "Darius"))),)),
        (V3, (darius(V3), Oddity("unknown-field", 2, "entry"))),
        (V1, (replace(darius(V1), entries=(*darius(V1).entries, Entry("full_name", "Darius"))),)),
    ],
    "repeated-field": [(V3, (repeated(darius(V3), "full_name"),)), (V4, (repeated(darius(), "source_date"),))],
    "missing": [
        (V4, (without(darius(), "full_name"),)),
        (V3, (without(darius(V3), "source_date"),)),
        (V2, (without(darius(V2), "last_name"),)),
        (V1, (without(darius(V1), "first_name"),)),
        (V4, (darius(V4, without(shirins_note(), "text")),)),
        (V4, (without(darius(), "person_record_id"),)),
        (V4, (replace(darius(), entries=(Entry("person_record_id", " "), *darius().entries[1:])),)),
        (V4, (without(placeholder(), "entry_date"),)),
    ],
    "empty": [(V4, (darius(home_city=" "),)), (V2, (darius(V2, sex="\n"),))],
    "order": [
        (V1, (replace(darius(V1), entries=tuple(reversed(darius(V1).entries[1:])) + darius(V1).entries[:1]),)),
        (V2, (replace(darius(V2), entries=(*darius(V2).entries[1:], darius(V2).entries[0])),)),
        (V2, (with_notes_first(darius(V2, shirins_note(V2))),)),
    ],
    "format": [
        (V4, (darius(person_record_id="p.1"),)),
        (V4, (darius(age="about 40"),)),
        (V4, (darius(author_phone="ask Nima"),)),
        (V4, (darius(profile_urls="https://a.example/1\njavascript:alert(1)"),)),
        (V4, (darius(source_date="2026-02-30T08:30:00Z"),)),
        (V4, (darius(source_date=f" {MADE}"),)),
        (V3, (darius(V3, home_state="Bavaria"),)),
        (V2, (darius(V2, date_of_birth="14 March 1987"),)),
        (V4, (darius(date_of_birth="1987-13"),)),
        (V1, (darius(V1, home_city="Lindenau"),)),
        (V4, (darius(V4, shirins_note(status="found")),)),
    ],
    "id-domain": [(V4, (darius(person_record_id="People.example/p.1"),)), (V4, (darius(person_record_id="a..b/1"),))],
    "invisible-character": [(V4, (darius(full_name="Darius \u202eidamhA"),)), (V1, (darius(V1, other="a\x85\x9fb"),))],
    "age-order": [(V4, (darius(age="45-35"),))],
    "age-undated": [(V2, (without(darius(V2, age="35"), "source_date"),))],
    "birth-after-source": [(V4, (darius(date_of_birth="2026-04"),))],
    "entry-before-source": [(V4, (darius(entry_date="2026-02-28T00:00:00Z"),))],
    "future": [(V4, (darius(source_date="2026-11-24T00:00:00Z"),))],
    "id-repeated": [
        (V4, (darius(), darius(full_name="Dara Ahmadi"))),
        (V4, (darius(V4, shirins_note(), shirins_note(text="He is my brother.")),)),
    ],
    "note-outside": [(V1, (darius(V1), shirins_note(V1)))],
    "note-without-person": [(V4, (darius(), shirins_note())), (V2, (shirins_note(V2),))],
    "note-of-another": [(V4, (darius(V4, shirins_note(person_record_id=OTHER_ID)), leila()))],
    "note-person-absent": [(V4, (darius(), shirins_note(person_record_id=OTHER_ID)))],
    "link-one-way": [(V4, (darius(V4, linking(NOTE_ID, "a", OTHER_ID)), leila()))],
    "link-absent": [(V4, (darius(V4, linking(NOTE_ID, "a", OTHER_ID)),))],
    "link-itself": [(V4, (darius(V4, linking(NOTE_ID, "a", PERSON_ID)),))],
    "same-author-twice": [
        (V4, (darius(author_name="Nima"), darius(author_name="nima ", person_record_id=OTHER_ID))),
        (V4, (darius(V4, shirins_note(), shirins_note(note_record_id="people.example/n.2")),)),
    ],
    "expired-data": [(V4, (darius(expiry_date=LONG_AGO),)), (V3, (darius(V3, expiry_date=YESTERDAY),))],
    "expired-note": [
        (V4, (replace(placeholder(), notes=(shirins_note(),)),)),
        (V4, (placeholder(), shirins_note(person_record_id=PERSON_ID))),
    ],
    "placeholder-dates": [(V4, (placeholder(entry_date=written_moment(NOW)),))],
    "placeholder-late": [(V4, (placeholder(expiry_date=LONG_AGO),))],
    "placeholder-early": [(V3, (placeholder(source_date=LONG_AGO, entry_date=LONG_AGO),))],
}


def test_every_rule_has_a_document_that_breaks_it() -> None:
    assert set(BREAKING) | READING == set(RULES)
    assert not set(BREAKING) & READING


@pytest.mark.parametrize(
    ("rule", "version", "events"),
    [(rule, version, events) for rule, cases in BREAKING.items() for version, events in cases],
)
def test_a_document_that_breaks_one_rule_breaks_exactly_that_one(
    rule: str, version: Version, events: tuple[Event, ...]
) -> None:
    report = validate([Start(version, 1), *events], now=NOW)
    assert rules_broken(report) == [rule]
    assert version in RULES[rule].versions
    assert report.is_valid is (RULES[rule].severity is Severity.WARNING)
    assert has_errors(report.findings) is not report.is_valid


@pytest.mark.parametrize("version", list(Version))
def test_the_shortest_valid_document_of_every_version_has_nothing_wrong(version: Version) -> None:
    report = of(version, darius(version, shirins_note(version)))
    assert (report.version, report.persons, report.notes, report.findings) == (version, 1, 1, ())


@settings(max_examples=40)
@given(documents())
def test_no_value_of_its_kind_is_called_wrong(document: Document) -> None:
    said_of_values = {"format", "unknown-field", "missing", "empty", "repeated-field", "order", "id-repeated"}
    report = validate(document.events(), now=NOW)
    late = {finding.rule for finding in report.findings if finding.rule != "missing"} & (said_of_values - {"missing"})
    assert not late
    assert report.persons == len(document.persons)


def test_a_finding_names_line_record_and_field_and_never_the_value() -> None:
    secret = "Leyla told me 0351"
    faulty = replace(darius(), entries=(*darius().entries, Entry("age", secret, 17)))
    (finding,) = of(V4, faulty).findings
    assert (finding.line, finding.record, finding.field) == (17, PERSON_ID, "age")
    assert secret not in finding.text


def test_findings_come_in_the_order_of_their_lines() -> None:
    link = replace(linking(NOTE_ID, "a", OTHER_ID), line=4)
    asking = replace(link, entries=tuple(entry._replace(line=5) for entry in link.entries))
    late = replace(darius(person_record_id="people.example/p.3", age="x"), line=9)
    late = replace(late, entries=tuple(entry._replace(line=9) for entry in late.entries))
    report = of(V4, darius(V4, asking), late)
    assert [(finding.rule, finding.line) for finding in report.findings] == [("link-absent", 5), ("format", 9)]


def test_records_in_one_line_are_still_two_records() -> None:
    one = replace(darius(), line=1)
    assert rules_broken(of(V4, one, replace(one, entries=darius(full_name="Dara").entries))) == ["id-repeated"]


def test_links_that_answer_each_other_are_right_inside_and_outside_their_persons() -> None:
    there = linking(NOTE_ID, "a", OTHER_ID)
    back = linking("people.example/n.2", "b", PERSON_ID, person_record_id=OTHER_ID)
    assert rules_broken(of(V4, darius(V4, there), leila(back))) == []
    assert rules_broken(of(V4, darius(V4, there), leila(), back)) == []


def test_a_feed_of_notes_alone_needs_no_persons() -> None:
    assert rules_broken(of(V4, shirins_note(person_record_id=PERSON_ID))) == []


def test_a_placeholder_needs_no_name_and_leaves_nothing_to_find() -> None:
    assert rules_broken(of(V4, placeholder())) == []
    blank = note(note_record_id=" ", text=" ", person_record_id=PERSON_ID)
    assert "expired-note" not in rules_broken(of(V4, placeholder(), blank))
    assert "expired-note" not in rules_broken(of(V4, replace(placeholder(), notes=(note(text=" "),))))


def test_a_day_is_left_after_the_expiry() -> None:
    just_now = written_moment(NOW - timedelta(hours=20))
    assert rules_broken(of(V4, darius(expiry_date=just_now))) == []


def test_older_versions_know_no_expiry() -> None:
    aged = replace(darius(V2), entries=(*darius(V2).entries, Entry("expiry_date", LONG_AGO)))
    assert rules_broken(of(V2, aged)) == ["unknown-field"]


def test_reading_that_stops_is_the_last_finding_and_makes_the_document_invalid() -> None:
    def events() -> Iterator[Event]:
        yield Start(V4, 1)
        yield darius(age="x")
        raise DocumentFault("xml", 7, "It breaks off.")

    report = validate(events(), now=NOW)
    assert rules_broken(report) == ["format", "xml"]
    assert (report.persons, report.errors) == (1, 2)
    nothing = validate(iter([Oddity("stray-text", 1)]), now=NOW)
    assert nothing.version is None
    assert str(DocumentFault("xml", 7, "It breaks off.")) == "line 7: It breaks off."


def test_a_record_before_the_start_is_not_counted() -> None:
    assert validate([darius()], now=NOW).persons == 0


def test_findings_without_end_are_counted_and_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_FINDINGS", 3)
    report = of(V4, *(darius(person_record_id=f"people.example/p.{at}", age="x", sex="x") for at in range(4)))
    assert (len(report.findings), report.left_out, report.errors) == (3, 5, 8)


def test_moments_are_read_to_the_second_and_written_as_they_were() -> None:
    assert written_moment(NOW) == "2026-11-22T12:00:00Z"
    assert moment_of("2026-11-22T12:00:00.25Z") == NOW
    assert moment_of("2026-11-22T12:00:00+00:00") is None
