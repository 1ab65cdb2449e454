"""Opened wishes in memory: opened once however often the gate is asked, and never older than what lies in the table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

import cast
from apps.wishes.wishing import both, described, wished
from khabar.apps.matches.memory import Register
from khabar.apps.registry.queries import person_of_presence, request_file
from khabar.apps.registry.remembered import Remembered
from khabar.apps.wishes import files, silences
from khabar.apps.wishes.models import Edition, Wish
from khabar.apps.wishes.silences import Silence, silence_between
from khabar.domain.errors import Locked
from khabar.domain.wishes import Deed, WishKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.domain.ids import PresenceId, RequestId
    from khabar.ports import Parts
    from khabar.vault import Unlocked
    from khabar.vault.records import Record

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


@pytest.fixture
def gate(parts: Parts) -> Callable[[], Silence]:
    request: RequestId = cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    presence: PresenceId = cast.file_presence(parts, cast.dariuss_presence(parts.clock.now()))
    return lambda: silence_between(presence, request_file(request, parts=parts), parts=parts)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of all wishes that were opened for the gate, in order."""
    seen: list[str] = []

    def noting(record: Record, row: Wish) -> files.Closes:
        seen.append(row.id)
        return files.opened_closes(record, row)

    monkeypatch.setattr(silences, "opened_closes", noting)
    return seen


def match(parts: Parts) -> None:
    Register.of_this_process().match_new(actor=cast.JOB, now=parts.clock.now(), parts=parts)


@pytest.mark.parametrize("is_held", [True, False])
def test_the_gate_opens_no_wish_twice_whatever_it_answers(
    parts: Parts, gate: Callable[[], Silence], opened: list[str], *, is_held: bool
) -> None:
    for name in ("Darius Ahmadi", "Leyla Karimi", "Omar Haddad"):
        wished(parts, described(parts, name=name))
    if is_held:
        match(parts)
    opened.clear()
    assert gate() is Silence.TO_NOBODY
    assert len(opened) == 3
    assert gate() is Silence.TO_NOBODY
    assert len(opened) == 3


def test_asking_again_reads_one_row_of_the_wishes_and_no_sealed_column(
    parts: Parts, gate: Callable[[], Silence]
) -> None:
    wished(parts, described(parts))
    match(parts)
    gate()
    with CaptureQueriesContext(connection) as asked:
        gate()
    about_wishes = [one["sql"] for one in asked if "wishes_" in one["sql"]]
    assert len(about_wishes) == 1
    assert "wishes_edition" in about_wishes[0]


def test_what_is_kept_decided_or_held_by_another_process_is_seen_at_the_next_question(
    parts: Parts, gate: Callable[[], Silence]
) -> None:
    def elsewhere(deed: Callable[[], object]) -> object:
        mine = dict(Remembered._kept)
        Remembered._kept.clear()
        done = deed()
        Remembered._kept.clear()
        Remembered._kept.update(mine)
        return done

    assert gate() is Silence.NONE
    wish = elsewhere(lambda: wished(parts, described(parts)))
    assert gate() is Silence.TO_NOBODY
    elsewhere(lambda: match(parts))
    assert gate() is Silence.TO_NOBODY
    elsewhere(lambda: both(parts, str(wish), Deed.LIFT))
    assert gate() is Silence.NONE


def test_what_was_undone_is_not_remembered(parts: Parts, gate: Callable[[], Silence]) -> None:
    wish = wished(parts, described(parts))
    assert gate() is Silence.TO_NOBODY
    with transaction.atomic():
        both(parts, wish, Deed.LIFT)
        assert gate() is Silence.NONE
        transaction.set_rollback(True)
    assert gate() is Silence.TO_NOBODY


def test_wishes_from_before_there_was_a_mark_close_too(parts: Parts, gate: Callable[[], Silence]) -> None:
    wished(parts, described(parts))
    Edition.objects.all().delete()
    assert gate() is Silence.TO_NOBODY
    match(parts)
    assert Edition.objects.count() == 1
    assert gate() is Silence.TO_NOBODY


def test_a_person_put_right_is_compared_anew(parts: Parts) -> None:
    wished(parts, described(parts, WishKind.IN_PEACE))
    nima = cast.dariuss_presence(parts.clock.now(), name="Nima Karimi", father="Omid")
    person = person_of_presence(cast.file_presence(parts, nima), parts=parts)
    quiet = silences.silences(parts=parts)
    assert not quiet.hides(person, person)
    assert quiet.hides(replace(person, name="Darius Ahmadi"), person)


def test_a_locked_house_says_so_although_wishes_are_remembered(
    parts: Parts, gate: Callable[[], Silence], agent: MemoryKeyAgent, unlocked: Unlocked
) -> None:
    wished(parts, described(parts))
    gate()
    agent.lock()
    with pytest.raises(Locked):
        silences.silences(parts=parts)
    Remembered.forget_all_when_locked(parts)
    assert not Remembered._kept
    agent.unlock(unlocked)
    assert gate() is Silence.TO_NOBODY


def test_many_wishes_are_held_in_stretches_and_each_is_sealed_anew(
    parts: Parts, gate: Callable[[], Silence], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(silences, "AT_ONCE", 2)
    for name in ("Leyla Karimi", "Omar Haddad", "Nima Karimi", "Farid Ahmadi", "Darius Ahmadi"):
        wished(parts, described(parts, name=name))
    before = dict(Wish.objects.values_list("id", "closes"))
    match(parts)
    after = dict(Wish.objects.values_list("id", "closes"))
    assert all(bytes(before[one]) != bytes(after[one]) for one in before)
    assert gate() is Silence.TO_NOBODY
