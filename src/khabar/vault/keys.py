"""Class keys and what follows from them: one random secret per class gives a symmetric, a sealing and a signing key.

Classes keep powers apart: who may open letters cannot by that read the register; the porch holds public halves only.
Nothing here may print, pickle or log a secret.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple, NoReturn, TypeAlias

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from nacl.bindings import crypto_scalarmult_base
from nacl.signing import SigningKey

from khabar.vault.canonical import decode, encode
from khabar.vault.errors import Malformed

Random: TypeAlias = Callable[[int], bytes]
"""Draws that many unpredictable bytes: `ports.Entropy.bytes` in life, a seeded source in tests."""

KEY_BYTES = 32
KEY_ID_BYTES = 8
_PUBLIC_SCHEMA = 1


class KeyClass(StrEnum):
    """What a key is for; an intermediary has the first four, an association intake, files, signatures and mail."""

    INTAKE = "intake"
    REGISTER = "register"
    LETTERS = "letters"
    MAIL = "mail"
    FILES = "files"
    SIGNATURES = "signatures"


INTERMEDIARY_CLASSES = (KeyClass.INTAKE, KeyClass.REGISTER, KeyClass.LETTERS, KeyClass.MAIL)
ASSOCIATION_CLASSES = (KeyClass.INTAKE, KeyClass.FILES, KeyClass.SIGNATURES, KeyClass.MAIL)


def subkey(secret: bytes, purpose: str) -> bytes:
    """Return 32 bytes for one purpose from a uniform secret (HKDF-SHA-256, RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"khabar/1/{purpose}".encode()).derive(secret)


def key_id_of(key: bytes) -> str:
    """Return the name of a random 32-byte key (secret or public) as 16 hex digits: safe to store, says nothing else."""
    return hashlib.sha256(b"khabar/1/key-id\x00" + key).digest()[:KEY_ID_BYTES].hex()


@dataclass(frozen=True)
class ClassKey:
    """One key of one class; `key_id` follows from the public half, so a public key names its secret.

    Deriving costs about 0.2 ms once per object; keep the object for the length of a job, not longer.
    """

    key_class: KeyClass
    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.secret) != KEY_BYTES:
            raise ValueError("a class key has 32 bytes")

    @classmethod
    def generate(cls, key_class: KeyClass, *, random: Random) -> ClassKey:
        """Draw a new key."""
        return cls(key_class, random(KEY_BYTES))

    @cached_property
    def symmetric(self) -> bytes:
        """For `seal` and for wrapping case keys."""
        return subkey(self.secret, f"class/{self.key_class}/symmetric")

    @cached_property
    def private(self) -> bytes:
        """X25519, for `unseal_with`."""
        return subkey(self.secret, f"class/{self.key_class}/x25519")

    @cached_property
    def public(self) -> bytes:
        """X25519, for `seal_to`; the porch may hold it."""
        return crypto_scalarmult_base(self.private)

    @cached_property
    def signing(self) -> bytes:
        """Ed25519 seed, for `sign_event`."""
        return subkey(self.secret, f"class/{self.key_class}/ed25519")

    @cached_property
    def verify_key(self) -> bytes:
        """Ed25519 public half; anybody may hold it."""
        return bytes(SigningKey(self.signing).verify_key)

    @cached_property
    def key_id(self) -> str:
        """16 hex digits, stored beside and inside whatever this key seals."""
        return key_id_of(self.public)

    def __repr__(self) -> str:
        return f"ClassKey({self.key_class}, {self.key_id})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a key is not pickled or copied")


class PublicKey(NamedTuple):
    """The public halves of one class key."""

    key_id: str
    public: bytes
    verify_key: bytes


@dataclass(frozen=True)
class PublicKeys(Mapping[KeyClass, PublicKey]):
    """What the porch may know: per class the key id, the sealing key and the verifying key. The file `public.keys`."""

    by_class: Mapping[KeyClass, PublicKey]

    @classmethod
    def of(cls, class_keys: Iterable[ClassKey]) -> PublicKeys:
        """Take the public halves of these keys (the current one of each class)."""
        return cls({key.key_class: PublicKey(key.key_id, key.public, key.verify_key) for key in class_keys})

    @classmethod
    def from_bytes(cls, data: bytes) -> PublicKeys:
        """Read the file; raises Malformed when it is not one of ours."""
        match decode(data):
            case {"schema": int(schema), "public_keys": dict(entries)} if schema == _PUBLIC_SCHEMA:
                return cls(dict(_public_key(name, value) for name, value in entries.items()))
            case _:
                raise Malformed("not a file of public keys")

    def to_bytes(self) -> bytes:
        """Write the file."""
        entries = {str(name): [key.public, key.verify_key] for name, key in self.by_class.items()}
        return encode({"schema": _PUBLIC_SCHEMA, "public_keys": entries})

    def __getitem__(self, key_class: KeyClass) -> PublicKey:
        return self.by_class[key_class]

    def __iter__(self) -> Iterator[KeyClass]:
        return iter(self.by_class)

    def __len__(self) -> int:
        return len(self.by_class)


def _public_key(name: str, value: object) -> tuple[KeyClass, PublicKey]:
    match value:
        case [bytes(public), bytes(verify_key)] if len(public) == len(verify_key) == KEY_BYTES and name in set(
            KeyClass
        ):
            return KeyClass(name), PublicKey(key_id_of(public), public, verify_key)
        case _:
            raise Malformed("not a public key")
