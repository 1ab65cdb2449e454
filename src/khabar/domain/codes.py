"""What is spoken, typed and printed on slips: decimal digits in groups of four, with ISO 7064 check digits.

A code finds a pigeonhole and a PIN opens it; neither is stored anywhere. Check digits catch a mistyped digit
and two digits changed about before an expensive key is derived. They prove nothing: a well-formed code may be nobody's.
"""

from dataclasses import dataclass

from khabar.domain.errors import Invalid
from khabar.domain.ids import Random
from khabar.text import only_digits

CODE_RANDOM_DIGITS = 10
CHECK_DIGITS = 2
CODE_DIGITS = CODE_RANDOM_DIGITS + CHECK_DIGITS
PIN_DIGITS = 6
OUTER_RANDOM_DIGITS = 8
OUTER_DIGITS = OUTER_RANDOM_DIGITS + CHECK_DIGITS
"""The number on the outside of a pre-printed slip: shorter than a code, so that nobody takes one for the other."""
GROUP = 4
_MODULUS = 97
_DRAWN_BYTES = 16
"""128 bits before the remainder is taken: no digit string is likelier than another by more than 2 ** -94."""
_LONGEST_TYPED = 100

CODE_LENGTH = "The code has 12 digits. It stands on the slip in three groups of four."
CODE_MISTYPED = "A digit of this code is mistyped, or two have changed places. Please compare it with the slip."
PIN_LENGTH = "The PIN has 6 digits. It stands on the slip with the code."
OUTER_LENGTH = "The slip's number has 10 digits. It stands on the outside of the sealed slip."
OUTER_MISTYPED = "A digit of this number is mistyped, or two have changed places. Please compare it with the slip."


@dataclass(frozen=True)
class Slip:
    """What a family keeps: the code (10 random and 2 check digits) and the PIN (6 random digits)."""

    code: str
    pin: str

    def __repr__(self) -> str:
        """Hide the digits: whoever reads a log must not be able to open a pigeonhole."""
        return "Slip(code=…, pin=…)"


def _ascii_digits(digits: str) -> str:
    if not (digits.isascii() and digits.isdecimal()):
        raise ValueError("digits from 0 to 9 are needed, and at least one")
    return digits


def check_digits(digits: str) -> str:
    """Give the two check digits of ISO 7064 MOD 97-10 for a string of decimal digits."""
    return f"{_MODULUS + 1 - int(_ascii_digits(digits) + '00') % _MODULUS:02d}"


def is_valid(digits: str) -> bool:
    """Say whether a string of digits ends in its own check digits; False for anything but digits from 0 to 9."""
    if len(digits) <= CHECK_DIGITS or not (digits.isascii() and digits.isdecimal()):
        return False
    return check_digits(digits[:-CHECK_DIGITS]) == digits[-CHECK_DIGITS:]


def _drawn_digits(random: Random, count: int) -> str:
    return str(int.from_bytes(random(_DRAWN_BYTES), "big") % 10**count).zfill(count)


def new_slip(random: Random) -> Slip:
    """Draw a code and a PIN."""
    code = _drawn_digits(random, CODE_RANDOM_DIGITS)
    return Slip(code + check_digits(code), _drawn_digits(random, PIN_DIGITS))


def grouped(digits: str) -> str:
    """Write digits in groups of four as people read them aloud: "1234 5678 9012"."""
    return " ".join(digits[start : start + GROUP] for start in range(0, len(digits), GROUP))


def _typed_digits(text: str, count: int, *, field: str, message: str) -> str:
    digits = only_digits(text) if len(text) <= _LONGEST_TYPED else ""
    if len(digits) != count:
        raise Invalid(field, message)
    return digits


def parse_code(text: str, *, field: str = "code") -> str:
    """Give the 12 digits of a code as somebody typed it: Latin, Persian or Arabic digits, any spaces and hyphens.

    Raises Invalid for a wrong length or a failed check. Neither depends on whether anybody has the code.
    """
    digits = _typed_digits(text, CODE_DIGITS, field=field, message=CODE_LENGTH)
    if not is_valid(digits):
        raise Invalid(field, CODE_MISTYPED)
    return digits


def parse_pin(text: str, *, field: str = "pin") -> str:
    """Give the 6 digits of a PIN as somebody typed it; Invalid for any other length."""
    return _typed_digits(text, PIN_DIGITS, field=field, message=PIN_LENGTH)


def new_outer_number(random: Random) -> str:
    """Draw the number of one slip of the stock. It stands on the outside, opens nothing, and is no secret."""
    digits = _drawn_digits(random, OUTER_RANDOM_DIGITS)
    return digits + check_digits(digits)


def outer_digits(text: str) -> str:
    """Give the digits of a slip's number as somebody typed it; a text that is no number is given back as it is."""
    return (only_digits(text) if len(text) <= _LONGEST_TYPED else "") or text


def parse_outer_number(text: str, *, field: str = "slip_number") -> str:
    """Give the 10 digits of a slip's number as somebody typed it; Invalid for a wrong length or a failed check."""
    digits = _typed_digits(text, OUTER_DIGITS, field=field, message=OUTER_LENGTH)
    if not is_valid(digits):
        raise Invalid(field, OUTER_MISTYPED)
    return digits
