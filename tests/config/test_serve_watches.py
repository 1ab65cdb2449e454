"""The process of the desks, of either kind, lets go of what it remembers of opened rows once the house is locked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from khabar.apps.registry.remembered import Remembered
from khabar.config import serve, wiring
from khabar.domain.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Callable
    from threading import Event

    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.ports import Parts


class Kept(Remembered):
    """Something opened."""


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], None]]:
    """What is looked at every few seconds, once a house is served."""
    found: list[Callable[[], None]] = []

    def started(_process: str, _bind: str, *, more: dict[str, Any]) -> None:
        more["post_worker_init"](None)

    def watched(look: Callable[[], None], _until: Event) -> None:
        found.append(look)

    monkeypatch.setattr(serve, "_serve", started)
    monkeypatch.setattr(serve, "watch", watched)
    return found


@pytest.mark.parametrize("kind", list(Kind))
def test_each_kind_of_house_looks_whether_it_was_locked(
    parts: Parts, association: Parts, looks: list[Callable[[], None]], kind: Kind
) -> None:
    ours = parts if kind is Kind.INTERMEDIARY else association
    wiring.use(ours)
    serve.house.main([], obj=ours, standalone_mode=False)
    (look,) = looks
    look()


def test_opened_wishes_leave_the_desks_memory_with_a_lock(
    parts: Parts, looks: list[Callable[[], None]], agent: MemoryKeyAgent
) -> None:
    serve.house.main([], obj=parts, standalone_mode=False)
    (look,) = looks
    Kept.of_this_process()
    look()
    assert Kept.kept() is not None
    agent.lock()
    look()
    assert Kept.kept() is None
