"""Small text files that somebody names on the command line, read as UTF-8 and as nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.domain.errors import Invalid

if TYPE_CHECKING:
    from pathlib import Path


def text_of(path: Path, field: str) -> str:
    """Read a whole file; Invalid, with its line, where it is not UTF-8."""
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        raise Invalid(field, f"{path}: line {line}: not UTF-8.") from fault
