"""Rules of the lossless text package, by example and by property."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar import text
from khabar.text import Script

anything = st.text(max_size=60)


@pytest.mark.parametrize("typed", ["123", "۱۲۳", "١٢٣", "१२३"])
def test_digits_of_every_script_are_one_number(typed: str) -> None:
    assert text.to_latin_digits(typed) == "123"


@pytest.mark.parametrize(
    "typed", ["1234 5678 9012", "1234-5678–9012", "\u200f۱۲۳۴\u00a0۵۶۷۸\u202f۹۰۱۲\u200e", "1234.5678.9012\n"]
)
def test_a_code_is_read_through_its_separators(typed: str) -> None:
    assert text.only_digits(typed) == "123456789012"


@pytest.mark.parametrize("typed", ["", "   ", "12a4", "شیرین", "12²", "1️⃣"])
def test_what_is_not_wholly_digits_is_no_number(typed: str) -> None:
    assert text.only_digits(typed) == ""


@given(anything)
def test_only_digits_gives_nothing_but_latin_digits(typed: str) -> None:
    digits = text.only_digits(typed)
    assert digits == "" or (digits.isascii() and digits.isdecimal())


@given(anything)
def test_latin_digits_keep_the_length_and_are_stable(typed: str) -> None:
    once = text.to_latin_digits(typed)
    assert len(once) == len(typed)
    assert text.to_latin_digits(once) == once


def test_marks_of_direction_are_seen_and_dropped_but_joiners_stay() -> None:
    typed = "\u202eداریوش\u200cپور\u2069"
    assert text.has_bidi_controls(typed)
    assert text.without_bidi_controls(typed) == "داریوش\u200cپور"
    assert not text.has_bidi_controls("Darius")


@given(anything)
def test_nothing_is_left_of_marks_of_direction(typed: str) -> None:
    assert not text.has_bidi_controls(text.without_bidi_controls(typed))


@pytest.mark.parametrize(
    ("char", "script"),
    [
        ("d", Script.LATIN),
        ("ş", Script.LATIN),
        ("د", Script.ARABIC),
        ("گ", Script.ARABIC),
        ("Д", Script.CYRILLIC),
        ("ד", Script.HEBREW),
        ("Δ", Script.GREEK),
        ("達", Script.OTHER),
        ("3", Script.COMMON),
        ("۳", Script.COMMON),
        (" ", Script.COMMON),
        ("\u064e", Script.COMMON),
        ("🙂", Script.COMMON),
        ("ª", Script.LATIN),
    ],
)
def test_a_character_knows_its_script(char: str, script: Script) -> None:
    assert text.script_of(char) is script


def test_scripts_of_a_text_leave_out_what_is_common_to_all() -> None:
    assert text.scripts("Darius داریوش 3") == {Script.LATIN, Script.ARABIC}
    assert text.scripts("🙂 123") == frozenset()


def test_tidying_keeps_zwnj_and_makes_equal_what_looks_equal() -> None:
    assert text.normalise("  Shi\u0000rin\u00a0\t e\u0301  ") == "Shirin é"
    assert text.normalise("محمد\u200cرضا") == "محمد\u200cرضا"
    assert text.normalise("\ufeff\u00ad \n") == ""


@given(anything)
def test_tidying_twice_changes_nothing(typed: str) -> None:
    once = text.normalise(typed)
    assert text.normalise(once) == once


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("Darius", 6),
        ("e\u0301", 1),
        ("مُحَمَّد", 4),
        ("👩‍👩‍👧‍👦", 1),
        ("👍🏽", 1),
        ("🇦🇱🇦🇫", 2),
        ("☎️", 1),
        ("می\u200cرود", 5),
        ("\r\n", 1),
        ("한국", 2),
        ("\u1112\u1161\u11ab", 1),
        ("각\u11a8", 1),
        ("a\nb", 3),
        ("\u0601\u0661", 1),
        ("", 0),
    ],
)
def test_a_reader_counts_visible_characters(typed: str, count: int) -> None:
    assert len(text.graphemes(typed)) == count


@given(anything)
def test_visible_characters_joined_are_the_text_again(typed: str) -> None:
    assert "".join(text.graphemes(typed)) == typed


@given(anything, st.integers(min_value=0, max_value=20))
def test_a_clipped_text_is_a_beginning_of_whole_characters(typed: str, count: int) -> None:
    clipped = text.clip_graphemes(typed, count)
    assert typed.startswith(clipped)
    assert text.graphemes(clipped) == text.graphemes(typed)[:count]


def test_words_are_counted_in_any_script() -> None:
    assert text.words("I am well, don't worry.") == ["I", "am", "well", "don't", "worry"]
    assert text.words("من خوبم؛ نگران نباش! می\u200cآیم") == ["من", "خوبم", "نگران", "نباش", "می\u200cآیم"]
    assert text.words("我很好") == ["我", "很", "好"]
    assert text.words(" … 🙂 ") == []


def test_what_is_said_has_each_gap_filled_in_its_own_way_in_any_language() -> None:
    clause = text.said("“%(left)s” is one of %(count)s", left="m", count=2)
    whole = text.said("%(finding)s; so it is.", finding=clause)
    assert str(whole) == "“m” is one of 2; so it is."
    persian = {clause.words: "«%(left)s» یکی از %(count)s", whole.words: "%(finding)s؛ بله."}
    assert whole.told(persian.__getitem__, lambda value: f"<{value}>") == "«<m>» یکی از <2>؛ بله."
    assert str(whole.with_texts({"m": "man"}.__getitem__)) == "“man” is one of 2; so it is."
