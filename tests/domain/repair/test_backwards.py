from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.repair.backwards import signs_in, signs_of, turned

PERSIAN = "این نامه که از انجمن برای وزارت است"
ARABIC = "كتبت العائلة هذه الرسالة إلى الوزارة في المدينة"
HEBREW = "המכתב של המשפחה הגיע את המשרד עם כל השמות"


@pytest.mark.parametrize("text", [PERSIAN, ARABIC, HEBREW])
def test_text_stored_backwards_is_known_by_its_letters(text: str) -> None:
    assert signs_in(text[::-1]).say_backwards
    assert not signs_in(text).say_backwards


def test_shapes_that_only_end_words_give_backwards_text_away() -> None:
    shapes = "\ufeea\ufee3\ufe8e\ufee7 \ufeea\ufee7\ufe8e\ufea7"
    assert signs_in(shapes).say_backwards
    assert not signs_in("\ufee7\ufe8e\ufee3\ufeea \ufea7\ufe8e\ufee7\ufeea").say_backwards


def test_one_sign_alone_turns_nothing() -> None:
    assert not signs_in("هک").say_backwards
    assert signs_of(["هک", "تسا"]).say_backwards


def test_latin_text_has_no_signs() -> None:
    assert signs_in("The letter was never answered.") == signs_in("")
    assert signs_in("").lean_backwards


@pytest.mark.parametrize("text", [PERSIAN, ARABIC, HEBREW])
def test_a_turned_line_reads_as_it_was_written(text: str) -> None:
    assert turned(text[::-1]) == text


def test_numbers_and_latin_words_stand_the_right_way_round_already() -> None:
    assert turned("5 Ministry of Justice هب همان 1402/07/12") == "1402/07/12 نامه به Ministry of Justice 5"


def test_brackets_are_turned_with_their_line() -> None:
    assert turned("(همان) 5") == "5 (نامه)"
    assert turned(")همان(") == "(نامه)"


def test_marks_stay_with_their_letters_however_they_were_stored() -> None:
    assert turned("دَّم") == "مدَّ"
    assert turned("َدم هب") == "به مدَ"


@given(st.lists(st.sampled_from(["نامه", "شهر", "12", "1,200", "مادر"]), min_size=1, max_size=8))
def test_turning_twice_changes_nothing(words: list[str]) -> None:
    line = " ".join(words)
    assert turned(turned(line)) == line
