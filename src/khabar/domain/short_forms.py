"""A hash as digits that a person can read out, print and type: 38 digits and two check digits, in groups of four.

38 decimal digits are the first 126 bits: enough that nobody finds a second thing with the same digits.
"""

from khabar.domain.codes import CHECK_DIGITS, check_digits, grouped, is_valid
from khabar.domain.errors import Invalid
from khabar.text import only_digits

DIGITS = 38
_BYTES = 16
_LONGEST_TYPED = 200


def short_form(value: bytes) -> str:
    """Give the digits of a hash or a key of at least 16 bytes, in groups of four."""
    if len(value) < _BYTES:
        raise ValueError("a short form is made of at least 16 bytes")
    digits = str(int.from_bytes(value[:_BYTES], "big") % 10**DIGITS).zfill(DIGITS)
    return grouped(digits + check_digits(digits))


def parse_short_form(text: str, *, field: str) -> str:
    """Give a short form as `short_form` writes it, from what somebody typed; Invalid where a digit is mistyped."""
    digits = only_digits(text) if len(text) <= _LONGEST_TYPED else ""
    if len(digits) != DIGITS + CHECK_DIGITS:
        raise Invalid(field, "Forty digits are needed, in ten groups of four.")
    if not is_valid(digits):
        raise Invalid(field, "A digit is mistyped, or two have changed places. Please compare it with the paper.")
    return grouped(digits)
