"""PFIF in an installation: what a record becomes, and what is asked and refused before it does."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest

import cast
from apps.copies.lists import ASKED, EVERYTHING, SEEKS, nothing_is_here, of, sought, taken, the_request
from khabar.adapters.pfif import pfif_bytes
from khabar.apps.copies.actions import take_in_batch
from khabar.apps.copies.becoming import Brought, Done, Source
from khabar.apps.copies.keeping import opened_copy
from khabar.apps.copies.models import Copy
from khabar.apps.copies.queries import claims_about
from khabar.apps.ledger.models import Entry
from khabar.apps.ledger.queries import flaws_in_chain
from khabar.apps.registry.models import Presence, PresenceList, Request
from khabar.apps.registry.queries import presence_file, request_file
from khabar.domain.answers import Tells
from khabar.domain.errors import Invalid
from khabar.domain.form_fields import NAME
from khabar.domain.forms import FiledBy
from khabar.domain.ids import PresenceId
from khabar.domain.pfif import Status, Version, person
from pfif_parts import MADE, PERSON_ID, darius, shirins_note

if TYPE_CHECKING:
    from pathlib import Path

    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


def test_who_is_sought_becomes_a_request_of_the_one_who_seeks(parts: Parts, a_list: Path) -> None:
    told = taken(parts, a_list, of(sought(**EVERYTHING)))
    assert (told.exit_code, told.stdout) == (0, f"3\t{PERSON_ID}\ttaken in as request\n")
    form = request_file(the_request(parts), parts=parts).form
    assert (form.name, form.other_names) == ("Darius Ahmadi", ("داریوش احمدی", "Dara"))
    assert (form.enquirer_name, form.email, form.phone) == ("Shirin Ahmadi", "shirin@mail.example", "555 0100")
    assert (form.sex, form.birth, form.last_place) == ("male", "age 35-45 in 2026-03-01", "Lindenau")
    assert (form.last_news, form.last_news_date) == ("I look for him.", "2026-03-01")
    assert not Presence.objects.exists()


def test_who_wrote_becomes_a_presence_of_a_list_and_never_a_word_of_the_persons_own(parts: Parts, a_list: Path) -> None:
    own = shirins_note(
        note_record_id="people.example/n.2",
        status="is_note_author",
        author_name="Darius",
        last_known_location="Oberau",
        phone_of_found_person="555 0199",
    )
    told = taken(parts, a_list, of(darius(Version.V1_4, own)))
    assert told.stdout == f"3\t{PERSON_ID}\ttaken in as presence\n"
    form = presence_file(PresenceId(Presence.objects.get().id), parts=parts).form
    assert (form.filed_by, form.is_own_word, form.tells) == (FiledBy.LIST, False, Tells.NOTHING)
    assert (form.name, form.last_place, form.list_row) == ("Darius Ahmadi", "Oberau", PERSON_ID)
    assert "0199" not in json.dumps(form.to_body(), default=str)
    assert not Request.objects.exists()


def test_one_record_may_become_both(parts: Parts, a_list: Path) -> None:
    own = shirins_note(note_record_id="people.example/n.2", status="is_note_author", text="I am well.")
    told = taken(parts, a_list, of(darius(Version.V1_4, shirins_note(**SEEKS), own)))
    assert told.stdout.endswith("taken in as request, taken in as presence\n")
    assert (Request.objects.count(), Presence.objects.count(), Copy.objects.count()) == (1, 1, 2)


@pytest.mark.parametrize("status", ["believed_alive", "believed_dead"])
def test_who_was_only_seen_or_said_to_be_dead_is_not_taken_in(parts: Parts, a_list: Path, status: str) -> None:
    told = taken(parts, a_list, of(darius(Version.V1_4, shirins_note(status=status))))
    assert (told.exit_code, told.stdout) == (0, f"3\t{PERSON_ID}\t{Done.SIGHTING.value}\n")
    assert nothing_is_here()


def test_a_sighting_in_1_1_is_one_too_though_that_version_has_no_status(parts: Parts, a_list: Path) -> None:
    one = darius(Version.V1_1, shirins_note(Version.V1_1, found="true"))
    assert Done.SIGHTING.value in taken(parts, a_list, of(one, version=Version.V1_1)).stdout


def test_a_death_that_somebody_claims_changes_nothing_but_the_sealed_copy(parts: Parts, a_list: Path) -> None:
    claim = shirins_note(note_record_id="people.example/n.3", status="believed_dead", author_name="Ezra", text="Dead.")
    taken(parts, a_list, of(darius(Version.V1_4, shirins_note(**SEEKS), claim)))
    request = the_request(parts)
    file = request_file(request, parts=parts)
    assert not file.reported_dead
    assert "Dead." not in json.dumps(file.form.to_body(), default=str)
    kept = opened_copy(Copy.objects.get(), parts=parts)
    assert [one.text("status") for one in kept.notes] == ["information_sought", "believed_dead"]


def test_a_note_outside_its_person_counts_wherever_it_stands(parts: Parts, a_list: Path) -> None:
    own = shirins_note(status="is_note_author", person_record_id=PERSON_ID)
    taken(parts, a_list, of(darius(), notes=[own]))
    assert (Request.objects.count(), Presence.objects.count()) == (0, 1)


def test_contacts_that_our_forms_refuse_are_left_out_and_kept_in_the_copy(parts: Parts, a_list: Path) -> None:
    taken(parts, a_list, of(darius(author_name="Shirin", author_email="shirin@home", author_phone="12")))
    form = request_file(the_request(parts), parts=parts).form
    assert (form.enquirer_name, form.email, form.phone) == ("Shirin", "", "")
    kept = opened_copy(Copy.objects.get(), parts=parts).person
    assert (kept.text("author_email"), kept.text("author_phone")) == ("shirin@home", "12")


def test_the_desks_see_where_a_value_stood_and_the_asking_desk_alone_what_others_claim(
    parts: Parts, a_list: Path
) -> None:
    claim = shirins_note(note_record_id="people.example/n.3", status="believed_dead", author_name="Ezra", text="Dead.")
    taken(parts, a_list, of(darius(Version.V1_4, shirins_note(**SEEKS), claim)))
    request = the_request(parts)
    origin = request_file(request, parts=parts).from_list
    assert origin is not None
    assert ("full_name", "full_name", "Darius Ahmadi") in origin.cells
    assert "Dead." not in str(origin.cells)
    assert [(one.status, one.said_by, one.text) for one in claims_about(request, parts=parts)] == [
        (Status.BELIEVED_DEAD, "Ezra", "Dead.")
    ]
    assert claims_about(cast.file_request(parts, cast.shirins_request(parts.clock.now())), parts=parts) == ()


# Looking before taking


def test_a_document_can_be_looked_at_as_it_would_be_understood_and_nothing_is_taken_in(
    parts: Parts, a_list: Path
) -> None:
    own = shirins_note(note_record_id="people.example/n.2", status="is_note_author", last_known_location="Oberau")
    seen = darius(Version.V1_4, shirins_note(note_record_id="people.example/n.3", status="believed_alive"))
    gone = sought(person_record_id="people.example/p.4", full_name="Leyla", expiry_date=MADE)
    nameless = sought(person_record_id="people.example/p.5", full_name=" \n")
    writes = darius(Version.V1_4, own, person_record_id="people.example/p.2", full_name="Omar Nasser")
    look = taken(parts, a_list, of(sought(age="35"), writes, seen, gone, nameless), *ASKED, "--preview")
    assert look.exit_code == 0
    assert "Kind of file: pfif" in look.stdout
    assert "name: Darius Ahmadi" in look.stdout
    assert "birth_date: age 35 in 2026-03-01" in look.stdout
    assert "name: Omar Nasser; last_place: Oberau" in look.stdout
    assert "Leyla" not in look.stdout
    assert look.stdout.count("people.example/p.1") == 1
    assert nothing_is_here()


def test_a_table_reader_says_where_pfif_belongs(parts: Parts) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        content = pfif_bytes(of(sought())).decode().encode(encoding)
        with pytest.raises(Invalid) as caught:
            parts.tables.open(io.BytesIO(content))
        assert "khabar pfif import" in caught.value.message


# The questions, and what is refused


@pytest.mark.parametrize(
    "words",
    [
        ("--made-by", "A nurse", "--people-knew", "no"),
        ("--made-by", "A nurse", "--people-knew", "yes", "--how", "leaked"),
        ("--made-by", "A nurse", "--people-knew", "yes", "--how", "filmed"),
        ("--made-by", "A clinic", "--people-knew", "partly", "--how", "institution"),
        ("--made-by", " ", "--people-knew", "yes"),
        ("--made-by", "Ezra, from a leak", "--people-knew", "yes"),
    ],
)
def test_a_list_is_taken_in_by_the_same_questions_as_any_other(
    parts: Parts, a_list: Path, words: tuple[str, ...]
) -> None:
    told = taken(parts, a_list, of(sought()), *words)
    assert isinstance(told.exception, Invalid)
    assert "\n" not in str(told.exception)
    assert nothing_is_here()
    assert not PresenceList.objects.exists()


def test_without_an_answer_it_is_wrong_usage(parts: Parts, a_list: Path) -> None:
    assert taken(parts, a_list, of(sought()), "--made-by", "A nurse").exit_code == 2


def test_a_broken_document_brings_in_nothing_though_it_begins_well(parts: Parts, a_list: Path) -> None:
    many = of(*(sought(person_record_id=f"people.example/p.{at}") for at in range(3)))
    told = taken(parts, a_list, pfif_bytes(many)[:-20])
    assert isinstance(told.exception, Invalid)
    assert "Nothing was taken in" in str(told.exception)
    assert nothing_is_here()


def test_the_document_is_never_written_over_by_its_report(parts: Parts, a_list: Path) -> None:
    told = taken(parts, a_list, of(sought()), *ASKED, "--report", a_list)
    assert isinstance(told.exception, Invalid)
    assert told.exception.field == "--report"
    assert a_list.read_bytes().startswith(b"<?xml")
    assert nothing_is_here()


def test_a_faulty_record_is_refused_with_its_line_and_the_others_are_taken_in(
    parts: Parts, a_list: Path, tmp_path: Path
) -> None:
    report = tmp_path / "report.csv"
    faulty = darius(person_record_id="people.example/p.2", age="about 40")
    told = taken(parts, a_list, of(sought(), faulty), *ASKED, "--report", report)
    assert (told.exit_code, told.stdout) == (1, "")
    assert told.stderr == "1 taken in as request, 1 refused.\n"
    assert "line 21: age is no age in years" in report.read_text()
    assert "about 40" not in report.read_text()


def test_the_same_list_twice_changes_nothing(parts: Parts, a_list: Path) -> None:
    taken(parts, a_list, of(sought()))
    entries = Entry.objects.count()
    told = taken(parts, a_list, of(sought()), *ASKED, "--json")
    assert [one["done"] for one in json.loads(told.stdout)["lines"]] == ["here already"]
    assert (Request.objects.count(), Copy.objects.count(), Entry.objects.count()) == (1, 1, entries)


def test_records_without_an_id_are_refused_each_and_none_passes_for_another(parts: Parts, a_list: Path) -> None:
    nameless = [sought(person_record_id="", full_name=name, expiry_date="2027-06-01T00:00:00Z") for name in "AB"]
    told = taken(parts, a_list, of(*nameless), *ASKED, "--json")
    assert [one["done"] for one in json.loads(told.stdout)["lines"]] == ["refused", "refused"]
    assert "person_record_id is missing" in told.stdout
    assert nothing_is_here()


def test_no_batch_takes_in_a_record_without_an_id(parts: Parts) -> None:
    for one in (darius(person_record_id=""), darius(person_record_id=" ", expiry_date=MADE)):
        (outcome,) = take_in_batch(
            actor=cast.JOB,
            now=parts.clock.now(),
            parts=parts,
            batch=[Brought(one, ())],
            source=Source(Version.V1_4, "0" * 32),
        )
        assert (outcome.done, outcome.sentence) == ((Done.REFUSED,), "person_record_id: is empty.")
    assert nothing_is_here()


def test_a_value_of_one_character_with_endless_marks_is_cut_for_the_desks_and_stops_no_list(
    parts: Parts, a_list: Path
) -> None:
    told = taken(parts, a_list, of(sought(source_name="a" + "\u0301" * 150_000)))
    assert told.stdout.endswith("taken in as request\n")
    origin = request_file(the_request(parts), parts=parts).from_list
    assert origin is not None
    cut = {name: cell for name, _, cell in origin.cells}["source_name"]
    assert 0 < len(cut) <= NAME * 8


def test_the_ledger_says_how_many_and_keeps_a_root(parts: Parts, a_list: Path) -> None:
    taken(parts, a_list, of(sought()))
    assert Entry.objects.filter(act="pfif list taken in", subject=PresenceList.objects.get().id).count() == 1
    assert list(flaws_in_chain("house")) == []


def test_a_person_without_any_note_is_sought_by_whoever_entered_it(parts: Parts, a_list: Path) -> None:
    one = person(person_record_id=PERSON_ID, source_date="2026-03-01T08:30:00Z", full_name="Omar", author_name="Nima")
    taken(parts, a_list, of(one))
    assert request_file(the_request(parts), parts=parts).form.enquirer_name == "Nima"
