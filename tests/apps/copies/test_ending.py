"""A record of PFIF ends when its home says so: who sets that, who changes it, and that nobody revives it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

import cast
from apps.copies.lists import ends, nothing_is_here, of, sought, taken, the_request
from khabar.apps.copies import actions
from khabar.apps.copies.actions import erase_expired
from khabar.apps.copies.becoming import Done
from khabar.apps.copies.keeping import opened_copy
from khabar.apps.copies.models import Copy
from khabar.apps.ledger.queries import flaws_in_chain
from khabar.apps.pigeonholes.models import Pigeonhole
from khabar.apps.post.erasing import erase
from khabar.apps.post.models import Page
from khabar.apps.registry.models import Request
from khabar.apps.registry.queries import request_file
from khabar.apps.rounds import steps
from khabar.domain.errors import Refused
from khabar.domain.pfif import placeholder
from pfif_parts import PERSON_ID, shirins_note

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path
    from types import ModuleType

    from conftest import SettableClock
    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


LATER, SOON = "2027-06-01T00:00:00Z", "2026-12-24T10:00:00Z"


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


@pytest.mark.parametrize(("where", "deed"), [(steps, "close_pigeonhole"), (actions, "erase")])
def test_a_round_that_is_killed_between_page_and_case_is_made_good_by_the_next(
    parts: Parts, a_list: Path, clock: SettableClock, monkeypatch: pytest.MonkeyPatch, where: ModuleType, deed: str
) -> None:
    taken(parts, a_list, of(sought(expiry_date=ends(clock, 1))))
    with_a_page(the_request(parts), clock.now())
    clock.advance(timedelta(days=1))

    def killed(**_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(where, deed, killed)
        with pytest.raises(KeyboardInterrupt):
            steps.renew(clock.now(), parts)
    steps.renew(clock.now(), parts)
    assert not Pigeonhole.objects.exists()
    assert not Page.objects.exists()
    assert not Request.objects.exclude(wrapped_key=None).exists()


def with_a_page(request: str, now: datetime) -> None:
    locator, key = "5" * 64, b"\x09" + bytes(31)
    Page.objects.create(locator=locator, public=key, verify_key=key, holder=request, next_contact_on=now.date())
    Pigeonhole.objects.create(locator=locator, public=key, blob=b"", first=b"", opened_on=now.date())


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


@pytest.mark.parametrize("days", [30, 1])
def test_a_word_older_than_the_last_one_heard_changes_nothing_though_it_is_newer_than_the_record(
    parts: Parts, a_list: Path, clock: SettableClock, days: int
) -> None:
    def says(made: int, ending: int) -> str:
        one = sought(source_date=ends(clock, made), expiry_date=ends(clock, ending))
        return taken(parts, a_list, of(one)).stdout

    says(-300, 30)
    assert (Done.ENDS.value in says(-100, days)) == (days != 30)
    assert says(-200, 300).endswith("here already\n")
    assert Copy.objects.get().expires_on == (clock.now() + timedelta(days=days)).date()
    kept = opened_copy(Copy.objects.get(), parts=parts)
    assert (kept.person.text("source_date"), kept.end_said_at) == (ends(clock, -300), ends(clock, -100))
    assert Done.ENDS.value in says(-50, 200), "the home may change its mind again"


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
