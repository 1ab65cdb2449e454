"""Files that shell commands write: whole or not at all, over nothing that is there, readable by their owner alone."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from khabar.domain.errors import Invalid


def require_new(path: Path) -> None:
    """Raise Invalid where a file is there already."""
    if path.exists():
        raise Invalid("out", f"{path} is there already; nothing was written.")


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
