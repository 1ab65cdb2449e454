"""The key with which an installation signs what it gives out of the house about itself: backups and checkpoints.

It lies in a file of the house, so that it signs while the house is locked. Who takes it can sign in this house's name,
but not change what was signed before and is kept elsewhere. It opens nothing.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from nacl.signing import SigningKey

from khabar.vault.errors import Malformed
from khabar.vault.keys import KEY_BYTES

if TYPE_CHECKING:
    from pathlib import Path

    from khabar.ports import Entropy


class FileWitness:
    """The key in its file, drawn when it is first needed."""

    def __init__(self, path: Path, entropy: Entropy) -> None:
        self._path, self._entropy = path, entropy

    @property
    def seed(self) -> bytes:
        """The secret half; Malformed where the file is not one of ours."""
        try:
            seed = self._path.read_bytes()
        except FileNotFoundError:
            self._draw()
            seed = self._path.read_bytes()
        if len(seed) != KEY_BYTES:
            raise Malformed(f"{self._path.name} is no key of ours; put it back from a backup")
        return seed

    @property
    def verify_key(self) -> bytes:
        """The public half."""
        return bytes(SigningKey(self.seed).verify_key)

    def sign(self, data: bytes) -> bytes:
        """Return a signature of 64 bytes."""
        return SigningKey(self.seed).sign(data).signature

    def _draw(self) -> None:
        """Put a new key there whole, or leave the one that another process put there first."""
        fresh = self._path.with_name(f"{self._path.name}.{os.getpid()}.new")
        fresh.unlink(missing_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(self._entropy.bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            self._path.hardlink_to(fresh)
        fresh.unlink()
