import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.adapters.entropy import SeededEntropy
from khabar.vault import (
    ClassKey,
    Context,
    KeyClass,
    Tampered,
    WrongKey,
    key_id_in,
    key_id_of,
    needs_rewrap,
    new_case_key,
    resealed,
    rewrap_case_key,
    seal,
    seal_to,
    unseal,
    unseal_with,
    unwrap_case_key,
)

ENTROPY = SeededEntropy("cases")
OLD = ClassKey.generate(KeyClass.REGISTER, random=ENTROPY.bytes)
NEW = ClassKey.generate(KeyClass.REGISTER, random=ENTROPY.bytes)
SHIRIN, EZRA = b"\x01" * 16, b"\x02" * 16


def card_context(case_key: bytes) -> Context:
    return Context("registry_request", SHIRIN.hex(), "card", key_id_of(case_key), 1)


@given(st.binary(min_size=1, max_size=32))
def test_a_case_key_comes_back_for_its_case(case_id: bytes) -> None:
    made = new_case_key(OLD, case_id, random=ENTROPY.bytes)
    assert unwrap_case_key(OLD, case_id, made.wrapped) == made.key
    assert made.key not in made.wrapped


def test_a_wrapped_key_moved_to_another_case_or_class_is_refused() -> None:
    made = new_case_key(OLD, SHIRIN, random=ENTROPY.bytes)
    with pytest.raises(Tampered):
        unwrap_case_key(OLD, EZRA, made.wrapped)
    with pytest.raises(Tampered):
        unwrap_case_key(ClassKey(KeyClass.LETTERS, OLD.secret), SHIRIN, made.wrapped)


def test_rotation_wraps_anew_and_leaves_the_card_as_it_was() -> None:
    made = new_case_key(OLD, SHIRIN, random=ENTROPY.bytes)
    card = seal(made.key, b"Darius", card_context(made.key), random=ENTROPY.bytes)
    assert needs_rewrap(made.wrapped, NEW)
    rewrapped = rewrap_case_key(OLD, NEW, SHIRIN, made.wrapped, random=ENTROPY.bytes)
    assert not needs_rewrap(rewrapped, NEW)
    assert key_id_in(rewrapped) == NEW.key_id
    assert unseal(unwrap_case_key(NEW, SHIRIN, rewrapped), card, card_context(made.key)) == b"Darius"
    with pytest.raises(WrongKey):
        unwrap_case_key(OLD, SHIRIN, rewrapped)


@pytest.mark.parametrize("size", [256, 32768])
def test_what_is_sealed_to_a_key_is_sealed_anew_of_the_same_length(size: int) -> None:
    before = seal_to(OLD.public, b"Darius", pad_to=(size,))
    after = resealed(OLD, NEW, before)
    assert unseal_with(NEW.private, after) == b"Darius"
    assert len(after) == len(before)
    with pytest.raises(WrongKey):
        resealed(OLD, NEW, after)
    with pytest.raises(Tampered):
        resealed(OLD, NEW, before[:-1] + b"!")


def test_erasure_destroying_the_wrapped_key_leaves_the_card_unreadable_even_with_the_class_key() -> None:
    made = new_case_key(OLD, SHIRIN, random=ENTROPY.bytes)
    place = card_context(made.key)
    card = seal(made.key, b"Darius", place, random=ENTROPY.bytes)
    destroyed = bytes(len(made.wrapped))
    with pytest.raises(Tampered):
        unwrap_case_key(OLD, SHIRIN, destroyed)
    another = new_case_key(OLD, SHIRIN, random=ENTROPY.bytes)
    for key in (OLD.symmetric, OLD.secret, another.key):
        with pytest.raises(Tampered):
            unseal(key, card, place)


def test_a_new_case_key_shows_no_secret_when_printed() -> None:
    made = new_case_key(OLD, SHIRIN, random=ENTROPY.bytes)
    assert repr(made.key) not in repr(made)
