from typing import TYPE_CHECKING

import pytest

from khabar.adapters.entropy import SeededEntropy
from khabar.adapters.keyagent import MemoryKeyAgent
from khabar.domain.errors import Locked
from khabar.vault import INTERMEDIARY_CLASSES, KeyClass, Keyring, UnknownKey

if TYPE_CHECKING:
    from khabar.ports import KeyAgent

_KEYRING, UNLOCKED = Keyring.create(INTERMEDIARY_CLASSES, random=SeededEntropy("memory").bytes)


def test_it_hands_out_keys_until_it_is_locked_and_again_when_unlocked() -> None:
    agent = MemoryKeyAgent(UNLOCKED)
    port: KeyAgent = agent
    assert port.locked() == frozenset()
    assert port.key(KeyClass.MAIL) == UNLOCKED[KeyClass.MAIL]
    assert port.key(KeyClass.MAIL, UNLOCKED[KeyClass.MAIL].key_id) == UNLOCKED[KeyClass.MAIL]
    agent.lock()
    assert port.locked() == frozenset(INTERMEDIARY_CLASSES)
    with pytest.raises(Locked):
        port.key(KeyClass.MAIL)
    agent.unlock(UNLOCKED)
    assert port.locked() == frozenset()


def test_a_class_it_does_not_have_is_locked_and_a_destroyed_key_is_unknown() -> None:
    agent = MemoryKeyAgent(UNLOCKED)
    with pytest.raises(Locked):
        agent.key(KeyClass.FILES)
    with pytest.raises(UnknownKey):
        agent.key(KeyClass.MAIL, "0" * 16)
