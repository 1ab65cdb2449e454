"""What a row of the tables of doors is, and short ways to write the cases in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.procedures.invented_cases import TODAY, changed, day, other
from khabar.domain.procedures import Answer, Case, ProcedureId
from khabar.domain.procedures.facts import LinkedCase

if TYPE_CHECKING:
    from datetime import date

P = ProcedureId
OPEN_, BARRED, CONDITIONAL, UNKNOWN = Answer.OPEN, Answer.BARRED, Answer.CONDITIONAL, Answer.UNKNOWN


@dataclass(frozen=True)
class Row:
    """One row: what it says, the door, the answer, the line that must be among the reasons, and its authority."""

    says: str
    door: ProcedureId
    answer: Answer
    code: str
    authority: str
    case: Case
    on: date = TODAY


def happened(**fields: object) -> Case:
    return changed(disappearance=fields)


def elsewhere(**fields: object) -> Case:
    return changed(other_procedures=(other(**fields),))


def linked(began: str) -> LinkedCase:
    return LinkedCase(exists=True, began=day(began))
