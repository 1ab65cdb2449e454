from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.codes import is_valid
from khabar.domain.errors import Invalid
from khabar.domain.short_forms import parse_short_form, short_form


@given(st.binary(min_size=16, max_size=64))
def test_a_hash_is_ten_groups_of_four_digits_that_are_read_back_as_they_were(value: bytes) -> None:
    written = short_form(value)
    assert [len(group) for group in written.split()] == [4] * 10
    assert is_valid(written.replace(" ", ""))
    assert parse_short_form(written.replace(" ", "-"), field="digits") == written


def test_digits_of_other_scripts_are_read() -> None:
    written = short_form(b"\x07" * 16)
    persian = written.translate({ord(str(one)): chr(0x06F0 + one) for one in range(10)})
    assert parse_short_form(persian, field="digits") == written


@given(st.binary(min_size=16, max_size=16), st.integers(0, 39), st.integers(1, 9))
def test_every_single_mistyped_digit_is_found(value: bytes, place: int, by: int) -> None:
    digits = short_form(value).replace(" ", "")
    wrong = digits[:place] + str((int(digits[place]) + by) % 10) + digits[place + 1 :]
    with pytest.raises(Invalid, match="mistyped"):
        parse_short_form(wrong, field="digits")


@pytest.mark.parametrize("text", ["", "1234", "a" * 40, "1" * 41, "1" * 500])
def test_anything_that_is_not_forty_digits_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="Forty digits"):
        parse_short_form(text, field="digits")


def test_too_few_bytes_make_no_short_form() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        short_form(b"short")
