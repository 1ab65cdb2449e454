from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from cast import JOB, dariuss_presence
from khabar.apps.registry import queries
from khabar.apps.registry.actions import file_batch
from khabar.apps.registry.queries import presence_cards
from khabar.apps.registry.rows import Keyed
from khabar.domain.errors import Locked

if TYPE_CHECKING:
    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.ports import Parts
    from khabar.vault.keys import ClassKey, KeyClass

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
ROWS = 7


class Counting:
    """An agent that counts how often each key is asked for."""

    def __init__(self, agent: MemoryKeyAgent) -> None:
        self.agent = agent
        self.asked: Counter[str] = Counter()

    def key(self, key_class: KeyClass, key_id: str | None = None) -> ClassKey:
        self.asked[str(key_class)] += 1
        return self.agent.key(key_class, key_id)

    def locked(self) -> frozenset[KeyClass]:
        return self.agent.locked()


@pytest.fixture
def counting(agent: MemoryKeyAgent) -> Counting:
    return Counting(agent)


@pytest.fixture
def parts(parts: Parts, counting: Counting) -> Parts:
    return replace(parts, keys=counting)


def file_some(parts: Parts) -> list[str | None]:
    form = dariuss_presence(parts.clock.now())
    forms = [Keyed(bytes([number]) * 32, form) for number in range(ROWS)]
    return file_batch(actor=JOB, now=parts.clock.now(), parts=parts, forms=forms)


def test_many_rows_are_sealed_and_opened_with_a_key_asked_for_once(parts: Parts, counting: Counting) -> None:
    filed = file_some(parts)
    assert counting.asked == {"register": 1}
    assert [one.id for one in presence_cards(parts=parts)] == sorted(map(str, filed))
    assert counting.asked == {"register": 2}


def test_a_house_that_is_locked_meanwhile_opens_no_further_stretch(
    parts: Parts, agent: MemoryKeyAgent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "STRETCH", 2)
    file_some(parts)
    cards = presence_cards(parts=parts)
    next(cards)
    agent.lock()
    next(cards)
    with pytest.raises(Locked):
        next(cards)
