"""Reminders are drafted when half, most and all of the time has run, and never on or after the day of an answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.clocks.courses import SENT, courses, later_days
from khabar.domain.clocks import (
    SHARES,
    Course,
    Extension,
    Pause,
    Rule,
    Start,
    Unit,
    clock_on,
    reminders,
    to_draft,
    told,
)

THIRTY = Course(rule=Rule(30, Unit.DAYS), sent=SENT)


def test_they_come_at_half_at_four_fifths_and_on_the_last_day() -> None:
    found = reminders(THIRTY, SENT)
    assert [(one.share, one.draft_on) for one in found] == [
        (50, date(2026, 3, 18)),
        (80, date(2026, 3, 27)),
        (100, date(2026, 4, 2)),
    ]
    assert told(found[0].reason, "en") == (
        "A reminder is drafted at 15 of 30 days (50 %). The answer is due on 2 April 2026 (2026-04-02)."
    )


def test_the_last_one_may_leave_only_when_the_last_day_is_over() -> None:
    found = reminders(THIRTY, SENT)
    assert [one.send_from - one.draft_on for one in found] == [timedelta(0), timedelta(0), timedelta(1)]
    assert "may leave from the day after" in told(found[-1].reason, "en")


def test_there_is_none_on_the_day_an_answer_came() -> None:
    answered = replace(THIRTY, answered=date(2026, 3, 27))
    assert [one.share for one in reminders(answered, date(2026, 5, 1))] == [50]
    assert to_draft(answered, date(2026, 3, 27)) is None
    assert to_draft(answered, date(2026, 3, 26)) is not None


def test_a_short_time_gives_one_reminder_a_day_at_most() -> None:
    assert [one.share for one in reminders(Course(rule=Rule(1, Unit.DAYS), sent=SENT), SENT)] == [100]


def test_a_clock_that_has_not_begun_reminds_nobody() -> None:
    course = Course(rule=Rule(30, Unit.DAYS, Start.RECEIVED), sent=SENT)
    assert reminders(course, date(2027, 1, 1)) == ()
    assert to_draft(course, date(2027, 1, 1)) is None


def test_a_round_that_comes_late_drafts_one_reminder_and_not_three() -> None:
    late = to_draft(THIRTY, date(2026, 6, 1))
    assert late is not None
    assert late.share == 100
    assert to_draft(THIRTY, date(2026, 6, 1), frozenset({100})) is None
    assert to_draft(THIRTY, date(2026, 3, 28), frozenset({80})) is None
    assert to_draft(THIRTY, date(2026, 3, 17)) is None


def test_a_pause_holds_back_what_is_to_come_and_an_extension_moves_it() -> None:
    paused = replace(THIRTY, pauses=(Pause(date(2026, 3, 10), date(2026, 3, 19), "papers"),))
    assert reminders(paused, SENT)[0].draft_on == date(2026, 3, 28)
    longer = replace(THIRTY, extensions=(Extension(date(2026, 3, 20), "their letter", days=30),))
    assert [one.draft_on for one in reminders(longer, date(2026, 3, 21))] == [
        *(date(2026, 4, 2), date(2026, 4, 20), date(2026, 5, 2)),
    ]


@given(courses(), later_days)
def test_none_is_drafted_on_or_after_the_day_of_the_answer_as_far_as_it_is_known(course: Course, on: date) -> None:
    found = reminders(course, on)
    if course.answered is not None and course.answered <= on:
        assert all(one.draft_on < course.answered for one in found)
        assert to_draft(course, on) is None
    else:
        assert found[-1].share == 100
        assert found[-1].draft_on == clock_on(course, on).due
        assert found[-1].send_from > found[-1].draft_on


@given(courses(answered=False), later_days, st.sampled_from(SHARES))
def test_each_stands_on_the_first_day_on_which_its_share_has_run(course: Course, on: date, share: int) -> None:
    for one in reminders(course, on, (share,)):
        if share < 100:
            assert clock_on(replace(course, extensions=()), one.draft_on).percent >= share or course.extensions
        assert one.share == share


@given(courses(), later_days)
def test_days_and_shares_rise_together(course: Course, on: date) -> None:
    found = reminders(course, on)
    assert [one.draft_on for one in found] == sorted({one.draft_on for one in found})
    assert [one.share for one in found] == sorted({one.share for one in found})
