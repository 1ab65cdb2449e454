"""Who can unlock, held against the ledger: each change of the keyring notes there whose ways in it left.

A slot that no entry added was written past the commands; one that went without an entry was taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from khabar.adapters.keyagent.keyring_files import read_keyring
from khabar.apps.ledger.told import entries_that_tell
from khabar.cli.keys import keyring_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from khabar.ports import Parts

MADE = "keyring made"
UPGRADED = "upgraded"
ACTS = (MADE, UPGRADED, "unlocker added", "unlocker removed", "recovery shares renewed", "house closed")
NOT_SAID_YET = (
    "Who can unlock was not compared: this house is older than the entries that say it. "
    "The next upgrade, or the next change of an unlocker, begins them."
)


class Settings(Protocol):
    """Where the keyring lies."""

    @property
    def home(self) -> Path:
        """The installation's own folder."""
        ...


def slots_now(parts: Parts) -> frozenset[str]:
    """Name the ways into the keyring of this installation; none where there is no such file."""
    path = keyring_path(cast("Settings", parts.options).home)
    return frozenset(read_keyring(path).slot_names()) if path.exists() else frozenset()


def are_slots_said(parts: Parts) -> bool:
    """Say whether any entry says who can unlock; those of before did not."""
    return any(_slots(entry.details or {}) for entry in entries_that_tell(ACTS, parts=parts))


def slots_that_differ(parts: Parts) -> Iterator[str]:
    """Name each way into the keyring that came or went without an entry. Needs the key of the house's record."""
    said: frozenset[str] = frozenset()
    for entry in entries_that_tell(ACTS, parts=parts):
        details = entry.details or {}
        slots = _slots(details)
        if said and slots:
            for name in sorted(slots - said - {str(details.get("name", ""))}):
                yield f"keyring: {_shown(name)} could unlock by entry {entry.sequence}, and no entry had added it."
        said = slots or said
    if said:
        there = slots_now(parts)
        for name in sorted(there - said):
            yield f"keyring: {_shown(name)} can unlock, and no entry has added it."
        for name in sorted(said - there):
            yield f"keyring: {_shown(name)} can unlock no more, and no entry has taken it away."


def _slots(details: Mapping[str, object]) -> frozenset[str]:
    told = details.get("slots", ())
    return frozenset(str(one) for one in told) if isinstance(told, list | tuple) else frozenset()


def _shown(name: str) -> str:
    return "".join(letter if letter.isprintable() else "�" for letter in name)
