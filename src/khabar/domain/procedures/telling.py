"""Who will be told the names by each procedure: printed with every answer, also where nothing else is known.

Which State, body or public will read the sought person's name, and what becomes of the family's. Where a State on the
bar list would, the answer of the law stands and no form is made.
"""

from dataclasses import dataclass
from typing import Final

from khabar.domain.procedures.doors.ced import link_of_urgent_action
from khabar.domain.procedures.ids import WGEID, ProcedureId
from khabar.domain.procedures.inquiry import Inquiry
from khabar.domain.procedures.lines import Mark
from khabar.domain.procedures.values import StateCode

_P = ProcedureId
_READ, _REMEMBERED = Mark.VERIFIED, Mark.RECOLLECTION


@dataclass(frozen=True)
class Recipient:
    """Somebody who will be told, by the code of a sentence; the States in it; how this is known."""

    code: str
    mark: Mark = _REMEMBERED
    states: tuple[StateCode, ...] = ()


_FIXED: Final = {
    _P.CED_31: ("published-unless-withheld", _READ, "family-state", _READ),
    _P.ICCPR_OP1: ("published-unless-withheld", _REMEMBERED, "family-state", _REMEMBERED),
    _P.CAT_22: ("published-unless-withheld", _REMEMBERED, "family-state", _REMEMBERED),
    _P.CEDAW_OP: ("published-unless-withheld", _REMEMBERED, "family-state", _READ),
    _P.CRC_OPIC: ("published-unless-withheld", _REMEMBERED, "family-state", _REMEMBERED),
    _P.WGAD_REGULAR: ("public-opinion", _REMEMBERED, "family-on-request", _REMEMBERED),
    _P.SPECIAL_PROCEDURES: ("public-after-sixty-days", _REMEMBERED, "family-on-request", _REMEMBERED),
    _P.ECTHR: ("public-unless-anonymous", _REMEMBERED, "family-same", _REMEMBERED),
    _P.IACHR: ("public-unless-anonymous", _REMEMBERED, "family-same", _REMEMBERED),
    _P.ACHPR: ("public-unless-anonymous", _REMEMBERED, "family-same", _REMEMBERED),
}
"""What is told beside the State, and what becomes of the family's name."""
_TO_ALL: Final = frozenset(
    {"public-opinion", "public-after-sixty-days", "public-unless-anonymous", "public", "not-examined-told"}
)
_ALONE: Final = {
    _P.EP_PETITION: (Recipient("public"), Recipient("family-public")),
    _P.DOMESTIC: (Recipient("authority-asked"), Recipient("family-same")),
    _P.TRACING: (Recipient("intermediary", _READ), Recipient("family-intermediary", _READ)),
    **dict.fromkeys((_P.CED_32, _P.CED_33, _P.CED_34, _P.HRC_COMPLAINT), (Recipient("not-examined-told"),)),
}
"""Where no State is named by us: the one asked decides, or nobody has examined it."""


def told_to(inquiry: Inquiry, procedure: ProcedureId) -> tuple[Recipient, ...]:
    """List who will be told by this procedure, the sought person's name first, then the family's."""
    if procedure in _ALONE:
        return _ALONE[procedure]
    held = inquiry.case.disappearance.held_in or ()
    if procedure is _P.CED_30:
        return _by_urgent_action(inquiry, held)
    if procedure in WGEID:
        return (_state("state", _REMEMBERED, held), Recipient("family-on-request", _READ))
    if procedure is _P.WGAD_URGENT:
        return (_state("state", _REMEMBERED, held), Recipient("family-on-request"))
    beside, mark, family, family_mark = _FIXED[procedure]
    return (_state("state", mark, held), Recipient(beside, mark), Recipient(family, family_mark))


def _state(code: str, mark: Mark, states: tuple[StateCode, ...]) -> Recipient:
    return Recipient(code, mark, states) if states else Recipient("state-unnamed", mark)


def _by_urgent_action(inquiry: Inquiry, held: tuple[StateCode, ...]) -> tuple[Recipient, ...]:
    """Name the State of the disappearance, or of the nationality where that opens the door; others in parallel."""
    through = link_of_urgent_action(inquiry).through
    of_nationality = () if set(through) & set(held) else inquiry.case.person.nationality or ()
    party = tuple(dict.fromkeys((*held, *of_nationality)))
    crossed = tuple(one for one in inquiry.case.disappearance.crossed or () if one not in party)
    parallel = Recipient("states-parallel" if crossed else "states-may-be-asked", _READ, crossed)
    return (_state("state-party", _REMEMBERED, party), parallel, Recipient("family-confidential", _READ))


def states_told(recipients: tuple[Recipient, ...]) -> frozenset[str]:
    """Give the States among those who will be told, by their three letters."""
    return frozenset(str(state) for one in recipients for state in one.states)


def is_public(recipients: tuple[Recipient, ...]) -> bool:
    """Say whether everybody may come to read the name; where nobody has examined it, take it so."""
    return any(one.code in _TO_ALL for one in recipients)
