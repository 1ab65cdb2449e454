"""What was asked of a demonstration: its ports, its size, and whether to begin anew.

Plain values; it must never read a setting or a file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from khabar.domain.errors import Invalid
from khabar.domain.kinds import Kind

HOST = "127.0.0.1"
"""The only address a demonstration listens on: it shows its passphrases."""
_HIGHEST_PORT = 65535


@dataclass(frozen=True)
class Ports:
    """The ports of porch, house and start page on this machine."""

    porch: int
    house: int
    page: int

    def __str__(self) -> str:
        return f"{self.porch},{self.house},{self.page}"


SettingsText: TypeAlias = Callable[[Path, Ports, str, Kind], str]
"""Writes the settings file of a demonstration in a folder, with these ports and that salt of its slips."""


@dataclass(frozen=True)
class Plan:
    """What was asked for; `people` is the number of presences to invent, `association` the second house's ports."""

    ports: Ports
    association: Ports
    people: int
    fresh: bool
    settings: SettingsText


def parse_ports(text: str) -> Ports:
    """Read three different ports, separated by commas; raises Invalid."""
    words = [word.strip() for word in text.split(",")]
    numbers = [int(word) for word in words if word.isascii() and word.isdecimal()]
    if len(words) != len(Ports.__annotations__) or len(set(numbers)) != len(words) or max(numbers) > _HIGHEST_PORT:
        raise Invalid("ports", "three different numbers for porch, house and start page, like 8100,8101,8180")
    return Ports(*numbers)
