from __future__ import annotations

from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from khabar.domain.codes import check_digits, is_valid
from khabar.domain.replies.codes import (
    MOST_SEARCHED,
    REPLY_DIGITS,
    Written,
    new_reply_code,
    one_mistake_away,
    printed_reference,
    reply_address,
    written_codes,
)
from khabar.text import to_persian_digits

CODES = st.text("0123456789", min_size=13, max_size=13).map(lambda digits: digits + check_digits(digits))
CODE = "123456789012334"
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def found(text: str) -> list[str]:
    return [one.digits for one in written_codes(text) if one.is_code]


def test_a_new_code_has_thirteen_drawn_and_two_check_digits() -> None:
    random = Random(1)  # noqa: S311 - reproducible draws, no secret
    codes = {new_reply_code(random.randbytes) for _ in range(200)}
    assert len(codes) == 200
    assert all(len(code) == REPLY_DIGITS and is_valid(code) for code in codes)


def test_a_small_draw_keeps_its_zeros() -> None:
    assert new_reply_code(lambda count: b"\0" * (count - 1) + b"\7").startswith("0000000000007")


def test_the_address_and_the_printed_line_are_groups_of_four() -> None:
    assert reply_address(CODE, "khabar.example") == "reply-1234-5678-9012-334@khabar.example"
    assert reply_address(CODE, "khabar.example", mailbox="post") == "post-1234-5678-9012-334@khabar.example"
    assert printed_reference(CODE) == "1234 5678 9012 334"


@pytest.mark.parametrize(
    "text",
    [
        "Khabar <reply-1234-5678-9012-334@khabar.example>",
        "<REPLY-1234-5678-9012-334@KHABAR.EXAMPLE>",
        "reply-123456789012334@khabar.example",
        "reply1234567890l2334@khabar.example",
        "rep1y-1234-5678-9012-334@khabar.example",
        "Shirin <Shirin Ahmadi <reply-1234-5678-9012-334@khabar.example>",
        "\"'reply-1234-5678-9012-334@khabar.example'\" <info@khabar.example>",
        "reply-1234-5678-9012-334=khabar.example@gateway.example",
        "reply--1234--5678--9012--334@khabar.example",
        "reply-l234-5678-9Ol2-334@khabar.example",
        "reply-I234-S678-9O12-334@khabar.example",
        "reply+1234.5678.9012.334@khabar.example",
        "reply-1234-5678\r\n -9012-334@khabar.example",
        "reply-1234-5678-9012-334+office@khabar.example",
        "Reference 1234 5678 9012 334",
        "Reference 1234\u00a05678\u202f9012 334.",
        "شماره: ۱۲۳۴ ۵۶۷۸ ۹۰۱۲ ۳۳۴",
        "رقم ١٢٣٤ ٥٦٧٨ ٩٠١٢ ٣٣٤ في ١٢ مارس",
        "\u202a1234\u202c-\u200f5678-\u200e9012-334",
        "> Reference 1234 5678\n> 9012 334",
        "334-9012-5678-1234",
        "of 3 May 2026: 1234 5678 9012 334 7",
    ],
)
def test_a_code_is_found_however_it_is_written(text: str) -> None:
    assert found(text) == [CODE]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Dear Sir or Madam",
        "1234 5678 9012",
        "+98 21 1234 5678",
        "1234:5678:9012:334",
        "ilOSBilOSBilOSB",
        "l" * 15 + " 123456789",
        "9" * 400,
    ],
)
def test_what_is_no_code_is_not_taken_for_one(text: str) -> None:
    assert not found(text)


def test_a_number_is_as_printed_only_in_our_groups_or_behind_our_prefix() -> None:
    assert Written(CODE, as_printed=True) in written_codes("1234 5678 9012 334")
    assert Written(CODE, as_printed=True) in written_codes("reply-123456789012334@khabar.example")
    assert written_codes("Number 123456789012334") == (Written(CODE, as_printed=False),)
    assert Written(CODE, as_printed=False) in written_codes("12345 67890 12334")


def test_a_very_long_text_is_read_at_its_beginning_and_its_end() -> None:
    filling = "word " * MOST_SEARCHED
    assert found(f"{printed_reference(CODE)} {filling}") == [CODE]
    assert found(f"{filling} {printed_reference(CODE)}") == [CODE]
    assert not found(f"{filling} {printed_reference(CODE)} {filling}")


@given(CODES, st.sampled_from(["", "-", " ", ".", "--", "\u200f-", "\n> "]), st.sampled_from("lpaw"))
def test_a_code_survives_separators_and_alphabets(code: str, between: str, alphabet: str) -> None:
    text = between.join(printed_reference(code).split())
    written = {"l": text, "p": to_persian_digits(text), "a": text.translate(ARABIC), "w": text.translate(FULL_WIDTH)}
    assert code in found(f"reply-{written[alphabet]}@khabar.example")


@given(CODES, st.integers(0, 14), st.integers(0, 9))
def test_every_single_mistake_leads_back_to_the_code(code: str, at: int, digit: int) -> None:
    mistakes = {
        code[:at] + code[at + 1 :],
        code[:at] + str(digit) + code[at:],
        code[:at] + str(digit) + code[at + 1 :],
        code[:at] + code[at : at + 2][::-1] + code[at + 2 :],
    }
    assert all(code in one_mistake_away(wrong) for wrong in mistakes if wrong != code)


@given(CODES, CODES)
def test_right_codes_are_never_one_mistake_apart_without_loss(one: str, other: str) -> None:
    assume(one != other)
    assert other not in one_mistake_away(one)


def test_what_is_too_short_or_too_long_is_near_to_nothing() -> None:
    assert one_mistake_away("1" * 13) == frozenset()
    assert one_mistake_away("1" * 17) == frozenset()
    assert all(is_valid(code) for code in one_mistake_away("12345678901233"))


@given(st.text(max_size=200))
def test_no_text_breaks_the_search(text: str) -> None:
    assert all(14 <= len(one.digits) <= 16 and one.digits.isdecimal() for one in written_codes(text))
