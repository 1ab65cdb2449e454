"""Complaints under the Optional Protocol to the Covenant (ICCPR-OP1) and under art. 22 of the torture convention.

Both need two instruments on the day of filing; the first closes for a State that has left, the second for a matter that
was examined anywhere before. What began before a State was bound may be heard as far as it goes on: that stays unknown.
"""

from collections.abc import Iterable

from khabar.data.treaties import Instrument
from khabar.domain.procedures import authorities as by
from khabar.domain.procedures import filing, matters, own_word, remedies
from khabar.domain.procedures.ids import ProcedureId
from khabar.domain.procedures.inquiry import Inquiry
from khabar.domain.procedures.lines import Authority, Lines, doubt, holds, missing, not_known, note
from khabar.domain.procedures.link import Link, bound_by, joined, no_state, worst
from khabar.domain.procedures.values import StateCode


def covenant(inquiry: Inquiry) -> Lines:
    """Examine a communication to the Human Rights Committee."""
    case = inquiry.case
    claims = () if case.claims.covenant else (missing("claims-covenant", by.OP1_CLAIMS),)
    return (
        *own_word.on_any_other_door(case),
        *joined(_op1_links(inquiry)).lines,
        *filing.by_right(case.submitter, by.OP1_WHO),
        *filing.own_part(case.submitter, by.OP1_WHO),
        *filing.named(case, by.OP1_ANONYMOUS),
        *filing.person_named(case, by.OP1_CLAIMS),
        *remedies.exhausted(case, by.OP1_REMEDIES),
        *matters.for_op1(inquiry),
        *matters.late_after_remedies(inquiry),
        *claims,
        *filing.consents(case, ProcedureId.ICCPR_OP1),
        *_kept(inquiry),
    )


def _op1_links(inquiry: Inquiry) -> Iterable[Link]:
    places = inquiry.case.disappearance.held_in
    if not places:
        return [no_state("held-in", by.OP1_PARTY)]
    return [_timed(inquiry, state, (Instrument.ICCPR, Instrument.ICCPR_OP1), by.OP1_TIME) for state in places]


def _timed(inquiry: Inquiry, state: StateCode, instruments: tuple[Instrument, Instrument], rule: Authority) -> Link:
    """Ask for both instruments on the day of filing, and whether it began after the one that counts for time."""
    bound = bound_by(inquiry, state, *instruments)
    counting = instruments[1] if instruments[1] is Instrument.ICCPR_OP1 else instruments[0]
    began = inquiry.case.disappearance.began
    if began is None:
        time: Lines = (not_known("began", rule),)
    elif inquiry.standing(state, counting).began_after_effect(began):
        time = (holds("began-after", rule, state=state),)
    else:
        time = (doubt("only-what-continues", rule, state=state, instrument=counting.value),)
    lines = (*bound.lines, *time)
    return Link(state, worst(lines), lines, bound.stale)


def _kept(inquiry: Inquiry) -> Lines:
    """Say of a communication filed before a State left that it goes on (OP1 art. 12(2))."""
    filed = [one for one in inquiry.case.other_procedures or () if one.procedure is ProcedureId.ICCPR_OP1 and one.filed]
    states = inquiry.case.disappearance.held_in or ()
    rows = [inquiry.standing(state, Instrument.ICCPR_OP1).row for state in states]
    left = [row.on for row in rows if row is not None and row.status == "denounced" and row.on is not None]
    kept = any(one.filed is not None and one.filed.latest < day for one in filed for day in left)
    return (note("filed-before-leaving", by.OP1_KEPT),) if kept else ()


def torture(inquiry: Inquiry) -> Lines:
    """Examine a communication to the Committee against Torture."""
    case = inquiry.case
    claims = () if case.claims.torture else (missing("claims-torture", by.CAT_22),)
    return (
        *own_word.on_any_other_door(case),
        *joined(_cat_links(inquiry)).lines,
        *filing.by_right(case.submitter, by.CAT_WHO),
        *filing.own_part(case.submitter, by.CAT_WHO),
        *filing.named(case, by.CAT_ANONYMOUS),
        *filing.person_named(case, by.CAT_22),
        *remedies.exhausted(case, by.CAT_REMEDIES, relief=True),
        *matters.for_cat_22(case),
        *claims,
        *filing.consents(case, ProcedureId.CAT_22),
        note("delay", by.CAT_DELAY),
    )


def _cat_links(inquiry: Inquiry) -> Iterable[Link]:
    places = inquiry.case.disappearance.held_in
    if not places:
        return [no_state("held-in", by.CAT_22)]
    return [_timed(inquiry, state, (Instrument.CAT, Instrument.CAT22), by.CAT_TIME) for state in places]
