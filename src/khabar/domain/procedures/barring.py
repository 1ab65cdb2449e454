"""The bar list of a case against those who will be told: which of them stand in the way of a form.

The rules of bars are `khabar.domain.bar_list`'s; here the case is put into their words. A bar changes no answer. A case
whose bar list nobody has asked for makes no form either.
"""

from collections.abc import Iterator
from typing import Final

from khabar.domain import bar_list
from khabar.domain.bar_list import Bar, Departure, Door, Ground, Holding, Lifted, Told, Vote
from khabar.domain.ids import AccountId
from khabar.domain.procedures import authorities as by
from khabar.domain.procedures.facts import BarEntry, Case
from khabar.domain.procedures.ids import WGAD, WGEID, ProcedureId
from khabar.domain.procedures.inquiry import Inquiry
from khabar.domain.procedures.lines import Lines, note
from khabar.domain.procedures.telling import is_public, states_told, told_to
from khabar.domain.procedures.values import StateCode

_P = ProcedureId
BODIES: Final = {
    **dict.fromkeys(WGEID, "wgeid"),
    **dict.fromkeys(WGAD, "wgad"),
    **dict.fromkeys((_P.CED_30, _P.CED_31, _P.CED_32, _P.CED_33, _P.CED_34), "ced"),
    _P.ICCPR_OP1: "hrc",
    _P.CAT_22: "cat",
    _P.CEDAW_OP: "cedaw",
    _P.CRC_OPIC: "crc",
}
"""The body behind a procedure, as a bar may name it; any procedure may also be named by its own id."""


def bar_lines(inquiry: Inquiry, procedure: ProcedureId) -> Lines:
    """Say of each bar in the way of this procedure's form what it is and who could lift or open it."""
    if inquiry.case.bar_list is None:
        return (note("bar-list-unasked", by.OUR_BAR_LIST),)
    told, door = _told(inquiry, procedure), bar_list.door_of(procedure)
    verdict = bar_list.may_write(_bars(inquiry.case), told, bar_list.Deed.FORM, door, _holding(inquiry))
    if isinstance(verdict, bar_list.Allowed):
        return ()
    return tuple(
        note("bar-list-open" if one.advocates_may_open else "bar-list", by.OUR_BAR_LIST, state=StateCode(one.bar.state))
        for one in verdict.reasons
    )


def _told(inquiry: Inquiry, procedure: ProcedureId) -> Told:
    recipients = told_to(inquiry, procedure)
    bodies = {str(procedure), BODIES.get(procedure, str(procedure))}
    return Told(states_told(recipients), frozenset(bodies), public=is_public(recipients))


def _bars(case: Case) -> Iterator[Bar]:
    person = case.person
    left = frozenset(str(state) for state in person.left_in_fear or ())
    departure = Departure(str(person.country_of_origin or ""), person.left_country_of_origin, left)
    lifted = {(bar.state, bar.body) for entry in case.bar_list or () for bar in _entry(entry) if not bar.in_force}
    yield from (bar for bar in bar_list.bars_of(departure) if (bar.state, bar.body) not in lifted)
    yield from (bar for entry in case.bar_list or () for bar in _entry(entry))


def _entry(entry: BarEntry) -> Iterator[Bar]:
    """Give the bars of one line of the list; a word that is not the person's own lifts nothing."""
    lifted = None
    if entry.lifted_by is not None and entry.lifted_on is not None and is_lifted(entry):
        lifted = Lifted(entry.lifted_by, entry.lifted_source, entry.lifted_on.earliest)
    if entry.body:
        yield from (Bar(str(state), Ground.FORWARDS, entry.body.casefold(), lifted) for state in _behind(entry))
    elif entry.state is not None:
        ground = Ground.FEAR if entry.ground is Ground.FORWARDS else entry.ground
        yield Bar(str(entry.state), ground, lifted=lifted)


def is_lifted(entry: BarEntry) -> bool:
    """Say whether the person's own word lifted it, with its source and its day; nothing else does."""
    return entry.lifted_by in bar_list.OWN_WORDS and bool(entry.lifted_source.strip()) and entry.lifted_on is not None


def _behind(entry: BarEntry) -> tuple[StateCode, ...]:
    named = (entry.state,) if entry.state is not None else ()
    return tuple(dict.fromkeys((*named, *(entry.forwards_to or ()))))


def _holding(inquiry: Inquiry) -> Holding:
    """Say which States hold the person and what advocates decided, each for one procedure or for all four kinds."""
    states = frozenset(str(state) for state in inquiry.case.disappearance.held_in or ())
    return Holding(states, tuple(_votes(inquiry.case)))


def _votes(case: Case) -> Iterator[Vote]:
    for one in case.bar_decisions:
        doors = bar_list.OPEN_TO_HOLDERS if one.procedure is None else {bar_list.door_of(one.procedure)}
        for door in sorted(doors, key=Door):
            if one.state is not None and one.advocate:
                yield Vote(AccountId(one.advocate), str(one.state), door, one.reason)
