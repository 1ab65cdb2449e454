"""Acts that wait for a countersignature, and what makes one hold: for exactly that act of exactly that house.

What leaves the house of an act is its kind, its day and a hash with a random salt that stays here. A yes and a no, an
answer and a withdrawal, are one kind and look alike: whoever signs learns how many, and of whom nothing.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256

from nacl.exceptions import CryptoError
from nacl.signing import SigningKey, VerifyKey

from khabar.domain.ids import is_id
from khabar.vault.canonical import encode

BLIND_BYTES = 32
SALT_BYTES = 32
SIGNATURE_BYTES = 64
_ID_DIGITS = 32
_BLIND = b"khabar/1/blinded-act\x00"
_ACT = b"khabar/1/act\x00"
_COUNTERSIGNED = b"khabar/1/countersigned-act\x00"


class ActKind(StrEnum):
    """What waits. DECISION: two people's or one person's step about a pair with which nobody is asked.

    A death that two people recorded, and whatever else a bringer tells, waits as a RELEASE: a kind of its own would
    tell which Permits are of the dead.
    """

    ASKING = "asking"
    DECISION = "decision"
    RELEASE = "release"
    IMPORT = "import"
    EXPORT = "export"


MEANINGS = {
    ActKind.ASKING: "somebody is to be asked by name",
    ActKind.DECISION: "a step about a pair, with which nobody is asked",
    ActKind.RELEASE: "an answer was written down; a no waits here like a yes",
    ActKind.IMPORT: "a list of presences is to be taken in",
    ActKind.EXPORT: "a record is to leave for another organisation",
}
"""What each kind is called before a guarantor."""


@dataclass(frozen=True)
class Act:
    """One act as the house knows it: its kind, its own id, and all else by which it is that act and no other."""

    kind: ActKind
    id: str
    rests_on: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what has no id of ours."""
        if not is_id(self.id):
            raise ValueError("an act has an id of ours")

    def blinded(self, salt: bytes) -> bytes:
        """Give the hash that leaves the house: 32 bytes that nobody without the salt can tell from chance."""
        if len(salt) != SALT_BYTES:
            raise ValueError("a salt has 32 bytes")
        digest = sha256(_ACT + encode([self.kind.value, self.id, *self.rests_on])).digest()
        return sha256(_BLIND + salt + digest).digest()


def act_of_file(kind: ActKind, *rests_on: str) -> Act:
    """Give the act of taking in or giving out a file: no row of the house stands for it, so it is what it rests on."""
    name = sha256(_ACT + encode([kind.value, *rests_on])).hexdigest()[:_ID_DIGITS]
    return Act(kind, name, rests_on)


@dataclass(frozen=True, order=True)
class Blinded:
    """One act as the guarantor sees it."""

    day: date
    kind: ActKind
    blind: bytes = field(repr=False)


def countersign(house: str, kind: ActKind, blind: bytes, *, signing: bytes) -> bytes:
    """Sign one blinded act with the guarantor's Ed25519 seed: 64 bytes that hold in this house for this kind alone."""
    return SigningKey(signing).sign(_statement(house, kind, blind)).signature


def holds(signature: bytes, house: str, kind: ActKind, blind: bytes, *, verify_key: bytes) -> bool:
    """Say whether this is the guarantor's countersignature of this act."""
    try:
        VerifyKey(verify_key).verify(_statement(house, kind, blind), signature)
    except (CryptoError, ValueError):
        return False
    return True


def counted(acts: tuple[Blinded, ...]) -> dict[tuple[date, ActKind], int]:
    """Count what waits by day and kind, oldest day first."""
    return dict(sorted(Counter((one.day, one.kind) for one in acts).items()))


def _statement(house: str, kind: ActKind, blind: bytes) -> bytes:
    return _COUNTERSIGNED + encode([house, kind.value, blind])
