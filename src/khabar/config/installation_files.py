"""Which files of an installation a backup holds beside the databases, and what of the settings.

Left out are the agent's sockets, the porch's own secret (forms in hand and visits; a new one is drawn), and settings
that say where something lies on this machine.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from khabar.adapters.entropy import SystemEntropy
from khabar.adapters.witness import FileWitness
from khabar.config.options import KIND_FILE

if TYPE_CHECKING:
    from khabar.config.options import Options

WITNESS_KEY = "witness.key"
PUBLIC_KEYS = "public.keys"
BLOBS = "blobs"
REQUIRED = (
    "house/keyring.cbor",
    "house/own.secret",
    f"house/{WITNESS_KEY}",
    f"porch/{PUBLIC_KEYS}",
    f"porch/{KIND_FILE}",
)
"""By their place under the home folder."""

READABLE = (f"porch/{PUBLIC_KEYS}", f"porch/{KIND_FILE}")
"""Those that every process of an installation may read."""

OF_THIS_MACHINE = frozenset(
    {
        "home",
        "second_place",
        "guarantor_folder",
        "engine",
        "sqlite_journal",
        "postgresql_host",
        "postgresql_port",
        "postgresql_house",
        "postgresql_porch",
        "postgresql_porch_host",
        "postgresql_porch_port",
        "postgresql_roles",
    }
)
"""Settings that are left out of a backup."""


def witness_of(options: Options) -> FileWitness:
    """Give the key with which this installation signs its backups and checkpoints."""
    return FileWitness(options.house / WITNESS_KEY, SystemEntropy())


def files_of(options: Options) -> dict[str, Path]:
    """Give the files that a backup holds, by name; the witness's key is drawn where there was none yet."""
    witness_of(options).verify_key  # noqa: B018 - drawn by being asked
    return {name: options.home / name for name in REQUIRED}


def place_of(name: str, home: Path) -> Path | None:
    """Say where a file of a backup belongs in a home folder; None for one that belongs nowhere."""
    if name in REQUIRED:
        return home / name
    folder, _, blob = name.partition("/")
    is_blob = folder == BLOBS and len(blob) == 32 and set(blob) <= set("0123456789abcdef")  # noqa: PLR2004 - hex digits of a random name
    return home / "house" / BLOBS / blob if is_blob else None


def settings_to_keep(source: str | None) -> dict[str, Any]:
    """Read the settings file for a backup, without what belongs to this machine alone."""
    if not source:
        return {}
    values = tomllib.loads(Path(source).read_text(encoding="utf-8"))
    return {name: value for name, value in values.items() if name not in OF_THIS_MACHINE}
