"""Signed events: immutable statements (a consent answer, a station, a receipt) that several devices can merge as a set.

An event's id is the hash of its canonical bytes, so it cannot be changed under its name; the device signs the id, and
a guarantor may countersign it. The body is ciphertext here. Unknown types are kept and passed on, never interpreted.
Wall time is what the device believed: order comes from `parents` and `sequence`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from nacl.exceptions import CryptoError
from nacl.signing import SigningKey, VerifyKey

from khabar.vault.canonical import decode_map, encode
from khabar.vault.errors import Malformed, Tampered

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_BODY_BYTES = 1 << 20
MAX_PARENTS = 256
MAX_TEXT = 200
_ID_LENGTH = 64
_SIGNATURE_BYTES = 64
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SIGNED = b"khabar/1/event-signature\x00"
_COUNTERSIGNED = b"khabar/1/event-countersignature\x00"
_FIELDS: Mapping[str, type | tuple[type, ...]] = {
    "schema": int,
    "device": str,
    "sequence": int,
    "parents": list,
    "author": str,
    "type": str,
    "subject": str,
    "wall_time": int,
    "body": bytes,
}
_SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Statement:
    """What an event says, before it is signed. `parents` are event ids in rising order; `wall_time` is aware."""

    device: str
    sequence: int
    parents: tuple[str, ...]
    author: str
    type: str
    subject: str
    wall_time: datetime
    body: bytes = field(repr=False)

    def __post_init__(self) -> None:
        texts = (self.device, self.author, self.type, self.subject)
        if not all(text and len(text) <= MAX_TEXT for text in texts):
            raise ValueError("device, author, type and subject are short texts, none of them empty")
        if self.sequence < 1 or len(self.body) > MAX_BODY_BYTES:
            raise ValueError("a sequence starts at 1, a body has at most 1 MiB")
        if not _are_parents(self.parents):
            raise ValueError("parents are event ids, each once, in rising order")
        if self.wall_time.tzinfo is None:
            raise ValueError("wall time is an aware moment")

    def to_bytes(self) -> bytes:
        """Return the canonical bytes, whose hash is the event's id."""
        return encode(
            {
                "schema": _SCHEMA,
                "device": self.device,
                "sequence": self.sequence,
                "parents": list(self.parents),
                "author": self.author,
                "type": self.type,
                "subject": self.subject,
                "wall_time": (self.wall_time - _EPOCH) // timedelta(microseconds=1),
                "body": self.body,
            }
        )

    def event_id(self) -> str:
        """Return the id: 64 hex digits of SHA-256 over the canonical bytes."""
        return hashlib.sha256(self.to_bytes()).hexdigest()


@dataclass(frozen=True, slots=True)
class SignedEvent:
    """A statement with its id, its device's signature and, where one was asked for, a guarantor's countersignature."""

    id: str
    statement: Statement
    signature: bytes = field(repr=False)
    countersignature: bytes | None = field(default=None, repr=False)


def sign_event(statement: Statement, *, signing: bytes) -> SignedEvent:
    """Sign a statement with a device's Ed25519 seed (32 bytes)."""
    event_id = statement.event_id()
    return SignedEvent(event_id, statement, _signature(signing, _SIGNED, event_id))


def countersigned(event: SignedEvent, *, signing: bytes) -> SignedEvent:
    """Return the event with a guarantor's countersignature over its id."""
    return replace(event, countersignature=_signature(signing, _COUNTERSIGNED, event.id))


def verify_event(event: SignedEvent, verify_key: bytes) -> None:
    """Raise Tampered unless the id is that of the statement and the device's signature holds."""
    if event.id != event.statement.event_id():
        raise Tampered("the event is not the one its id names")
    _verify(verify_key, _SIGNED, event.id, event.signature)


def verify_countersignature(event: SignedEvent, verify_key: bytes) -> None:
    """Raise Tampered unless the guarantor's countersignature is there and holds."""
    if event.countersignature is None:
        raise Tampered("no countersignature")
    _verify(verify_key, _COUNTERSIGNED, event.id, event.countersignature)


def encode_event(event: SignedEvent) -> bytes:
    """Return the one canonical form in which an event is stored and exchanged."""
    return encode(
        {
            "statement": event.statement.to_bytes(),
            "signature": event.signature,
            "countersignature": event.countersignature,
        }
    )


def decode_event(data: bytes) -> SignedEvent:
    """Read an event; raises Malformed for anything but the canonical form. The signature is not yet verified."""
    fields = decode_map(data, {"statement": bytes, "signature": bytes, "countersignature": (bytes, type(None))})
    signatures = (fields["signature"], fields["countersignature"])
    if any(signature is not None and len(signature) != _SIGNATURE_BYTES for signature in signatures):
        raise Malformed("a signature has 64 bytes")
    statement = _decoded_statement(decode_map(fields["statement"], dict(_FIELDS)))
    return SignedEvent(statement.event_id(), statement, fields["signature"], fields["countersignature"])


def _decoded_statement(fields: dict[str, Any]) -> Statement:
    if fields.pop("schema") != _SCHEMA:
        raise Malformed("an event of another schema")
    try:
        wall_time = _EPOCH + timedelta(microseconds=fields["wall_time"])
        return Statement(**{**fields, "parents": tuple(fields["parents"]), "wall_time": wall_time})
    except (ValueError, OverflowError) as error:
        raise Malformed("not a statement of ours") from error


def _are_parents(parents: tuple[object, ...]) -> bool:
    ids = [parent for parent in parents if isinstance(parent, str) and _is_event_id(parent)]
    return len(ids) == len(parents) <= MAX_PARENTS and ids == sorted(set(ids))


def _is_event_id(text: str) -> bool:
    return len(text) == _ID_LENGTH and all(digit in "0123456789abcdef" for digit in text)


def _signature(signing: bytes, purpose: bytes, event_id: str) -> bytes:
    return SigningKey(signing).sign(purpose + bytes.fromhex(event_id)).signature


def _verify(verify_key: bytes, purpose: bytes, event_id: str, signature: bytes) -> None:
    try:
        VerifyKey(verify_key).verify(purpose + bytes.fromhex(event_id), signature)
    except (CryptoError, ValueError) as error:
        raise Tampered("the signature does not hold") from error
