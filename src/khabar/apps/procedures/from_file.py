"""What a family's file already says of its case: proposals for facts nobody has kept yet, and what always holds.

Proposals are words to look at. What always holds is the file's alone, whatever the facts say: where the person came
from, the bar list, what two advocates decided, the person's own word, a consent that was taken back since.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from khabar.apps.casework.files import Document
from khabar.domain.bar_list import Bar, Departure, WordOf
from khabar.domain.casework.consents import CLOSING, ConsentEvent
from khabar.domain.casework.events import EventKind
from khabar.domain.casework.people import Part
from khabar.domain.procedures.facts import (
    Agreed,
    BarDecision,
    BarEntry,
    Consents,
    OtherProcedure,
    OwnWord,
    PersonConsent,
    Word,
)
from khabar.domain.procedures.ids import ProcedureId
from khabar.domain.procedures.values import Days, StateCode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from khabar.apps.casework.files import OpenedFile
    from khabar.apps.procedures.cases import Kept, OpenedSubmission
    from khabar.domain.bar_list import Vote
    from khabar.domain.casework.events import CaseEvent
    from khabar.domain.procedures import Case

SPOKEN = OwnWord(heard=True, said=Word.ALIVE_NO_CONTACT, how=WordOf.PERSON_ALONE)
"""A word of the person's own on the file ends what is done in their name without them."""
_SIGNS = (EventKind.CALL, EventKind.VISIT)
_DOORS = {
    "wgeid": (ProcedureId.WGEID_URGENT, ProcedureId.WGEID_STANDARD),
    "ced": (ProcedureId.CED_30, ProcedureId.CED_31),
    "wgad": (ProcedureId.WGAD_URGENT, ProcedureId.WGAD_REGULAR),
    "domestic": (ProcedureId.DOMESTIC,),
}


def proposed(file: OpenedFile) -> dict[str, object]:
    """Give what the file says, as facts of a case; an earlier line is kept where two say the same."""
    found = {
        "person": _person(file),
        "disappearance": _happened(file),
        "submitter": _family(file),
        "remedies": [_said({"kind": one.what, "filed": one.when}) for one in _lines(file, EventKind.STEP)],
        "attachments": [{"title": one.title, "sha256": one.sha256} for one in _documents(file)],
    }
    return {name: said for name, said in found.items() if said}


def _person(file: OpenedFile) -> dict[str, object]:
    missed = file.body.missed
    if missed is None:
        return {}
    said: dict[str, object] = {"name": missed.name, "other_names": list(missed.other_names)}
    born = next(iter(_lines(file, EventKind.BORN)), None)
    return _said(said | ({"birth": born.when} if born else {}))


def _happened(file: OpenedFile) -> dict[str, object]:
    taken = next(iter(_lines(file, EventKind.TAKEN)), None)
    seen = next(reversed(_lines(file, EventKind.LAST_SEEN)), None)
    sign = next(reversed(_lines(file, *_SIGNS)), None)
    said: dict[str, object] = {
        "held_in": sorted(file.body.holding.states),
        "began": taken.when if taken else "",
        "circumstances": "\n".join(one.what for one in _lines(file, EventKind.TAKEN, EventKind.LAST_SEEN)),
        "last_seen": _said({"date": seen.when, "by": seen.source.speaker} if seen else {}),
        "last_sign_of_life": sign.when if sign else "",
    }
    return _said(said)


def _family(file: OpenedFile) -> dict[str, object]:
    family = next((one for one in file.body.people if one.part is Part.FAMILY), None)
    if family is None:
        return {}
    return _said({"name": family.name, "relation": "relative", "kinship": family.relation})


def _documents(file: OpenedFile) -> Iterator[Document]:
    return (one.content for one in file.entries if isinstance(one.content, Document))


def _lines(file: OpenedFile, *kinds: EventKind) -> list[CaseEvent]:
    return [one for one in file.events if one.kind in kinds]


def _said(told: Mapping[str, object]) -> dict[str, object]:
    return {name: one for name, one in told.items() if one}


def always(case: Case, file: OpenedFile, bodies: Mapping[str, str], kept: Kept | None) -> Case:
    """Give the case with what always holds; `bodies`: names of the address book, `kept`: when consents were kept."""
    origin = file.body.departure
    person = replace(
        case.person,
        country_of_origin=StateCode(origin.origin) if origin.origin else None,
        left_country_of_origin=origin.had_left,
        left_in_fear=tuple(StateCode(one) for one in sorted(origin.left_in_fear)) or None,
    )
    return replace(
        case,
        person=person,
        own_word=SPOKEN if file.body.own_word else case.own_word,
        bar_list=tuple(_entry(one, bodies) for one in file.body.bars) if was_asked(file) else None,
        bar_decisions=tuple(_decisions(file.body.holding.votes)),
        consents=_since(case.consents, file, kept),
    )


def was_asked(file: OpenedFile) -> bool:
    """Say whether anybody has asked where the person came from, so that the bar list says something."""
    return bool(file.body.bars) or file.body.departure != Departure()


def with_submissions(case: Case, submissions: Iterable[OpenedSubmission]) -> Case:
    """Add what we filed to the procedures of a case; nobody having said whether there are others stays unsaid."""
    ours = tuple(one.filed.as_procedure() for one in submissions)
    if not ours:
        return case
    others = (OtherProcedure(),) if case.other_procedures is None else case.other_procedures
    return replace(case, other_procedures=(*ours, *others))


def _entry(bar: Bar, bodies: Mapping[str, str]) -> BarEntry:
    lifted = bar.lifted
    return BarEntry(
        state=StateCode(bar.state),
        ground=bar.ground,
        body=bodies.get(bar.body, bar.body),
        lifted_by=lifted.by if lifted else None,
        lifted_source=lifted.source if lifted else "",
        lifted_on=Days.of(lifted.on) if lifted else None,
    )


def _decisions(votes: Iterable[Vote]) -> Iterator[BarDecision]:
    for one in votes:
        for procedure in _DOORS.get(one.door, ()):
            yield BarDecision(StateCode(one.state), procedure, one.advocate, one.reason)


def taken_back(file: OpenedFile, kept: Kept | None) -> frozenset[str]:
    """Name the people of the file who said no to everything, or took all back, since consents were kept."""
    since = file.entries[kept.entries :] if kept else file.entries
    said = (one.content for one in since if isinstance(one.content, ConsentEvent))
    return frozenset(one.person for one in said if one.scope is None and one.stand in CLOSING)


def _since(consents: Consents, file: OpenedFile, kept: Kept | None) -> Consents:
    back = taken_back(file, kept)
    parts = {one.part for one in file.body.people if one.id in back}
    no = Agreed(everywhere=False)
    if Part.FAMILY in parts:
        consents = replace(consents, filing=no, naming_to_state=no, publication=no)
    return replace(consents, person_concerned=PersonConsent.REFUSED) if Part.MISSED in parts else consents
