"""A snapshot: what a petition has come to at one moment, signed, so that a count cannot be changed afterwards.

The document is canonical JSON (RFC 8785 for what we use of it: text and whole numbers), signed with Ed25519. It names
the head of the chain and the snapshot before it. Signatures on paper stand apart and are never added in.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from nacl.exceptions import CryptoError
from nacl.signing import SigningKey, VerifyKey

from khabar.domain.errors import Invalid

SCHEMA = 1
_SIGNED = b"khabar/1/petition-snapshot\x00"
_HASH_DIGITS = 64
_KEY_BYTES = 32
_SIGNATURE_BYTES = 64
NOT_A_SNAPSHOT = "This is no snapshot of a petition."
NOT_SIGNED = "The signature does not belong to this document and this key: it was altered, or another key signed it."


@dataclass(frozen=True)
class Snapshot:
    """One snapshot. `as_of` in UTC, seconds; `head` and `previous` in hexadecimal, `previous` empty for the first.

    `confirmed` is what the chain of `batches` comes to; `on_paper` what two people counted on sheets.
    """

    petition: str
    slug: str
    number: int
    as_of: str
    confirmed: int
    on_paper: int
    batches: int
    head: str
    previous: str

    def document(self) -> bytes:
        """Write the one form of it that is hashed and signed."""
        plain = {"schema": SCHEMA, **asdict(self)}
        return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

    def hash(self) -> str:
        """Give what the next snapshot names as the one before it."""
        return hashlib.sha256(self.document()).hexdigest()


@dataclass(frozen=True)
class SignedSnapshot:
    """A snapshot with the public key and the signature that stand beside it, in hexadecimal."""

    snapshot: Snapshot
    key: str
    signature: str

    def to_json(self) -> str:
        """Write the file that is published."""
        document = json.loads(self.snapshot.document())
        return json.dumps({"document": document, "key": self.key, "signature": self.signature}, ensure_ascii=False)


def written_moment(moment: datetime) -> str:
    """Write a moment as a snapshot does: UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def sign(snapshot: Snapshot, *, signing: bytes) -> SignedSnapshot:
    """Sign with an Ed25519 seed of 32 bytes."""
    key = SigningKey(signing)
    signature = key.sign(_SIGNED + snapshot.document()).signature
    return SignedSnapshot(snapshot, bytes(key.verify_key).hex(), signature.hex())


def read_snapshot(text: str) -> SignedSnapshot:
    """Read the published file; Invalid (field `snapshot`) for anything else. The signature is not examined yet."""
    match _json(text, "snapshot", NOT_A_SNAPSHOT):
        case {"document": dict(document), "key": str(key), "signature": str(signature), **rest} if not rest:
            return SignedSnapshot(_snapshot(document), key, signature)
        case _:
            raise Invalid("snapshot", NOT_A_SNAPSHOT)


def require_signature(signed: SignedSnapshot) -> None:
    """Raise Invalid (field `snapshot`) unless the key that stands beside it has signed exactly this document."""
    try:
        key, signature = bytes.fromhex(signed.key), bytes.fromhex(signed.signature)
        if len(key) != _KEY_BYTES or len(signature) != _SIGNATURE_BYTES:
            raise Invalid("snapshot", NOT_SIGNED)
        VerifyKey(key).verify(_SIGNED + signed.snapshot.document(), signature)
    except (CryptoError, ValueError):
        raise Invalid("snapshot", NOT_SIGNED) from None


def _snapshot(plain: dict[str, Any]) -> Snapshot:
    fields = {name: value for name, value in plain.items() if name != "schema"}
    kinds = Snapshot.__annotations__
    if plain.get("schema") != SCHEMA or set(fields) != set(kinds):
        raise Invalid("snapshot", NOT_A_SNAPSHOT)
    if any(type(value) is not kinds[name] for name, value in fields.items()):
        raise Invalid("snapshot", NOT_A_SNAPSHOT)
    found = Snapshot(**fields)
    numbers = (found.number, found.confirmed, found.on_paper, found.batches)
    if min(numbers) < 0 or len(found.head) != _HASH_DIGITS:
        raise Invalid("snapshot", NOT_A_SNAPSHOT)
    return found


def _json(text: str, field: str, sentence: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Invalid(field, sentence) from None
