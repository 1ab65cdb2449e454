"""Sheets of paper that come back: what kinds there are, the digits they carry, where boxes for ticks stand.

A sheet's code is 25 random digits and 2 check digits (ISO 7064 MOD 97-10): no name, no address, no number of a case.
Only the first digit says anything: a whole sheet, or which half of a message form. What a code stands for is known
in the house alone.
"""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from khabar.domain.codes import check_digits, grouped, is_valid
from khabar.domain.errors import Invalid
from khabar.domain.ids import Random
from khabar.text import only_digits

SHEET_RANDOM_DIGITS = 25
SHEET_DIGITS = 27
"""What a version 1 QR at level Q holds in numeric mode."""
_DRAWN_BYTES = 24
_LONGEST_TYPED = 200

SHEET_LENGTH = "A sheet has 27 digits. They stand beside its square code, in groups of four."
SHEET_MISTYPED = "A digit of this sheet is mistyped, or two have changed places. Please compare it with the paper."


class SheetKind(StrEnum):
    """What a sheet is for. MESSAGE and REPLY are the two halves of a message form."""

    INTAKE = "intake"
    OFFER = "offer"
    ASKING = "asking"
    MESSAGE = "message"
    REPLY = "reply"


class Half(StrEnum):
    """Which half of a message form a code stands on."""

    MESSAGE = "message"
    REPLY = "reply"


_FIRST_DIGITS: dict[Half | None, str] = {None: "0123", Half.MESSAGE: "456", Half.REPLY: "789"}
"""The first digit tells whole sheets from halves; at least 81 bits stay random (3 * 10**24 codes)."""

HALF_OF_KIND: dict[SheetKind, Half | None] = {
    SheetKind.INTAKE: None,
    SheetKind.OFFER: None,
    SheetKind.ASKING: None,
    SheetKind.MESSAGE: Half.MESSAGE,
    SheetKind.REPLY: Half.REPLY,
}


def new_sheet_code(kind: SheetKind, random: Random) -> str:
    """Draw the 27 digits of one sheet."""
    firsts = _FIRST_DIGITS[HALF_OF_KIND[kind]]
    drawn = int.from_bytes(random(_DRAWN_BYTES), "big")
    first, rest = drawn % len(firsts), drawn // len(firsts) % 10 ** (SHEET_RANDOM_DIGITS - 1)
    digits = firsts[first] + str(rest).zfill(SHEET_RANDOM_DIGITS - 1)
    return digits + check_digits(digits)


def is_sheet_code(digits: str) -> bool:
    """Say whether these digits can be a sheet's: 27 of them, and the last two fit. It proves nothing more."""
    return len(digits) == SHEET_DIGITS and is_valid(digits)


def half_of(code: str) -> Half | None:
    """Give which half of a message form carries this code; None for a whole sheet."""
    return next(half for half, firsts in _FIRST_DIGITS.items() if code[0] in firsts)


def parse_sheet_code(text: str, *, field: str = "code") -> str:
    """Give the 27 digits as somebody typed them: Latin, Persian or Arabic digits, any spaces and hyphens."""
    digits = only_digits(text) if len(text) <= _LONGEST_TYPED else ""
    if len(digits) != SHEET_DIGITS:
        raise Invalid(field, SHEET_LENGTH)
    if not is_valid(digits):
        raise Invalid(field, SHEET_MISTYPED)
    return digits


def printed_code(code: str) -> str:
    """Write the digits as they stand beside the square code: groups of four."""
    return grouped(code)


def code_hash(code: str) -> bytes:
    """Give what is kept of a code. With 81 random bits in it, a plain SHA-256 cannot be guessed back."""
    return hashlib.sha256(b"khabar sheet\x00" + code.encode("ascii")).digest()


@dataclass(frozen=True)
class Geometry:
    """Where things stand around a square code, in millimetres; one geometry for every form, so that ticks are found.

    `module` is the side of one of the 21 modules of the symbol, `quiet` the white around it. The centre of box number i
    (from 0) lies `box_across` beyond the symbol's edge, on the side where reading goes on (right of it on a
    left-to-right sheet, left of it on a right-to-left one), and `box_first + i * box_step` below the symbol's top.
    """

    module: float = 1.25
    modules: int = 21
    quiet: float = 5.0
    box_side: float = 6.0
    box_line: float = 0.5
    box_across: float = 10.0
    box_first: float = 3.0
    box_step: float = 9.0
    most_boxes: int = 6

    @property
    def symbol(self) -> float:
        """Side of the symbol without its quiet zone."""
        return self.module * self.modules


GEOMETRY = Geometry()
