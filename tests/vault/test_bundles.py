from __future__ import annotations

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.bindings import crypto_scalarmult_base

from khabar.vault.bundles import age_public, bech32, open_bundle, require_key, seal_bundle, size_of
from khabar.vault.errors import Malformed, Tampered, TooLarge

PRIVATE = bytes(range(1, 33))
PUBLIC = crypto_scalarmult_base(PRIVATE)
OTHER = bytes(range(2, 34))
ROOM = 4096
LOW_ORDER = [bytes(32), b"\x01" + bytes(31)]


@given(st.binary(max_size=ROOM))
def test_a_bundle_has_one_size_whatever_is_inside_and_opens_for_its_recipient(content: bytes) -> None:
    sealed = seal_bundle(PUBLIC, content, ROOM)
    assert len(sealed) == size_of(ROOM)
    assert open_bundle([OTHER, PRIVATE], sealed) == content


@pytest.mark.parametrize("room", [0, 1, 65531, 65532, 65533, 262144])
def test_every_room_is_filled_to_the_last_byte(room: int) -> None:
    assert open_bundle([PRIVATE], seal_bundle(PUBLIC, b"x" * room, room)) == b"x" * room
    assert len(seal_bundle(PUBLIC, b"", room)) == size_of(room)
    with pytest.raises(TooLarge):
        seal_bundle(PUBLIC, b"x" * (room + 1), room)


SEALED = seal_bundle(PUBLIC, b"Shirin asks", 256)


@settings(max_examples=200)
@given(st.integers(0, len(SEALED) - 1), st.integers(1, 255))
def test_no_changed_byte_opens(place: int, change: int) -> None:
    changed = bytearray(SEALED)
    changed[place] ^= change
    with pytest.raises(Tampered):
        open_bundle([PRIVATE], bytes(changed))


@given(st.binary(max_size=3000))
def test_what_is_no_bundle_is_refused(data: bytes) -> None:
    with pytest.raises(Tampered):
        open_bundle([PRIVATE], data)


def test_others_cannot_open_it() -> None:
    for keys in ([OTHER], []):
        with pytest.raises(Tampered):
            open_bundle(keys, SEALED)


@pytest.mark.parametrize("key", [*LOW_ORDER, b"", b"short"])
def test_a_key_to_which_nothing_can_be_sealed_is_refused_before_age_sees_it(key: bytes) -> None:
    """At such a key pyrage panics, with an exception that is none."""
    with pytest.raises(Malformed):
        seal_bundle(key, b"", ROOM)
    with pytest.raises(Malformed):
        require_key(key)


@given(st.binary(min_size=32, max_size=32))
def test_keys_are_written_as_age_writes_them(private: bytes) -> None:
    identity = pyrage.x25519.Identity.from_str(bech32("age-secret-key-", private).upper())
    assert str(identity.to_public()) == age_public(private)
