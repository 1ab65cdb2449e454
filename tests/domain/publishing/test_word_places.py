from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.publishing.word_places import numbers_in, sentences_in, words_in


def test_words_know_whether_they_begin_a_sentence() -> None:
    text = "He came. “She too,” said Mira: and\u2028Then (Nima) left… Why"
    assert [word.text for word in words_in(text) if word.begins_sentence] == ["He", "She", "and", "Then", "Why"]


def test_marks_joiners_and_apostrophes_belong_to_a_word_and_hyphens_part_it() -> None:
    assert [word.text for word in words_in("می‌رود O’Hara Jean-Pierre x1")] == ["می‌رود", "O’Hara", "Jean", "Pierre", "x"]


def test_capitals_are_told_only_where_there_are_capitals() -> None:
    shirin, rose, fa = words_in("Shirin rose شیرین")
    assert (shirin.is_capital, rose.is_capital, fa.is_capital) == (True, False, False)
    assert (shirin.is_cased, rose.is_cased, fa.is_cased) == (True, True, False)


def test_numbers_are_read_in_any_digits() -> None:
    assert numbers_in("۳۴ and 1992") == [(34, 0), (1992, 7)]


def test_sentences_end_with_their_stops_and_quotation_marks() -> None:
    text = "“One.” Two؟ Three"
    assert [text[start:end].strip() for start, end in sentences_in(text)] == ["“One.”", "Two؟", "Three"]


@given(st.text(max_size=100))
def test_words_stand_where_they_are_said_to_stand(text: str) -> None:
    assert all(text[word.start : word.end] == word.text for word in words_in(text))


@given(st.text(max_size=100))
def test_sentences_together_lose_nothing_but_white_space(text: str) -> None:
    told = "".join(text[start:end] for start, end in sentences_in(text))
    assert "".join(told.split()) == "".join(text.split())
