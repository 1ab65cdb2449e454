"""What goes between a house and its guarantor: what waits, one way; countersignatures and licences, the other.

Each is signed inside, sealed outside, and of one size whatever it holds. A number is used once: an older bundle was
overtaken. From a house nothing is lost by that, for what still waits stands in the next one too; a word has to be given
again.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from nacl.exceptions import CryptoError
from nacl.signing import SigningKey, VerifyKey

from khabar.domain.codes import CODE_DIGITS, PIN_DIGITS, Slip, is_valid
from khabar.domain.errors import Invalid
from khabar.domain.guaranteeing.acts import BLIND_BYTES, SIGNATURE_BYTES, ActKind, Blinded
from khabar.domain.guaranteeing.licences import Licence, licence_from_plain
from khabar.domain.guaranteeing.patterns import Pattern, pattern_from_plain
from khabar.text import only_digits
from khabar.vault.bundles import open_bundle, require_key, seal_bundle, size_of
from khabar.vault.canonical import decode_map, encode
from khabar.vault.errors import Malformed, VaultError

SCHEMA = 1
WITH_CANARIES = 2
"""The schema of a word that plants canary persons; any other stays as it was, so that an older house takes it in."""
LONGEST_SETTLING = 365
"""Days at most for which a desk may open a canary like anybody new."""
MOST_ACTS = 1000
"""Acts in one bundle; what does not fit goes with the next."""

HIGHEST_NUMBER = 2**62
WAITING_ROOM = 96 * 1024
WORD_ROOM = 160 * 1024
WAITING_SIZE, WORD_SIZE = size_of(WAITING_ROOM), size_of(WORD_ROOM)
"""Bytes of every bundle from a house, and of every one from a guarantor."""

_SIGNED = {"waiting": b"khabar/1/guarantor-waiting\x00", "word": b"khabar/1/guarantor-word\x00"}
_OUTER: dict[str, type | tuple[type, ...]] = {"content": bytes, "signature": bytes}
_WAITING: dict[str, type | tuple[type, ...]] = {
    "schema": int,
    "house": str,
    "number": int,
    "made_on": str,
    "reply_to": bytes,
    "licence_ends": str,
    "acts": list,
    "more": int,
    "filed": list,
    "patterns": list,
}
_WORD: dict[str, type | tuple[type, ...]] = {
    "schema": int,
    "house": str,
    "number": int,
    "countersigned": list,
    "refused": list,
    "licence": (list, type(None)),
    "licence_signature": bytes,
}
_FIELDS = {
    "waiting": {SCHEMA: _WAITING},
    "word": {SCHEMA: _WORD, WITH_CANARIES: _WORD | {"canaries": list}},
}

DAMAGED = "This bundle is damaged, or it is not meant for this key. Nothing was taken from it."
FOREIGN = "This bundle is not signed by the one whose card is known here. Nothing was taken from it."
NOT_FOR_US = "This bundle was made for another house. Nothing was taken from it."
OVERTAKEN = "A newer bundle was taken in before. Nothing was taken from this one, and nothing is lost."
WORD_OVERTAKEN = (
    "A newer word was taken in before. Nothing was taken from this one: ask the guarantor to write it again."
)
WRONG_SIZE = "A bundle of a guarantor has one size, and this is another. Nothing was taken from it."


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """What waits in a house: blinded acts and counts. `filed`: how many requests came on each of the last 30 days.

    `reply_to` is the public key to which the guarantor's word is sealed; `more` acts had no room here.
    """

    house: str
    number: int
    made_on: date
    reply_to: bytes = field(repr=False)
    licence_ends: date | None
    acts: tuple[Blinded, ...]
    more: int = 0
    filed: tuple[tuple[date, int], ...] = ()
    patterns: tuple[Pattern, ...] = ()


@dataclass(frozen=True)
class Invented:
    """A canary person that the guarantor has filed: its slip, and for how many days an opening does not ring yet."""

    slip: Slip
    settles: int

    def __post_init__(self) -> None:
        """Refuse what is no slip of ours."""
        code, pin = self.slip.code, self.slip.pin
        if not (is_valid(code) and len(code) == CODE_DIGITS and len(pin) == PIN_DIGITS and only_digits(pin) == pin):
            raise ValueError("not a slip of ours")
        if not 0 <= self.settles <= LONGEST_SETTLING:
            raise ValueError("a canary settles within a year")


@dataclass(frozen=True, kw_only=True)
class Word:
    """A guarantor's word to one house: countersignatures by blinded act, what it refused, and a licence or none.

    `canaries`: invented persons whom it has filed there, like any family, and whom nobody has a reason to open.
    """

    house: str
    number: int
    countersigned: Mapping[bytes, bytes] = field(default_factory=dict, repr=False)
    refused: frozenset[bytes] = field(default=frozenset(), repr=False)
    licence: Licence | None = None
    licence_signature: bytes = field(default=b"", repr=False)
    canaries: tuple[Invented, ...] = field(default=(), repr=False)


def sealed_waiting(waiting: Waiting, *, signing: bytes, to: bytes) -> bytes:
    """Write, sign and seal what waits, for the guarantor's public key."""
    content = {
        "schema": SCHEMA,
        "house": waiting.house,
        "number": waiting.number,
        "made_on": waiting.made_on.isoformat(),
        "reply_to": waiting.reply_to,
        "licence_ends": waiting.licence_ends.isoformat() if waiting.licence_ends else "",
        "acts": [[one.day.isoformat(), one.kind.value, one.blind] for one in waiting.acts],
        "more": waiting.more,
        "filed": [[day.isoformat(), count] for day, count in waiting.filed],
        "patterns": [one.to_plain() for one in waiting.patterns],
    }
    return seal_bundle(to, _written("waiting", content, signing), WAITING_ROOM)


