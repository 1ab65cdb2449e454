"""Random cases near the invented ones, for properties: any field may be known, unknown, or something else.

What contradicts itself is left out, as it is refused before any door is asked.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from domain.procedures.invented_cases import (
    ARGENTINA,
    BELARUS,
    BENIN,
    DECIDED,
    DENMARK,
    FINLAND,
    GERMANY,
    KENYA,
    MEXICO,
    NO_CONTACT,
    OPEN,
    changed,
    day,
    denied,
    other,
)
from khabar.domain.procedures import Case, ProcedureId
from khabar.domain.procedures.contradictions import contradictions
from khabar.domain.procedures.facts import Agreed, NationalDoor, Relation
from khabar.domain.procedures.values import Days, StateCode

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

STATES = (MEXICO, ARGENTINA, BELARUS, BENIN, DENMARK, FINLAND, GERMANY, KENYA, StateCode("CZE"), StateCode("SOM"))
DAYS = tuple(
    day(text)
    for text in (
        *("1970", "1985", "2005-05-05", "2010-12-23", "2010", "2017", "2019-03", "2022", "2023-02-08", "2025-11"),
        *("2026-02-01", "2026-08-21", "2026-08-20", "2026-09", "2026", "2026-10-23", "2026-11-20"),
    )
)
_SHUT = NationalDoor(possible=False, law="art. 9", looked_up=day("2026"))
_OPEN_REMEDIES = {
    "exhausted": False,
    "unreasonably_prolonged": False,
    "no_effective_relief": False,
    "final_decision": None,
}
BASES = (
    OPEN,
    changed(disappearance={"began": day("2005")}),
    changed(disappearance={"began": day("2025-11")}),
    changed(disappearance={"held_in": (BELARUS,)}),
    changed(disappearance={"held_in": (BENIN, KENYA)}, person={"nationality": (KENYA,)}),
    changed(other_procedures=(other(procedure=ProcedureId.ECTHR, pending=True),)),
    changed(other_procedures=(other(procedure=ProcedureId.CAT_22, ended=day("2019-03"), how_ended=DECIDED),)),
    changed(own_word=NO_CONTACT),
    changed(domestic=_OPEN_REMEDIES),
    changed(domestic=dict.fromkeys(("prosecutor", "habeas_corpus", "ombudsman", "refugee_authority"), _SHUT)),
    changed(submitter={"relation": Relation.ORGANISATION, "family_consent": False}),
    changed(dangers={"life_or_health": denied(), "special_circumstances": denied()}),
)
UNWEIGHED = frozenset({"reference", "family_language", "calendar", "attachments", "bar_list", "bar_decisions"})
"""Fields no answer depends on."""


@st.composite
def cases(draw: DrawFn) -> Case:
    """A case that does not contradict itself."""
    case = draw(st.sampled_from(BASES))
    for _ in range(draw(st.integers(0, 6))):
        case = draw(_altered(case))
    return case


@st.composite
def _altered(draw: DrawFn, case: Case) -> Case:
    found: Case = draw(_changed_once(case))
    return case if contradictions(found) else found


@st.composite
def _changed_once(draw: DrawFn, group: Any) -> Any:  # noqa: ANN401 - any group of a case
    names = [one.name for one in fields(group) if one.name not in UNWEIGHED]
    name = draw(st.sampled_from(names))
    value = getattr(group, name)
    if is_dataclass(value) and not isinstance(value, Days | Agreed):
        return replace(group, **{name: draw(_changed_once(value))})
    return replace(group, **{name: draw(values(get_type_hints(type(group))[name]))})


def values(hint: Any) -> SearchStrategy[Any]:  # noqa: ANN401 - a type as written in the case
    """Values of one kind, unknown among them."""
    plain = [one for one in get_args(hint) if one is not type(None)] if get_origin(hint) is not tuple else []
    unknown = st.none() if type(None) in get_args(hint) else st.nothing()
    return unknown | _known(plain[0] if plain else hint)


def _known(inner: Any) -> SearchStrategy[Any]:  # noqa: ANN401 - a type as written in the case
    if get_origin(inner) is tuple:
        item = get_args(inner)[0]
        return st.lists(_known(item), max_size=2, unique=item is StateCode).map(tuple)
    simple: dict[Any, SearchStrategy[Any]] = {
        str: st.sampled_from(("", "x", "y")),
        bool: st.booleans(),
        Days: st.sampled_from(DAYS),
        StateCode: st.sampled_from(STATES),
        Agreed: st.sampled_from(
            (Agreed(), Agreed(everywhere=True), Agreed(procedures=frozenset({ProcedureId.CED_30})))
        ),
    }
    if inner in simple:
        return simple[inner]
    if issubclass(inner, Enum):
        return st.sampled_from(list(inner))
    hints = get_type_hints(inner)
    return st.builds(inner, **{one.name: values(hints[one.name]) for one in fields(inner)})
