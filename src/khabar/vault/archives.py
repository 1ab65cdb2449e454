"""A backup as one file: age for recipients whose keys are kept offline, and inside a signed stream of frames.

age keeps strangers out and finds every cut and changed byte, but does not say who wrote: anybody who knows a recipient
could make such a file. So the last frame is an Ed25519 signature over all others. Everything streams: one frame is in
memory at a time, whatever the size of the whole.

Forms inside, all numbers big-endian:
    a frame:   length (4) · canonical CBOR of one list
    the last:  ["signed", verify key (32), signature (64) over the SHA-256 of every byte before it]
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn, Protocol

import pyrage
from nacl.exceptions import CryptoError
from nacl.signing import SigningKey, VerifyKey

from khabar.vault.bundles import age_public, bech32
from khabar.vault.canonical import decode, encode
from khabar.vault.errors import Malformed, Tampered, WrongKey
from khabar.vault.keys import KEY_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from khabar.vault.keys import Random

LONGEST_FRAME = 64 * 1024 * 1024
_LENGTH = 4
_LAST = "signed"
_SIGNED = b"khabar/1/backup\x00"
_NO_MATCH = "No matching keys"
_IDENTITY = "AGE-SECRET-KEY-1"


class Readable(Protocol):
    """Bytes that come one after another."""

    def read(self, size: int = -1, /) -> bytes:
        """Return up to so many of the next bytes; none at the end."""
        ...


class Writable(Protocol):
    """Where bytes go one after another."""

    def write(self, data: bytes, /) -> int:
        """Take all of these bytes."""
        ...

    def flush(self) -> None:
        """Let go of what is still held back."""
        ...


@dataclass(frozen=True, slots=True)
class OfflineKey:
    """A key pair of age for backups: the public half goes into the settings, the secret one off this machine."""

    recipient: str
    identity: str = field(repr=False)


def new_offline_key(random: Random) -> OfflineKey:
    """Draw a key pair as `age-keygen` does."""
    secret = random(KEY_BYTES)
    return OfflineKey(age_public(secret), bech32("age-secret-key-", secret).upper())


def write_archive(
    frames: Iterable[Sequence[object]], sink: Writable, *, recipients: Sequence[str], signing: bytes
) -> None:
    """Encrypt frames to age recipients, signed with an Ed25519 seed. Raises Malformed for what is no recipient."""
    if not recipients:
        raise Malformed("a backup needs at least one recipient")
    stream = _Frames(frames, SigningKey(signing))
    try:
        pyrage.encrypt_io(stream, sink, [_recipient(one) for one in recipients])
    except pyrage.EncryptError as error:
        if stream.broke is not None:
            raise stream.broke from error
        raise Malformed("it could not be encrypted") from error


def read_archive(source: Readable, identities: Sequence[str], take: Callable[[list[Any]], None]) -> bytes:
    """Decrypt a file and hand each frame to `take`; return the key whose signature holds over all of them.

    Nothing may be relied on before this returns: the signature comes last. Raises WrongKey where no identity opens the
    file, Tampered where it was cut or changed, Malformed where it is no backup of ours. What `take` raises passes.
    """
    reader = _Reader(take)
    try:
        pyrage.decrypt_io(source, reader, [_identity(one) for one in identities])
    except pyrage.DecryptError as error:
        if _NO_MATCH in str(error):
            raise WrongKey("this key does not open the file") from error
        raise Malformed("not a file of age, or its beginning is damaged") from error
    except OSError as error:
        if error.errno is not None:
            raise
        raise Tampered("the file was cut or changed") from error
    return reader.signer()


def identities_in(text: str) -> list[str]:
    """Read the lines of an age key file, leaving out its comments; raises Malformed where there is no key in it."""
    found = [line.strip() for line in text.splitlines() if line.strip().upper().startswith(_IDENTITY)]
    if not found:
        raise Malformed("no key of age in it: a line that begins with AGE-SECRET-KEY-1")
    for one in found:
        _identity(one)
    return found


def require_recipient(text: str) -> None:
    """Raise Malformed where a text is no recipient of age."""
    _recipient(text)


def _recipient(text: str) -> Any:  # noqa: ANN401 - pyrage has no types
    try:
        return pyrage.x25519.Recipient.from_str(text.strip())
    except pyrage.RecipientError as error:
        raise Malformed(f"{text!r} is no recipient of age; it looks like age1…") from error


def _identity(text: str) -> Any:  # noqa: ANN401 - pyrage has no types
    try:
        return pyrage.x25519.Identity.from_str(text)
    except pyrage.IdentityError as error:
        raise Malformed("a line of the key file is no key of age") from error


class _Frames:
    """Frames as a stream that age reads, ended by the signature over them."""

    def __init__(self, frames: Iterable[Sequence[object]], signer: SigningKey) -> None:
        self._rest = self._signed(frames, signer)
        self._buffer = b""
        self._at = 0
        self.broke: BaseException | None = None

    def read(self, size: int = -1) -> bytes:
        """Give the next bytes; what breaks is kept, because age forgets what it was."""
        try:
            while self._at == len(self._buffer):
                self._buffer, self._at = next(self._rest), 0
        except StopIteration:
            return b""
        except BaseException as problem:
            self.broke = problem
            raise
        end = len(self._buffer) if size < 0 else self._at + size
        given = self._buffer[self._at : end]
        self._at += len(given)
        return given

    @staticmethod
    def _signed(frames: Iterable[Sequence[object]], signer: SigningKey) -> Iterator[bytes]:
        hashed = hashlib.sha256(_SIGNED)
        for frame in frames:
            framed = _framed(list(frame))
            hashed.update(framed)
            yield framed
        signature = signer.sign(hashed.digest()).signature
        yield _framed([_LAST, bytes(signer.verify_key), signature])


def _framed(frame: list[object]) -> bytes:
    encoded = encode(frame)
    if len(encoded) > LONGEST_FRAME:
        raise ValueError("a frame is too long")
    return len(encoded).to_bytes(_LENGTH, "big") + encoded


class _Reader:
    """What age writes into: it cuts frames, hands them on, and knows at the end whose signature held."""

    def __init__(self, take: Callable[[list[Any]], None]) -> None:
        self._take = take
        self._held = bytearray()
        self._hashed = hashlib.sha256(_SIGNED)
        self._signer: bytes | None = None

    def write(self, data: bytes) -> int:
        """Take decrypted bytes, in pieces of any size."""
        self._held += data
        while (frame := self._next()) is not None:
            self._read(frame)
        return len(data)

    def flush(self) -> None:
        """Do nothing: frames are handed on as soon as they are whole."""

    def signer(self) -> bytes:
        """Give whose signature held; Malformed where the stream did not end with one."""
        if self._signer is None or self._held:
            raise Malformed("the file does not end with a signature")
        return self._signer

    def _next(self) -> bytes | None:
        if len(self._held) < _LENGTH:
            return None
        end = _LENGTH + int.from_bytes(self._held[:_LENGTH], "big")
        if end > _LENGTH + LONGEST_FRAME:
            raise Malformed("a frame is too long")
        if len(self._held) < end:
            return None
        framed = bytes(self._held[:end])
        del self._held[:end]
        return framed

    def _read(self, framed: bytes) -> None:
        if self._signer is not None:
            raise Malformed("something stands behind the signature")
        match decode(framed[_LENGTH:]):
            case [name, bytes(verify_key), bytes(signature)] if name == _LAST:
                self._signer = self._verified(verify_key, signature)
            case list() as frame:
                self._hashed.update(framed)
                self._take(frame)
            case _:
                _refuse()

    def _verified(self, verify_key: bytes, signature: bytes) -> bytes:
        try:
            VerifyKey(verify_key).verify(self._hashed.digest(), signature)
        except (CryptoError, ValueError) as error:
            raise Tampered("the signature inside does not hold") from error
        return verify_key


def _refuse() -> NoReturn:
    raise Malformed("a frame is a list")
