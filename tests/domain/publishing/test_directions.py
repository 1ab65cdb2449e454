from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.publishing.directions import direction_of, isolated, pieces
from khabar.text import has_bidi_controls


@pytest.mark.parametrize(
    "foreign",
    [
        "A/HRC/57/54",
        "OAP/2025/114/B",
        "+00 555 0100",
        "letters@lantern.example",
        "https://lantern.example/issues/7/",
        "4821 0937 5557",
        "۴۸۲۱ ۰۹۳۷ ۵۵۵۷",
        "+5550100",
        "2026-11-21",
    ],
)
def test_symbols_numbers_and_addresses_are_kept_in_one_piece(foreign: str) -> None:
    text = f"نامهٔ {foreign} رسید."
    assert [one.text for one in pieces(text, "rtl") if one.is_foreign] == [foreign]
    assert isolated(text, "fa") == f"نامهٔ \u2066{foreign}\u2069 رسید."


def test_a_foreign_piece_may_begin_or_end_a_text() -> None:
    assert list(pieces("OAP/7", "rtl")) == [("OAP/7", True)]
    assert isolated("نامهٔ OAP/7", "fa") == "نامهٔ \u2066OAP/7\u2069"


@pytest.mark.parametrize("text", ["روز ۴۱۲ بود", "نوشت yes و رفت", "۱۲٬۴۱۸ امضا", "پایان."])
def test_ordinary_words_and_numbers_stay_as_they_are(text: str) -> None:
    assert isolated(text, "fa") == text


def test_a_text_from_the_left_needs_nothing() -> None:
    assert isolated("see A/HRC/57/54", "en") == "see A/HRC/57/54"
    assert not has_bidi_controls(isolated("see A/HRC/57/54", "en"))


@given(st.text(max_size=80), st.sampled_from(["rtl", "ltr"]))
def test_pieces_together_are_the_text(text: str, direction: str) -> None:
    assert "".join(one.text for one in pieces(text, direction)) == text


def test_languages_know_their_direction() -> None:
    assert [direction_of(language) for language in ("fa", "ar", "en", "ru")] == ["rtl", "rtl", "ltr", "ltr"]
