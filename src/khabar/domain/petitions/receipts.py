"""A signer's receipt: decimal digits from which anybody holding them finds the own signature in the published chain.

41 digits: the signature's id as a number of 39, and two check digits. It proves to whoever is shown it that a signature
is counted; without it nobody can say whose any hash is.
"""

from khabar.domain.codes import check_digits, grouped, is_valid
from khabar.domain.errors import Invalid
from khabar.domain.ids import parse_id
from khabar.domain.petitions.counting import leaf_of
from khabar.text import only_digits

_NUMBER_DIGITS = 39
RECEIPT_DIGITS = _NUMBER_DIGITS + 2
_ID_BITS = 128
_LONGEST_TYPED = 300
RECEIPT_LENGTH = "A receipt has 41 digits, in groups of four."
RECEIPT_MISTYPED = "A digit of this receipt is mistyped, or two have changed places."


def receipt_of(signature_id: str) -> str:
    """Write the receipt of a signature, in groups of four."""
    number = str(int(parse_id(signature_id, field="signature"), 16)).zfill(_NUMBER_DIGITS)
    return grouped(number + check_digits(number))


def leaf_of_receipt(typed: str, *, field: str = "receipt") -> bytes:
    """Give the hash that a receipt stands for, typed in any digits; Invalid for what is none."""
    digits = only_digits(typed) if len(typed) <= _LONGEST_TYPED else ""
    if len(digits) != RECEIPT_DIGITS:
        raise Invalid(field, RECEIPT_LENGTH)
    number = int(digits[:_NUMBER_DIGITS])
    if not is_valid(digits) or number >> _ID_BITS:
        raise Invalid(field, RECEIPT_MISTYPED)
    return leaf_of(f"{number:032x}")
