"""What a check of an installation says: one line each, how a thing stands, about what, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Sign(StrEnum):
    """How a thing stands: well, wrong, or well with something one should know."""

    OK = "ok"
    LOOK = "look here"
    NOTE = "note"


@dataclass(frozen=True)
class Finding:
    """One line of the doctor's: how it stands, about what, and how to mend it."""

    sign: Sign
    about: str
    sentence: str

    def line(self) -> str:
        """Write it for the terminal."""
        return f"{self.sign:<10} {self.about}: {self.sentence}"


def ok(about: str, sentence: str) -> Finding:
    """Say that something is well."""
    return Finding(Sign.OK, about, sentence)


def look(about: str, sentence: str) -> Finding:
    """Say that something is wrong, and how to mend it."""
    return Finding(Sign.LOOK, about, sentence)


def note(about: str, sentence: str) -> Finding:
    """Say something worth knowing that is no fault."""
    return Finding(Sign.NOTE, about, sentence)
