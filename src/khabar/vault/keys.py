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
_PUBLIC_SCHEMA = 2


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
RECORD_CLASSES = (KeyClass.REGISTER, KeyClass.FILES)
"""Under which of these a house keeps its record follows from its kind: `PublicKeys.of_record`."""


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
    """What the porch may know: per class the key id, the sealing key and the verifying key. The file `public.keys`.

    As a mapping it holds the current keys. `former` ones are kept for good, oldest first: what they signed is verified
    with them long after their secret halves are gone.
    """

    by_class: Mapping[KeyClass, PublicKey]
    former: Mapping[KeyClass, tuple[PublicKey, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, class_keys: Iterable[ClassKey]) -> PublicKeys:
        """Take the public halves of these keys, oldest first: the last of each class is the current one."""
        lines: dict[KeyClass, list[PublicKey]] = {}
        for key in class_keys:
            lines.setdefault(key.key_class, []).append(PublicKey(key.key_id, key.public, key.verify_key))
        return _of_lines(lines)

    @classmethod
    def from_bytes(cls, data: bytes) -> PublicKeys:
        """Read the file, of this schema or of the first, which knew no former keys; raises Malformed."""
        match decode(data):
            case {"schema": 1, "public_keys": dict(current), **rest} if not rest:
                return cls(_current(current))
            case {"schema": int(schema), "public_keys": dict(current), "former": dict(former)} if (
                schema == _PUBLIC_SCHEMA
            ):
                return cls(_current(current), _former(former))
            case _:
                raise Malformed("not a file of public keys")

    def to_bytes(self) -> bytes:
        """Write the file."""
        current = {str(name): _plain(key) for name, key in self.by_class.items()}
        former = {str(name): [_plain(key) for key in keys] for name, keys in self.former.items()}
        return encode({"schema": _PUBLIC_SCHEMA, "public_keys": current, "former": former})

    def succeeding(self, before: PublicKeys) -> PublicKeys:
        """Return these keys, and as former ones also all that an earlier file knew and these do not."""
        lines = {key_class: list(self.all_of(key_class)) for key_class in self}
        for key_class in before:
            ours = lines.setdefault(key_class, [])
            ours[:0] = [key for key in before.all_of(key_class) if key not in ours]
        return _of_lines(lines)

    def all_of(self, key_class: KeyClass) -> tuple[PublicKey, ...]:
        """Return every key of a class that ever was, oldest first; the last is the current one."""
        return (*self.former.get(key_class, ()), self.by_class[key_class])

    @property
    def of_record(self) -> KeyClass:
        """The class under which this house keeps its record (ledger details, events, kin): register, or files."""
        return KeyClass.REGISTER if KeyClass.REGISTER in self.by_class else KeyClass.FILES

    def verify_keys(self, key_class: KeyClass) -> frozenset[bytes]:
        """Return the verifying keys of a class, current and former: any of them may have signed an old event."""
        return frozenset(key.verify_key for key in self.all_of(key_class))

    def __getitem__(self, key_class: KeyClass) -> PublicKey:
        return self.by_class[key_class]

    def __iter__(self) -> Iterator[KeyClass]:
        return iter(self.by_class)

    def __len__(self) -> int:
        return len(self.by_class)


def _of_lines(lines: Mapping[KeyClass, list[PublicKey]]) -> PublicKeys:
    return PublicKeys(
        {key_class: keys[-1] for key_class, keys in lines.items()},
        {key_class: tuple(keys[:-1]) for key_class, keys in lines.items() if keys[1:]},
    )


def _plain(key: PublicKey) -> list[bytes]:
    return [key.public, key.verify_key]


def _current(entries: Mapping[object, object]) -> dict[KeyClass, PublicKey]:
    return {_class_of(name): _public_key(value) for name, value in entries.items()}


def _former(entries: Mapping[object, object]) -> dict[KeyClass, tuple[PublicKey, ...]]:
    found = {}
    for name, values in entries.items():
        if not isinstance(values, list):
            raise Malformed("not a list of public keys")
        found[_class_of(name)] = tuple(_public_key(value) for value in values)
    return found


def _class_of(name: object) -> KeyClass:
    if name not in set(KeyClass):
        raise Malformed("not a class of keys")
    return KeyClass(str(name))


def _public_key(value: object) -> PublicKey:
    match value:
        case [bytes(public), bytes(verify_key)] if len(public) == len(verify_key) == KEY_BYTES:
            return PublicKey(key_id_of(public), public, verify_key)
        case _:
            raise Malformed("not a public key")
