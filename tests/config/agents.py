"""A key agent in a process of its own, unlocked by Mira."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from config.ground import PASSPHRASE
from khabar.adapters.keyagent import AgentControl, Role, socket_path
from khabar.domain.errors import Outside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from config.ground import Ground


@contextmanager
def unlocked_agent(ground: Ground) -> Iterator[None]:
    """Run and unlock the agent of an installation until the end of the block."""
    command = [sys.executable, "-m", "khabar", "agent"]
    agent = subprocess.Popen(command, env=ground.environment, stderr=subprocess.DEVNULL)
    control = AgentControl(socket_path(ground.home / "agent", Role.CONTROL))
    try:
        _wait_for(control)
        control.unlock("mira", PASSPHRASE)
        yield
    finally:
        agent.terminate()
        agent.wait(timeout=60)


def _wait_for(control: AgentControl) -> None:
    for _ in range(200):
        try:
            control.status()
        except Outside:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the agent did not come up")
