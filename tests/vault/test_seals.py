from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.adapters.entropy import SeededEntropy
from khabar.vault import (
    LETTER_PADDING,
    PADDING,
    ClassKey,
    Context,
    KeyClass,
    Tampered,
    TooLarge,
    WrongKey,
    key_id_in,
    key_id_of,
    seal,
    seal_to,
    unseal,
    unseal_with,
)

ENTROPY = SeededEntropy("seals")
KEY = ENTROPY.bytes(32)
PLACE = Context("registry_request", "a" * 32, "card", key_id_of(KEY), 1)
LETTERS = ClassKey.generate(KeyClass.LETTERS, random=ENTROPY.bytes)
INTAKE = ClassKey.generate(KeyClass.INTAKE, random=ENTROPY.bytes)
CARD = "شیرین · Shirin".encode()
BLOB = seal(KEY, CARD, PLACE, random=ENTROPY.bytes)
LETTER = seal_to(LETTERS.public, CARD, pad_to=(256,))


def flipped(blob: bytes, bit: int) -> bytes:
    changed = bytearray(blob)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


@given(st.binary(max_size=2000), st.sampled_from([PADDING, None]))
def test_what_was_sealed_opens_in_its_place(plaintext: bytes, sizes: tuple[int, ...] | None) -> None:
    assert unseal(KEY, seal(KEY, plaintext, PLACE, random=ENTROPY.bytes, pad_to=sizes), PLACE) == plaintext


@given(st.binary(max_size=4000))
def test_a_sealed_letter_opens_with_the_private_half_alone(plaintext: bytes) -> None:
    letter = seal_to(LETTERS.public, plaintext)
    assert unseal_with(LETTERS.private, letter) == plaintext
    with pytest.raises(WrongKey):
        unseal_with(INTAKE.private, letter)


@given(st.integers(0, 8 * len(BLOB) - 1))
def test_any_flipped_bit_of_a_seal_is_refused(bit: int) -> None:
    with pytest.raises(Tampered):
        unseal(KEY, flipped(BLOB, bit), PLACE)


@given(st.integers(0, 8 * len(LETTER) - 1))
def test_any_flipped_bit_of_a_sealed_letter_is_refused(bit: int) -> None:
    with pytest.raises(Tampered):
        unseal_with(LETTERS.private, flipped(LETTER, bit))


def test_a_seal_that_was_cut_or_lengthened_is_refused() -> None:
    for cut in [*range(80), len(BLOB) - 1]:
        with pytest.raises(Tampered):
            unseal(KEY, BLOB[:cut], PLACE)
        with pytest.raises(Tampered):
            unseal_with(LETTERS.private, LETTER[:cut])
    with pytest.raises(Tampered):
        unseal(KEY, BLOB + b"\0", PLACE)
    with pytest.raises(Tampered):
        unseal_with(LETTERS.private, LETTER + b"\0")


@pytest.mark.parametrize(
    "moved",
    [
        replace(PLACE, table="registry_presence"),
        replace(PLACE, row="b" * 32),
        replace(PLACE, column="contact"),
        replace(PLACE, schema=2),
        replace(PLACE, key_id="0" * 16),
        replace(PLACE, table="registry_requesta", row="a" * 31),
    ],
)
def test_a_seal_moved_to_another_table_row_column_key_or_schema_is_refused(moved: Context) -> None:
    with pytest.raises(Tampered):
        unseal(KEY, BLOB, moved)


def test_a_seal_and_a_sealed_letter_are_not_taken_for_one_another() -> None:
    with pytest.raises(Tampered):
        unseal(KEY, LETTER, PLACE)
    with pytest.raises(Tampered):
        unseal_with(LETTERS.private, BLOB)


def test_another_key_under_the_same_id_opens_nothing() -> None:
    with pytest.raises(Tampered):
        unseal(bytes(32), BLOB, PLACE)


def test_a_blob_names_its_key_so_that_older_ones_are_found_after_rotation() -> None:
    assert key_id_in(BLOB) == key_id_of(KEY)
    assert key_id_in(LETTER) == LETTERS.key_id
    for other in (b"", b"\x01abc", b"\x03" + bytes(40)):
        with pytest.raises(Tampered):
            key_id_in(other)


@given(st.integers(0, 3000), st.integers(0, 3000))
def test_the_length_of_a_seal_depends_on_the_size_class_alone(one: int, other: int) -> None:
    blobs = [seal(KEY, bytes(length), PLACE, random=ENTROPY.bytes) for length in (one, other)]
    classes = [min(size for size in PADDING if size >= length + 4) for length in (one, other)]
    assert (len(blobs[0]) == len(blobs[1])) == (classes[0] == classes[1])


def test_letters_fall_into_few_sizes() -> None:
    sizes = {len(seal_to(LETTERS.public, bytes(length))) for length in range(0, 40_000, 401)}
    assert len(sizes) == 4
    assert len(LETTER_PADDING) <= 8


def test_what_is_too_large_is_refused_before_anything_is_written() -> None:
    with pytest.raises(TooLarge):
        seal(KEY, bytes(PADDING[-1]), PLACE, random=ENTROPY.bytes)
    with pytest.raises(TooLarge):
        seal_to(LETTERS.public, bytes(LETTER_PADDING[-1]))


def test_sealing_the_same_twice_gives_unlike_bytes() -> None:
    assert seal(KEY, CARD, PLACE, random=ENTROPY.bytes) != seal(KEY, CARD, PLACE, random=ENTROPY.bytes)
    assert seal_to(LETTERS.public, CARD) != seal_to(LETTERS.public, CARD)


def test_a_key_or_id_of_another_length_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        seal(bytes(16), CARD, PLACE, random=ENTROPY.bytes)
    with pytest.raises(ValueError, match="16 hex digits"):
        seal(KEY, CARD, replace(PLACE, key_id="ab"), random=ENTROPY.bytes)
