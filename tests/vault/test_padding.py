import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.vault.errors import Tampered, TooLarge
from khabar.vault.padding import LENGTH_BYTES, LETTER_PADDING, PADDING, pad, unpad


@given(st.binary(max_size=3000), st.sampled_from([PADDING, LETTER_PADDING, None]))
def test_what_is_padded_comes_back(plaintext: bytes, sizes: tuple[int, ...] | None) -> None:
    assert unpad(pad(plaintext, sizes)) == plaintext


@given(st.integers(0, 5000))
def test_the_padded_length_is_the_smallest_size_that_holds_it(length: int) -> None:
    padded = len(pad(bytes(length), PADDING))
    assert padded == min(size for size in PADDING if size >= length + LENGTH_BYTES)


def test_without_sizes_the_length_stays_exact() -> None:
    assert len(pad(b"abc", None)) == 3 + LENGTH_BYTES


def test_what_no_size_holds_is_refused() -> None:
    assert len(pad(bytes(256 - LENGTH_BYTES), (256,))) == 256
    with pytest.raises(TooLarge):
        pad(bytes(257 - LENGTH_BYTES), (256,))
    with pytest.raises(TooLarge):
        pad(b"", ())


@pytest.mark.parametrize("padded", [b"", b"\0\0\0", b"\0\0\0\1", b"\xff\xff\xff\xffab", b"\0\0\0\1ab", b"\0\0\0\0\0\1"])
def test_padding_that_is_not_ours_is_refused(padded: bytes) -> None:
    with pytest.raises(Tampered):
        unpad(padded)
