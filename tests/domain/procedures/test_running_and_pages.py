"""What is said beside an answer: a procedure that runs already, the better of two links, a repr without names."""

from __future__ import annotations

from domain.procedures.invented_cases import (
    KENYA,
    MEXICO,
    OPEN,
    TODAY,
    changed,
    day,
    other,
)
from khabar.domain.procedures import Answer, Case, ProcedureId, Result, check
from khabar.domain.procedures.facts import LinkedCase

P = ProcedureId


def result(case: Case, door: ProcedureId) -> Result:
    return next(one for one in check(case, TODAY) if one.procedure is door)


def codes(case: Case, door: ProcedureId) -> list[str]:
    return [line.code for line in result(case, door).reasons]


def test_a_procedure_that_is_running_gets_news_and_no_second_file() -> None:
    running = changed(other_procedures=(other(procedure=P.CED_30, filed=day("2026-11-01"), pending=True),))
    assert "already-filed" in codes(running, P.CED_30)
    ended = changed(other_procedures=(other(procedure=P.CED_30, ended=day("2026-11-01")),))
    assert "already-filed" not in codes(ended, P.CED_30)


def test_the_better_of_two_states_decides_and_the_other_is_a_note() -> None:
    case = changed(disappearance={"held_in": (KENYA, MEXICO)})
    assert result(case, P.CED_30).answer is Answer.OPEN
    assert "binding-unknown" in codes(case, P.CED_30)
    assert "another-link" in codes(changed(person={"nationality": None}), P.CED_30)
    assert "item" not in [line.item for line in result(changed(person={"nationality": None}), P.CED_30).missing]


def test_a_fresh_case_at_the_standard_procedure_is_sent_to_the_urgent_one() -> None:
    assert "use-urgent" in codes(OPEN, P.WGEID_STANDARD)
    assert "use-urgent" not in codes(changed(disappearance={"began": day("2026-05")}), P.WGEID_STANDARD)


def test_a_bound_case_whose_existence_nobody_confirms_leaves_the_time_unknown() -> None:
    fresh = LinkedCase(began=day("2026-10-01"))
    case = changed(disappearance={"began": day("2026-05-05"), "linked_case": fresh})
    assert result(case, P.WGEID_URGENT).answer is Answer.UNKNOWN


def test_details_of_steps_are_asked_where_only_a_list_without_them_stands() -> None:
    bare = changed(remedies=(type(OPEN.remedies[0])(kind="complaint"),)) if OPEN.remedies else OPEN
    assert "remedy-details" in [line.item for line in result(bare, P.CED_30).missing]
    nobody = changed(remedies=(), domestic={"possible": False, "reason": ""})
    assert "reason" in [line.item for line in result(nobody, P.CED_30).missing]
    unsaid = changed(remedies=None)
    assert "remedies" in [line.item for line in result(unsaid, P.CED_30).missing]


def test_nothing_said_about_other_procedures_is_asked_at_the_working_group() -> None:
    assert "other-procedures" in [line.item for line in result(changed(other_procedures=None), P.WGEID_URGENT).missing]


def test_no_name_stands_in_what_a_log_would_hold() -> None:
    said = repr(OPEN)
    assert not any(name in said for name in ("Darius", "Shirin", "Bus station"))
