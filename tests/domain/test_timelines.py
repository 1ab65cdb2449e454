"""A story in order, as rows and as a drawing of the same rows: both calendars, silences counted, nothing lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from khabar.domain.timelines import MOST_YEARS, Happened, Line, Sent, drawn, in_order, rows, years

TODAY = date(2027, 4, 19)
LEFT = Happened(date(2017, 3, 21), date(2018, 3, 20), "Darius left home", "1396", "Shirin, who saw it")
CARD = Happened(date(2019, 4, 2), date(2019, 4, 2), "A card came", "2019-04-02", "Omar, from a document")
UNANSWERED = Sent("Office for Visits", date(2026, 3, 3), None, TODAY, due=date(2026, 4, 5))
ANSWERED = Sent("Ombudsperson", date(2026, 3, 3), date(2026, 6, 1), TODAY, is_copy=True, due=date(2026, 7, 1))
STORY: tuple[Line, ...] = (UNANSWERED, CARD, ANSWERED, LEFT)

some_days = st.integers(0, 4000).map(lambda ahead: date(2016, 1, 1) + timedelta(ahead))
events = st.builds(
    lambda first, more, what: Happened(first, first + timedelta(more), what or "x"),
    some_days,
    st.integers(0, 500),
    st.text("abc سلام", max_size=60),
)
letters = st.builds(
    lambda sent, wait, answered: Sent(
        "Office", sent, sent + timedelta(wait) if answered else None, sent + timedelta(wait)
    ),
    some_days,
    st.integers(0, 900),
    st.booleans(),
)
stories = st.lists(events | letters, min_size=1, max_size=6)


def test_lines_stand_by_their_first_day() -> None:
    assert in_order(STORY) == (LEFT, CARD, ANSWERED, UNANSWERED)
    assert in_order(reversed(STORY)) == in_order(STORY)


def test_rows_say_when_what_and_what_became_of_it() -> None:
    said = [(one.when, one.what, one.said) for one in rows(STORY, "en")]
    assert said == [
        (
            "between 21 March 2017 (2017-03-21) and 20 March 2018 (2018-03-20); as given: 1396",
            "Darius left home",
            "Shirin, who saw it",
        ),
        ("2 April 2019 (2019-04-02)", "A card came", "Omar, from a document"),
        (
            "3 March 2026 (2026-03-03)",
            "Copy to Ombudsperson",
            "Answered after 90 days, on 1 June 2026 (2026-06-01).",
        ),
        (
            "3 March 2026 (2026-03-03)",
            "Letter to Office for Visits",
            (
                "Unanswered for 412 days, as of 19 April 2027 (2027-04-19). "
                "The answer was due on 5 April 2026 (2026-04-05)."
            ),
        ),
    ]


def test_persian_rows_have_their_calendar_and_foreign_names_their_direction() -> None:
    said = rows(STORY, "fa")
    assert said[3].what == "نامه به \N{FIRST STRONG ISOLATE}Office for Visits\N{POP DIRECTIONAL ISOLATE}"
    assert "۴۱۲ روز بی‌پاسخ" in said[3].said
    assert said[0].when.startswith("میان ۱ فروردین ۱۳۹۶")


def test_a_day_given_as_it_is_shown_is_not_said_twice() -> None:
    assert "as given" not in rows([CARD], "en")[0].when
    assert "as given: about 2019" in rows([Happened(CARD.first, CARD.last, "A card", "about 2019")], "en")[0].when


def test_the_drawing_is_told_in_words_and_runs_as_the_language_does() -> None:
    for language, direction in (("en", "ltr"), ("fa", "rtl")):
        root = etree.fromstring(drawn(STORY, language, name="story").encode())
        assert root.get("direction") == direction
    told = etree.fromstring(drawn(STORY, "en", name="story").encode()).findtext(".//{http://www.w3.org/2000/svg}desc")
    assert told == (
        "4 lines from 21 March 2017 (2017-03-21) to 19 April 2027 (2027-04-19). Letters: 2. Answered: 1. "
        "The same lines stand in the table."
    )


def test_without_any_line_nothing_is_drawn() -> None:
    assert drawn([], "en", name="story") == ""
    assert rows([], "en") == ()


def test_long_words_are_cut_in_the_drawing_and_whole_in_the_table() -> None:
    long = Happened(CARD.first, CARD.last, "Somebody saw him in the house on the hill above the river", "2019")
    svg = drawn([long], "en", name="story")
    assert "Somebody saw him in the house on the…</text>" in svg
    assert f"<title>{long.what}." in svg
    assert rows([long], "en")[0].what == long.what


def test_years_are_those_of_the_readers_calendar_and_never_too_many() -> None:
    assert [label for _, label in years(date(2019, 5, 1), date(2022, 2, 1), "en")] == ["2020", "2021", "2022"]
    persian = years(date(2019, 5, 1), date(2022, 2, 1), "fa")
    assert persian == ((date(2020, 3, 20), "۱۳۹۹"), (date(2021, 3, 21), "۱۴۰۰"))
    assert [label for _, label in years(date(1900, 1, 1), date(2026, 1, 1), "en")] == ["1900", "1950", "2000"]
    assert years(date(600, 1, 1), date(601, 6, 1), "fa") == ((date(600, 1, 1), "۶۰۰"), (date(601, 1, 1), "۶۰۱"))


def test_a_story_longer_than_any_has_still_its_years() -> None:
    assert len(years(date(1, 1, 1), date(9998, 1, 1), "en")) == 99


def test_a_public_timeline_is_made_of_bodies_and_days_alone() -> None:
    public = [UNANSWERED, ANSWERED]
    said = " ".join(f"{one.when} {one.what} {one.said}" for one in rows(public, "en")) + drawn(
        public, "en", name="story"
    )
    assert not any(name in said for name in ("Darius", "Shirin", "Omar"))


def test_what_a_file_says_stays_out_of_logs() -> None:
    assert "Darius" not in repr(STORY) + repr(rows(STORY, "en"))


@given(letters)
def test_a_silence_ends_with_the_answer_and_never_runs_backwards(letter: Sent) -> None:
    assert letter.days >= 0
    if letter.answered:
        assert letter.days == (letter.answered - letter.sent).days


@given(stories, st.sampled_from(("en", "fa")))
def test_every_story_can_be_drawn_with_a_lane_and_a_row_for_each_line(story: list[Line], language: str) -> None:
    root = etree.fromstring(drawn(story, language, name="story").encode())
    labels = [one for one in root.iter("{http://www.w3.org/2000/svg}text") if one.get("class") == "time-label"]
    assert len(labels) == len(rows(story, language)) == len(story)


@given(some_days, some_days, st.sampled_from(("en", "fa")))
def test_years_lie_within_and_in_order(one: date, other: date, language: str) -> None:
    first, last = sorted((one, other))
    found = years(first, last, language)
    assert len(found) <= MOST_YEARS + 1
    assert all(first <= day <= last for day, _ in found)
    assert [day for day, _ in found] == sorted(day for day, _ in found)


@pytest.mark.parametrize("wait", [0, 1, 412])
def test_days_of_silence_are_counted_in_words(wait: int) -> None:
    letter = Sent("Office", TODAY - timedelta(wait), None, TODAY)
    assert f"{wait} day" in rows([letter], "en")[0].said
