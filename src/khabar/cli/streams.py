"""Shows on stderr that something long is read, after a second; what is read passes through as it is."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypeVar

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from khabar.ports import Clock

T = TypeVar("T")
SHOW_AFTER_SECONDS: Final = 1.0
_EVERY: Final = 500
"""Things after which the clock is looked at."""


@contextmanager
def shown_while_working(things: Iterable[T], clock: Clock, what: str) -> Iterator[Iterator[T]]:
    """Give the things one by one, with how many came so far on stderr where it lasts."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    task = progress.add_task(what, total=None)
    began = clock.now()

    def passing() -> Iterator[T]:
        for count, thing in enumerate(things):
            if count % _EVERY == 0 and (clock.now() - began).total_seconds() > SHOW_AFTER_SECONDS:
                progress.start()
                progress.update(task, description=f"{what}: {count:,}")
            yield thing

    try:
        yield passing()
    finally:
        if progress.live.is_started:
            progress.stop()
