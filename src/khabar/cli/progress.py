"""Progress on stderr for anything that takes over a second, where nobody knows how much is to come."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.progress import Progress as RichProgress
from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

if TYPE_CHECKING:
    from collections.abc import Callable

AFTER_SECONDS = 1.0


class Progress:
    """One line on stderr, shown once a second has passed; on what is no terminal a line every ten seconds."""

    def __init__(
        self, words: str, passing: Callable[[], float] = time.monotonic, console: Console | None = None
    ) -> None:
        self._words, self._passing = words, passing
        self._console = console or Console(stderr=True)
        self._began = self._said = passing()
        self._shown: RichProgress | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown is not None:
            self._shown.stop()

    def show(self, how_far: str) -> None:
        """Say how far it is."""
        now = self._passing()
        if now - self._began < AFTER_SECONDS:
            return
        if not self._console.is_terminal:
            self._say(how_far, now)
            return
        if self._shown is None:
            self._shown = RichProgress(
                SpinnerColumn(),
                TextColumn("{task.description}"),
                TimeElapsedColumn(),
                console=self._console,
                transient=True,
            )
            self._task = self._shown.add_task(self._words, total=None)
            self._shown.start()
        self._shown.update(self._task, description=f"{self._words}: {how_far}")

    def _say(self, how_far: str, now: float) -> None:
        if self._said == self._began or now - self._said >= AFTER_SECONDS * 10:
            self._said = now
            self._console.print(f"{self._words}: {how_far}", highlight=False)
