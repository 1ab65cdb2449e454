"""The same matter elsewhere: whether another procedure stands in the way of this one.

Two entries are the same matter only if author, facts and rights coincide. Some doors are closed by what is pending,
some by what was examined as well; tracing and steps inside the State never count. What is left unsaid is a doubt.
"""

from collections.abc import Callable
from datetime import date
from typing import Final

from khabar.domain.calendars import months_later
from khabar.domain.procedures import authorities as by
from khabar.domain.procedures.facts import Case, OtherProcedure
from khabar.domain.procedures.ids import COMPLAINTS, NEVER_THE_SAME_MATTER, WGAD, WGEID, ProcedureId
from khabar.domain.procedures.inquiry import Inquiry
from khabar.domain.procedures.lines import Authority, Line, Lines, bars, doubt, holds, missing, not_known, note
from khabar.domain.procedures.values import Tri

LATE_AFTER_ANOTHER_MONTHS: Final = 36
LATE_AFTER_REMEDIES_MONTHS: Final = 60
"""CCPR rule 99(c): three years from the end of another procedure, five from exhaustion, absent reasons."""

Weigh = Callable[[OtherProcedure], Lines]


def _each(case: Case, procedure: ProcedureId, authority: Authority, weigh: Weigh) -> Lines:
    """Weigh every entry that could count; nothing said about entries at all is a doubt."""
    if case.other_procedures is None:
        return (not_known("other-procedures", authority),)
    counted = [
        one
        for one in case.other_procedures
        if one.procedure is not procedure and one.procedure not in NEVER_THE_SAME_MATTER and one.is_same is not False
    ]
    lines = tuple(line for one in counted for line in weigh(one))
    return (*lines, *_already_here(case, procedure)) or (holds("no-same-matter", authority),)


def _already_here(case: Case, procedure: ProcedureId) -> Lines:
    """Say that this very procedure is running: news belongs into that file, not into a second one."""
    running = [one for one in case.other_procedures or () if one.procedure is procedure and one.is_over is not True]
    return (note("already-filed", by.OUR_CLOCKS),) if running else ()


def for_ced_30(case: Case) -> Lines:
    """Weigh what is pending in a procedure of the same nature (CED art. 30(2)(e))."""

    def weigh(one: OtherProcedure) -> Lines:
        if one.is_over:
            return ()
        if one.same_nature and one.procedure is not None and one.is_over is False and one.is_same:
            return (bars("same-nature-pending", by.CED_30_SAME, procedure=_name(one)),)
        if one.same_nature is False and one.procedure is not None:
            return ()
        authority = by.ALTERNATIVES if one.procedure in WGEID else by.CED_30_SAME
        code = "alternatives" if one.procedure in WGEID else "same-nature-unclear"
        return (doubt(code, authority, procedure=_name(one)),)

    return _each(case, ProcedureId.CED_30, by.CED_30_SAME, weigh)


def for_wgeid(case: Case, procedure: ProcedureId) -> Lines:
    """Weigh an urgent action under the Convention: the family should choose one of the two for one person."""
    if case.other_procedures is None:
        return (missing("other-procedures", by.ALTERNATIVES),)

    def weigh(one: OtherProcedure) -> Lines:
        if one.is_over or one.procedure not in {ProcedureId.CED_30, None}:
            return ()
        return (doubt("alternatives", by.ALTERNATIVES, procedure=_name(one)),)

    return _each(case, procedure, by.ALTERNATIVES, weigh)


def for_ced_31(case: Case) -> Lines:
    """Weigh what is being examined elsewhere (CED art. 31(2)(c)); another complaint bars, other kinds are a doubt."""

    def weigh(one: OtherProcedure) -> Lines:
        if one.is_over:
            return ()
        same_kind = one.procedure in COMPLAINTS or (one.procedure is not None and one.same_nature)
        if same_kind and one.is_over is False and one.is_same:
            return (bars("pending-elsewhere", by.CED_31_SAME, procedure=_name(one)),)
        if one.procedure is not None and one.procedure not in COMPLAINTS and one.same_nature is False:
            return ()
        return (doubt("perhaps-pending", _kind(one, by.CED_31_SAME), procedure=_name(one)),)

    return _each(case, ProcedureId.CED_31, by.CED_31_SAME, weigh)


