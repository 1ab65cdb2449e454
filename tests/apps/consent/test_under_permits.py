"""What a Permit opens beside an answer: a death to be spoken, and nothing at all before the guarantor has signed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import cast
from guarantor_parts import TAKES_IN, with_guarantor
from khabar.apps.consent import actions as consent
from khabar.apps.consent.queries import acts_of_permits, death_behind, permitted_now, release_under
from khabar.apps.guarantor.actions import Told, make_bundle, put_before_guarantor
from khabar.domain.answers import Disclosure, Tells
from khabar.domain.death import Death, Ground
from khabar.domain.ids import EventId

if TYPE_CHECKING:
    from apps.consent.cases import Case
    from khabar.domain.ids import PermitId

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


def has_died(case: Case, ground: Ground) -> PermitId:
    now = case.parts.clock.now()
    accounts = [one.account for one in (cast.MIRA, cast.TOMAS) if one.account]
    draft = Death(
        event_id=EventId(""),
        parents=(),
        subject=case.darius,
        recipient=case.shirin,
        decided_on=now.date(),
        found=cast.death_found(case.parts, ground),
        second_reason="I have spoken with Omar too.",
        agreed_by=tuple(accounts),
    )
    return consent.record_answer(actor=cast.TOMAS, now=now, parts=case.parts, draft=draft)


def test_a_permit_opens_nothing_before_the_guarantor_has_countersigned_exactly_this_one(case: Case) -> None:
    yes, no = case.says(Tells.ALIVE, case.shirin), case.says(Tells.NOTHING, case.ezra)
    oak, now = with_guarantor(case.parts), case.parts.clock.now()
    assert Disclosure.ALIVE in case.opens(yes)
    assert permitted_now(yes, on=now.date(), parts=oak.parts) == frozenset()
    acts = list(acts_of_permits())
    assert {one.id for one in acts} == {yes, no}, "a no waits like a yes"
    assert release_under(yes) in acts
    put_before_guarantor(actor=TAKES_IN, now=now, parts=oak.parts, acts=acts)
    make_bundle(actor=TAKES_IN, now=now, parts=oak.parts, told=Told())
    oak.tells(oak.signs())
    assert permitted_now(yes, on=now.date(), parts=oak.parts) == case.opens(yes)
    assert permitted_now(no, on=now.date(), parts=oak.parts) == frozenset()


def test_a_death_is_spoken_under_its_own_permit_and_under_no_other(case: Case) -> None:
    on = case.parts.clock.now().date()
    answered, died = case.says(Tells.ALIVE, case.ezra), has_died(case, Ground.TWO_PEOPLE)
    found = death_behind(died, on=on, parts=case.parts)
    assert found is not None
    assert found.found.to_say.startswith("In spring")
    assert death_behind(answered, on=on, parts=case.parts) is None


def test_a_death_that_nobody_is_told_of_is_behind_no_permit(case: Case) -> None:
    kept = has_died(case, Ground.NOT_TOLD)
    assert death_behind(kept, on=case.parts.clock.now().date(), parts=case.parts) is None
    assert case.opens(kept) == frozenset()
