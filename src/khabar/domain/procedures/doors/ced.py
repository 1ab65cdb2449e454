"""The Committee on Enforced Disappearances: the urgent action (art. 30) and the individual communication (art. 31).

The urgent action needs the Convention alone, through the State of the disappearance or of the nationality; the
communication needs the declaration as well, which may be later than the disappearance.
"""

from collections.abc import Iterator

from khabar.data.treaties import Instrument
from khabar.domain.procedures import authorities as by
from khabar.domain.procedures import elements, filing, matters, own_word, remedies
from khabar.domain.procedures.facts import Case
from khabar.domain.procedures.ids import ProcedureId
from khabar.domain.procedures.inquiry import Inquiry
from khabar.domain.procedures.lines import Lines, bars, holds, missing, not_known, note
from khabar.domain.procedures.link import Link, Linked, bound_by, joined, no_state, under_ced, worst
from khabar.domain.procedures.values import StateCode


def urgent_action(inquiry: Inquiry) -> Lines:
    """Examine art. 30: a request that a disappeared person be sought and found."""
    case = inquiry.case
    return (
        *own_word.on_enforced_disappearance(case),
        *elements.under_the_convention(case.elements),
        *link_of_urgent_action(inquiry).lines,
        *_still_missing(case),
        *filing.by_right(case.submitter, by.CED_30_WHO),
        *filing.named(case, by.CED_30_NOT_ANONYMOUS),
        *remedies.presented(case, by.CED_30_PRESENTED),
        *matters.for_ced_30(case),
        *_content(case),
        *filing.consents(case, ProcedureId.CED_30),
        note("no-declaration-needed", by.CED_30_NO_DECLARATION),
    )


def link_of_urgent_action(inquiry: Inquiry) -> Linked:
    """Find the States through which it may go: of the disappearance, or of the person's nationality."""
    return joined(_links(inquiry))


def _links(inquiry: Inquiry) -> Iterator[Link]:
    case = inquiry.case
    places = case.disappearance.held_in
    if places:
        yield from (under_ced(inquiry, state) for state in places)
    else:
        yield no_state("held-in", by.CED_30_LINK)
    if case.person.nationality is not None:
        of_place = set(places or ())
        yield from (under_ced(inquiry, state) for state in case.person.nationality if state not in of_place)
    elif not case.person.stateless:
        yield no_state("nationality", by.CED_30_LINK)


def _still_missing(case: Case) -> Lines:
    missing_still = case.disappearance.still_missing
    if missing_still is None:
        return (not_known("still-missing", by.CED_30_STILL_MISSING),)
    if missing_still:
        return (holds("still-missing", by.CED_30_STILL_MISSING),)
    return (bars("found", by.CED_30_STILL_MISSING),)


def _content(case: Case) -> Lines:
    """Ask for what a request must tell: who, where, how."""
    told = {
        "person-name": case.person.name,
        "place": case.disappearance.place,
        "circumstances": case.disappearance.circumstances,
    }
    return tuple(missing(item, by.CED_30_CONTENT) for item, text in told.items() if not text)


def communication(inquiry: Inquiry) -> Lines:
    """Examine art. 31: a complaint of a victim under the State's jurisdiction."""
    case = inquiry.case
    places = case.disappearance.held_in
    links = [_declared(inquiry, state) for state in places] if places else [no_state("held-in", by.CED_31)]
    claims = () if case.claims.disappearance else (missing("claims-ced", by.CED_31_CLAIMS),)
    return (
        *own_word.on_enforced_disappearance(case),
        *elements.under_the_convention(case.elements),
        *joined(links).lines,
        *filing.by_right(case.submitter, by.CED_31_WHO),
        *filing.named(case, by.CED_31_ANONYMOUS),
        *remedies.exhausted(case, by.CED_31_REMEDIES),
        *matters.for_ced_31(case),
        *filing.person_named(case, by.CED_31_CLAIMS),
        *claims,
        *filing.consents(case, ProcedureId.CED_31),
        note("ask-to-withhold", by.CED_31_WHO),
    )


def _declared(inquiry: Inquiry, state: StateCode) -> Link:
    """Ask for the Convention in time, and for the declaration by the day of filing: it may be later than it all."""
    convention = under_ced(inquiry, state)
    declaration = bound_by(inquiry, state, Instrument.CED31)
    lines = (*convention.lines, *declaration.lines, note("declaration-later", by.CED_DECLARATION_LATER))
    return Link(state, worst(lines), lines, (*convention.stale, *declaration.stale))