def for_cat_22(case: Case) -> Lines:
    """Weigh what has been or is being examined elsewhere (CAT art. 22(5)(a))."""

    def weigh(one: OtherProcedure) -> Lines:
        if one.is_over and one.was_examined is False:
            return ()
        counts = one.is_over is False or (one.is_over and one.was_examined)
        if one.procedure in COMPLAINTS and counts and one.is_same:
            return (bars("examined-elsewhere", by.CAT_SAME, procedure=_name(one)),)
        return (doubt("perhaps-examined", _kind(one, by.CAT_SAME), procedure=_name(one)),)

    return _each(case, ProcedureId.CAT_22, by.CAT_SAME, weigh)


def for_op1(inquiry: Inquiry) -> Lines:
    """Weigh what is being examined elsewhere (OP1 art. 5(2)(a)), reservations, and three years since another ended."""
    case = inquiry.case

    def weigh(one: OtherProcedure) -> Lines:
        if one.procedure in WGEID:
            return (holds("wgeid-no-bar", by.OP1_WGEID),)
        if one.procedure is ProcedureId.SPECIAL_PROCEDURES:
            return (note("special-no-bar", by.OP1_SPECIAL),)
        return (*_op1_pending(one, case.checked.op1_bars_examined_matters), *_op1_late(one, case, inquiry.on))

    return _each(case, ProcedureId.ICCPR_OP1, by.OP1_SAME, weigh)


def _op1_pending(one: OtherProcedure, reservation: Tri) -> Lines:
    if one.procedure in WGAD:
        return () if one.is_over else (missing("wgad-open", by.OP1_WGAD),)
    if one.procedure in COMPLAINTS:
        return _op1_reserved(one, reservation) if one.is_over else (_op1_complaint(one),)
    if one.is_over and one.procedure is not None:
        return ()
    return (doubt("perhaps-pending", _kind(one, by.OP1_SAME), procedure=_name(one)),)


def _op1_complaint(one: OtherProcedure) -> Line:
    if one.is_over is False and one.is_same:
        return bars("pending-elsewhere", by.OP1_SAME, procedure=_name(one))
    return doubt("perhaps-pending", by.OP1_SAME, procedure=_name(one))


def _op1_reserved(one: OtherProcedure, reservation: Tri) -> Lines:
    """Weigh a complaint that has ended: some States bar what was examined elsewhere; no table of ours holds that."""
    if reservation is False or one.was_examined is False:
        return ()
    if reservation is None:
        return (not_known("op1-reservation", by.OP1_RESERVATION),)
    if one.was_examined and one.is_same:
        return (bars("reservation", by.OP1_RESERVATION, procedure=_name(one)),)
    return (doubt("perhaps-examined", by.OP1_RESERVATION, procedure=_name(one)),)


def _op1_late(one: OtherProcedure, case: Case, on: date) -> Lines:
    if not one.is_over or case.domestic.delay_reason:
        return ()
    if one.ended is None:
        return (not_known("ended-on", by.OP1_LATE, procedure=_name(one)),)
    if months_later(one.ended.earliest, LATE_AFTER_ANOTHER_MONTHS) < on:
        return (doubt("late-after-another", by.OP1_LATE, procedure=_name(one)),)
    return ()


def late_after_remedies(inquiry: Inquiry) -> Lines:
    """Say whether it comes more than five years after the last decision, which may be found an abuse (rule 99(c))."""
    domestic = inquiry.case.domestic
    if domestic.exhausted is False or domestic.delay_reason:
        return ()
    if domestic.final_decision is None:
        return (not_known("final-decision", by.OP1_LATE),)
    last = months_later(domestic.final_decision.earliest, LATE_AFTER_REMEDIES_MONTHS)
    if last < inquiry.on:
        return (doubt("late-after-remedies", by.OP1_LATE, day=last),)
    return (holds("in-time", by.OP1_LATE, day=last),)


def _kind(one: OtherProcedure, authority: Authority) -> Authority:
    """Give the authority: the article for another complaint, memory for what may not be one."""
    return authority if one.procedure in COMPLAINTS else by.UNLIKE_PROCEDURES


def _name(one: OtherProcedure) -> str:
    return one.procedure.value if one.procedure else one.body or one.reference or "?"
