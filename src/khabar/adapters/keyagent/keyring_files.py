"""The keyring on the disk, and the public keys beside the porch: read whole, written whole or not at all.

The keyring file is worth nothing without a slot, yet it is nobody's business: 0600. The public keys are for all.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from khabar.domain.errors import Conflict
from khabar.vault.keyring import MAX_FILE_BYTES, Keyring
from khabar.vault.keys import PublicKeys

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def read_keyring(path: Path) -> Keyring:
    """Read a keyring; raises OSError or vault.Malformed."""
    return Keyring.from_bytes(_read(path))


def write_keyring(path: Path, keyring: Keyring) -> None:
    """Write a keyring so that after a power cut there is the old one or the new one; raises OSError."""
    _write(path, keyring.to_bytes(), mode=0o600)


@contextmanager
def alone_with_keyring(path: Path) -> Iterator[None]:
    """Keep other commands from changing the keyring between reading and writing it: a lost change would lose a key.

    Raises Conflict when another command is at it; readers need not ask.
    """
    descriptor = os.open(path.with_name(path.name + ".lock"), os.O_CREAT | os.O_RDWR, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Conflict("Somebody else is changing the keyring just now.") from error
        yield
    finally:
        os.close(descriptor)


def read_public_keys(path: Path) -> PublicKeys:
    """Read the public keys; raises OSError or vault.Malformed."""
    return PublicKeys.from_bytes(_read(path))


def write_public_keys(path: Path, keys: PublicKeys) -> None:
    """Write the public keys whole or not at all; raises OSError."""
    _write(path, keys.to_bytes(), mode=0o644)


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MAX_FILE_BYTES + 1)


def _write(path: Path, data: bytes, *, mode: int) -> None:
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    fresh.chmod(mode)
    fresh.replace(path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
