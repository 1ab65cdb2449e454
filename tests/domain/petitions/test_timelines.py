from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.letters.drafted import PAGE, about_darius, general
from khabar.domain.clocks import Course, Extension, Pause, Rule, Unit, clock_on
from khabar.domain.errors import Invalid
from khabar.domain.petitions.timelines import (
    MOST_LETTERS,
    PublicLetter,
    due_and_lines,
    may_stand,
    new_objections,
    page_name,
    require_showable,
)

SENT = date(2025, 3, 3)
TODAY = SENT + timedelta(days=412)
COURSE = Course(rule=Rule(20, Unit.DAYS, source="Farid's own note"), sent=SENT)
LETTER = PublicLetter("Ministry of the Interior", SENT, due=date(2025, 3, 23), computed={"en": ("Counted so.",)})


def test_a_letter_that_names_nobody_may_stand_on_the_page_it_was_meant_for() -> None:
    page = page_name("visits")
    assert page == "petition/visits"
    assert may_stand(replace(general(), publication=PAGE), PAGE)
    assert not may_stand(replace(general(), publication=PAGE), page)
    assert not may_stand(replace(general(), publication=""), "")


def test_a_letter_that_names_somebody_inside_stands_on_no_page() -> None:
    letter = about_darius()
    assert not may_stand(replace(letter, publication=PAGE), PAGE)
    (objection,) = new_objections(letter, replace(letter, publication=PAGE))
    assert "cannot stand on a public page" in str(objection.sentence)


def test_what_kept_a_letter_from_leaving_before_is_not_said_again() -> None:
    unsaid = replace(general(), named=None, publication="")
    assert new_objections(unsaid, replace(unsaid, publication=PAGE)) == ()


def test_the_last_day_is_told_with_how_it_was_counted_and_without_what_anybody_typed() -> None:
    due, lines = due_and_lines(clock_on(COURSE, TODAY))
    assert due == date(2025, 3, 23)
    assert set(lines) == {"en", "fa"}
    assert "20 days" in " ".join(lines["en"])
    assert "Farid" not in json.dumps(lines, ensure_ascii=False)


@pytest.mark.parametrize(
    "course",
    [
        replace(COURSE, pauses=(Pause(SENT + timedelta(days=2), SENT + timedelta(days=5), "Farid was ill"),)),
        replace(COURSE, pauses=(Pause(SENT + timedelta(days=2), None, "Farid was ill"),)),
        replace(COURSE, extensions=(Extension(SENT + timedelta(days=2), "Farid called", days=5),)),
        replace(COURSE, extensions=(Extension(SENT + timedelta(days=2), "Farid called", to=TODAY),)),
    ],
)
def test_where_somebody_typed_why_a_clock_moved_no_last_day_is_told(course: Course) -> None:
    assert due_and_lines(clock_on(course, TODAY)) == (None, {})


def test_without_a_clock_no_last_day_is_told() -> None:
    assert due_and_lines(None) == (None, {})
    assert due_and_lines(clock_on(replace(COURSE, sent=None), TODAY)) == (None, {})


@given(
    st.builds(
        PublicLetter,
        body=st.text(max_size=40),
        sent=st.dates(),
        answered=st.none() | st.dates(),
        due=st.none() | st.dates(),
        is_copy=st.booleans(),
        computed=st.dictionaries(st.sampled_from(["en", "fa"]), st.tuples(st.text(max_size=20))),
    )
)
def test_a_public_letter_comes_back_from_the_porch_as_it_went(letter: PublicLetter) -> None:
    assert PublicLetter.from_plain(json.loads(json.dumps(letter.to_plain()))) == letter


def test_it_is_a_line_of_a_timeline_as_of_a_day() -> None:
    assert LETTER.as_of(TODAY).days == 412


def test_a_page_shows_no_more_letters_than_can_be_read() -> None:
    require_showable([LETTER] * MOST_LETTERS)
    with pytest.raises(Invalid, match="two hundred") as refused:
        require_showable([LETTER] * (MOST_LETTERS + 1))
    assert refused.value.field == "letters"
