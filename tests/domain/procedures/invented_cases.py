"""Invented cases: one to which every examined door stands open, and ways to change, forget and list single facts of it.

Mexico stands in for a State with every declaration; no State here stands for anything that happened.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from khabar.domain.bar_list import WordOf
from khabar.domain.procedures.facts import (
    Agreed,
    Case,
    Claim,
    Claims,
    Consents,
    Dangers,
    Disappearance,
    Domestic,
    Elements,
    HowEnded,
    NationalDoor,
    OtherProcedure,
    OwnWord,
    Person,
    PersonConsent,
    Relation,
    Remedy,
    Submitter,
    Word,
)
from khabar.domain.procedures.values import Days, StateCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")

TODAY = date(2026, 11, 21)
MEXICO, ARGENTINA, BELARUS, JAMAICA = map(StateCode, ("MEX", "ARG", "BLR", "JAM"))
KENYA, DENMARK, GERMANY, FINLAND, BENIN = map(StateCode, ("KEN", "DNK", "DEU", "FIN", "BEN"))


def day(text: str) -> Days:
    """A day, a month or a year in ISO."""
    parts = [int(one) for one in text.split("-")]
    first = date(*[*parts, 1, 1][:3])
    if len(parts) == 3:
        return Days(first, first, text)
    last = date(first.year, 12, 31) if len(parts) == 1 else _last_of(first)
    return Days(first, last, text)


def _last_of(first: date) -> date:
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def said() -> Claim:
    return Claim(answer=True, who_says="Nima, who was there", basis="saw it")


def denied() -> Claim:
    return Claim(answer=False, who_says="Nima, who was there", basis="saw it")


def heard(said: Word, how: WordOf) -> OwnWord:
    return OwnWord(heard=True, said=said, how=how)


LOOKED_UP = NationalDoor(possible=True, law="Code of procedure, art. 1", looked_up=day("2026-10-01"), has_limit=False)

YES = Agreed(everywhere=True)

OPEN = Case(
    reference="A-17",
    person=Person(name="Darius Ahmadi", nationality=(MEXICO,), refugee=True, birth=day("1990")),
    disappearance=Disappearance(
        held_in=(MEXICO,),
        began=day("2026-10-23"),
        place="Bus station",
        circumstances="Taken off a bus.",
        forces="police in blue",
        still_missing=True,
        whereabouts_known=True,
        only_from_media=False,
        situation=("migration",),
    ),
    elements=Elements(said(), said(), said(), said()),
    dangers=Dangers(life_or_health=said()),
    own_word=OwnWord(heard=False),
    remedies=(Remedy(body="Prosecutor", filed=day("2026-11-01"), outcome="no answer"),),
    domestic=Domestic(
        exhausted=True,
        final_decision=day("2026-11-10"),
        prosecutor=LOOKED_UP,
        habeas_corpus=LOOKED_UP,
        ombudsman=LOOKED_UP,
        refugee_authority=LOOKED_UP,
    ),
    other_procedures=(),
    submitter=Submitter(name="Shirin Ahmadi", relation=Relation.RELATIVE),
    consents=Consents(
        Agreed(everywhere=True), Agreed(everywhere=True), Agreed(everywhere=True), PersonConsent.CANNOT_BE_ASKED
    ),
    claims=Claims("arts. 7 and 9", "beaten at the arrest", "arts. 1 and 24"),
    bar_list=(),
)
"""A case to which every examined door stands open on TODAY, as far as the table knows these States."""


def changed(case: Case = OPEN, /, **groups: object) -> Case:
    """The same case with fields of groups changed: `changed(person=dict(name=""))`, or whole groups replaced."""
    for name, value in groups.items():
        given = replace(getattr(case, name), **value) if isinstance(value, dict) else value
        only: dict[str, Any] = {name: given}
        case = replace(case, **only)
    return case


def other(**told: object) -> OtherProcedure:
    """Another procedure of this case; the same matter unless something else is said."""
    return replace(OtherProcedure(same_matter=True), **told)  # type: ignore[arg-type]  # fields by name


@dataclass(frozen=True)
class Forgotten:
    """One known fact, by where it stands, and the case without it."""

    path: str
    case: Case


def forgotten(case: Case) -> Iterator[Forgotten]:
    """List every known fact of a case with the case in which nobody knows it: single fields, groups, lists, entries."""
    yield from (Forgotten(path, without) for path, without in _without(case, ""))


def _without(group: T, at: str) -> Iterator[tuple[str, T]]:
    for one in fields(group):
        value, nothing = getattr(group, one.name), _nothing(one)
        if value == nothing:
            continue
        yield f"{at}{one.name}", replace(group, **{one.name: nothing})
        if is_dataclass(value) and not isinstance(value, type) and not isinstance(value, Days | Agreed):
            for path, inner in _without(value, f"{at}{one.name}."):
                yield path, replace(group, **{one.name: inner})
        if isinstance(value, tuple) and value and is_dataclass(value[0]):
            for number, entry in enumerate(value):
                unknown = type(entry)()
                for path, inner in [
                    (f"{at}{one.name}[{number}]", unknown),
                    *_without(entry, f"{at}{one.name}[{number}]."),
                ]:
                    entries = (*value[:number], inner, *value[number + 1 :])
                    yield path, replace(group, **{one.name: entries})


def _nothing(one: object) -> object:
    default, factory = one.default, one.default_factory  # type: ignore[attr-defined]  # a field of a dataclass
    return default if factory is MISSING else factory()


NO_CONTACT = heard(Word.ALIVE_NO_CONTACT, WordOf.PERSON_ALONE)
WITHDRAWN, DECIDED = HowEnded.WITHDRAWN, HowEnded.DECIDED
