"""The one secret each side keeps for itself: form tokens, visit cookies, sign-in factors, keyed limits.

It opens no stored request, presence, page or letter. It lies in a file that only the side's own user may read.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from khabar.adapters.entropy import SystemEntropy

if TYPE_CHECKING:
    from pathlib import Path

    from khabar.config.options import Options

LENGTH = 48


def of_process(options: Options, *, porch: bool, check: bool) -> str:
    """Give the secret of this side, drawing it once when it is not there yet."""
    if check:
        return "check" * 16
    return read_or_draw((options.porch if porch else options.house) / "own.secret")


def read_or_draw(path: Path) -> str:
    """Read a secret file, or make it with mode 0600."""
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        _draw(path)
        return path.read_text(encoding="ascii").strip()


def _draw(path: Path) -> None:
    """Put a new secret there whole, or leave the one that another process put there first."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(SystemEntropy().bytes(LENGTH).hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        path.hardlink_to(fresh)
    fresh.unlink()
