"""The licence to ask: given by the guarantor for at most 90 days, and without it nobody is asked by name.

The house goes on receiving, keeping and carrying. The newest word counts, whatever an older one allowed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from nacl.exceptions import CryptoError
from nacl.signing import SigningKey, VerifyKey

from khabar.domain.errors import Invalid
from khabar.domain.form_fields import NAME, one_line
from khabar.text import graphemes
from khabar.vault.canonical import encode

LONGEST_DAYS = 90
WARNED_DAYS = 14
_SIGNED = b"khabar/1/licence-to-ask\x00"

NO_NAME = "Name the person or the body that renews it, in one line of at most 200 characters."
WRONG_DAYS = "A licence lasts from 1 to 90 days."


@dataclass(frozen=True, kw_only=True)
class Licence:
    """Leave to ask by name from one day to another, both included, and by whom it was given.

    A withdrawn one allows nothing. `number` rises with every word of the guarantor. Raises Invalid (fields `by`,
    `days`).
    """

    number: int
    begins: date
    ends: date
    by: str
    is_withdrawn: bool = False

    def __post_init__(self) -> None:
        """Refuse a licence without an end or without a name."""
        if one_line(self.by) != self.by or not self.by or len(graphemes(self.by)) > NAME:
            raise Invalid("by", NO_NAME)
        if not 1 <= (self.ends - self.begins).days + 1 <= LONGEST_DAYS:
            raise Invalid("days", WRONG_DAYS)

    def allows(self, on: date) -> bool:
        """Say whether somebody may be asked by name on this day."""
        return not self.is_withdrawn and self.begins <= on <= self.ends

    def to_plain(self) -> list[object]:
        """Write it as plain values."""
        return [self.number, self.begins.isoformat(), self.ends.isoformat(), self.by, self.is_withdrawn]

    def signed(self, house: str, *, signing: bytes) -> bytes:
        """Sign it for one house with the guarantor's Ed25519 seed."""
        return SigningKey(signing).sign(self._statement(house)).signature

    def is_signed(self, signature: bytes, house: str, *, verify_key: bytes) -> bool:
        """Say whether the guarantor gave it to this house."""
        try:
            VerifyKey(verify_key).verify(self._statement(house), signature)
        except (CryptoError, ValueError):
            return False
        return True

    def _statement(self, house: str) -> bytes:
        return _SIGNED + encode([house, *self.to_plain()])


def licence_from_plain(plain: object) -> Licence:
    """Read a licence; ValueError for what is none."""
    match plain:
        case [int(number), str(begins), str(ends), str(by), bool(is_withdrawn)]:
            begun, ended = date.fromisoformat(begins), date.fromisoformat(ends)
        case _:
            raise ValueError("not a licence")
    try:
        return Licence(number=number, begins=begun, ends=ended, by=by, is_withdrawn=is_withdrawn)
    except Invalid as problem:
        raise ValueError(problem.message) from problem


def given_for(days: int, *, on: date, by: str, number: int) -> Licence:
    """Give a licence from this day on; Invalid (field `days`) for none or too many days."""
    if not 1 <= days <= LONGEST_DAYS:
        raise Invalid("days", WRONG_DAYS)
    return Licence(number=number, begins=on, ends=on + timedelta(days=days - 1), by=by)


def withdrawn(*, on: date, by: str, number: int) -> Licence:
    """Give the word by which a licence ends at once."""
    return Licence(number=number, begins=on, ends=on, by=by, is_withdrawn=True)


@dataclass(frozen=True)
class Standing:
    """How the licence stands on one day; `ends` is None where there is none that allows anything."""

    may_ask: bool
    ends: date | None
    is_near_its_end: bool


def standing(licences: Iterable[Licence], on: date) -> Standing:
    """Say whether somebody may be asked by name today, and whether the licence ends within 14 days."""
    newest = max(licences, key=lambda one: one.number, default=None)
    if newest is None or not newest.allows(on):
        return Standing(may_ask=False, ends=None, is_near_its_end=False)
    return Standing(may_ask=True, ends=newest.ends, is_near_its_end=(newest.ends - on).days < WARNED_DAYS)
