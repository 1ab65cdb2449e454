"""The tables of doors, row by row: the answer, the line that gives it, and the article or document it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from domain.procedures.rows_of_ced import CED_30, CED_31
from domain.procedures.rows_of_complaints import CAT_22, OP1
from domain.procedures.rows_of_other_doors import DOMESTIC, SPECIAL, TRACING, WGAD
from domain.procedures.rows_of_wgeid import WGEID
from khabar.domain.procedures import EXAMINED, Answer, check

if TYPE_CHECKING:
    from domain.procedures.table_rows import Row

ROWS = (*CED_30, *CED_31, *WGEID, *OP1, *CAT_22, *WGAD, *SPECIAL, *TRACING, *DOMESTIC)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.door}: {row.says}")
def test_the_answer_of_a_row_and_its_authority(row: Row) -> None:
    found = next(one for one in check(row.case, row.on) if one.procedure is row.door)
    assert found.answer is row.answer, [(line.code, line.item) for line in found.reasons]
    told = [(line.code, line.authority.text) for line in found.reasons]
    assert any(code == row.code and row.authority in authority for code, authority in told), told


def test_there_are_rows_for_every_examined_door_and_every_answer_it_can_give() -> None:
    assert len({(row.door, row.says) for row in ROWS}) == len(ROWS) >= 60
    assert {row.door for row in ROWS} == EXAMINED
    assert {row.answer for row in ROWS} == set(Answer)
    assert all(row.authority for row in ROWS)