def opened_waiting(blob: bytes, *, private: bytes, verify_key: bytes) -> Waiting:
    """Open what a house has sent; Invalid (field `bundle`) for anything else, and then nothing of it is believed."""
    inner = _opened("waiting", blob, (private,), verify_key)
    try:
        require_key(inner["reply_to"])
        return Waiting(
            house=inner["house"],
            number=_number(inner["number"]),
            made_on=date.fromisoformat(inner["made_on"]),
            reply_to=inner["reply_to"],
            licence_ends=date.fromisoformat(inner["licence_ends"]) if inner["licence_ends"] else None,
            acts=tuple(_act(one) for one in inner["acts"]),
            more=inner["more"],
            filed=tuple(_count(one) for one in inner["filed"]),
            patterns=tuple(pattern_from_plain(one) for one in inner["patterns"]),
        )
    except (ValueError, Malformed):
        raise Invalid("bundle", DAMAGED) from None


def sealed_word(word: Word, *, signing: bytes, to: bytes) -> bytes:
    """Write, sign and seal a guarantor's word, for the key that the house has named."""
    content: dict[str, object] = {
        "schema": SCHEMA,
        "house": word.house,
        "number": word.number,
        "countersigned": [[blind, word.countersigned[blind]] for blind in sorted(word.countersigned)],
        "refused": sorted(word.refused),
        "licence": word.licence.to_plain() if word.licence else None,
        "licence_signature": word.licence_signature,
    }
    if word.canaries:
        planted = [[one.slip.code, one.slip.pin, one.settles] for one in word.canaries]
        content |= {"schema": WITH_CANARIES, "canaries": planted}
    return seal_bundle(to, _written("word", content, signing), WORD_ROOM)


def opened_word(blob: bytes, *, privates: tuple[bytes, ...], house: str, verify_key: bytes) -> Word:
    """Open a guarantor's word to this house; Invalid (field `bundle`) for anything else.

    Whether each countersignature and the licence hold is looked at where they are kept.
    """
    inner = _opened("word", blob, privates, verify_key)
    if inner["house"] != house:
        raise Invalid("bundle", NOT_FOR_US)
    try:
        return Word(
            house=inner["house"],
            number=_number(inner["number"]),
            countersigned=dict(_pair(one) for one in inner["countersigned"]),
            refused=frozenset(_of_length(one, BLIND_BYTES) for one in inner["refused"]),
            licence=licence_from_plain(inner["licence"]) if inner["licence"] is not None else None,
            licence_signature=inner["licence_signature"],
            canaries=tuple(_invented(one) for one in inner.get("canaries", [])),
        )
    except ValueError:
        raise Invalid("bundle", DAMAGED) from None


def _written(what: str, content: Mapping[str, object], signing: bytes) -> bytes:
    inner = encode(dict(content))
    return encode({"content": inner, "signature": SigningKey(signing).sign(_SIGNED[what] + inner).signature})


def _opened(what: str, blob: bytes, privates: tuple[bytes, ...], verify_key: bytes) -> dict[str, Any]:
    if len(blob) != (WAITING_SIZE if what == "waiting" else WORD_SIZE):
        raise Invalid("bundle", WRONG_SIZE)
    try:
        outer = decode_map(open_bundle(privates, blob), _OUTER)
    except VaultError:
        raise Invalid("bundle", DAMAGED) from None
    try:
        VerifyKey(verify_key).verify(_SIGNED[what] + outer["content"], outer["signature"])
    except (CryptoError, ValueError):
        raise Invalid("bundle", FOREIGN) from None
    for schema, fields in _FIELDS[what].items():
        with suppress(VaultError):
            inner = decode_map(outer["content"], fields)
            if inner["schema"] == schema:
                return inner
    raise Invalid("bundle", DAMAGED)


def _number(number: int) -> int:
    if not 0 < number < HIGHEST_NUMBER:
        raise ValueError("not a number of ours")
    return number


def _act(plain: object) -> Blinded:
    match plain:
        case [str(day), str(kind), bytes(blind)]:
            return Blinded(date.fromisoformat(day), ActKind(kind), _of_length(blind, BLIND_BYTES))
        case _:
            raise ValueError("not an act")


def _count(plain: object) -> tuple[date, int]:
    match plain:
        case [str(day), int(count)]:
            return date.fromisoformat(day), count
        case _:
            raise ValueError("not a count")


def _pair(plain: object) -> tuple[bytes, bytes]:
    match plain:
        case [bytes(blind), bytes(signature)]:
            return _of_length(blind, BLIND_BYTES), _of_length(signature, SIGNATURE_BYTES)
        case _:
            raise ValueError("not a countersignature")


def _invented(plain: object) -> Invented:
    match plain:
        case [str(code), str(pin), int(settles)]:
            return Invented(Slip(code, pin), settles)
        case _:
            raise ValueError("not a canary")


def _of_length(value: object, length: int) -> bytes:
    if not isinstance(value, bytes) or len(value) != length:
        raise ValueError("bytes of another length")
    return value
