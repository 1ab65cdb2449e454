import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.adapters.entropy import SeededEntropy
from khabar.vault import (
    PAGE_SIZE,
    SLOTS,
    Cost,
    Tampered,
    TooLarge,
    blank_piece,
    derive,
    open_page,
    seal_page,
    seal_piece,
)
from khabar.vault.pigeonholes import PIECE_ROOM, PIECE_SIZE, STANDING_ROOM, is_signed_by_slip, signed_by_slip

CHEAP = Cost(memory_kib=8, passes=1)
ENTROPY = SeededEntropy("pigeonholes")
SALT = ENTROPY.bytes(16)
SHIRIN = derive("123456789012", "123456", SALT, cost=CHEAP)
EZRA = derive("123456789012", "123457", SALT, cost=CHEAP)
STANDING = b"with us"
PAGE = seal_page(SHIRIN.public, STANDING, [seal_piece(SHIRIN.public, b"alive")], random=ENTROPY.bytes)

PLAIN = st.binary(max_size=PIECE_ROOM)
PAGES = st.tuples(st.binary(max_size=STANDING_ROOM), st.lists(PLAIN, max_size=SLOTS))


def test_the_same_slip_leads_to_the_same_place_and_any_other_elsewhere() -> None:
    assert derive("123456789012", "123456", SALT, cost=CHEAP) == SHIRIN
    others = [
        EZRA,
        derive("123456789013", "123456", SALT, cost=CHEAP),
        derive("123456789012", "123456", bytes(16), cost=CHEAP),
        derive("123456789012", "123456", SALT, cost=Cost(16, 1)),
    ]
    parts = [part for keys in [SHIRIN, *others] for part in (keys.locator, keys.private, keys.public, keys.signing)]
    assert len(set(parts)) == len(parts)


@pytest.mark.parametrize(
    ("code", "pin"),
    [
        ("12345678901", "123456"),
        ("123456789012", "12345"),
        ("۱۲۳۴۵۶۷۸۹۰۱۲", "123456"),
        ("12345678901a", "123456"),
        ("", ""),
    ],
)
def test_codes_are_twelve_ascii_digits_and_pins_six(code: str, pin: str) -> None:
    with pytest.raises(ValueError, match="digits"):
        derive(code, pin, SALT, cost=CHEAP)


def test_the_keys_of_a_slip_show_nothing_when_printed() -> None:
    assert repr(SHIRIN) == "PigeonholeKeys()"


@given(PAGES)
def test_a_page_comes_back_and_always_has_one_length(page: tuple[bytes, list[bytes]]) -> None:
    standing, pieces = page
    sealed = [seal_piece(SHIRIN.public, piece) for piece in pieces]
    blob = seal_page(SHIRIN.public, standing, sealed, random=ENTROPY.bytes)
    assert len(blob) == PAGE_SIZE
    opened = open_page(SHIRIN.private, blob)
    assert (opened.standing, opened.pieces) == (standing, tuple(pieces))


@given(PLAIN)
def test_every_piece_has_one_length_and_so_has_a_blank(plaintext: bytes) -> None:
    assert len(seal_piece(SHIRIN.public, plaintext)) == PIECE_SIZE
    assert len(blank_piece(SHIRIN.public, random=ENTROPY.bytes)) == PIECE_SIZE


def test_a_blank_is_named_like_a_piece_and_opens_for_nobody() -> None:
    blank = blank_piece(SHIRIN.public, random=ENTROPY.bytes)
    assert blank[:9] == seal_piece(SHIRIN.public, b"alive")[:9]
    page = seal_page(SHIRIN.public, STANDING, [blank, seal_piece(SHIRIN.public, b"alive")], random=ENTROPY.bytes)
    assert open_page(SHIRIN.private, page).pieces == (b"alive",)


def test_renewing_changes_the_outer_bytes_and_not_the_piece_that_was_sealed_once() -> None:
    piece = seal_piece(SHIRIN.public, b"alive")
    one, other = (seal_page(SHIRIN.public, STANDING, [piece], random=ENTROPY.bytes) for _ in range(2))
    assert one != other
    assert open_page(SHIRIN.private, one) == open_page(SHIRIN.private, other)


def test_what_does_not_fit_is_refused_whole() -> None:
    piece = seal_piece(SHIRIN.public, b"alive")
    with pytest.raises(TooLarge):
        seal_page(SHIRIN.public, STANDING, [piece] * (SLOTS + 1), random=ENTROPY.bytes)
    with pytest.raises(TooLarge):
        seal_page(SHIRIN.public, bytes(STANDING_ROOM + 1), [], random=ENTROPY.bytes)
    with pytest.raises(TooLarge):
        seal_piece(SHIRIN.public, bytes(PIECE_ROOM + 1))


def test_a_piece_of_another_length_never_changes_the_length_of_a_page() -> None:
    for piece in (b"", b"alive", seal_piece(SHIRIN.public, b"alive") + b"x"):
        with pytest.raises(ValueError, match="one length"):
            seal_page(SHIRIN.public, STANDING, [piece], random=ENTROPY.bytes)


def test_a_false_pin_opens_nothing() -> None:
    with pytest.raises(Tampered):
        open_page(EZRA.private, PAGE)


@given(st.integers(0, 8 * PAGE_SIZE - 1))
def test_any_flipped_bit_of_a_page_is_refused(bit: int) -> None:
    page = bytearray(PAGE)
    page[bit // 8] ^= 1 << bit % 8
    with pytest.raises(Tampered):
        open_page(SHIRIN.private, bytes(page))


@given(st.integers(0, PAGE_SIZE - 1))
def test_a_cut_page_is_refused(length: int) -> None:
    with pytest.raises(Tampered):
        open_page(SHIRIN.private, PAGE[:length])


def test_a_blob_of_zeros_as_an_unknown_locator_gets_it_is_refused_like_a_false_pin() -> None:
    with pytest.raises(Tampered):
        open_page(SHIRIN.private, bytes(PAGE_SIZE))


def test_another_ones_piece_in_the_page_shows_nothing() -> None:
    page = seal_page(SHIRIN.public, STANDING, [seal_piece(EZRA.public, b"for Ezra")], random=ENTROPY.bytes)
    assert open_page(SHIRIN.private, page).pieces == ()


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_only_the_holder_of_the_slip_writes_in_its_name(payload: bytes, other: bytes) -> None:
    signature = signed_by_slip(SHIRIN.signing, payload)
    assert is_signed_by_slip(SHIRIN.verify_key, payload, signature)
    assert not is_signed_by_slip(EZRA.verify_key, payload, signature)
    assert is_signed_by_slip(SHIRIN.verify_key, other, signature) == (payload == other)
    assert not is_signed_by_slip(SHIRIN.verify_key, payload, signature[:-1])
    assert not is_signed_by_slip(b"no key", payload, signature)
