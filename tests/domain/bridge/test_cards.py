from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.bindings import crypto_scalarmult_base
from nacl.signing import SigningKey

from khabar.domain.bridge.cards import Card, card_text, fingerprint, read_card, require_fingerprint, spoken
from khabar.domain.codes import is_valid
from khabar.domain.errors import Invalid
from khabar.domain.kinds import Kind
from khabar.text import to_persian_digits

CARD = Card(
    kind=Kind.INTERMEDIARY,
    name="The Tracing House of Lindenau (invented)",
    address="https://porch.lindenau.example/",
    state="NLD",
    public=crypto_scalarmult_base(bytes([7] * 32)),
    verify_key=bytes(SigningKey(bytes([9] * 32)).verify_key),
)
ONION = "http://" + "a" * 56 + ".onion/"


def test_a_card_comes_back_as_it_was_written() -> None:
    assert read_card(card_text(CARD)) == CARD
    assert read_card(card_text(replace(CARD, name="خانهٔ جست‌وجوی لیندنائو", address=""))).address == ""


@pytest.mark.parametrize(
    "address", ["", "https://a.example/", "https://a.example:8443/", ONION, "http://localhost:8000/"]
)
def test_addresses_that_nobody_on_the_way_can_read_are_taken(address: str) -> None:
    assert replace(CARD, address=address).address == address


@pytest.mark.parametrize(
    "address",
    [
        "http://a.example/",
        "https://a.example",
        "https://a.example/x/",
        "ftp://a.example/",
        "https://ann@a.example/",
        "x",
    ],
)
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(Invalid, match="card: The address begins"):
        replace(CARD, address=address)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 201},
        {"name": "two\nlines"},
        {"state": "nl"},
        {"state": "NLDX"},
        {"public": bytes(32)},
        {"public": b"short"},
        {"verify_key": b"short"},
    ],
)
def test_a_card_that_could_not_be_used_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(Invalid, match="card: "):
        replace(CARD, **wrong)  # type: ignore[arg-type]  # values by name


def _with(**changed: object) -> str:
    return json.dumps(json.loads(card_text(CARD)) | changed)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        "null",
        "[" * 6000,
        "x" * 9000,
        _with(card="another"),
        _with(more="a field"),
        _with(kind="bank"),
        _with(name=7),
        _with(seals_to="zz"),
        _with(signs_with="00"),
    ],
)
def test_a_text_that_is_no_card_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(Invalid) as found:
        read_card(text)
    assert found.value.field == "card"


def test_a_fingerprint_is_32_digits_with_their_check_and_stands_for_every_field() -> None:
    digits = fingerprint(CARD)
    assert len(digits) == 32
    assert is_valid(digits)
    assert spoken(CARD).replace(" ", "") == digits
    others = [
        replace(CARD, kind=Kind.ASSOCIATION),
        replace(CARD, name="Another house"),
        replace(CARD, address=""),
        replace(CARD, state="DEU"),
        replace(CARD, public=crypto_scalarmult_base(bytes([8] * 32))),
        replace(CARD, verify_key=bytes([8] * 32)),
    ]
    assert len({fingerprint(one) for one in (CARD, *others)}) == 7


def test_a_fingerprint_is_compared_in_any_digits_and_grouping() -> None:
    require_fingerprint(CARD, spoken(CARD))
    require_fingerprint(CARD, to_persian_digits(spoken(CARD)).replace(" ", "-"))


@given(st.integers(0, 31), st.integers(1, 9))
def test_one_wrong_digit_is_found(place: int, change: int) -> None:
    digits = list(fingerprint(CARD))
    digits[place] = str((int(digits[place]) + change) % 10)
    with pytest.raises(Invalid, match="mistyped"):
        require_fingerprint(CARD, "".join(digits))


def test_anothers_fingerprint_and_half_a_one_are_refused() -> None:
    with pytest.raises(Invalid, match="another fingerprint"):
        require_fingerprint(CARD, fingerprint(replace(CARD, name="Another house")))
    for typed in ("", "1234", fingerprint(CARD)[:-4], "1" * 9000):
        with pytest.raises(Invalid, match="32 digits"):
            require_fingerprint(CARD, typed)
