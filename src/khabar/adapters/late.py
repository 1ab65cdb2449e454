"""Parts that are loaded when something of them is first used, because most processes never use them.

The libraries behind paper, holidays and calendar entries take longer to load than a short command takes to answer. It
must never stand before what guards something: keys, clock and chance are there from the start, or the process is not.
"""

from __future__ import annotations

import importlib
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


class _Late:
    """Stands for a part; whatever is asked of it is asked of the part itself."""

    __slots__ = ("_part",)

    def __init__(self, part: Callable[[], object]) -> None:
        self._part = part

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - the part's own
        return getattr(self._part(), name)


def late(module: str, maker: str, **given: object) -> Any:  # noqa: ANN401 - what the maker gives
    """Stand for what `maker` of that module gives when called with `given`; loaded and made at the first use, once."""

    @cache
    def part() -> object:
        return getattr(importlib.import_module(module), maker)(**given)

    return _Late(part)


def late_module(module: str) -> Any:  # noqa: ANN401 - what stands in the module
    """Stand for a module itself, loaded when something in it is first used."""
    return _Late(cache(lambda: importlib.import_module(module)))
