from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.casework.companions import (
    AgreedBy,
    Done,
    Need,
    NeedKind,
    OwnConsent,
    met,
    require_consent,
)
from khabar.domain.errors import Invalid, Refused

TODAY = date(2026, 3, 2)
YES = OwnConsent(AgreedBy.PERSON, "She said it at the table, on her second visit.", TODAY)
PAPERS = Need("n1", NeedKind.PAPERS, "A birth certificate")
SHELTER = Need("n2", NeedKind.SHELTER, "A room with a key")


def test_nobody_else_can_agree_to_help_in_the_persons_name() -> None:
    with pytest.raises(Invalid) as problem:
        OwnConsent(AgreedBy.SOMEBODY_ELSE, "Her brother asked for it.", TODAY)
    assert problem.value.field == "by"


def test_a_yes_without_the_way_it_was_said_is_none() -> None:
    with pytest.raises(Invalid) as problem:
        OwnConsent(AgreedBy.PERSON, "  ", TODAY)
    assert problem.value.field == "how"


def test_a_yes_does_not_end_before_it_was_given() -> None:
    with pytest.raises(Invalid) as problem:
        OwnConsent(AgreedBy.FOR_A_CHILD, "Her mother, beside her.", TODAY, TODAY - timedelta(days=1))
    assert problem.value.field == "until"


def test_a_yes_of_a_day_to_come_is_no_yes_yet() -> None:
    with pytest.raises(Invalid) as problem:
        require_consent(YES, TODAY - timedelta(days=1))
    assert problem.value.field == "agreed_on"


def test_what_has_ended_is_asked_again() -> None:
    short = OwnConsent(AgreedBy.PERSON, "On the telephone.", TODAY, TODAY + timedelta(days=7))
    require_consent(short, TODAY + timedelta(days=7))
    with pytest.raises(Invalid) as problem:
        require_consent(short, TODAY + timedelta(days=8))
    assert problem.value.field == "consent"


@given(st.integers(0, 20000))
def test_a_yes_without_an_end_holds_until_it_is_taken_back(days: int) -> None:
    require_consent(YES, TODAY + timedelta(days=days))


def test_a_need_and_a_deed_say_what() -> None:
    with pytest.raises(Invalid) as problem:
        Need("n3", NeedKind.OTHER, "")
    assert problem.value.field == "what"
    with pytest.raises(Invalid) as problem:
        Done(TODAY, " ")
    assert problem.value.field == "what"
    assert Done(TODAY, "Went with her to the office.").on == TODAY


def test_a_need_is_met_once_and_the_others_stand() -> None:
    needs = met((PAPERS, SHELTER), "n1", TODAY)
    assert [one.met_on for one in needs] == [TODAY, None]
    assert met(needs, "n1", TODAY + timedelta(days=3)) == needs


def test_a_need_of_another_file_is_not_there() -> None:
    with pytest.raises(Refused):
        met((PAPERS,), "n2", TODAY)
