from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.publishing.written_issues import article, issue, written
from khabar.domain.publishing.issues import HARD_BREAK, Passage, Petition, Place, Silence, heads_of, passages_of


def test_days_of_silence_are_counted_to_the_answer_or_to_the_day_of_counting() -> None:
    silence = Silence(date(2025, 10, 5), date(2026, 11, 21))
    assert silence.days == 412
    assert replace(silence, answered_on=date(2025, 10, 15)).days == 10
    assert Silence(date(2026, 1, 2), date(2026, 1, 1)).days == 0


def test_a_passage_knows_line_and_column_of_its_words() -> None:
    passage = Passage(f"one\ntwo{HARD_BREAK}three’s", "en", Place("a.md", 5), ("one", "two\\", "three's"))
    assert str(passage.at(0, "one")) == "a.md:5:1"
    assert str(passage.at(4, "two")) == "a.md:6:1"
    assert str(passage.at(8, "three’s")) == "a.md:7:1"
    assert str(passage.at(8, "four")) == "a.md:7"
    assert str(Passage("one", "en", Place("a.toml", 5)).at(0, "one")) == "a.toml:5"


def test_the_length_of_an_article_is_that_of_its_paragraphs() -> None:
    assert article("four", "five!").length == 9


def test_an_issue_lists_its_languages_once_with_its_own_first() -> None:
    assert issue(article(), article(language="fa"), article(language="fa")).languages == ("en", "fa")
    assert replace(issue(article(language="fa")), language="en").languages == ("en", "fa")


def test_a_petition_stands_apart_only_where_no_article_shows_it() -> None:
    petition = Petition(written("let them visit"), 3, date(2026, 11, 20))
    assert replace(issue(article()), petition=petition).petition_apart is petition
    shown = issue(replace(article(), petition=petition))
    assert replace(shown, petition=petition).petition_apart is None


def test_every_text_that_is_printed_is_a_passage() -> None:
    petition = Petition(written("let them visit"), 3, date(2026, 11, 20))
    one = replace(article("all is well"), petition=petition, to=written("the office"), kicker=written("news"))
    texts = [passage.text for passage in passages_of(one)]
    assert texts == ["on a quiet day", "news", "the office", "let them visit", "all is well"]
    whole = replace(issue(one), petition=petition, motto=written("we write"))
    assert [passage.text for passage in heads_of(whole)] == ["the lantern", "we write", "let them visit"]
