"""What must hold for every case: not knowing never opens or bars, time never reopens, answers do not vary."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.procedures.invented_cases import TODAY, forgotten
from domain.procedures.random_cases import BASES, cases
from domain.procedures.test_table import ROWS
from khabar.domain.procedures import EXAMINED, Answer, Case, Kind, Mark, ProcedureId, check
from khabar.domain.procedures.contradictions import contradictions

DECIDED = (Answer.OPEN, Answer.BARRED)
TIME = frozenset({"too-old-for-urgent", "door-too-late", "began-before", "began-before-any", "left"})
"""Bars by the passing of time, or by when it began."""

SOME_ROWS = [pytest.param(row, marks=() if at % 3 == 0 else pytest.mark.long) for at, row in enumerate(ROWS)]
"""Each third row of the tables; the long check has them all."""


def answers(case: Case, after: int = 0) -> dict[ProcedureId, Answer]:
    return {one.procedure: one.answer for one in check(case, TODAY + timedelta(days=after))}


def assert_forgetting_decides_nothing(case: Case) -> None:
    known = answers(case)
    for less in forgotten(case):
        if not contradictions(less.case):
            for procedure, answer in answers(less.case).items():
                assert answer not in DECIDED or answer is known[procedure], (less.path, procedure, known[procedure])


@settings(max_examples=60)
@given(cases())
def test_replacing_a_known_fact_by_unknown_never_makes_an_answer_open_or_barred(case: Case) -> None:
    assert_forgetting_decides_nothing(case)


@pytest.mark.parametrize("number", range(len(BASES)))
def test_the_same_of_each_case_we_begin_with(number: int) -> None:
    assert_forgetting_decides_nothing(BASES[number])


@pytest.mark.slow
@pytest.mark.parametrize("row", SOME_ROWS, ids=lambda row: f"{row.door}: {row.says}")
def test_the_same_of_every_row_of_the_tables(row: object) -> None:
    assert_forgetting_decides_nothing(row.case)  # type: ignore[attr-defined]  # a row of the tables


@given(cases(), st.integers(0, 4000), st.integers(0, 4000))
def test_moving_the_day_on_never_reopens_a_barred_door(case: Case, first: int, more: int) -> None:
    now, later = check(case, TODAY + timedelta(first)), check(case, TODAY + timedelta(first + more))
    for before, after in zip(now, later, strict=True):
        if before.answer is Answer.BARRED:
            assert after.answer is Answer.BARRED, before.procedure
        lapsed = {line.code for line in before.lines if line.kind is Kind.BARS} & TIME
        assert lapsed <= {line.code for line in after.lines if line.kind is Kind.BARS}


@given(cases())
def test_the_same_case_has_the_same_answers(case: Case) -> None:
    assert check(case, TODAY) == check(case, TODAY)


@given(cases())
def test_every_answer_says_why_and_who_will_be_told(case: Case) -> None:
    results = check(case, TODAY)
    assert [one.procedure for one in results] == list(ProcedureId)
    for one in results:
        assert one.told
        assert one.reasons
        assert all(line.authority.text for line in one.reasons)
        assert one.answer is not Answer.CONDITIONAL or one.missing


@given(cases())
def test_what_is_only_remembered_never_bars(case: Case) -> None:
    for one in check(case, TODAY):
        assert not [line for line in one.lines if line.kind is Kind.BARS and line.authority.mark is Mark.RECOLLECTION]


@given(cases())
def test_a_door_not_examined_is_unknown_whatever_the_case(case: Case) -> None:
    for one in check(case, TODAY):
        if one.procedure not in EXAMINED:
            assert (one.answer, one.lines[0].code) == (Answer.UNKNOWN, "not-examined")


def test_a_case_of_which_nothing_is_known_opens_and_bars_nothing() -> None:
    assert set(answers(Case()).values()) == {Answer.UNKNOWN}


def test_every_examined_door_can_stand_open() -> None:
    assert {one for one, answer in answers(BASES[0]).items() if answer is Answer.OPEN} == EXAMINED
