from __future__ import annotations

from dataclasses import replace

import pytest

from adapters.newsletter.issue_folders import LANGUAGES, example, text
from adapters.newsletter.long_issues import long_issue, mark, story
from khabar.adapters.newsletter.phone_texts import script_txt, short_text, short_txt
from khabar.domain.publishing.short_texts import MOST_PARTS, length_of


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_short_text_fits_three_parts_and_says_how_to_hear_more(language: str) -> None:
    said = short_text(example(language), language)
    assert length_of(said).parts <= MOST_PARTS
    assert "+005550100" in said
    assert example(language).articles[0].title.text in said
    assert "\n" not in said


def test_there_is_one_short_text_for_each_language_of_the_issue() -> None:
    issue = long_issue("en", 2)
    mixed = replace(issue, articles=(*issue.articles[:2], story(20, "fa", 2)))
    lines = short_txt(mixed).splitlines()
    assert [line[:4] for line in lines if line.startswith("[")] == ["[en]", "[fa]"]
    persian = short_text(mixed, "fa")
    assert mark("story", 20) in persian
    assert mark("story", 0) not in persian
    assert short_text(replace(mixed, phone="", address=""), "en").endswith(f"{mark('story', 1)} of a table.")


def test_what_a_text_costs_stands_above_it() -> None:
    assert text("en", "short.txt").startswith("[en] 3 parts, ")
    one = replace(long_issue("en", 2), phone="", address="", articles=(story(1, "en", 1),))
    assert short_txt(one).startswith("[en] 1 part, ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_script_says_numbers_in_words_and_where_to_wait(language: str) -> None:
    script = text(language, "read-aloud.txt")
    body = script.split("\n\n\n", 1)[1]
    assert not any(char.isdigit() for char in body)
    assert "@" not in body
    assert "http" not in body
    assert "/" not in body
    pause = {"en": "(pause)", "fa": "(مکث)"}[language]
    assert body.count(pause) > 50


def test_the_script_greets_counts_and_takes_its_leave() -> None:
    lines = text("en", "read-aloud.txt").splitlines()
    assert "Number of pieces: ten." in lines
    assert "four hundred and twelve days without an answer." in " ".join(lines)
    assert lines[-3:] == [
        "You reach us by telephone: zero zero, five five five, zero one zero zero.",
        "That was The Lantern, number seven.",
        "Thank you for listening.",
    ]
    alone = script_txt(replace(example("en"), phone=""))
    assert "by telephone: zero" not in alone
