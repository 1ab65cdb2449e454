"""PFIF in an installation: what a record becomes, how it ends, and that one leaves under a Permit alone."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cast
from khabar.adapters.pfif import pfif_bytes, read_document
from khabar.apps.copies.actions import Brought, Done, erase_expired, take_in_batch
from khabar.apps.copies.keeping import opened_copy
from khabar.apps.copies.models import Copy
from khabar.apps.copies.queries import claims_about
from khabar.apps.ledger.models import Entry
from khabar.apps.ledger.queries import flaws_in_chain
from khabar.apps.post.erasing import erase
from khabar.apps.registry.actions import Provenance, take_list
from khabar.apps.registry.models import Presence, PresenceList, Request
from khabar.apps.registry.queries import presence_file, request_file
from khabar.apps.rounds import steps
from khabar.cli.pfif_giving import export
from khabar.cli.pfif_taking import import_
from khabar.domain.answers import Setting, Tells
from khabar.domain.errors import Invalid, Refused
from khabar.domain.forms import FiledBy
from khabar.domain.ids import PresenceId, RequestId
from khabar.domain.pfif import Document, Record, RecordKind, Status, Version, expiry_of, person, placeholder, validate
from khabar.domain.pfif.formats import written_moment
from khabar.domain.pfif.giving import NOTHING_LEAVES
from pfif_parts import MADE, PERSON_ID, bare, darius, records, shirins_note

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from click.testing import Result

    from conftest import SettableClock
    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.domain.ids import PermitId
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

ASKED = ("--made-by", "The tracing office of Lindenau (invented)", "--people-knew", "yes")
SEEKS = {"status": Status.INFORMATION_SOUGHT.value, "author_email": "shirin@mail.example", "author_phone": "555 0100"}
EVERYTHING = {
    "full_name": "Darius Ahmadi\nداریوش احمدی",
    "alternate_names": "Dara",
    "sex": "male",
    "age": "35-45",
    "home_city": "Lindenau",
    "home_country": "AL",
    "description": "A scar on the left hand.",
    "profile_urls": "https://a.example/dara",
}


@pytest.fixture
def a_list(tmp_path: Path) -> Path:
    return tmp_path / "list.xml"


def taken(parts: Parts, path: Path, document: Document | bytes, *words: str | Path) -> Result:
    path.write_bytes(document if isinstance(document, bytes) else pfif_bytes(document))
    return CliRunner().invoke(import_, [str(word) for word in (path, *(words or ASKED))], obj=parts)


def of(*persons: Record, version: Version = Version.V1_4, notes: Sequence[Record] = ()) -> Document:
    return Document(version, persons, tuple(notes))


def sought(**more: str) -> Record:
    return darius(Version.V1_4, shirins_note(**SEEKS), **more)


def the_request(parts: Parts) -> RequestId:
    request = RequestId(Request.objects.values_list("id", flat=True).get())
    request_file(request, parts=parts)
    return request


def nothing_is_here() -> bool:
    return not (Request.objects.exists() or Presence.objects.exists() or Copy.objects.exists())


# What a record becomes


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


def test_the_ledger_says_how_many_and_keeps_a_root(parts: Parts, a_list: Path) -> None:
    taken(parts, a_list, of(sought()))
    assert Entry.objects.filter(act="pfif list taken in", subject=PresenceList.objects.get().id).count() == 1
    assert list(flaws_in_chain("house")) == []


# Expiry: who sets it, who changes it, that nobody revives it

LATER, SOON = "2027-06-01T00:00:00Z", "2026-12-24T10:00:00Z"


def ends(clock: SettableClock, days: int) -> str:
    return written_moment(clock.now() + timedelta(days=days))


def test_an_expired_record_brings_no_personal_data_in(parts: Parts, a_list: Path, clock: SettableClock) -> None:
    gone = sought(expiry_date=ends(clock, -1))
    outside = shirins_note(note_record_id="people.example/n.9", status="is_note_author", person_record_id=PERSON_ID)
    told = taken(parts, a_list, of(gone, notes=[outside]))
    assert (told.exit_code, told.stdout) == (0, f"3\t{PERSON_ID}\t{Done.EXPIRED.value}\n")
    assert nothing_is_here()


def test_a_record_without_an_expiry_gets_none_here(parts: Parts, a_list: Path) -> None:
    taken(parts, a_list, of(sought()))
    assert Copy.objects.get().expires_on is None
    assert list(erase_expired(actor=cast.JOB, now=parts.clock.now() + timedelta(days=9999), parts=parts)) == []
    the_request(parts)


def test_a_case_ends_with_its_record_in_a_locked_house_too(
    parts: Parts, a_list: Path, clock: SettableClock, agent: MemoryKeyAgent
) -> None:
    taken(parts, a_list, of(sought(expiry_date=ends(clock, 3))))
    request = the_request(parts)
    clock.advance(timedelta(days=2))
    steps.renew(clock.now(), parts)
    assert request_file(request, parts=parts).form.name == "Darius Ahmadi"
    agent.lock()
    clock.advance(timedelta(days=1))
    steps.renew(clock.now(), parts)
    with pytest.raises(Refused):
        request_file(request, parts=parts)
    row = Copy.objects.get()
    assert (bytes(row.sealed), row.expires_on) == (b"", None)
    assert list(flaws_in_chain("house")) == []


def test_who_has_ended_here_is_revived_by_no_list(parts: Parts, a_list: Path, clock: SettableClock) -> None:
    taken(parts, a_list, of(sought(expiry_date=ends(clock, 1))))
    list(erase_expired(actor=cast.JOB, now=clock.now() + timedelta(days=1), parts=parts))
    again = sought(expiry_date=ends(clock, 90), source_date=ends(clock, -1), full_name="Dara Ahmadi")
    assert taken(parts, a_list, of(again)).stdout.endswith("here already\n")
    assert not Request.objects.exclude(wrapped_key=None).exists()


@pytest.mark.parametrize("days", [1, 300])
def test_a_newer_word_of_its_home_changes_when_a_case_ends(
    parts: Parts, a_list: Path, clock: SettableClock, days: int
) -> None:
    taken(parts, a_list, of(sought(expiry_date=ends(clock, 30))))
    newer = sought(expiry_date=ends(clock, days), source_date=ends(clock, -1))
    assert Done.ENDS.value in taken(parts, a_list, of(newer)).stdout
    assert Copy.objects.get().expires_on == (clock.now() + timedelta(days=days)).date()


def test_an_older_word_changes_nothing(parts: Parts, a_list: Path, clock: SettableClock) -> None:
    taken(parts, a_list, of(sought(expiry_date=ends(clock, 30))))
    older = sought(expiry_date=ends(clock, 300), source_date="2025-01-01T00:00:00Z")
    assert taken(parts, a_list, of(older)).stdout.endswith("here already\n")
    assert Copy.objects.get().expires_on == (clock.now() + timedelta(days=30)).date()


def test_a_placeholder_ends_the_case_it_stands_for(parts: Parts, a_list: Path, clock: SettableClock) -> None:
    whole = sought(expiry_date=ends(clock, 30))
    taken(parts, a_list, of(whole))
    withdrawn = placeholder(replace(whole, entries=sought(expiry_date=ends(clock, 0)).entries), made_at=clock.now())
    assert Done.ENDS.value in taken(parts, a_list, of(withdrawn)).stdout
    list(erase_expired(actor=cast.JOB, now=clock.now(), parts=parts))
    assert not Request.objects.exclude(wrapped_key=None).exists()


def test_nobody_but_a_job_of_ours_lets_cases_end(parts: Parts) -> None:
    for actor in (cast.EZRA, cast.MIRA, cast.EZRA_OPERATOR):
        with pytest.raises(Refused):
            list(erase_expired(actor=actor, now=parts.clock.now(), parts=parts))


def test_a_case_that_was_erased_otherwise_leaves_no_copy(parts: Parts, a_list: Path) -> None:
    taken(parts, a_list, of(sought()))
    from_shell = the_request(parts)
    erase(actor=cast.JOB, now=parts.clock.now(), parts=parts, holder=from_shell)
    assert list(erase_expired(actor=cast.JOB, now=parts.clock.now(), parts=parts)) == []
    assert bytes(Copy.objects.get().sealed) == b""


# What leaves


def exported(parts: Parts, path: Path, permit: str, *words: str) -> Result:
    path.unlink(missing_ok=True)
    return CliRunner().invoke(export, [str(path), "--permit", permit, *words], obj=parts)


def permit_for(parts: Parts, request: RequestId, tells: Tells = Tells.ALIVE, **said: object) -> PermitId:
    presence = cast.file_presence(parts, cast.dariuss_presence(parts.clock.now()))
    cast.verify_enquirer(parts, request)
    pair = cast.pair_of(parts, request, presence)
    cast.ask(parts, pair)
    return cast.answered(parts, pair, tells, **said)  # type: ignore[arg-type]  # words of an answer by name


@pytest.mark.parametrize("permit", ["", "darius", "0" * 32])
def test_without_a_permit_nothing_leaves(parts: Parts, a_list: Path, permit: str) -> None:
    refused = exported(parts, a_list, permit)
    assert isinstance(refused.exception, Refused)
    assert str(refused.exception) == NOTHING_LEAVES
    assert not a_list.exists()


def test_a_no_and_an_answer_that_has_ended_are_refused_in_the_same_words(
    parts: Parts, a_list: Path, clock: SettableClock
) -> None:
    request = cast.file_request(parts, cast.shirins_request(clock.now()))
    permit = permit_for(parts, request, Tells.ALIVE)
    assert exported(parts, a_list, permit).exit_code == 0
    clock.advance(timedelta(days=400))
    late = exported(parts, a_list, permit)
    assert str(late.exception) == NOTHING_LEAVES
    assert not a_list.exists()


def test_a_permit_of_a_no_lets_nothing_leave(parts: Parts, a_list: Path) -> None:
    request = cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    refused = exported(parts, a_list, permit_for(parts, request, Tells.NOTHING))
    assert str(refused.exception) == NOTHING_LEAVES


def test_what_leaves_is_what_the_permit_says_and_nothing_of_the_persons_own_form(parts: Parts, a_list: Path) -> None:
    now = parts.clock.now()
    request = cast.file_request(parts, cast.shirins_request(now))
    permit = permit_for(parts, request, Tells.ALIVE, own_words="Tell mother I am well.", address="Oberau 3")
    assert exported(parts, a_list, permit).exit_code == 0
    (one,) = read_document(a_list.read_bytes()).persons
    assert one.text("full_name") == "Darius Ahmadi"
    assert expiry_of(one) is not None
    (note,) = one.notes
    assert note.text("author_name") == parts.options.who_runs_this
    assert note.text("status") == "believed_alive"
    assert note.text("text").endswith("\nTell mother I am well.")
    assert "Oberau" not in a_list.read_text()
    assert "Hassan" not in a_list.read_text()
    assert a_list.stat().st_mode & 0o077 == 0
    assert Entry.objects.filter(act="pfif given out", subject=permit).exclude(event="").count() == 1
    assert validate([*read_document(a_list.read_bytes()).events()], now=now).findings == ()


def test_an_answer_under_eyes_says_seen_alive_and_an_address_leaves_only_where_it_may(
    parts: Parts, a_list: Path
) -> None:
    request = cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    watched = permit_for(parts, request, Tells.ADDRESS, setting=Setting.OBSERVED, address="Oberau 3", own_words="Come.")
    exported(parts, a_list, watched)
    (note,) = read_document(a_list.read_bytes()).persons[0].notes
    assert note.text("text").startswith("Seen alive on ")
    assert "Come." not in a_list.read_text()
    assert "Oberau" not in a_list.read_text()


def test_an_address_that_may_be_told_stands_where_pfif_has_it(parts: Parts, a_list: Path) -> None:
    request = cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    exported(parts, a_list, permit_for(parts, request, Tells.ADDRESS, address="Oberau 3"))
    (note,) = read_document(a_list.read_bytes()).persons[0].notes
    assert note.text("last_known_location") == "Oberau 3"


def test_nothing_is_written_over_a_file_that_is_there(parts: Parts, a_list: Path) -> None:
    a_list.write_text("here before")
    refused = CliRunner().invoke(export, [str(a_list), "--permit", "0" * 32], obj=parts)
    assert isinstance(refused.exception, Invalid)
    assert a_list.read_text() == "here before"


def test_an_older_version_says_that_it_cannot_carry_the_end(parts: Parts, a_list: Path) -> None:
    request = cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    told = exported(parts, a_list, permit_for(parts, request), "--version", "1.2", "--json")
    assert "expiry_date" in [one["field"] for one in json.loads(told.stdout)["lost"]]
    assert "has no expiry" in told.stderr
    assert read_document(a_list.read_bytes()).version is Version.V1_2


def test_what_third_hands_wrote_does_not_leave_with_the_record(parts: Parts, a_list: Path, tmp_path: Path) -> None:
    other = shirins_note(note_record_id="people.example/n.7", status="believed_dead", author_name="Ezra", text="Dead.")
    taken(parts, a_list, of(darius(Version.V1_4, shirins_note(**SEEKS), other)))
    out = tmp_path / "out.xml"
    exported(parts, out, permit_for(parts, the_request(parts)))
    (one,) = read_document(out.read_bytes()).persons
    assert [note.text("author_name") for note in one.notes] == ["Shirin Ahmadi", parts.options.who_runs_this]


def test_a_record_ends_with_the_permit_or_before_it(
    parts: Parts, a_list: Path, tmp_path: Path, clock: SettableClock
) -> None:
    taken(parts, a_list, of(sought(expiry_date=ends(clock, 9))))
    out = tmp_path / "out.xml"
    exported(parts, out, permit_for(parts, the_request(parts)))
    assert read_document(out.read_bytes()).persons[0].text("expiry_date") == ends(clock, 9)


@pytest.mark.parametrize("version", list(Version))
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_came_in_goes_out_again_field_by_field_in_every_version(
    parts: Parts, tmp_path: Path, version: Version, data: st.DataObject
) -> None:
    one = data.draw(records(version, RecordKind.PERSON, PERSON_ID))
    entries = tuple(entry for entry in one.entries if entry.name not in ("expiry_date", "date_of_birth", "age"))
    whole = replace(one, entries=entries, notes=(shirins_note(version),))
    out = tmp_path / "out.xml"
    with transaction.atomic():
        batch, now = [Brought(replace(whole, notes=()), whole.notes)], parts.clock.now()
        took = take_in_batch(
            actor=cast.JOB, now=now, parts=parts, batch=batch, version=version, list_id=a_list_id(parts)
        )
        assert [one.done for one in took] == [(Done.REQUEST,)]
        permit = permit_for(parts, the_request(parts))
        assert exported(parts, out, permit, "--version", version.value).exit_code == 0
        transaction.set_rollback(True)
    back = bare(read_document(out.read_bytes()).persons[0])
    kept = tuple(entry for entry in back.entries if entry.name != "expiry_date")
    assert kept == bare(whole).entries
    assert back.notes[:1] == bare(whole).notes


def a_list_id(parts: Parts) -> str:
    provenance = Provenance("The tracing office", "yes", b"1" * 32)
    return take_list(actor=cast.JOB, now=parts.clock.now(), parts=parts, provenance=provenance)


def test_a_person_without_any_note_is_sought_by_whoever_entered_it(parts: Parts, a_list: Path) -> None:
    one = person(person_record_id=PERSON_ID, source_date="2026-03-01T08:30:00Z", full_name="Omar", author_name="Nima")
    taken(parts, a_list, of(one))
    assert request_file(the_request(parts), parts=parts).form.enquirer_name == "Nima"
