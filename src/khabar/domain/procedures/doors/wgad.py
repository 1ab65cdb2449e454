"""The Working Group on Arbitrary Detention: its urgent action and its regular procedure.

It takes cases from every State, of persons who are held. Almost all of its rules are remembered and not read, so a
fact that speaks against it leaves the answer unknown; where a person is held must be known, else WGEID is the door.
"""

from khabar.domain.procedures import authorities as by
from khabar.domain.procedures import filing, own_word, remedies
from khabar.domain.procedures.facts import Case
from khabar.domain.procedures.ids import ProcedureId
from khabar.domain.procedures.inquiry import Inquiry
from khabar.domain.procedures.lines import Line, Lines, bars, doubt, holds, missing, not_known, note


def urgent(inquiry: Inquiry) -> Lines:
    """Examine the urgent action."""
    return (*_any(inquiry.case, ProcedureId.WGAD_URGENT, public=False), *_urgency(inquiry.case))


def regular(inquiry: Inquiry) -> Lines:
    """Examine the regular procedure, which ends in a published opinion."""
    case = inquiry.case
    return (
        *_any(case, ProcedureId.WGAD_REGULAR, public=True),
        *remedies.tried(case, by.WGAD_CUSTOM),
        note("no-exhaustion-rule", by.WGAD_CUSTOM),
    )


def _any(case: Case, procedure: ProcedureId, *, public: bool) -> Lines:
    return (
        *own_word.on_any_other_door(case),
        *_held(case),
        *_told(case),
        *filing.named(case, by.WGAD_CUSTOM),
        *_submitter(case),
        *filing.consents(case, procedure, public=public),
        note("any-state", by.WGAD_ANY_STATE),
    )


def _held(case: Case) -> Lines:
    deprived = case.elements.deprivation_of_liberty.answer
    known = case.disappearance.whereabouts_known
    lines: list[Line] = []
    if deprived is None:
        lines.append(missing("element-deprivation", by.WGAD_CUSTOM))
    else:
        lines.append(holds("held", by.WGAD_CUSTOM) if deprived else doubt("not-held", by.WGAD_CUSTOM))
    if known is None:
        lines.append(missing("whereabouts-known", by.WGAD_CUSTOM))
    else:
        lines.append(holds("whereabouts-known", by.WGAD_CUSTOM) if known else doubt("go-to-wgeid", by.WGAD_CUSTOM))
    return tuple(lines)


def _told(case: Case) -> Lines:
    """Ask for what the questionnaire begins with: who, by whom, when, where."""
    happened = case.disappearance
    told = {
        "person-name": case.person.name,
        "held-in": happened.held_in,
        "began": happened.began,
        "place": happened.place,
        "forces": happened.forces,
    }
    return tuple(missing(item, by.WGAD_CUSTOM) for item, value in told.items() if not value)


def _submitter(case: Case) -> Lines:
    return filing.by_right(case.submitter, by.WGAD_CUSTOM)


def _urgency(case: Case) -> Lines:
    """Ask for danger to life or health, or special circumstances, reliably told."""
    danger, special = case.dangers.life_or_health, case.dangers.special_circumstances
    told = [claim for claim in (danger, special) if claim.answer]
    if any(claim.who_says for claim in told):
        return (holds("in-danger", by.WGAD_URGENT),)
    if told:
        return (missing("who-says-danger", by.WGAD_URGENT),)
    if danger.answer is None or special.answer is None:
        return (not_known("danger", by.WGAD_URGENT),)
    return (bars("no-danger", by.WGAD_URGENT),)
