"""A record leaves as PFIF under a Permit alone, and carries what the Permit says."""

from __future__ import annotations

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
from apps.copies.lists import SEEKS, ends, of, sought, taken, the_request
from khabar.adapters.pfif import read_document
from khabar.apps.copies.actions import take_in_batch
from khabar.apps.copies.becoming import Brought, Done, Source
from khabar.apps.ledger.models import Entry
from khabar.apps.registry.actions import Provenance, take_list
from khabar.cli.pfif_giving import export
from khabar.domain.answers import Setting, Tells
from khabar.domain.errors import Invalid, Refused
from khabar.domain.pfif import RecordKind, Version, expiry_of, validate
from khabar.domain.pfif.giving import NOTHING_LEAVES
from pfif_parts import PERSON_ID, bare, darius, records, shirins_note

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from conftest import SettableClock
    from khabar.domain.ids import PermitId, RequestId
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


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


def test_a_note_that_does_not_say_who_wrote_it_for_what_stays_here(parts: Parts, a_list: Path, tmp_path: Path) -> None:
    seen = shirins_note(note_record_id="people.example/n.7", author_name="Ezra", text="I saw him in Oberau.")
    taken(parts, a_list, of(darius(Version.V1_4, shirins_note(**SEEKS, text="I look for him."), seen)))
    out = tmp_path / "out.xml"
    assert exported(parts, out, permit_for(parts, the_request(parts))).exit_code == 0
    assert "Ezra" not in out.read_text()
    assert "Oberau" not in out.read_text()
    assert "I look for him." in out.read_text()


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
    says_so = {} if version is Version.V1_1 else {"status": "information_sought"}
    whole = replace(one, entries=entries, notes=(shirins_note(version, **says_so),))
    out = tmp_path / "out.xml"
    with transaction.atomic():
        batch, now = [Brought(replace(whole, notes=()), whole.notes)], parts.clock.now()
        source = Source(version, a_list_id(parts))
        took = take_in_batch(actor=cast.JOB, now=now, parts=parts, batch=batch, source=source)
        assert [one.done for one in took] == [(Done.REQUEST,)]
        permit = permit_for(parts, the_request(parts))
        assert exported(parts, out, permit, "--version", version.value).exit_code == 0
        transaction.set_rollback(True)
    back = bare(read_document(out.read_bytes()).persons[0])
    kept = tuple(entry for entry in back.entries if entry.name != "expiry_date")
    assert kept == bare(whole).entries
    assert back.notes[:-1] == (() if version is Version.V1_1 else bare(whole).notes)


def a_list_id(parts: Parts) -> str:
    provenance = Provenance("The tracing office", "yes", b"1" * 32)
    return take_list(actor=cast.JOB, now=parts.clock.now(), parts=parts, provenance=provenance)
