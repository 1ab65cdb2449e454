from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.signing import SigningKey

from khabar.domain.bridge.bundles import (
    DAMAGED,
    FOREIGN,
    Bundle,
    Coming,
    Contents,
    coming,
    next_number,
    read,
    sender_of,
    written,
)
from khabar.domain.errors import Invalid
from khabar.vault.canonical import encode

SEED = bytes([5] * 32)
VERIFY = bytes(SigningKey(SEED).verify_key)
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def bundle(**changed: object) -> Bundle:
    plain = {
        "contents": Contents.REQUESTS,
        "sender": sender_of(VERIFY),
        "recipient": bytes(32),
        "number": 7,
        "items": (b"a request",),
    }
    return Bundle(**(plain | changed))  # type: ignore[arg-type]  # values by name


@given(st.lists(st.binary(max_size=50), max_size=20), st.integers(1, 2**61), st.sampled_from(Contents))
def test_a_bundle_comes_back_as_it_was_signed(items: list[bytes], number: int, contents: Contents) -> None:
    made = bundle(items=tuple(items), number=number, contents=contents)
    assert read(written(made, SEED)).proven(VERIFY) == made


SIGNED = written(bundle(), SEED)


@given(st.integers(0, len(SIGNED) - 1), st.integers(1, 255))
def test_no_changed_byte_is_believed(place: int, change: int) -> None:
    changed = bytearray(SIGNED)
    changed[place] ^= change
    with pytest.raises(Invalid):
        read(bytes(changed)).proven(VERIFY)


def test_anothers_signature_is_not_believed() -> None:
    with pytest.raises(Invalid, match=FOREIGN[:20]):
        read(written(bundle(), bytes([6] * 32))).proven(VERIFY)
    with pytest.raises(Invalid, match=FOREIGN[:20]):
        read(SIGNED).proven(b"no key")


@given(st.binary(max_size=200))
def test_anything_else_is_damaged(data: bytes) -> None:
    with pytest.raises(Invalid) as found:
        read(data)
    assert found.value.message == DAMAGED


def _inside(**changed: object) -> bytes:
    plain: dict[str, object] = {
        "schema": 1,
        "contents": "requests",
        "sender": "0" * 16,
        "recipient": b"r",
        "number": 1,
        "items": [],
    }
    return encode({"content": encode(plain | changed), "signature": b""})


@pytest.mark.parametrize(
    "changed",
    [
        {"schema": 2},
        {"contents": "names"},
        {"number": 0},
        {"number": -1},
        {"number": 2**62},
        {"items": ["a text"]},
        {"items": [b""] * 513},
        {"more": 1},
        {"sender": 1},
        {"sender": "\0" * 16},
        {"sender": "0" * 17},
    ],
)
def test_what_is_not_of_this_form_is_damaged(changed: dict[str, object]) -> None:
    assert read(_inside()).bundle.number == 1
    with pytest.raises(Invalid) as found:
        read(_inside(**changed))
    assert found.value.message == DAMAGED


@given(st.integers(0, 2**61), st.integers(-(10**9), 10**9))
def test_numbers_rise_whatever_the_clock_says(last: int, seconds: int) -> None:
    assert next_number(last, NOW + timedelta(seconds=seconds)) > last


def test_after_an_older_backup_numbers_go_on_from_the_clock() -> None:
    before = next_number(0, NOW)
    assert next_number(0, NOW + timedelta(hours=6)) > before


@given(st.integers(1, 2**61), st.integers(0, 2**61))
def test_a_number_is_new_once(number: int, last: int) -> None:
    how = coming(number, last)
    assert (how is Coming.NEW) == (number > last)
    assert (how is Coming.THE_SAME) == (number == last)
    assert (how is Coming.OVERTAKEN) == (number < last)
    assert coming(number, max(number, last)) is not Coming.NEW
