"""Sealed bytes too large for a row, each in a file with a random name. It never sees anything that is not sealed.

A file is written beside, synced, and renamed into place before `keep` returns; so a row that names it can be committed.
"""

from __future__ import annotations

import contextlib
import os
import re
from typing import TYPE_CHECKING

from khabar.domain.errors import Broken

if TYPE_CHECKING:
    from pathlib import Path

    from khabar.ports import Entropy

_NAME = re.compile(r"[0-9a-f]{32}")


class FileBlobs:
    """Blobs in one folder, which is made when the first one is kept."""

    def __init__(self, folder: Path, entropy: Entropy) -> None:
        self._folder, self._entropy = folder, entropy

    def keep(self, sealed: bytes) -> str:
        """Store under a random name, which is returned; on the disk before this returns."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = self._entropy.bytes(16).hex()
        beside = self._folder / f"{name}.part"
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(sealed)
                file.flush()
                os.fsync(file.fileno())
            beside.rename(self._folder / name)
        except OSError:
            beside.unlink(missing_ok=True)
            raise
        self._sync_folder()
        return name

    def fetch(self, name: str) -> bytes:
        """Return what was kept; Broken where it is gone."""
        try:
            return self._path(name).read_bytes()
        except FileNotFoundError:
            raise Broken("a sealed picture is gone from its folder") from None

    def drop(self, name: str) -> None:
        """Forget it; nothing happens where it is gone already."""
        with contextlib.suppress(FileNotFoundError):
            self._path(name).unlink()

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise Broken("this is no name of a sealed picture")
        return self._folder / name

    def _sync_folder(self) -> None:
        descriptor = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
