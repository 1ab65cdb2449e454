from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.publishing.short_texts import MOST_PARTS, Length, fitted, length_of, plainer

if TYPE_CHECKING:
    from collections.abc import Sequence


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", Length(0, 160, 1, is_seven_bit=True)),
        ("a" * 160, Length(160, 160, 1, is_seven_bit=True)),
        ("a" * 161, Length(161, 306, 2, is_seven_bit=True)),
        ("a" * 306, Length(306, 306, 2, is_seven_bit=True)),
        ("a" * 307, Length(307, 459, 3, is_seven_bit=True)),
        ("€" * 80, Length(160, 160, 1, is_seven_bit=True)),
        ("ا" * 70, Length(70, 70, 1, is_seven_bit=False)),
        ("ا" * 71, Length(71, 134, 2, is_seven_bit=False)),
        ("a" * 69 + "ş", Length(70, 70, 1, is_seven_bit=False)),
        ("😀", Length(2, 70, 1, is_seven_bit=False)),
    ],
)
def test_texts_are_counted_as_telephones_count(text: str, length: Length) -> None:
    assert length_of(text) == length


@given(st.text(max_size=700))
def test_a_text_fits_the_parts_it_is_said_to_take_and_not_one_less(text: str) -> None:
    found = length_of(text)
    alone, each = (160, 153) if found.is_seven_bit else (70, 67)
    assert found.places <= found.room
    assert found.parts == 1 or found.places > max(alone, (found.parts - 1) * each)


def test_typographic_marks_do_not_double_the_price() -> None:
    assert plainer("“Yes” – it’s …") == '"Yes" - it\'s ...'
    assert plainer("“بله”") == "“بله”"


def joined(headlines: Sequence[str]) -> str:
    return "; ".join(headlines)


def test_as_many_headlines_are_told_as_fit() -> None:
    assert fitted(["one", "two", "three"], joined) == "one; two; three"
    many = ["a" * 100] * 9
    text = fitted(many, joined)
    assert text.count(";") == 3
    assert length_of(text).parts == MOST_PARTS
    assert length_of(joined(many[:5])).parts > MOST_PARTS


def test_one_headline_is_told_even_where_it_is_long() -> None:
    assert length_of(fitted(["a" * 900, "b"], joined)).parts == 6
