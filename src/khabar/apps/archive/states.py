"""Where a document stands: it waits to be read, it was read, or it was refused and its file dropped."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """The states of a document; none leads back."""

    WAITING = "waiting"
    READ = "read"
    REFUSED = "refused"
