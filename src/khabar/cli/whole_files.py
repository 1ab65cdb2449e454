"""Files that shell commands write: whole or not at all, over nothing that is read, readable by their owner alone."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from khabar.domain.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterable


def require_new(path: Path) -> None:
    """Raise Invalid where a file is there already."""
    if path.exists():
        raise Invalid("out", f"{path} is there already; nothing was written.")


def require_not_read(field: str, path: Path | None, read: Iterable[Path | None]) -> None:
    """Raise Invalid where what is to be written would take the place of a file that is read."""
    if path is not None and any(one is not None and path.resolve() == one.resolve() for one in read):
        raise Invalid(field, f"{path} is read here, and is not written over.")


def write_whole(path: Path, content: bytes) -> None:
    """Put a file there whole or not at all, for its owner alone."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".names")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).rename(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
