"""What a record may become, and what leaves: the rules, without an installation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.domain.errors import Invalid, Refused
from khabar.domain.page import Piece, PieceKind
from khabar.domain.pfif import Document, RecordKind, Status, Version, person, validate
from khabar.domain.pfif.fields import fields_of, version_of
from khabar.domain.pfif.giving import Giver, Known, known_by_name
from khabar.domain.pfif.giving import given as given_out
from khabar.domain.pfif.taking import (
    Becomes,
    becomes,
    claims_in,
    presence_of,
    request_of,
    saying_they_seek,
    seeking,
)
from pfif_parts import MADE, NOTE_ID, NOW, PERSON_ID, darius, documents, shirins_note

V1, V2, V3, V4 = Version
GIVER = Giver("The tracing office (invented)", "office.example/p.1", "office.example/n.1")
UNTIL = date(2027, 5, 1)
WORD = Piece(kind=PieceKind.WORD, name="Darius", text="I am well.", on=date(2026, 11, 1))


@given(st.lists(st.sampled_from(list(Status)), max_size=4))
def test_no_sighting_and_no_claim_of_a_death_ever_makes_a_presence(said: list[Status]) -> None:
    notes = [shirins_note(status=one.value) for one in said]
    found = becomes(darius(), notes, V4, now=NOW)
    assert (Becomes.PRESENCE in found) is (Status.IS_NOTE_AUTHOR in said)
    assert (Becomes.REQUEST in found) is (not said or bool({"information_sought", "believed_missing"} & set(said)))
    assert found


@given(st.lists(st.sampled_from(list(Status)), max_size=4))
def test_whoever_has_expired_becomes_nothing(said: list[Status]) -> None:
    notes = [shirins_note(status=one.value) for one in said]
    assert becomes(darius(expiry_date=MADE), notes, V4, now=NOW) == (Becomes.EXPIRED,)


def test_the_newest_note_that_seeks_names_the_enquirer() -> None:
    notes = [
        shirins_note(author_name="Nima", source_date="2026-01-01T00:00:00Z"),
        shirins_note(author_name="Shirin", source_date="2026-02-01T00:00:00Z", last_known_location="Oberau"),
        shirins_note(author_name="Ezra", source_date="2026-03-01T00:00:00Z", status="believed_alive"),
    ]
    form = request_of(darius(), notes, V4, now=NOW)
    assert (form.enquirer_name, form.last_place) == ("Shirin", "Oberau")
    assert len(seeking(notes, V4)) == 2
    missing = shirins_note(status="believed_missing")
    assert saying_they_seek([*notes, missing], V4) == [missing], "a note without a status may be anybody's"


def test_a_name_in_parts_is_a_name_and_an_age_is_as_of_the_record() -> None:
    one = darius(V2, age="35", home_city="Lindenau", home_state="FR-75", sex="other")
    form = request_of(one, [], V2, now=NOW)
    assert (form.name, form.birth, form.last_place, form.sex) == (
        *("Darius Ahmadi", "age 35 in 2026-03-01", "Lindenau, FR-75"),
        "",
    )
    assert request_of(darius(date_of_birth="1987-03"), [], V4, now=NOW).birth == "1987-03"
    undated = replace(one, entries=tuple(entry for entry in one.entries if entry.name != "source_date"))
    assert request_of(undated, [], V2, now=NOW).birth == ""
    note_undated = shirins_note(source_date="x")
    assert request_of(darius(), [note_undated], V4, now=NOW).last_news_date == ""


def test_what_has_to_be_mended_is_told_with_the_field_of_pfif() -> None:
    nameless = person(person_record_id=PERSON_ID, source_date=MADE)
    with pytest.raises(Invalid) as caught:
        request_of(nameless, [], V4, now=NOW)
    assert caught.value.field == "full_name"
    with pytest.raises(Invalid):
        presence_of(nameless, [shirins_note(status="is_note_author")], V4, now=NOW, list_id="x")


def test_claims_come_newest_first_with_who_says_so_and_since_when() -> None:
    notes = [
        shirins_note(status="believed_dead", source_date="2026-01-01T00:00:00Z", author_name="Ezra"),
        shirins_note(status="believed_alive", source_date="2026-02-01T00:00:00Z", author_name="Omar"),
        shirins_note(status="information_sought"),
    ]
    assert [(one.status, one.said_by) for one in claims_in(notes, V4)] == [
        (Status.BELIEVED_ALIVE, "Omar"),
        (Status.BELIEVED_DEAD, "Ezra"),
    ]


@settings(max_examples=30)
@given(documents(), st.sampled_from(list(Version)))
def test_what_leaves_says_what_may_be_told_in_every_version_and_nothing_of_third_hands(
    document: Document, to: Version
) -> None:
    one = document.persons[0]
    known = Known(document.version, replace(one, notes=()), one.notes)
    leaves = given_out(known, [WORD], GIVER, until=UNTIL, now=NOW, to=to)
    (whole,) = leaves.document.persons
    assert whole.notes[-1].text("text").endswith("I am well.")
    assert len(whole.notes) == len(saying_they_seek(one.notes, document.version)) + 1
    if to >= V3:
        assert whole.text("source_date")
        assert whole.text("expiry_date") <= "2027-05-01T23:59:59Z"
    else:
        assert "expiry_date" in [loss.field for loss in leaves.lost]


def test_a_record_of_an_older_version_gets_the_date_that_1_3_asks_for_and_it_is_said() -> None:
    undated = person(person_record_id=PERSON_ID, first_name="Darius", last_name="Ahmadi", entry_date=MADE)
    leaves = given_out(Known(V2, undated), [WORD], GIVER, until=UNTIL, now=NOW, to=V4)
    assert leaves.document.persons[0].text("source_date") == MADE
    assert [loss.field for loss in leaves.lost] == ["source_date"]


def test_a_presence_is_of_the_list_and_of_nobody_else() -> None:
    form = presence_of(darius(), [shirins_note(status="is_note_author")], V4, now=NOW, list_id="x")
    assert (form.list_id, form.list_row, form.is_persons_answer) == ("x", PERSON_ID, False)


def test_somebody_who_was_in_no_list_leaves_by_name_alone() -> None:
    known = known_by_name("Darius Ahmadi", ("Dara",), GIVER, now=NOW)
    seen = Piece(kind=PieceKind.SEEN, name="Darius", on=date(2026, 11, 1))
    document = given_out(known, [seen], GIVER, until=UNTIL, now=NOW, to=V4).document
    assert document.persons[0].values().keys() == {
        *("person_record_id", "entry_date", "source_date", "expiry_date", "source_name", "full_name"),
        "alternate_names",
    }
    assert document.persons[0].notes[0].text("text") == "Seen alive on 2026-11-01."
    assert validate(document.events(), now=NOW).findings == ()


def test_an_address_alone_stands_where_pfif_has_places() -> None:
    where = Piece(kind=PieceKind.ADDRESS, name="Darius", text="Oberau 3")
    known = known_by_name("Darius", (), GIVER, now=NOW)
    note = given_out(known, [where], GIVER, until=UNTIL, now=NOW, to=V4).document.persons[0].notes[0]
    assert (note.text("last_known_location"), note.text("text")) == ("Oberau 3", "Where to find the person.")


@pytest.mark.parametrize("pieces", [[], [Piece(kind=PieceKind.LETTER, text="Dear mother")]])
def test_where_nothing_may_be_told_nothing_leaves(pieces: list[Piece]) -> None:
    with pytest.raises(Refused):
        given_out(known_by_name("D", (), GIVER, now=NOW), pieces, GIVER, until=UNTIL, now=NOW, to=V4)


def test_the_table_of_fields_is_whole() -> None:
    assert [len(fields_of(one, RecordKind.PERSON)) for one in Version] == [17, 21, 23, 25]
    assert [len(fields_of(one, RecordKind.NOTE)) for one in Version] == [11, 14, 14, 15]
    assert {one.meaning for one in fields_of(V1, RecordKind.PERSON).values()} <= set(fields_of(V4, RecordKind.PERSON))
    assert version_of("http://zesty.ca/pfif/1.4/") is V4
    assert version_of("http://zesty.ca/pfif/2") is None
    assert NOTE_ID
