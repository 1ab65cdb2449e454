"""Our own clocks: half, sixty and eighty percent, the six months that must not be silent, “any news?” every three."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.procedures.invented_cases import NO_CONTACT, OPEN, TODAY, changed, day, other
from khabar.domain.procedures import ProcedureId
from khabar.domain.procedures.dues import NEWS_MONTHS, dues, shares_of
from khabar.domain.procedures.facts import LinkedCase, NationalDoor
from khabar.domain.procedures.lines import Mark

P = ProcedureId


def filed(procedure: ProcedureId, **told: object) -> dict[str, date]:
    case = changed(other_procedures=(other(procedure=procedure, filed=day("2026-07-01"), pending=True, **told),))
    return {f"{one.code} {dict(one.values).get('percent', '')}".strip(): one.on for one in dues(case, procedure, TODAY)}


def test_the_states_two_weeks_ring_at_half_and_rise_at_sixty_and_eighty_percent() -> None:
    assert filed(P.CED_30) == {
        "reply-share 50": date(2026, 7, 8),
        "reply-share 60": date(2026, 7, 10),
        "reply-share 80": date(2026, 7, 13),
        "reply-end": date(2026, 7, 15),
        "any-news": date(2027, 1, 1),
    }


def test_six_calendar_months_of_the_covenant() -> None:
    assert filed(P.ICCPR_OP1)["reply-end"] == date(2027, 1, 1)


def test_six_months_of_silence_are_guarded_from_the_last_letter_of_the_working_group() -> None:
    since_letter = filed(P.WGEID_STANDARD, last_letter_to_us=day("2026-09-15"))
    assert since_letter["guard-end"] == date(2027, 3, 15)
    assert since_letter["guard-share 50"] == date(2026, 12, 15)
    assert filed(P.WGEID_STANDARD)["guard-end"] == date(2027, 1, 1)


def test_an_answered_letter_needs_no_guard_and_an_answer_without_a_letter_keeps_it() -> None:
    answered = filed(P.WGEID_URGENT, last_letter_to_us=day("2026-09-15"), answered_it=True)
    assert set(answered) == {"any-news"}
    assert "guard-end" in filed(P.WGEID_URGENT, answered_it=True)


def test_the_guard_is_only_remembered_and_says_so() -> None:
    case = changed(other_procedures=(other(procedure=P.WGEID_URGENT, filed=day("2026-07-01"), pending=True),))
    assert {one.mark for one in dues(case, P.WGEID_URGENT, TODAY) if one.code.startswith("guard")} == {
        Mark.RECOLLECTION
    }


def test_an_ended_procedure_and_one_without_a_day_of_filing_have_no_clock() -> None:
    ended = other(procedure=P.CED_30, filed=day("2026-07-01"), ended=day("2026-09-01"))
    assert dues(changed(other_procedures=(ended,)), P.CED_30, TODAY) == ()
    assert dues(changed(other_procedures=(other(procedure=P.CED_30, pending=True),)), P.CED_30, TODAY) == ()
    assert dues(changed(other_procedures=None), P.CED_30, TODAY) == ()


def test_once_the_person_has_spoken_only_one_thing_is_due() -> None:
    case = changed(
        own_word=NO_CONTACT, other_procedures=(other(procedure=P.CED_30, filed=day("2026-07-01"), pending=True),)
    )
    assert [(one.code, one.on) for one in dues(case, P.CED_30, TODAY)] == [("tell-the-body", TODAY)]
    assert dues(changed(own_word=NO_CONTACT), P.WGEID_URGENT, TODAY) == ()


@pytest.mark.parametrize(("linked", "last"), [(None, date(2027, 1, 23)), (True, date(2027, 10, 23))])
def test_the_last_day_of_the_urgent_procedure_is_told_before_filing(*, linked: bool | None, last: date) -> None:
    case = changed(disappearance={"linked_case": LinkedCase(exists=linked)})
    assert dues(case, P.WGEID_URGENT, TODAY)[-1].on == last
    assert dues(changed(disappearance={"began": None}), P.WGEID_URGENT, TODAY) == ()
    assert dues(case, P.WGEID_URGENT, last)
    assert dues(case, P.WGEID_URGENT, last.replace(day=last.day + 1)) == ()


def test_five_years_from_the_last_decision_and_the_last_day_of_a_national_door() -> None:
    assert dues(OPEN, P.ICCPR_OP1, TODAY)[-1].on == date(2031, 11, 10)
    door = NationalDoor(possible=True, has_limit=True, last_day=day("2026-12-20"))
    found = dues(changed(domestic={"ombudsman": door}), P.DOMESTIC, TODAY)
    assert [(one.code, one.on) for one in found] == [("door-last", date(2026, 12, 20))]


@given(st.dates(date(2001, 1, 1), date(2030, 1, 1)), st.integers(0, 4000))
def test_any_news_comes_every_three_months_after_the_day_of_asking(start: date, after: int) -> None:
    on = date.fromordinal(start.toordinal() + after)
    case = changed(other_procedures=(other(procedure=P.IACHR, filed=day(start.isoformat()), pending=True),))
    (news,) = dues(case, P.IACHR, on)
    assert on < news.on
    assert (news.on - on).days <= 31 * NEWS_MONTHS


@given(st.dates(date(2001, 1, 1), date(2030, 1, 1)), st.integers(1, 3000))
def test_shares_stand_in_order_within_their_period(start: date, length: int) -> None:
    end = date.fromordinal(start.toordinal() + length)
    found = [one.on for one in shares_of(start, end, "reply", Mark.VERIFIED)]
    assert found == sorted(found)
    assert start < found[0]
    assert found[-1] == end
