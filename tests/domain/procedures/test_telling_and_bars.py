"""Who will be told, and when a bar lets no form be made: the answer of the law stands beside it."""

from __future__ import annotations

import pytest

from domain.procedures.invented_cases import (
    ARGENTINA,
    BENIN,
    KENYA,
    MEXICO,
    NO_CONTACT,
    OPEN,
    TODAY,
    changed,
    day,
)
from khabar.domain.bar_list import Ground, WordOf
from khabar.domain.procedures import Answer, Case, ProcedureId, Result, check
from khabar.domain.procedures.facts import Agreed, BarDecision, BarEntry
from khabar.domain.procedures.form_rules import against_form

P = ProcedureId


def result(case: Case, door: ProcedureId = P.WGEID_URGENT) -> Result:
    return next(one for one in check(case, TODAY) if one.procedure is door)


def told(case: Case, door: ProcedureId) -> dict[str, tuple[str, ...]]:
    return {one.code: one.states for one in result(case, door).told}


def barred(*entries: BarEntry, **groups: object) -> Case:
    return changed(bar_list=entries, **groups)


def codes(case: Case, door: ProcedureId = P.WGEID_URGENT) -> list[str]:
    return [line.code for line in against_form(result(case, door))]


def decision(advocate: str, **told: object) -> BarDecision:
    return BarDecision(**({"state": MEXICO, "advocate": advocate, "reason": "he is held there"} | told))  # type: ignore[arg-type]


LIFTED = BarEntry(MEXICO, lifted_by=WordOf.PERSON_ALONE, lifted_source="a letter", lifted_on=day("2026-11-01"))


def test_an_urgent_action_goes_to_the_state_of_the_disappearance_and_perhaps_to_those_crossed() -> None:
    crossed = changed(disappearance={"crossed": (BENIN, MEXICO)}, person={"nationality": (ARGENTINA,)})
    assert told(crossed, P.CED_30) == {
        "state-party": (MEXICO,),
        "states-parallel": (BENIN,),
        "family-confidential": (),
    }


def test_it_goes_to_the_state_of_the_nationality_where_that_opens_the_door() -> None:
    case = changed(disappearance={"held_in": (KENYA,)}, person={"nationality": (ARGENTINA,)})
    assert told(case, P.CED_30)["state-party"] == (KENYA, ARGENTINA)


@pytest.mark.parametrize("door", ProcedureId)
def test_who_will_be_told_is_said_of_every_door_also_where_nothing_is_known(door: ProcedureId) -> None:
    assert told(Case(), door)
    assert told(OPEN, door)


def test_a_bar_changes_no_answer_and_lets_no_form_be_made() -> None:
    case = barred(BarEntry(MEXICO))
    assert result(case).answer is Answer.OPEN
    assert codes(case) == ["bar-list-open"]


def test_two_advocates_with_reasons_open_a_door_at_the_state_that_holds_him_and_one_alone_does_not() -> None:
    assert codes(barred(BarEntry(MEXICO), bar_decisions=(decision("Mira"),))) == ["bar-list-open"]
    assert codes(barred(BarEntry(MEXICO), bar_decisions=(decision("Mira"), decision("Mira")))) == ["bar-list-open"]
    assert codes(barred(BarEntry(MEXICO), bar_decisions=(decision("Mira"), decision("Tomas", reason="")))) != []
    assert codes(barred(BarEntry(MEXICO), bar_decisions=(decision("Mira"), decision("Tomas")))) == []


def test_a_decision_for_another_procedure_or_without_a_name_or_state_opens_nothing() -> None:
    for other in (decision("Tomas", procedure=P.CED_30), decision(""), decision("Tomas", state=None)):
        assert codes(barred(BarEntry(MEXICO), bar_decisions=(decision("Mira"), other))) == ["bar-list-open"]
    both = (decision("Mira", procedure=P.WGEID_URGENT), decision("Tomas", procedure=P.WGEID_STANDARD))
    assert codes(barred(BarEntry(MEXICO), bar_decisions=both)) == []


def test_a_barred_state_that_does_not_hold_him_stays_barred() -> None:
    case = changed(barred(BarEntry(KENYA)), disappearance={"crossed": (KENYA,)})
    assert codes(case, P.CED_30) == ["bar-list"]
    assert codes(case, P.WGEID_URGENT) == []


def test_only_the_persons_own_word_with_its_source_lifts_a_bar() -> None:
    assert codes(barred(LIFTED)) == []
    for word in (
        {"lifted_by": WordOf.FAMILY},
        {"lifted_source": " "},
        {"lifted_on": None},
    ):
        assert codes(barred(type(LIFTED)(**(vars(LIFTED) | word)))) == ["bar-list-open"]


def test_a_lifted_bar_on_the_country_of_origin_no_longer_comes_from_the_departure() -> None:
    person = {"country_of_origin": MEXICO, "left_country_of_origin": True}
    assert codes(barred(person=person)) == ["bar-list-open"]
    assert codes(barred(LIFTED, person=person)) == []
    assert codes(barred(person={"left_in_fear": (MEXICO,)})) == ["bar-list-open"]


def test_a_body_that_forwards_is_barred_by_its_name() -> None:
    forwards = BarEntry(ground=Ground.FORWARDS, body="WGEID", forwards_to=(KENYA,))
    assert codes(barred(forwards)) == ["bar-list"]
    assert codes(barred(BarEntry(state=KENYA, body="wgeid"))) == ["bar-list"]
    assert codes(barred(forwards), P.CED_30) == []
    assert codes(barred(BarEntry(body="WGEID"))) == []
    assert codes(barred(BarEntry(MEXICO, Ground.FORWARDS))) == ["bar-list-open"]
    assert codes(barred(BarEntry())) == []


def test_a_bar_list_that_nobody_asked_for_lets_no_form_be_made() -> None:
    assert codes(changed(bar_list=None)) == ["bar-list-unasked"]


def test_what_becomes_public_meets_every_bar() -> None:
    bars = [line.code for line in result(barred(BarEntry(KENYA)), P.SPECIAL_PROCEDURES).bars]
    assert bars == ["bar-list"]


def test_no_form_is_made_at_a_barred_door_or_against_the_familys_no() -> None:
    assert codes(changed(own_word=NO_CONTACT)) == ["own-word-no-contact"]
    for name, code in (("filing", "consent-filing-no"), ("naming_to_state", "consent-naming-no")):
        assert codes(changed(consents={name: Agreed(everywhere=False)})) == [code]
    assert codes(changed(consents={"publication": Agreed(everywhere=False)})) == []
    assert codes(OPEN) == []


def test_a_consent_for_one_procedure_is_none_for_another() -> None:
    only = Agreed(procedures=frozenset({P.CED_30}))
    case = changed(consents={"filing": only})
    assert result(case, P.CED_30).answer is Answer.OPEN
    assert result(case).answer is Answer.CONDITIONAL


@pytest.mark.parametrize("door", ProcedureId)
def test_nobody_is_sent_to_find_out_more_about_a_person_who_wishes_no_contact(door: ProcedureId) -> None:
    assert result(Case(own_word=NO_CONTACT), door).missing == ()
