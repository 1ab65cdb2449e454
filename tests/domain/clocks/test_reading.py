"""A clock tells how it was computed; later days never find less, pauses and extensions never bring a day nearer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.clocks.courses import FRIDAY_SATURDAY, SENT, courses, days, later_days, pauses, rules
from khabar.domain.clocks import (
    Course,
    Ending,
    Extension,
    FreeDays,
    Holiday,
    Pause,
    Rule,
    Start,
    State,
    StepKind,
    Unit,
    clock_on,
    told_all,
)
from khabar.domain.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Callable

WORKING = FreeDays(
    FRIDAY_SATURDAY,
    (Holiday(date(2026, 3, 20), "a feast on a free day"), Holiday(date(2026, 3, 22), "Nowruz")),
    frozenset({2026}),
    "a list of 2026",
)
FIRST = "3 March 2026 (2026-03-03)"
TWENTY = Rule(20, Unit.WORKING_DAYS, free_days=WORKING, source="their own rules")


def due(course: Course, on: date = SENT) -> date:
    found = clock_on(course, on).due
    assert found is not None
    return found


def kinds(course: Course, on: date) -> list[StepKind]:
    return [one.kind for one in clock_on(course, on).steps]


# Examples


def test_calendar_days_are_counted_from_the_day_after() -> None:
    assert due(Course(rule=Rule(30, Unit.DAYS), sent=SENT)) == date(2026, 4, 2)


def test_working_days_leave_out_the_weekend_and_holidays_and_name_each_that_mattered() -> None:
    course = Course(rule=TWENTY, sent=SENT)
    assert due(course) == date(2026, 4, 1)
    said = told_all(clock_on(course, SENT).steps, "en")
    assert said == (
        "Sent on 3 March 2026 (2026-03-03). The day after is the first that counts.",
        "Time to answer: 20 working days.",
        "This time rests on: their own rules.",
        "Free days of the week there: Friday and Saturday.",
        "Not counted: 22 March 2026 (2026-03-22), a public holiday there (Nowruz).",
        "Public holidays as listed by: a list of 2026.",
        "So the answer is due on 1 April 2026 (2026-04-01).",
        "By 3 March 2026 (2026-03-03): 0 of 20 working days, which is 0 %. Left: 20 working days.",
        f"Unanswered for 0 days, counted from {FIRST}, when it was sent, to {FIRST}.",
    )


def test_months_end_on_the_same_day_or_on_the_last_of_the_month() -> None:
    assert due(Course(rule=Rule(1, Unit.MONTHS), sent=date(2026, 1, 31)), date(2026, 2, 1)) == date(2026, 2, 28)
    assert due(Course(rule=Rule(6, Unit.MONTHS), sent=date(2026, 8, 15)), date(2026, 9, 1)) == date(2027, 2, 15)


def test_unanswered_for_412_days_is_said_with_both_days() -> None:
    course = Course(rule=TWENTY, sent=SENT)
    clock = clock_on(course, date(2027, 4, 19))
    assert (clock.unanswered, clock.state, clock.left) == (412, State.OVERDUE, 0)
    assert told_all(clock.steps, "en")[-1] == (
        "Unanswered for 412 days, counted from 3 March 2026 (2026-03-03), when it was sent, "
        "to 19 April 2027 (2027-04-19)."
    )
    assert told_all(clock.steps, "en")[-2] == (
        "By 19 April 2027 (2027-04-19) the answer is 383 days late: it was due on 1 April 2026 (2026-04-01)."
    )


@pytest.mark.parametrize("start", Start)
def test_a_clock_without_its_first_day_has_not_begun_and_says_what_is_missing(start: Start) -> None:
    course = Course(rule=replace(TWENTY, start=start), sent=None if start is Start.SENT else SENT)
    clock = clock_on(course, date(2026, 5, 1))
    assert (clock.state, clock.due, clock.percent) == (State.NOT_STARTED, None, 0)
    assert clock.steps[0].kind == f"not_started_{start}"
    assert (clock.steps[-1].kind is StepKind.UNANSWERED) == (start is not Start.SENT)


def test_an_answer_before_the_clock_began_is_an_answer() -> None:
    course = Course(rule=replace(TWENTY, start=Start.RECEIVED), sent=SENT, answered=date(2026, 3, 9))
    clock = clock_on(course, date(2026, 5, 1))
    assert (clock.state, clock.unanswered, clock.steps[-1].kind) == (State.ANSWERED, 6, StepKind.ANSWERED)


@pytest.mark.parametrize(
    ("answered", "kind", "late"),
    [(date(2026, 4, 1), StepKind.ANSWERED_IN_TIME, 0), (date(2026, 4, 2), StepKind.ANSWERED_LATE, 1)],
)
def test_an_answer_stops_the_clock_in_time_or_late(answered: date, kind: StepKind, late: int) -> None:
    clock = clock_on(Course(rule=TWENTY, sent=SENT, answered=answered), date(2027, 1, 1))
    assert (clock.state, clock.overdue, clock.steps[-1].kind) == (State.ANSWERED, late, kind)


def test_what_is_answered_later_is_not_answered_yet() -> None:
    course = Course(rule=TWENTY, sent=SENT, answered=date(2026, 4, 10))
    assert clock_on(course, date(2026, 4, 9)).state is State.OVERDUE


def test_the_last_day_is_not_late() -> None:
    clock = clock_on(Course(rule=TWENTY, sent=SENT), date(2026, 4, 1))
    assert (clock.state, clock.percent, clock.left, clock.overdue) == (State.RUNNING, 100, 0, 0)
    assert StepKind.LAST_DAY in [one.kind for one in clock.steps]


def test_a_pause_moves_the_last_day_by_the_days_that_would_have_counted() -> None:
    course = Course(
        rule=TWENTY, sent=SENT, pauses=(Pause(date(2026, 3, 5), date(2026, 3, 8), "they asked for papers"),)
    )
    assert due(course) == date(2026, 4, 5)
    assert StepKind.PAUSE in kinds(course, SENT)


def test_an_open_pause_holds_the_clock_and_says_from_when_an_answer_can_be_due() -> None:
    course = Course(rule=TWENTY, sent=SENT, pauses=(Pause(date(2026, 3, 10), None, "papers"),))
    before, first, later = (clock_on(course, date(2026, *day)) for day in ((3, 9), (3, 10), (4, 20)))
    assert (before.state, first.state, later.state) == (State.RUNNING, State.PAUSED, State.PAUSED)
    assert first.run == later.run == before.run
    assert (first.steps[-3].kind, later.unanswered) == (StepKind.DUE_AT_EARLIEST, 48)
    assert [one.kind for one in before.steps][-3] is StepKind.DUE


def test_a_pause_that_begins_when_it_is_too_late_leaves_it_late() -> None:
    course = Course(rule=TWENTY, sent=SENT, pauses=(Pause(date(2026, 4, 10), None, "papers"),))
    assert clock_on(course, date(2026, 5, 1)).state is State.OVERDUE


def test_an_extension_counts_from_the_day_on_which_it_was_told() -> None:
    course = Course(rule=TWENTY, sent=SENT, extensions=(Extension(date(2026, 3, 25), "their letter", days=5),))
    assert due(course, date(2026, 3, 24)) == date(2026, 4, 1)
    assert due(course, date(2026, 3, 25)) == date(2026, 4, 8)
    assert "Extended by 5 working days, told on 25 March 2026 (2026-03-25): their letter." in told_all(
        clock_on(course, date(2026, 4, 1)).steps, "en"
    )


def test_a_new_last_day_holds_though_it_is_a_free_day_and_a_later_pause_moves_it() -> None:
    told = Extension(date(2026, 3, 25), "their letter", to=date(2026, 4, 11))
    course = Course(rule=TWENTY, sent=SENT, extensions=(told,))
    assert due(course, date(2026, 3, 26)) == date(2026, 4, 11)
    paused = replace(course, pauses=(Pause(date(2026, 4, 5), date(2026, 4, 6), "papers"),))
    assert due(paused, date(2026, 3, 26)) == date(2026, 4, 13)
    known = replace(course, pauses=(Pause(date(2026, 3, 23), date(2026, 3, 26), "papers"),))
    assert due(known, date(2026, 3, 26)) == date(2026, 4, 11)


def test_an_extension_that_shortens_is_refused_by_field() -> None:
    course = Course(
        rule=TWENTY,
        sent=SENT,
        extensions=(
            Extension(date(2026, 3, 10), "their letter", days=20),
            Extension(date(2026, 3, 12), "their second letter", to=date(2026, 4, 2)),
        ),
    )
    assert due(course, date(2026, 3, 11)) > date(2026, 4, 2)
    with pytest.raises(Invalid) as found:
        clock_on(course, date(2026, 3, 12))
    assert found.value.field == "to"


def test_a_last_day_that_is_free_moves_only_where_the_rule_says_so() -> None:
    rule = Rule(17, Unit.DAYS, free_days=WORKING)
    assert due(Course(rule=rule, sent=SENT)) == date(2026, 3, 20)
    moving = Course(rule=replace(rule, ending=Ending.NEXT_WORKING_DAY), sent=SENT)
    assert due(moving) == date(2026, 3, 23)
    said = told_all(clock_on(moving, SENT).steps, "en")
    assert (
        "The last day would be 20 March 2026 (2026-03-20), which is free there. It moves to the next working day."
        in (said)
    )
    assert "Not counted: 22 March 2026 (2026-03-22), a public holiday there (Nowruz)." in said
    assert "Free days of the week there: Friday and Saturday." in said


def test_a_week_without_free_days_and_years_without_a_list_are_said() -> None:
    course = Course(rule=Rule(10, Unit.WORKING_DAYS), sent=date(2026, 12, 28))
    said = " ".join(told_all(clock_on(course, date(2026, 12, 29)).steps, "en"))
    assert "No day of the week is free there." in said
    assert "not known to us for 2026 and 2027" in said


def test_a_clock_looked_at_before_it_was_sent_has_not_begun_to_run() -> None:
    clock = clock_on(Course(rule=TWENTY, sent=SENT), date(2026, 2, 1))
    assert (clock.run, clock.left, clock.percent) == (0, 20, 0)
    assert clock.steps[-1].kind is StepKind.BEGINS_LATER


def test_two_holidays_on_one_day_are_both_named_once() -> None:
    there = replace(WORKING, holidays=(*WORKING.holidays, Holiday(date(2026, 3, 22), "the end of the fast")))
    course = Course(rule=replace(TWENTY, free_days=there), sent=SENT)
    assert [one for one in told_all(clock_on(course, SENT).steps, "en") if "Nowruz" in one] == [
        "Not counted: 22 March 2026 (2026-03-22), a public holiday there (Nowruz; the end of the fast)."
    ]


# What contradicts itself


EARLY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("field", "named", "make"),
    [
        ("received", "sent", lambda: Course(rule=TWENTY, sent=SENT, received=EARLY)),
        ("acknowledged", "sent", lambda: Course(rule=TWENTY, sent=SENT, acknowledged=EARLY)),
        ("acknowledged", "received", lambda: Course(rule=TWENTY, received=SENT, acknowledged=EARLY)),
        ("answer", "sent", lambda: Course(rule=TWENTY, sent=SENT, answered=EARLY)),
    ],
)
def test_days_in_the_wrong_order_are_refused_with_both_named(
    field: str, named: str, make: Callable[[], object]
) -> None:
    with pytest.raises(Invalid) as found:
        make()
    assert found.value.field.startswith(field)
    assert field in found.value.message
    assert named in found.value.message


@pytest.mark.parametrize(
    ("field", "make"),
    [
        ("amount", lambda: Rule(0, Unit.DAYS)),
        ("amount", lambda: Rule(3661, Unit.DAYS)),
        ("weekend", lambda: FreeDays(frozenset(range(7)))),
        ("reason", lambda: Pause(SENT, None, " ")),
        ("until", lambda: Pause(SENT, date(2026, 3, 2), "papers")),
        ("source", lambda: Extension(SENT, "", days=1)),
        ("to", lambda: Extension(SENT, "a letter")),
        ("to", lambda: Extension(SENT, "a letter", days=1, to=date(2026, 4, 1))),
        ("to", lambda: Extension(SENT, "a letter", to=SENT)),
        ("to", lambda: Extension(SENT, "a letter", to=date(9999, 12, 31))),
        ("days", lambda: Extension(SENT, "a letter", days=0)),
        ("told_on", lambda: Course(rule=TWENTY, sent=SENT, extensions=(Extension(date(2026, 3, 1), "a", days=1),))),
        (
            "until",
            lambda: Course(rule=TWENTY, sent=SENT, pauses=(Pause(SENT, None, "a"), Pause(date(2026, 4, 1), None, "b"))),
        ),
    ],
)
def test_what_nobody_can_mean_is_refused_by_field(field: str, make: Callable[[], object]) -> None:
    with pytest.raises(Invalid) as found:
        make()
    assert found.value.field == field


def test_a_clock_at_the_end_of_the_calendar_ends_with_it() -> None:
    course = Course(rule=Rule(3660, Unit.WORKING_DAYS, free_days=WORKING), sent=date(9999, 12, 30))
    assert due(course, date(9999, 12, 31)) == date.max
    moving = Rule(1, Unit.DAYS, free_days=replace(WORKING, weekend=frozenset({4})), ending=Ending.NEXT_WORKING_DAY)
    assert due(Course(rule=moving, sent=date(9999, 12, 31)), date(9999, 12, 31)) == date.max


# Properties


@given(courses(), later_days, st.integers(0, 400))
def test_a_later_day_never_finds_fewer_days_run_nor_an_earlier_last_day(course: Course, on: date, more: int) -> None:
    now, later = clock_on(course, on), clock_on(course, on + timedelta(days=more))
    assert later.run >= now.run
    assert later.unanswered >= now.unanswered
    assert due(course, on) <= due(course, on + timedelta(days=more))
    if now.state is State.ANSWERED:
        assert replace(later, on=on) == now


@given(courses(), pauses(), later_days)
def test_a_pause_never_shortens_and_never_counts(course: Course, pause: Pause, on: date) -> None:
    paused = replace(course, pauses=(*course.pauses, pause))
    assert due(paused, on) >= due(course, on)
    assert clock_on(paused, on).run <= clock_on(course, on).run


@given(courses(), days, later_days)
def test_an_open_pause_never_shortens_either(course: Course, since: date, on: date) -> None:
    assume(all(pause.since < since for pause in course.pauses))
    paused = replace(course, pauses=(*course.pauses, Pause(since, None, "papers")))
    assert due(paused, on) >= due(course, on)


@given(courses(), days, st.integers(1, 40), later_days)
def test_an_extension_never_shortens(course: Course, told_on: date, more: int, on: date) -> None:
    began = course.began
    assert began is not None
    assume(told_on >= began)
    for extension in (
        Extension(told_on, "a letter", days=more),
        Extension(told_on, "a letter", to=max(due(course, told_on), told_on) + timedelta(days=more)),
    ):
        longer = replace(course, extensions=(*course.extensions, extension))
        assert due(longer, max(on, told_on)) >= due(course, max(on, told_on))


@given(rules(), st.integers(1, 30))
def test_more_days_never_end_earlier(rule: Rule, more: int) -> None:
    longer = replace(rule, amount=rule.amount + more, start=Start.SENT)
    assert due(Course(rule=longer, sent=SENT)) >= due(Course(rule=replace(rule, start=Start.SENT), sent=SENT))


@given(courses(answered=False), later_days)
def test_what_has_run_and_what_is_left_make_the_whole_until_the_last_day(course: Course, on: date) -> None:
    clock = clock_on(course, on)
    if clock.state in (State.RUNNING, State.PAUSED):
        assert clock.run + clock.left == clock.total
        assert 0 <= clock.percent <= 100
    assert (clock.overdue > 0) == (clock.state is State.OVERDUE)


@given(courses(), later_days, st.sampled_from(("en", "fa", "fa-AF", "de")))
def test_every_clock_can_be_told_whole_in_every_language(course: Course, on: date, language: str) -> None:
    said = told_all(clock_on(course, on).steps, language)
    assert len(said) >= 4
    assert all(one.strip() and "{" not in one for one in said)
