"""The hand on the key agent of a demonstration: unlock, lock, ask.

The passphrase is one everybody may read. It must never be pointed at the agent of a real installation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.adapters.keyagent import AgentControl, Role, socket_path
from khabar.demo.cast import UNLOCK_PASSPHRASE, UNLOCKER
from khabar.domain.errors import Outside

if TYPE_CHECKING:
    from pathlib import Path


def unlock_if_there(agent: Path) -> bool:
    """Unlock the agent whose sockets lie there; False while it does not answer."""
    try:
        _control(agent).unlock(UNLOCKER, UNLOCK_PASSPHRASE)
    except Outside:
        return False
    return True


def lock(agent: Path) -> None:
    """Make the agent forget the keys; raises Outside when it does not answer."""
    _control(agent).lock()


def is_locked(agent: Path) -> bool:
    """Say whether the keys are forgotten, or there is no agent."""
    try:
        return not _control(agent).status().unlocked
    except Outside:
        return True


def _control(agent: Path) -> AgentControl:
    return AgentControl(socket_path(agent, Role.CONTROL))
