"""What is printed of a petition: sheets to sign by hand, and, once, the names of those who wished to be handed over."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class PetitionSheets:
    """Sheets on which people sign a petition by hand, each with its own code and so many lines.

    `titles` by language, as they were approved. `sender` and `contact` are those of the installation.
    """

    codes: tuple[str, ...] = field(repr=False)
    titles: tuple[tuple[str, str], ...]
    addressees: tuple[str, ...]
    sender: str = ""
    contact: str = ""
    lines: int = 12


@dataclass(frozen=True)
class SignersList:
    """The names of those who ticked that theirs may be handed over: made once, printed, delivered on paper."""

    title: str
    names: tuple[str, ...] = field(repr=False)
    confirmed: int
    sender: str = ""
    on: date | None = None
