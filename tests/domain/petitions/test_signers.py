from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.errors import Invalid
from khabar.domain.petitions.signers import LONGEST_NAME, folded_name, given_name


@pytest.mark.parametrize(
    "typed", ["Shirin Ahmadi", "شیرین احمدی", "Ширин Ахмади", "O’Neill-D’Arc", "می‌ترا", "Ngũgĩ", "李 小龙"]
)
def test_a_name_of_any_script_is_kept_as_it_is(typed: str) -> None:
    assert given_name(f"  {typed} ") == typed


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "…",
        "12345",
        "a\r\nBcc: x",
        "a\nb",
        "<b>a</b>",
        "a@b",
        "a|b",
        "a\\b",
        "{a}",
        "[a]",
        "a\u2028b",
        "\ue000a",
    ],
)
def test_what_is_no_name_is_refused(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        given_name(typed)
    assert refused.value.field == "name"


def test_a_name_has_an_end() -> None:
    assert given_name("a" * LONGEST_NAME)
    with pytest.raises(Invalid):
        given_name("a" * (LONGEST_NAME + 1))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Shirin Ahmadi", "SHIRIN  ahmadi"),
        ("Shirin Ahmadi", "shirin-ahmadi"),
        ("Müller", "MULLER"),
        ("علي", "علی"),
        ("می‌ترا", "میترا"),
        ("آرش", "ارش"),
        ("Ｓｈｉｒｉｎ", "shirin"),
    ],
)
def test_two_writings_of_one_name_are_one_signer(one: str, other: str) -> None:
    assert folded_name(one) == folded_name(other)


def test_two_people_on_one_mailbox_are_two() -> None:
    assert len({folded_name(name) for name in ("Shirin Ahmadi", "Darius Ahmadi", "داریوش", "Shirin")}) == 4


@given(st.text(max_size=80))
def test_no_name_ever_carries_a_line_break(typed: str) -> None:
    try:
        name = given_name(typed)
    except Invalid:
        return
    assert not set(name) & set("\r\n<>@\\")
    assert given_name(name) == name
