"""Yesterday's databases, kept in memory as a backup keeps them, and put back."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from khabar.adapters.backup.loading import Loading, settle
from khabar.adapters.backup.walking import Walk
from khabar.adapters.backup.writing import Moment, frames
from khabar.adapters.entropy import SeededEntropy
from khabar.vault.archives import new_offline_key, read_archive, write_archive

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from khabar.adapters.backup.walking import Header

KEY = new_offline_key(SeededEntropy("offline").bytes)
OTHER_KEY = new_offline_key(SeededEntropy("another offline key").bytes)
SEED = b"w" * 32
ALIASES = {"house": "default", "porch": "porch"}
HEADER = {
    "program": "0.1.0",
    "kind": "intermediary",
    "made_at": "2026-03-02T09:00:00+00:00",
    "who_runs_this": "The Tracing House of Lindenau (invented)",
    "settings": {},
}


def backed_up(files: dict[str, Path] | None = None, **header: str) -> bytes:
    """Make a backup of the test's own databases."""
    sink = io.BytesIO()
    moment = Moment(ALIASES, files or {})
    write_archive(frames(moment, HEADER | header), sink, recipients=[KEY.recipient], signing=SEED)
    return sink.getvalue()


def put_back(backup: bytes, folder: Path | None = None) -> Header:
    """Fill the test's own databases from a backup."""

    def prepare(_header: Header) -> Callable[[str], Path | None]:
        return lambda name: folder / name if folder else None

    with Loading(prepare) as loading:
        walk = Walk(loading)
        read_archive(io.BytesIO(backup), [KEY.identity], walk.take)
        header = walk.finish()
        loading.require_whole()
    settle(header.heads)
    return header
