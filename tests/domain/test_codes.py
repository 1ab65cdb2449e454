from contextlib import suppress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from khabar.domain.codes import (
    CODE_DIGITS,
    OUTER_DIGITS,
    OUTER_LENGTH,
    OUTER_MISTYPED,
    PIN_DIGITS,
    Slip,
    check_digits,
    grouped,
    is_valid,
    new_outer_number,
    new_slip,
    outer_digits,
    parse_code,
    parse_outer_number,
    parse_pin,
)
from khabar.domain.errors import Invalid

DIGITS = st.text("0123456789", min_size=1, max_size=25)
CODES = st.text("0123456789", min_size=10, max_size=10).map(lambda digits: digits + check_digits(digits))
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def test_the_check_digits_are_those_of_the_standard_example() -> None:
    # ISO/IEC 7064 MOD 97-10 as in LEI and IBAN: 794 has the check digits 44.
    assert check_digits("794") == "44"
    assert is_valid("79444")


@given(DIGITS)
def test_digits_with_their_check_digits_are_valid(digits: str) -> None:
    whole = digits + check_digits(digits)
    assert is_valid(whole)
    assert int(whole) % 97 == 1


@given(CODES, st.data())
def test_one_wrong_digit_is_found(code: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, CODE_DIGITS - 1))
    other = data.draw(st.sampled_from("0123456789"))
    assume(other != code[place])
    assert not is_valid(code[:place] + other + code[place + 1 :])


@given(CODES, st.integers(0, CODE_DIGITS - 2))
def test_two_neighbours_changed_about_are_found(code: str, place: int) -> None:
    assume(code[place] != code[place + 1])
    assert not is_valid(code[:place] + code[place + 1] + code[place] + code[place + 2 :])


@pytest.mark.parametrize("text", ["", "9", "97", "abc", "12 34", "۷۹۴۴۴"])
def test_what_is_not_digits_is_not_valid(text: str) -> None:
    assert not is_valid(text)


@pytest.mark.parametrize("text", ["", "12a", "۱۲"])
def test_check_digits_of_something_else_are_a_mistake_of_ours(text: str) -> None:
    with pytest.raises(ValueError, match="digits"):
        check_digits(text)


@given(st.binary(min_size=16, max_size=16), st.binary(min_size=16, max_size=16))
def test_a_slip_has_a_valid_code_and_a_pin(first: bytes, second: bytes) -> None:
    drawn = iter((first, second))
    slip = new_slip(lambda _count: next(drawn))
    assert parse_code(slip.code) == slip.code
    assert parse_pin(slip.pin) == slip.pin
    assert (len(slip.code), len(slip.pin)) == (CODE_DIGITS, PIN_DIGITS)


def test_a_slip_never_shows_its_digits_in_a_log() -> None:
    slip = Slip("123456789012", "654321")
    assert "1" not in repr(slip)
    assert "6" not in repr(slip)


def test_codes_are_read_aloud_in_groups_of_four() -> None:
    assert grouped("123456789012") == "1234 5678 9012"
    assert grouped("") == ""


@given(CODES, st.sampled_from(["", " ", "-", "\u00a0", "\u200f ", "  "]))
def test_a_code_is_accepted_in_three_digit_sets_and_any_spacing(code: str, gap: str) -> None:
    spaced = gap.join((code[:4], code[4:8], code[8:]))
    for typed in (spaced, spaced.translate(PERSIAN), spaced.translate(ARABIC)):
        assert parse_code(typed) == code


@given(st.text(max_size=40))
def test_any_text_is_a_code_or_is_refused_in_one_plain_sentence(text: str) -> None:
    with suppress(Invalid):
        assert is_valid(parse_code(text))


@pytest.mark.parametrize("text", ["", "1234", "1" * 13, "7" * 10_000, "12345678901x", "1234 5678 901²"])
def test_a_code_of_the_wrong_shape_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        parse_code(text, field="code")


def test_a_mistyped_code_and_a_short_pin_name_their_field() -> None:
    with pytest.raises(Invalid) as told:
        parse_code("123456789012")
    assert told.value.field == "code"
    with pytest.raises(Invalid) as told:
        parse_pin("12345", field="secret")
    assert told.value.field == "secret"


# The number on the outside of a slip.


@given(st.binary(min_size=16, max_size=16))
def test_every_slips_number_that_is_drawn_is_read_back(drawn: bytes) -> None:
    number = new_outer_number(lambda count: drawn[:count])
    assert len(number) == OUTER_DIGITS
    assert parse_outer_number(grouped(number)) == number
    assert outer_digits(f" {grouped(number)} ") == number


@pytest.mark.parametrize(
    ("typed", "message"),
    [("1234567889", ""), ("1234 5678 8", OUTER_LENGTH), ("2134567889", OUTER_MISTYPED), ("314159265344", OUTER_LENGTH)],
)
def test_a_slips_number_is_never_taken_for_a_code(typed: str, message: str) -> None:
    if not message:
        assert parse_outer_number(typed) == typed
        return
    with pytest.raises(Invalid) as caught:
        parse_outer_number(typed)
    assert (caught.value.field, caught.value.message) == ("slip_number", message)


def test_words_that_are_no_number_are_given_back() -> None:
    assert outer_digits("the one on the table") == "the one on the table"
    assert outer_digits("7" * 200) == "7" * 200
