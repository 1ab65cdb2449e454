from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import DatabaseError

from databases import acting_as
from khabar.apps.intake.actions import forget, take_in
from khabar.apps.intake.models import Submission
from khabar.apps.intake.queries import queued
from khabar.apps.ledger.queries import chain_lengths
from khabar.domain.actors import porch, system
from khabar.domain.kinds import Kind
from khabar.vault import canonical
from khabar.vault.errors import TooLarge
from khabar.vault.keys import KeyClass
from khabar.vault.seals import unseal_with

if TYPE_CHECKING:
    from collections.abc import Iterator

    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
SHIRIN = porch("request")


@pytest.fixture
def in_the_porch_process() -> Iterator[None]:
    """The connection under the allow-list of the porch process; taken off again before the test's rollback."""
    with acting_as("porch", Kind.INTERMEDIARY, ("porch",)):
        yield


def file(parts: Parts, key: bytes = b"k" * 32, **body: object) -> None:
    take_in(actor=SHIRIN, now=parts.clock.now(), parts=parts, key=key, body=body)


def test_a_submission_is_queued_sealed_and_opens_with_the_intake_key_alone(parts: Parts) -> None:
    file(parts, kind="request", name="Darius")
    (item,) = queued()
    assert b"Darius" not in item.sealed
    opened = canonical.decode(unseal_with(parts.keys.key(KeyClass.INTAKE).private, item.sealed))
    assert opened == {"kind": "request", "name": "Darius", "key": b"k" * 32}


def test_the_same_key_twice_is_one_submission_and_one_entry(parts: Parts) -> None:
    for name in ("Darius", "another"):
        file(parts, name=name)
    assert Submission.objects.count() == 1
    assert chain_lengths() == {"porch": 1}


def test_what_is_done_beside_is_done_once_and_only_with_its_submission(parts: Parts) -> None:
    done: list[str] = []
    for _ in range(2):
        take_in(
            actor=SHIRIN,
            now=parts.clock.now(),
            parts=parts,
            key=b"k" * 32,
            body={},
            beside=lambda: done.append("page"),
        )
    assert done == ["page"]


def test_a_failure_beside_takes_the_submission_back_and_is_not_taken_for_a_second_press(parts: Parts) -> None:
    def fail() -> None:
        Submission.objects.create(key=b"k" * 32, sealed=b"")

    with pytest.raises(DatabaseError):
        take_in(actor=SHIRIN, now=parts.clock.now(), parts=parts, key=b"k" * 32, body={}, beside=fail)
    assert not Submission.objects.exists()


def test_all_submissions_have_one_size(parts: Parts) -> None:
    file(parts, b"a" * 32, kind="request")
    file(parts, b"b" * 32, kind="presence", story="x" * 30000)
    assert len({len(item.sealed) for item in queued()}) == 1
    with pytest.raises(TooLarge):
        file(parts, b"c" * 32, story="x" * 33000)


@pytest.mark.usefixtures("in_the_porch_process")
def test_the_porch_process_takes_in_twice_the_same_without_being_able_to_look(parts: Parts) -> None:
    file(parts)
    file(parts)
    file(parts, b"other" * 6 + b"..")
    with pytest.raises(DatabaseError):
        list(queued())
    with pytest.raises(DatabaseError):
        forget(1, actor=SHIRIN, now=parts.clock.now())


def test_the_porch_process_cannot_open_what_it_sealed(parts: Parts) -> None:
    file(parts, name="Darius")
    (item,) = queued()
    public = parts.public[KeyClass.INTAKE].public
    with pytest.raises(Exception, match="sealed to another key"):
        unseal_with(public, item.sealed)


def test_a_locked_house_takes_in_all_the_same(parts: Parts, agent: MemoryKeyAgent) -> None:
    agent.lock()
    file(parts)
    assert Submission.objects.count() == 1


def test_what_the_house_has_stored_is_forgotten_and_the_numbers_are_not_used_again(parts: Parts) -> None:
    file(parts, b"a" * 32)
    (first,) = queued()
    forget(first.sequence, actor=system("take in"), now=parts.clock.now())
    file(parts, b"b" * 32)
    (second,) = queued()
    assert second.sequence > first.sequence
