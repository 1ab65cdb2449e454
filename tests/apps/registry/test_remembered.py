"""Memories of a process: one of each kind, and all of them gone at once when the house is locked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import pytest

from khabar.adapters.keyagent.memory import MemoryKeyAgent
from khabar.apps.registry.remembered import Remembered

if TYPE_CHECKING:
    from khabar.ports import Parts


class Faces(Remembered):
    """A kind of memory."""


class Voices(Remembered):
    """Another kind."""


def test_a_kind_is_made_when_first_asked_for_and_then_kept() -> None:
    assert Faces.kept() is None
    faces = Faces.of_this_process()
    assert Faces.of_this_process() is faces
    assert Faces.kept() is faces
    assert Voices.kept() is None
    assert isinstance(Voices.of_this_process(), Voices)


def test_an_unlocked_house_remembers_and_a_locked_one_forgets_every_kind(parts: Parts, agent: MemoryKeyAgent) -> None:
    faces, voices = Faces.of_this_process(), Voices.of_this_process()
    Remembered.forget_all_when_locked(parts)
    assert (Faces.kept(), Voices.kept()) == (faces, voices)
    agent.lock()
    Remembered.forget_all_when_locked(parts)
    assert (Faces.kept(), Voices.kept()) == (None, None)


def test_with_nothing_remembered_the_agent_is_not_asked(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(_: MemoryKeyAgent) -> NoReturn:
        pytest.fail("the agent was asked")

    Faces.of_this_process()
    Remembered.forget_all()
    monkeypatch.setattr(MemoryKeyAgent, "locked", asked)
    Remembered.forget_all_when_locked(parts)
