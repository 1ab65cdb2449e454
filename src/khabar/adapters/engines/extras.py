"""Parts that only some engines need: imported by name where they are used, and refused in one line where they lack.

It must never import one when the program starts.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from khabar.domain.errors import Outside

if TYPE_CHECKING:
    from collections.abc import Iterable


def part(name: str) -> Any:  # noqa: ANN401 parts without types
    """Give a module that is an extra."""
    return import_module(name)


def refuse_without(engine: str, parts: Iterable[str]) -> None:
    """Refuse an engine of which a part is not installed."""
    for name in parts:
        try:
            part(name)
        except ImportError as fault:
            raise missing(
                f"the engine {engine} needs {name}, which is not installed; ./run engines installs it"
            ) from fault


def missing(sentence: str) -> Outside:
    """Say in one line what has to be installed."""
    return Outside(f"{sentence}.", retry=False)
