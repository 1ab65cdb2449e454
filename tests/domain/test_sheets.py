from contextlib import suppress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from khabar.domain.codes import check_digits
from khabar.domain.errors import Invalid
from khabar.domain.sheets import (
    GEOMETRY,
    HALF_OF_KIND,
    SHEET_DIGITS,
    Half,
    SheetKind,
    code_hash,
    half_of,
    is_sheet_code,
    new_sheet_code,
    parse_sheet_code,
    printed_code,
)

KINDS = st.sampled_from(SheetKind)
DRAWN = st.binary(min_size=24, max_size=24)
CODES = st.builds(lambda kind, drawn: new_sheet_code(kind, lambda _: drawn), KINDS, DRAWN)
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


@given(KINDS, DRAWN)
def test_a_sheet_has_27_digits_that_check_and_tell_only_its_half(kind: SheetKind, drawn: bytes) -> None:
    code = new_sheet_code(kind, lambda count: drawn[:count])
    assert len(code) == SHEET_DIGITS
    assert is_sheet_code(code)
    assert half_of(code) is HALF_OF_KIND[kind]


def test_whole_sheets_of_every_kind_draw_their_codes_alike() -> None:
    drawn = bytes(range(24))
    codes = {
        kind: new_sheet_code(kind, lambda _: drawn) for kind in (SheetKind.INTAKE, SheetKind.OFFER, SheetKind.ASKING)
    }
    assert len(set(codes.values())) == 1, "nothing on the paper says whether somebody is asked by name"


def test_at_least_eighty_bits_of_a_code_are_random() -> None:
    least = min(len("0123"), len("456"), len("789")) * 10**24
    assert least > 2**80


@given(CODES, st.data())
def test_one_wrong_digit_is_never_another_sheet(code: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, SHEET_DIGITS - 1))
    other = data.draw(st.sampled_from("0123456789"))
    assume(other != code[place])
    assert not is_sheet_code(code[:place] + other + code[place + 1 :])


@pytest.mark.parametrize("digits", ["", "1", "12345678901234567890123456", "a" * 27, "۱" * 27])
def test_what_is_no_sheet_is_told_so(digits: str) -> None:
    assert not is_sheet_code(digits)


def test_the_code_of_a_slip_is_no_sheet() -> None:
    assert not is_sheet_code("1234567890" + check_digits("1234567890"))


@given(CODES)
def test_typed_as_it_is_printed_in_either_digits_it_comes_back(code: str) -> None:
    assert parse_sheet_code(printed_code(code)) == code
    assert parse_sheet_code(printed_code(code).replace(" ", "-").translate(PERSIAN)) == code


@given(st.text(max_size=300))
def test_typing_gives_a_sheet_or_a_sentence(text: str) -> None:
    with suppress(Invalid):
        assert is_sheet_code(parse_sheet_code(text))


@pytest.mark.parametrize(("text", "said"), [("1234", "27 digits"), ("1" * 27, "mistyped"), ("1" * 400, "27 digits")])
def test_a_mistyped_sheet_is_refused_with_its_field(text: str, said: str) -> None:
    with pytest.raises(Invalid, match=said) as problem:
        parse_sheet_code(text, field="sheet")
    assert problem.value.field == "sheet"


@given(CODES, CODES)
def test_two_codes_have_two_hashes_and_neither_shows_its_digits(one: str, other: str) -> None:
    assume(one != other)
    assert code_hash(one) != code_hash(other)
    assert one.encode() not in code_hash(one)


def test_halves_are_told_apart() -> None:
    drawn = bytes(24)
    halves = {half_of(new_sheet_code(kind, lambda _: drawn)) for kind in SheetKind}
    assert halves == {None, Half.MESSAGE, Half.REPLY}


def test_boxes_stand_outside_the_quiet_zone_and_apart() -> None:
    assert GEOMETRY.symbol == pytest.approx(26.25)
    assert GEOMETRY.module >= 1, "smaller modules are lost in a photograph of three sheets"
    assert GEOMETRY.box_across - GEOMETRY.box_side / 2 >= GEOMETRY.quiet
    assert GEOMETRY.box_step > GEOMETRY.box_side + 2 * GEOMETRY.box_line
