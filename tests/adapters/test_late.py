from __future__ import annotations

import sys

import pytest

from khabar.adapters.late import late, late_module

ROOM = "khabar.adapters.working_days"


@pytest.fixture
def _nobody_was_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, ROOM, raising=False)


@pytest.mark.usefixtures("_nobody_was_there")
def test_a_part_is_loaded_at_its_first_use_and_not_before() -> None:
    part = late(ROOM, "ListedWorkingDays")
    assert ROOM not in sys.modules
    assert part.free_days("FR", [2026], "en").weekend == {5, 6}
    assert ROOM in sys.modules


@pytest.mark.usefixtures("_nobody_was_there")
def test_a_module_is_loaded_at_its_first_use_and_not_before() -> None:
    room = late_module(ROOM)
    assert ROOM not in sys.modules
    assert room.ListedWorkingDays is sys.modules[ROOM].ListedWorkingDays


def test_a_part_is_made_once_with_what_was_given() -> None:
    clock = late("conftest", "SettableClock", moment="noon")
    assert clock.now() == "noon"
    assert clock.now.__self__ is clock.now.__self__


def test_what_a_part_has_not_it_does_not_get_by_being_late() -> None:
    part = late(ROOM, "ListedWorkingDays")
    assert not hasattr(part, "days_of_rest")
    with pytest.raises(AttributeError):
        part.days_of_rest()
