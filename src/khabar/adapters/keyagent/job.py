"""Keys for one job: what the agent gives is kept for a round's step or one visit to a desk, and dropped with it.

Asking the agent costs a fraction of a millisecond, which is much for a thousand cards and nothing for a job.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.adapters.keyagent.client import LocksItself

if TYPE_CHECKING:
    from khabar.ports import KeyAgent
    from khabar.vault.keys import ClassKey, KeyClass


class KeysForOneJob:
    """The agent's keys, asked once each. Make one for a job and let go of it; never keep it longer."""

    def __init__(self, agent: KeyAgent) -> None:
        self._agent = agent
        self._given: dict[tuple[KeyClass, str | None], ClassKey] = {}

    def key(self, key_class: KeyClass, key_id: str | None = None) -> ClassKey:
        """Give a key of this job; raises what the agent raises."""
        wanted = (key_class, key_id)
        if wanted not in self._given:
            self._given[wanted] = self._agent.key(key_class, key_id)
        return self._given[wanted]

    def locked(self) -> frozenset[KeyClass]:
        """Ask the agent, always: a lock counts at once."""
        return self._agent.locked()

    def idle_seconds(self) -> int | None:
        """Ask after how many idle seconds the agent locks; None where it never does."""
        return self._agent.idle_seconds() if isinstance(self._agent, LocksItself) else None
