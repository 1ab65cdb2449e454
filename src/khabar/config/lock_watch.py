"""Looks every few seconds whether the house was locked, so that nothing opened stays in a desk's memory afterwards.

Children of the worker look for themselves between two tasks; the house's server has no such pause, so a thread looks.
"""

from __future__ import annotations

from threading import Event, Thread
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS_BETWEEN_LOOKS: Final = 5.0
"""After a lock, words stay in memory for no longer than this."""


def watch(forget_when_locked: Callable[[], None], until: Event, every: float = SECONDS_BETWEEN_LOOKS) -> Thread:
    """Start looking, until the event is set or the process ends; an agent that cannot be asked counts as locked."""

    def look() -> None:
        while not until.wait(every):
            forget_when_locked()

    thread = Thread(target=look, name="khabar-lock-watch", daemon=True)
    thread.start()
    return thread
