"""Passphrases of colleagues: invented once by us as digits in groups, or chosen as words by the person.

What is spoken or typed is digits in groups of four, in Latin, Persian or Arabic digits (DESIGN section 3), so a
passphrase of digits means the same however it is grouped. It must never be kept, shown twice or logged.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from khabar.domain.codes import GROUP, grouped
from khabar.domain.errors import Invalid
from khabar.text import normalise, only_digits

if TYPE_CHECKING:
    from khabar.domain.ids import Random

GROUPS = 5
DIGITS = GROUPS * GROUP
_DRAWN_BYTES = 24
"""192 bits before the remainder is taken: no digit string is likelier than another by more than 2 ** -125."""
_LONGEST = 200


def invent_passphrase(random: Random) -> str:
    """Draw a passphrase of twenty digits (66 bits) in groups of four."""
    drawn = int.from_bytes(random(_DRAWN_BYTES), "big") % 10**DIGITS
    return grouped(str(drawn).zfill(DIGITS))


def as_meant(typed: str) -> str:
    """Give the one form of a passphrase that is hashed and compared: digits without their grouping, words normalised.

    A passphrase that is too long to be anybody's becomes the empty text, which fits nobody.
    """
    if len(typed) > _LONGEST:
        return ""
    return only_digits(typed) or normalise(typed)


def refuse_weak(typed: str) -> str:
    """Give the form to be hashed, or Invalid with the sentence that says what is wrong with this passphrase."""
    meant = as_meant(typed)
    if not meant:
        raise Invalid("passphrase", _("Please write a passphrase."))
    try:
        validate_password(meant)
    except ValidationError as weakness:
        raise Invalid("passphrase", " ".join(weakness.messages)) from None
    return meant


def mark_of(kept: str) -> str:
    """Give the mark by which a sealed entry knows again what is kept of a passphrase or a second factor.

    It is made of what is hashed or sealed already, so whoever opens the entry learns neither.
    """
    return hashlib.sha256(b"khabar/1/kept-sign-in\x00" + kept.encode()).hexdigest()[:32]
