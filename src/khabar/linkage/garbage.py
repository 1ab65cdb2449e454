"""Looking for circular garbage seldom, while many people are read: they make none, and looking costs a lot."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

SELDOM: Final = 200_000
"""New objects between two looks. Measured: the usual 700 cost half of the time of telling, a fifth of loading."""


@contextmanager
def garbage_looked_for_seldom() -> Iterator[None]:
    """Look seldom in here, and in processes that are forked from here."""
    often = gc.get_threshold()
    gc.set_threshold(SELDOM, *often[1:])
    try:
        yield
    finally:
        gc.set_threshold(*often)
