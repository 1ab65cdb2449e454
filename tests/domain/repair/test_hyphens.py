from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.repair.edits import Edit, EditKind, Why, switched, text_of
from khabar.domain.repair.hyphens import vocabulary, with_hyphens

LISTED = {"information"}.__contains__


def repaired(raw: str, *others: str) -> tuple[str, str]:
    """Give the text, and why its first divided word reads so."""
    known = vocabulary([raw, *others])
    edits = with_hyphens(raw, (), known, LISTED)
    return text_of(raw, edits), edits[0].why


def test_a_word_that_stands_elsewhere_is_joined() -> None:
    assert repaired("the minis-\ntry wrote", "a ministry") == ("the ministry wrote", Why.JOINED_KNOWN)


def test_a_word_of_the_list_is_joined() -> None:
    assert repaired("more infor-\nmation") == ("more information", Why.JOINED_LISTED)


def test_a_word_known_with_its_hyphen_keeps_it() -> None:
    assert repaired("a self-\nemployed man", "self-employed people") == ("a self-employed man", Why.HYPHENATED_KNOWN)


def test_a_word_nobody_knows_keeps_its_hyphen() -> None:
    assert repaired("a self-\nemployed man") == ("a self-employed man", Why.NEITHER)


def test_of_two_known_readings_the_commoner_is_taken() -> None:
    assert repaired("a re-\nsign", "resign resign re-sign") == ("a resign", Why.BOTH_KNOWN)
    assert repaired("a re-\nsign", "resign re-sign") == ("a re-sign", Why.BOTH_KNOWN)


def test_a_soft_hyphen_is_what_the_file_says_it_is() -> None:
    assert repaired("qer\u00ad\nkon") == ("qerkon", Why.SOFT)


@pytest.mark.parametrize("after", ["Karimi", "2024"])
def test_before_a_capital_or_a_digit_the_hyphen_stays(after: str) -> None:
    assert repaired(f"Ravan-\n{after}") == (f"Ravan-{after}", Why.CAPITAL)


@pytest.mark.parametrize("hyphen", ["\ufffe", "\x02", "\u2010"])
def test_what_pdfium_makes_of_a_hyphen_is_one(hyphen: str) -> None:
    assert repaired(f"the minis{hyphen}\ntry", "ministry")[0] == "the ministry"
    assert repaired(f"the qer{hyphen}\nkon")[0] == "the qer-kon"


def test_a_hyphen_of_pdfium_inside_a_line_reads_as_one() -> None:
    edits = with_hyphens("self\ufffe employed", (), Counter(), LISTED)
    assert text_of("self\ufffe employed", edits) == "self- employed"


def test_a_long_compound_keeps_the_hyphens_it_has() -> None:
    assert repaired("a mother-in-\nlaw", "mother-in-law")[0] == "a mother-in-law"


def test_a_word_divided_twice_is_joined_twice() -> None:
    raw = "infor-\nmation and infor-\nmation"
    assert text_of(raw, with_hyphens(raw, (), Counter(), LISTED)) == "information and information"


def test_what_was_turned_round_already_is_left_alone() -> None:
    edit = Edit(0, 10, "x", EditKind.TURNED)
    assert with_hyphens("the minis-\ntry", (edit,), Counter(ministry=1), LISTED) == (edit,)


def test_divided_words_say_nothing_about_themselves() -> None:
    assert vocabulary(["minis-\ntry"]) == Counter()


@given(st.text(alphabet="abc-\n \ufffe\u00ad", max_size=40))
def test_no_letter_is_lost_and_every_choice_can_be_turned_round(raw: str) -> None:
    edits = with_hyphens(raw, (), vocabulary([raw]), lambda _word: True)
    letters = [char for char in raw if char.isalpha()]
    assert [char for char in text_of(raw, edits) if char.isalpha()] == letters
    for number, edit in enumerate(edits):
        assert edit.other is not None
        assert switched(switched(edits, number), number) == edits
