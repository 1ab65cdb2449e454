"""Asks every door in turn: one result for each id, with its lines, who will be told, and what falls due.

The day is handed in and is the day of filing. Nothing here is legal advice; a person reads the authorities before
anything is sent.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Final

from khabar.data.treaties import treaty_rows
from khabar.domain.procedures import authorities as by
from khabar.domain.procedures.barring import bar_lines
from khabar.domain.procedures.doors import ced, domestic, others, treaty_bodies, wgad, wgeid
from khabar.domain.procedures.dues import Due, dues
from khabar.domain.procedures.facts import Case
from khabar.domain.procedures.ids import ProcedureId
from khabar.domain.procedures.inquiry import Inquiry
from khabar.domain.procedures.lines import Answer, Kind, Lines, answer_of, doubt
from khabar.domain.procedures.telling import Recipient, told_to
from khabar.domain.procedures.treaties import Rows

Door = Callable[[Inquiry], Lines]
_P = ProcedureId

DOORS: Final[Mapping[ProcedureId, Door]] = MappingProxyType(
    {
        _P.CED_30: ced.urgent_action,
        _P.CED_31: ced.communication,
        _P.WGEID_URGENT: wgeid.urgent,
        _P.WGEID_STANDARD: wgeid.standard,
        _P.WGAD_URGENT: wgad.urgent,
        _P.WGAD_REGULAR: wgad.regular,
        _P.SPECIAL_PROCEDURES: others.special,
        _P.ICCPR_OP1: treaty_bodies.covenant,
        _P.CAT_22: treaty_bodies.torture,
        _P.TRACING: others.tracing,
        _P.DOMESTIC: domestic.national,
    },
)
_SPOKEN: Final = frozenset({"own-word-no-contact", "own-word-ask-first"})
_WEIGHT: Final = (Kind.BARS, Kind.DOUBT, Kind.MISSING, Kind.NOTE, Kind.HOLDS)


@dataclass(frozen=True)
class Result:
    """What is said of one door. `bars` are lines of the bar list: they change no answer and let no form be made."""

    procedure: ProcedureId
    lines: Lines
    bars: Lines
    told: tuple[Recipient, ...]
    due: tuple[Due, ...]

    @cached_property
    def answer(self) -> Answer:
        """Weigh the lines."""
        return answer_of(self.lines)

    @cached_property
    def reasons(self) -> Lines:
        """Give what stands against it, weightiest first, then notes; of an open door what holds, then notes."""
        shown = [line for line in self.lines if line.kind is not Kind.HOLDS or self.answer is Answer.OPEN]
        order = (Kind.HOLDS, Kind.NOTE) if self.answer is Answer.OPEN else _WEIGHT
        sorted_lines = sorted(dict.fromkeys(shown), key=lambda line: order.index(line.kind))
        return (*sorted_lines, *self.bars)

    @cached_property
    def missing(self) -> Lines:
        """Give one line for each thing to bring or to find out; what only stands beside the answer is not asked for.

        Once the person has said that they wish no contact, nobody is sent to find out more about them.
        """
        if any(line.code in _SPOKEN for line in self.lines):
            return ()
        asked = [line for line in self.lines if line.item and line.kind in (Kind.DOUBT, Kind.MISSING)]
        return tuple({(line.item, line.values): line for line in reversed(asked)}.values())[::-1]


def check(case: Case, on: date, rows: Rows | None = None) -> tuple[Result, ...]:
    """Examine every procedure on the day on which it would be filed, in the order of the ids."""
    inquiry = Inquiry(case, on, treaty_rows() if rows is None else rows)
    return tuple(examined(inquiry, procedure) for procedure in ProcedureId)


def examined(inquiry: Inquiry, procedure: ProcedureId) -> Result:
    """Examine one procedure; one that nobody has encoded yet is unknown."""
    door = DOORS.get(procedure)
    return Result(
        procedure,
        door(inquiry) if door else (doubt("not-examined", by.OUR_VERSION),),
        bar_lines(inquiry, procedure),
        told_to(inquiry, procedure),
        dues(inquiry.case, procedure, inquiry.on),
    )
