"""Mail that goes no further than a folder: for the demonstration, so that what leaves can be looked at.

It must never stand behind a real installation: nothing it takes is ever delivered.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from khabar.adapters.smtp import written
from khabar.domain.errors import Outside

if TYPE_CHECKING:
    from pathlib import Path

    from khabar.ports import Envelope


@dataclass(frozen=True, slots=True)
class FolderMailer:
    """Writes each mail into one folder, as the file that a mail server would get, named by its Message-ID."""

    folder: Path

    def send(self, envelope: Envelope) -> None:
        """Write one mail; the same one again overwrites its file. Raises Outside where the folder cannot be written."""
        name = envelope.message_id.strip("<>").partition("@")[0]
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            (self.folder / f"{name}.eml").write_bytes(written(envelope))
        except OSError:
            raise Outside("the folder of mails cannot be written", retry=True) from None
