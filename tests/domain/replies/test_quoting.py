from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.data.mail_words import Attribution, Block, Separator, attributions, blocks, separators
from khabar.domain.replies.folding import plain
from khabar.domain.replies.quoting import Split, attribution_patterns, quote_begins, split_at

LANGUAGES = {"fa", "ar", "ckb", "ur", "tr", "sq", "ru", "ms", "en", "de", "fr"}


@pytest.mark.parametrize("one", attributions(), ids=lambda one: f"{one.language}-{one.client}")
def test_each_line_of_the_table_begins_a_quote(one: Attribution) -> None:
    assert quote_begins(f"Own words.\n\n{one.sample}\nTheir words.") == 2
    assert quote_begins(f"Own words.\n\n{one.sample.replace(' <', chr(10) + '<', 1)}\nTheir words.") == 2


@pytest.mark.parametrize("one", separators(), ids=lambda one: one.language)
def test_each_separator_begins_a_quote(one: Separator) -> None:
    assert quote_begins(f"Own words.\n\n{one.sample}\nTheir words.") == 2
    for words in one.words:
        assert quote_begins(f"Own words.\n---------- {words} ----------\nTheir words.") == 1
        assert quote_begins(f"Own words.\n{words}:\nTheir words.") == 1


@pytest.mark.parametrize("one", blocks(), ids=lambda one: one.language)
def test_each_repeated_head_begins_a_quote_with_the_rule_above_it(one: Block) -> None:
    assert quote_begins(f"Own words.\n\n{one.sample}\n\nTheir words.") == 2
    assert quote_begins(f"Own words.\n________________________________\n\n{one.sample}\n\nTheir words.") == 1
    bold = "\n".join(f"*{line.replace(':', ':*', 1)}" for line in one.sample.split("\n"))
    assert quote_begins(f"Own words.\n{bold}\nTheir words.") == 1
    spread = one.sample.replace("\n", "\n\n")
    assert quote_begins(f"Own words.\n{spread}\nTheir words.") == 1


def test_a_head_without_an_address_needs_a_rule_above_it() -> None:
    head = "Date: 3 May 2026\nTo: Shirin Ahmadi\nSubject: your letter"
    assert quote_begins(f"Own words.\n\n==========\n\n{head}") == 2
    assert quote_begins(f"Own words.\n\n{head}") is None


def test_the_table_covers_every_language_three_times_over() -> None:
    for listed in (attributions(), separators(), blocks()):
        assert {one.language for one in listed} == LANGUAGES
    assert len(attribution_patterns()) >= len(attributions()) - 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Dear Shirin,\n\nFrom: here on we shall write to you.\nYours",
        "از: این پس\nبا شما می‌نویسیم",
        "روزنامهٔ محلی نوشت:\nاین خبر درست است.",
        "He wrote:\nall is well.",
        "Von: uns\nAn: Sie alle",
        "Please note:\n- one\n- two",
        "-----\nYours faithfully\n-----",
        "On 3 May 2026 we wrote to the ministry and heard nothing.",
        "في 3 مايو 2026 كتب إليكم المكتب كتابا ولم يصل رد.",
        "Tarih: 3 Mayıs\nKonu: yok",
        "تاریخ: ۱۴۰۵/۲/۱۳\nشماره: ۱۲\nبه: شیرین احمدی\nموضوع: نامهٔ شما",
        "Date: 3 May 2026\nTo: Shirin Ahmadi\nSubject: your letter",
        "The original message was lost.",
    ],
)
def test_own_words_are_not_taken_for_a_quote(text: str) -> None:
    assert quote_begins(text) is None


def test_marked_lines_alone_are_a_quote() -> None:
    assert quote_begins("Yes.\n\n> Shall we?\n> When?") == 2
    assert quote_begins("> Shall we?\n\nYes.") == 0


def test_a_line_in_any_language_with_address_and_date_before_marked_lines_is_a_header() -> None:
    assert quote_begins("Si.\n\nEl dom, 3 may 2026, Shirin (<a@b.example>) escribió:\n\n> Hola") == 2
    assert quote_begins("Our office, a@b.example, room 3:\nopen at nine") is None
    assert quote_begins("Write to a@b.example 3:") is None


def test_a_header_over_more_than_three_lines_or_of_great_length_is_none() -> None:
    assert quote_begins("On 3 May 2026\nat 10:23\nShirin\nAhmadi\n<a@b.example> wrote:\nHello") is None
    assert quote_begins(f"On 3 May 2026 {'x' * 500} wrote:\nHello") is None


def test_a_cut_before_unmarked_words_gives_all_of_them_to_the_quote() -> None:
    assert split_at("Yes.\nHeader:\nTheir words.", 1) == Split("Yes.", "Header:\nTheir words.")


def test_answers_below_and_between_marked_lines_stay_own_words() -> None:
    text = "Header:\n> Shall we?\nYes, we shall.\n> When?\n\nOn Monday."
    assert split_at(text, 0) == Split("Yes, we shall.\n\nOn Monday.", "Header:\n> Shall we?\n> When?")


def test_blank_lines_between_marked_ones_are_no_words() -> None:
    text = "Yes.\nHeader:\n> one\n\n> two\n--\n"
    assert split_at(text, 1) == Split("Yes.", "Header:\n> one\n\n> two\n--\n")


@given(st.text(alphabet="ab:>@1 \n-_نوشت", max_size=200))
def test_a_cut_loses_no_line_and_adds_none(text: str) -> None:
    at = quote_begins(text)
    if at is not None:
        split = split_at(text, at)
        kept = [line for part in split for line in part.split("\n")]
        assert Counter(kept) - Counter(text.split("\n")) <= Counter([""])
        assert not Counter(text.split("\n")) - Counter(kept)


@given(st.text(max_size=300))
def test_no_text_breaks_the_search(text: str) -> None:
    at = quote_begins(text)
    assert at is None or 0 <= at < len(text.split("\n"))
    assert isinstance(plain(text), str)
