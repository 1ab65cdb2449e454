from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.signing import SigningKey

from khabar.adapters.entropy import SeededEntropy
from khabar.vault import archives
from khabar.vault.archives import (
    identities_in,
    new_offline_key,
    read_archive,
    require_recipient,
    write_archive,
)
from khabar.vault.canonical import encode
from khabar.vault.errors import Malformed, Tampered, VaultError, WrongKey

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _typeshed import ReadableBuffer

MIRA = new_offline_key(SeededEntropy("mira").bytes)
TOMAS = new_offline_key(SeededEntropy("tomas").bytes)
EZRA = new_offline_key(SeededEntropy("ezra").bytes)
SEED = b"w" * 32
FRAMES: list[list[Any]] = [["first", {"a": 1}], ["rows", [["Darius", b"\x00" * 300]] * 300], ["bytes", b"x" * 200_000]]


def written(frames: list[list[Any]] | None = None) -> bytes:
    sink = io.BytesIO()
    write_archive(
        FRAMES if frames is None else frames, sink, recipients=[MIRA.recipient, TOMAS.recipient], signing=SEED
    )
    return sink.getvalue()


def read(data: bytes, *identities: str) -> tuple[list[list[Any]], bytes]:
    taken: list[list[Any]] = []
    signer = read_archive(io.BytesIO(data), list(identities) or [MIRA.identity], taken.append)
    return taken, signer


WRITTEN = written()


@pytest.mark.parametrize("holder", [MIRA, TOMAS])
def test_each_recipient_alone_reads_all_of_it_and_whose_signature_held(holder: archives.OfflineKey) -> None:
    assert read(WRITTEN, holder.identity) == (FRAMES, bytes(SigningKey(SEED).verify_key))


def test_ezra_who_is_no_recipient_reads_nothing() -> None:
    with pytest.raises(WrongKey):
        read(WRITTEN, EZRA.identity)
    assert b"Darius" not in WRITTEN


@settings(max_examples=150)
@given(st.integers(0, len(WRITTEN) - 1))
def test_a_file_cut_at_any_place_is_refused(end: int) -> None:
    with pytest.raises(VaultError):
        read(WRITTEN[:end])


@settings(max_examples=150)
@given(st.integers(0, len(WRITTEN) - 1), st.integers(0, 7))
def test_a_file_with_any_bit_changed_is_refused(place: int, bit: int) -> None:
    changed = bytearray(WRITTEN)
    changed[place] ^= 1 << bit
    with pytest.raises(VaultError):
        read(bytes(changed))


def test_bytes_behind_the_end_are_refused() -> None:
    with pytest.raises(VaultError):
        read(WRITTEN + b"\x00" * 100)


class Sink:
    """A place that fills up."""

    def write(self, data: bytes) -> int:
        del data
        raise OSError(28, "No space left on device")

    def flush(self) -> None: ...


def test_a_full_disk_is_said_as_it_is_and_is_no_fault_of_the_file() -> None:
    def broken() -> Iterator[list[object]]:
        yield ["first"]
        raise OSError(5, "Input/output error")

    with pytest.raises(OSError, match="Input/output"):
        write_archive(broken(), io.BytesIO(), recipients=[MIRA.recipient], signing=SEED)
    with pytest.raises((OSError, Malformed)):
        write_archive(FRAMES, Sink(), recipients=[MIRA.recipient], signing=SEED)

    def full(_frame: list[Any]) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        read_archive(io.BytesIO(WRITTEN), [MIRA.identity], full)


def forged(*raw: bytes) -> bytes:
    """A file made by somebody who knows a recipient: age lets anybody write to it."""

    class Bytes:
        def __init__(self) -> None:
            self.rest = io.BytesIO(b"".join(len(one).to_bytes(4, "big") + one for one in raw))

        def read(self, size: int = -1) -> bytes:
            return self.rest.read(size)

    sink = io.BytesIO()
    pyrage.encrypt_io(Bytes(), sink, [pyrage.x25519.Recipient.from_str(MIRA.recipient)])
    return sink.getvalue()


@pytest.mark.parametrize(
    "raw",
    [
        (),
        (encode(["first"]),),
        (encode({"no": "list"}),),
        (b"\xff\xff",),
        (encode(["signed", bytes(SigningKey(SEED).verify_key), b"s" * 64]),),
        (encode(["signed", b"short", b"s" * 64]),),
    ],
)
def test_what_somebody_else_wrote_to_a_recipient_is_refused(raw: tuple[bytes, ...]) -> None:
    with pytest.raises(VaultError):
        read(forged(*raw))


def test_a_frame_behind_the_signature_is_refused() -> None:
    def two() -> Iterator[list[object]]:
        yield from FRAMES

    whole = b"".join(archives._Frames._signed(two(), SigningKey(SEED)))
    reader = archives._Reader(lambda _: None)
    reader.write(whole)
    with pytest.raises(Malformed, match="behind the signature"):
        reader.write(archives._framed(["more"]))


def test_a_frame_that_is_too_long_is_refused_before_it_is_held_in_memory() -> None:
    reader = archives._Reader(lambda _: None)
    with pytest.raises(Malformed, match="too long"):
        reader.write((archives.LONGEST_FRAME + 1).to_bytes(4, "big"))


def test_nobody_is_no_recipient() -> None:
    with pytest.raises(Malformed, match="at least one"):
        write_archive(FRAMES, io.BytesIO(), recipients=[], signing=SEED)


@pytest.mark.parametrize("text", ["", "age1junk", "ssh-ed25519 AAAA", MIRA.identity])
def test_what_is_no_recipient_is_named(text: str) -> None:
    with pytest.raises(Malformed, match="no recipient of age"):
        require_recipient(text)


def test_a_key_file_is_read_with_its_comments() -> None:
    text = f"# opens backups\n\n{MIRA.identity}\n{TOMAS.identity}\n"
    assert identities_in(text) == [MIRA.identity, TOMAS.identity]


@pytest.mark.parametrize("text", ["", "# nothing", "AGE-SECRET-KEY-1JUNK"])
def test_a_file_without_a_key_is_refused(text: str) -> None:
    with pytest.raises(Malformed):
        identities_in(text)


def test_it_holds_one_frame_in_memory_whatever_the_size_of_the_whole() -> None:
    most = 0

    def many() -> Iterator[list[object]]:
        for _ in range(40):
            yield ["bytes", b"x" * 1_000_000]

    class Counting(io.BytesIO):
        def write(self, data: ReadableBuffer) -> int:
            nonlocal most
            most = max(most, len(bytes(data)))
            return super().write(data)

    sink = Counting()
    write_archive(many(), sink, recipients=[MIRA.recipient], signing=SEED)
    assert most < 2_000_000
    seen = 0

    def count(_frame: list[Any]) -> None:
        nonlocal seen
        seen += 1

    read_archive(io.BytesIO(sink.getvalue()), [MIRA.identity], count)
    assert seen == 40


def test_tampered_is_what_a_wrong_signature_is() -> None:
    good = encode(["first"])
    with pytest.raises(Tampered, match="signature"):
        read(forged(good, encode(["signed", bytes(SigningKey(SEED).verify_key), b"s" * 64])))
