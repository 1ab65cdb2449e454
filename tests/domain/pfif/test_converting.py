"""From one version to another: fields that mean the same are the same, and every loss is said."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.domain.pfif import Document, Record, Version, note, person, validate
from khabar.domain.pfif.converting import Loss, by_meaning, converted, converted_record
from pfif_parts import MADE, NOW, OTHER_ID, PERSON_ID, bare, darius, documents, shirins_note

V1, V2, V3, V4 = Version


def one(document: Document) -> Record:
    (found,) = document.persons
    return found


@settings(max_examples=30)
@given(documents())
def test_to_its_own_version_a_document_is_the_same(document: Document) -> None:
    same = converted(document, document.version)
    assert same.document is document
    assert same.lost == ()


@settings(max_examples=30)
@given(documents(), st.sampled_from(list(Version)))
def test_every_value_is_there_afterwards_or_said_to_be_lost(document: Document, to: Version) -> None:
    there = converted(document, to)
    lost = {(loss.record, loss.field) for loss in there.lost}
    for before, after in zip(document.persons, there.document.persons, strict=True):
        for old, new in zip((before, *before.notes), (after, *after.notes), strict=True):
            kept = by_meaning(new, to)
            for meaning, text in by_meaning(old, document.version).items():
                is_there = kept.get(meaning, "").casefold() == text.casefold() or text in kept.values()
                assert is_there or (old.id, meaning) in lost or to is V1


@settings(max_examples=30)
@given(documents(), st.sampled_from(list(Version)))
def test_what_was_converted_has_no_value_of_a_wrong_kind(document: Document, to: Version) -> None:
    there = converted(document, to).document
    told = {finding.rule for finding in validate(there.events(), now=NOW).findings}
    assert told.isdisjoint({"format", "unknown-field", "repeated-field", "order"})


@settings(max_examples=30)
@given(documents(V3))
def test_1_3_to_1_4_and_back_loses_nothing_but_what_1_4_would_not_take(document: Document) -> None:
    there = converted(document, V4)
    back = converted(there.document, V3)
    if not there.lost and not back.lost:
        assert tuple(map(bare, back.document.persons)) == tuple(map(bare, document.persons))


@settings(max_examples=30)
@given(documents(V1))
def test_1_1_to_1_2_and_back_loses_nothing(document: Document) -> None:
    there = converted(document, V2)
    assert {loss.field for loss in there.lost} <= {"home_state", "home_postal_code"}
    if not there.lost:
        assert tuple(map(bare, converted(there.document, V1).document.persons)) == tuple(map(bare, document.persons))


def test_a_full_name_is_put_together_for_1_3_and_told_apart_again() -> None:
    there = converted(Document(V2, (darius(V2),)), V3)
    assert one(there.document).text("full_name") == "Darius Ahmadi"
    back = converted(there.document, V1)
    assert one(back.document).values() == {
        "person_record_id": PERSON_ID,
        "source_date": MADE,
        "first_name": "DARIUS",
        "last_name": "AHMADI",
    }
    assert back.lost == ()


def test_a_full_name_alone_stands_whole_as_the_last_name_and_that_is_said() -> None:
    there = converted(Document(V4, (darius(),)), V2)
    assert one(there.document).text("last_name") == "Darius Ahmadi"
    assert one(there.document).text("first_name") == ""
    assert [loss.field for loss in there.lost] == ["full_name"]
    assert [finding.rule for finding in validate(there.document.events(), now=NOW).findings] == ["empty"]


def test_a_full_name_that_says_more_than_its_parts_is_lost_in_the_open() -> None:
    there = converted(Document(V4, (darius(full_name="Dara A.", given_name="Darius", family_name="Ahmadi"),)), V2)
    assert [loss.field for loss in there.lost] == ["full_name"]


def test_letters_that_1_1_does_not_have_are_lost_in_the_open_and_accents_are_taken_off() -> None:
    there = converted(Document(V2, (darius(V2, first_name="داریوش", last_name="Ahmádi"),)), V1)
    assert one(there.document).text("last_name") == "AHMADI"
    assert one(there.document).text("first_name") == ""
    assert there.lost == (Loss(PERSON_ID, "given_name", "PFIF 1.1 cannot write it so"),)


def test_an_end_that_a_version_cannot_carry_is_said_in_plain_words() -> None:
    there = converted(Document(V4, (darius(expiry_date="2027-01-01T00:00:00Z", given_name="D", family_name="A"),)), V2)
    assert "has no expiry" in {loss.field: loss.why for loss in there.lost}["expiry_date"]


def test_in_1_1_notes_stand_inside_their_persons() -> None:
    inside, outside = shirins_note(person_record_id=PERSON_ID), shirins_note(person_record_id=OTHER_ID)
    there = converted(Document(V2, (darius(V2),), (inside, outside)), V1)
    assert [one.values().keys() for one in one(there.document).notes] == [
        {"note_record_id", "author_name", "source_date", "text"}
    ]
    assert [loss.why for loss in there.lost] == ["PFIF 1.1 has no note outside its person"]
    assert converted(Document(V2, (), (inside,)), V4).document.notes[0].text("person_record_id") == PERSON_ID


def test_one_record_alone_is_converted_alike() -> None:
    record, lost = converted_record(shirins_note(photo_url="https://a.example/p"), V4, V3)
    assert record.text("photo_url") == ""
    assert [loss.field for loss in lost] == ["photo_url"]
    assert converted_record(record, V3, V3) == (record, ())


@pytest.mark.parametrize("empty", [person(), note()])
def test_a_record_that_says_nothing_says_nothing_afterwards(empty: Record) -> None:
    assert converted_record(empty, V4, V2) == (empty, ())
