"""The register as one process remembers it: each pair looked at once, everything forgotten when locked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import cast
from khabar.apps.matches.memory import Register
from khabar.apps.matches.models import Pair
from khabar.apps.registry.actions import erase_presence, erase_request
from khabar.apps.registry.models import Request
from khabar.apps.registry.remembered import Remembered
from khabar.apps.rounds import steps
from khabar.domain.errors import Locked
from khabar.linkage import MODEL, PersonIndex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.linkage import Candidate, Person
    from khabar.linkage.index import Terms
    from khabar.ports import Parts
    from khabar.vault import Unlocked

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of all persons with whom an index was asked, in order."""
    persons_asked: list[str] = []
    real = PersonIndex.candidates_of_many

    def noting(self: PersonIndex, persons: Sequence[Person], terms: Terms) -> list[list[Candidate]]:
        persons_asked.extend(one.id for one in persons)
        return real(self, persons, terms)

    monkeypatch.setattr(PersonIndex, "candidates_of_many", noting)
    return persons_asked


def match(parts: Parts) -> int:
    return Register.of_this_process().match_new(actor=cast.JOB, now=parts.clock.now(), parts=parts)


def test_new_cards_of_both_sides_meet_and_each_is_asked_for_once(parts: Parts, asked: list[str]) -> None:
    request = cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    presence = cast.file_presence(parts, cast.dariuss_presence(parts.clock.now()))
    assert match(parts) == 1
    assert sorted(asked) == sorted([request, presence])
    row = Pair.objects.get()
    assert (row.request_id, row.presence_id) == (request, presence)
    assert match(parts) == 0
    assert len(asked) == 2
    assert Request.objects.get().matched_by == MODEL


def test_whoever_comes_first_the_pair_is_found_when_the_second_comes(parts: Parts, asked: list[str]) -> None:
    cast.file_presence(parts, cast.dariuss_presence(parts.clock.now()))
    assert match(parts) == 0
    cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    assert match(parts) == 1
    later = cast.file_presence(parts, cast.dariuss_presence(parts.clock.now(), name="Daryush Ahmadi"))
    assert match(parts) == 1
    assert asked[-1] == later
    assert len(asked) == len(set(asked)) == 3


def test_a_new_process_remembers_what_was_matched_and_asks_for_nobody_again(parts: Parts, asked: list[str]) -> None:
    cast.file_presence(parts, cast.dariuss_presence(parts.clock.now()))
    match(parts)
    asked.clear()
    Remembered.forget_all()
    assert match(parts) == 0
    assert asked == []
    cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    assert match(parts) == 1


def test_a_card_that_another_model_has_seen_is_looked_at_again(parts: Parts, asked: list[str]) -> None:
    cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    cast.file_presence(parts, cast.dariuss_presence(parts.clock.now()))
    match(parts)
    Request.objects.update(matched_by="an older model")
    Remembered.forget_all()
    assert match(parts) == 0
    assert len(asked) == 3
    assert Pair.objects.count() == 1


def test_a_locked_house_matches_nothing_and_forgets_everybody(
    parts: Parts, agent: MemoryKeyAgent, unlocked: Unlocked
) -> None:
    cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    match(parts)
    before = Register.of_this_process()
    assert len(before._requests) == 1
    agent.lock()
    with pytest.raises(Locked):
        steps.match(parts.clock.now(), parts)
    assert len(Register.of_this_process()._requests) == 0
    agent.unlock(unlocked)
    cast.file_presence(parts, cast.dariuss_presence(parts.clock.now()))
    assert match(parts) == 1


def test_the_erased_are_forgotten_and_never_proposed(parts: Parts) -> None:
    now = parts.clock.now()
    request = cast.file_request(parts, cast.shirins_request(now))
    presence = cast.file_presence(parts, cast.dariuss_presence(now, name="Nobody Likewise", father="", birth=""))
    match(parts)
    erase_request(actor=cast.JOB, now=now, parts=parts, request_id=request)
    erase_presence(actor=cast.JOB, now=now, parts=parts, presence_id=presence)
    cast.file_presence(parts, cast.dariuss_presence(now))
    assert match(parts) == 0
    kept = Register.of_this_process()
    assert request not in kept._requests
    assert presence not in kept._presences


def test_a_matcher_killed_before_it_noted_what_it_saw_proposes_nothing_twice(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    cast.file_presence(parts, cast.dariuss_presence(parts.clock.now()))

    def dies(**_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("khabar.apps.matches.memory.note_matched", dies)
        with pytest.raises(KeyboardInterrupt):
            match(parts)
    assert match(parts) == 0
    assert Pair.objects.count() == 1


def test_between_rounds_the_matcher_forgets_every_name_once_the_house_is_locked(
    parts: Parts, agent: MemoryKeyAgent
) -> None:
    cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    match(parts)
    Remembered.forget_all_when_locked(parts)
    assert len(Register.of_this_process()._requests) == 1, "an unlocked house goes on remembering"
    agent.lock()
    Remembered.forget_all_when_locked(parts)
    assert len(Register.of_this_process()._requests) == 0
