"""Two at work on one database, each on a connection of his own, who come to each statement in an order that is drawn.

Before each statement a worker waits for his turn. Who has been given it and does not come back within a moment waits
for the other in the database itself; then the other goes on. So every order of statements that the database allows can
come up, and the same seed draws the same order, as far as the machine keeps time.
"""

from __future__ import annotations

from contextlib import ExitStack
from threading import Condition, Thread
from typing import TYPE_CHECKING, Any

from django.db import connections

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

SECONDS_TO_COME_BACK = 0.03
SECONDS_IN_ALL = 60.0
_HASTES = (0.5, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98)
"""How often the first by name is given a turn where both wait."""


class Turns:
    """Gives turns to workers by their names."""

    def __init__(self, draw: Random) -> None:
        self._draw, self._changed = draw, Condition()
        self._haste = draw.choice(_HASTES)
        self._waiting: set[str] = set()
        self._working: set[str] = set()
        self._given = ""
        self.order: list[str] = []
        self.problems: list[BaseException] = []

    def run(self, deeds: Mapping[str, Callable[[], object]]) -> None:
        """Let all of them happen at the same time; raises what went wrong in one of them."""
        self._working = set(deeds)
        threads = [Thread(target=self._do, args=(name, deed), daemon=True) for name, deed in deeds.items()]
        for thread in threads:
            thread.start()
        with self._changed:
            while self._working:
                if self._changed.wait_for(self._somebody_waits_or_all_are_done, SECONDS_IN_ALL) and self._working:
                    self._give(self._next())
        for thread in threads:
            thread.join(SECONDS_IN_ALL)
        if self.problems:
            raise self.problems[0]

    def _somebody_waits_or_all_are_done(self) -> bool:
        return bool(self._waiting) or not self._working

    def _next(self) -> str:
        """Draw who goes on; in some orders one is much faster, or they would always meet at one place."""
        names = sorted(self._waiting)
        return names[0] if len(names) == 1 or self._draw.random() < self._haste else names[-1]

    def _give(self, name: str) -> None:
        self._given = name
        self.order.append(name)
        self._changed.notify_all()
        self._changed.wait_for(lambda: self._given == "" and self._is_back(name), SECONDS_TO_COME_BACK)

    def _is_back(self, name: str) -> bool:
        return name in self._waiting or name not in self._working

    def _do(self, name: str, deed: Callable[[], object]) -> None:
        def at_a_statement(execute: Callable[..., Any], *words: Any) -> Any:  # noqa: ANN401 - Django's own signature
            self._wait_for_a_turn(name)
            return execute(*words)

        try:
            with ExitStack() as stack:
                for alias in ("default", "porch"):
                    stack.enter_context(connections[alias].execute_wrapper(at_a_statement))
                deed()
        except BaseException as problem:  # noqa: BLE001 - raised again where it is waited for
            self.problems.append(problem)
        finally:
            connections.close_all()
            with self._changed:
                self._working.discard(name)
                self._changed.notify_all()

    def _wait_for_a_turn(self, name: str) -> None:
        with self._changed:
            self._waiting.add(name)
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._given == name)
            self._given = ""
            self._waiting.discard(name)
            self._changed.notify_all()
