"""The gate over real rows: who may record, what a Permit opens, what closes it again, what is left when erased."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction

import cast
from khabar.apps.consent import actions as consent
from khabar.apps.consent.models import Permit, Stance
from khabar.apps.consent.queries import (
    answer_behind,
    counterparts,
    history,
    permit_covering,
    permit_event,
    permit_parties,
    stances_that_differ,
)
from khabar.apps.ledger.models import Entry, Event
from khabar.apps.ledger.queries import flaws_in_chain, flaws_in_events
from khabar.apps.outbox.models import Item
from khabar.apps.post.models import Release
from khabar.apps.registry.actions import erase_presence, erase_request
from khabar.apps.registry.models import Request
from khabar.domain.actors import staff
from khabar.domain.answers import Answer, Disclosure, Setting, Tells
from khabar.domain.duties import Duty
from khabar.domain.errors import Locked, Refused
from khabar.domain.ids import AccountId, EventId, PermitId, PresenceId, RequestId

if TYPE_CHECKING:
    from conftest import SettableClock
    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.domain.actors import Actor

from apps.consent.cases import Case, verify_key

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


# Who may


@pytest.mark.parametrize("somebody", cast.OUTSIDE_THE_DESK, ids=lambda one: f"{one.kind}-{one.name[:2]}")
def test_nobody_but_the_asking_desk_records_an_answer_or_a_withdrawal(case: Case, somebody: Actor) -> None:
    now, draft = case.parts.clock.now(), history_draft(case)
    with pytest.raises(Refused):
        consent.record_answer(actor=somebody, now=now, parts=case.parts, draft=draft)
    with pytest.raises(Refused):
        case.takes_back(actor=somebody)
    assert (Permit.objects.count(), Event.objects.count(), Item.objects.count()) == (0, 0, 0)


def history_draft(case: Case) -> Answer:
    said = Answer(
        event_id=EventId(""),
        parents=(),
        subject=case.darius,
        recipient=case.shirin,
        tells=Tells.ALIVE,
        setting=Setting.ALONE,
        given_on=case.parts.clock.now().date(),
    )
    return cast.read_by_two(said)


def test_a_job_of_ours_may_record_what_a_presence_said_itself(case: Case) -> None:
    now = case.parts.clock.now()
    permit = consent.record_answer(actor=cast.JOB, now=now, parts=case.parts, draft=history_draft(case))
    assert case.opens(permit) == {Disclosure.SEEN_ALIVE, Disclosure.ALIVE}


def test_nobody_records_that_somebody_else_confirmed_an_answer(case: Case) -> None:
    draft, now = history_draft(case), case.parts.clock.now()
    for somebody in (cast.MIRA, staff(AccountId("c1" * 16), Duty.ASKING_DESK)):
        with pytest.raises(Refused, match="for another"):
            consent.record_answer(actor=somebody, now=now, parts=case.parts, draft=draft)
    assert not Permit.objects.exists()


def test_what_one_person_writes_down_is_for_a_request_we_have_and_by_the_asking_desk(case: Case) -> None:
    draft, now, nobody = history_draft(case), case.parts.clock.now(), RequestId("0" * 32)
    for actor, recipient in ((cast.MIRA, nobody), (cast.FARID, case.shirin)):
        with pytest.raises(Refused):
            consent.write_down(
                actor=actor, now=now, parts=case.parts, subject=case.darius, recipient=recipient, said=draft
            )
    assert not Event.objects.exists()


def test_an_answer_for_nobody_we_know_and_by_nobody_we_know_is_refused(case: Case) -> None:
    draft, now = history_draft(case), case.parts.clock.now()
    for wrong in (replace(draft, recipient=RequestId("0" * 32)), replace(draft, subject=PresenceId("0" * 32))):
        with pytest.raises(Refused):
            consent.record_answer(actor=cast.TOMAS, now=now, parts=case.parts, draft=wrong)
    assert not Permit.objects.exists()


def test_the_locked_house_records_no_answer(case: Case, agent: MemoryKeyAgent) -> None:
    agent.lock()
    with pytest.raises(Locked):
        case.says(Tells.ALIVE, case.shirin)
    assert not Event.objects.exists()


def test_the_table_refuses_a_permit_for_nobody_and_a_release_without_a_permit(case: Case) -> None:
    permit = Permit.objects.get(id=case.says(Tells.ALIVE, case.shirin))
    permit.recipient = ""
    with pytest.raises(IntegrityError), transaction.atomic():
        permit.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.create(id="0" * 32, sealed=b"", made_at=case.parts.clock.now())


# What is opened


def test_a_yes_to_shirin_opens_nothing_for_ezra(case: Case) -> None:
    permit = case.says(Tells.ADDRESS, case.shirin, address="Mill Lane 3", own_words="I am well")
    assert case.open_to(case.shirin) == frozenset(Disclosure) - {Disclosure.DEATH}
    assert case.open_to(case.ezra) == frozenset()
    on = case.parts.clock.now().date()
    assert permit_parties(permit) == (case.darius, case.shirin)
    assert permit_covering(case.darius, case.shirin, Disclosure.MESSAGE, on=on, parts=case.parts) == permit
    assert permit_covering(case.darius, case.ezra, Disclosure.SEEN_ALIVE, on=on, parts=case.parts) is None
    assert counterparts(case.shirin) == [case.darius]
    assert counterparts(case.darius) == [case.shirin]
    assert counterparts(case.ezra) == []


def test_a_no_makes_a_permit_that_opens_nothing(case: Case) -> None:
    permit = case.says(Tells.NOTHING, case.shirin)
    assert case.opens(permit) == frozenset()
    answer = answer_behind(permit, parts=case.parts)
    assert answer is not None
    assert answer.tells is Tells.NOTHING
    assert permit_event(permit) == answer.event_id


def test_one_who_must_not_know_hears_nothing_whatever_was_allowed(case: Case) -> None:
    permit = case.says(Tells.MESSAGES, case.shirin, must_not_know=("Shirin Ahmady",))
    assert case.open_to(case.shirin) == frozenset()
    assert case.opens(permit) == frozenset()


def test_ezra_must_not_know_even_if_it_was_said_to_shirin_and_he_was_allowed_before(case: Case) -> None:
    permit = case.says(Tells.MESSAGES, case.ezra)
    case.says(Tells.ALIVE, case.shirin, must_not_know=("عزرا رستمی", "Ezra Rostami"))
    assert case.opens(permit) == frozenset()
    assert case.open_to(case.shirin) == {Disclosure.SEEN_ALIVE, Disclosure.ALIVE}


def test_silence_that_somebody_asked_for_closes_the_gate_while_it_stands(case: Case) -> None:
    permit = case.says(Tells.MESSAGES, case.shirin)
    open_before = case.opens(permit)
    assert open_before
    cast.objects(case.parts, case.shirin, stands=True)
    assert case.opens(permit) == case.open_to(case.shirin) == frozenset()
    cast.objects(case.parts, case.shirin, stands=False)
    assert case.opens(permit) == open_before


def test_a_request_that_was_passed_on_opens_nothing_any_more(case: Case) -> None:
    permit = case.says(Tells.MESSAGES, case.shirin)
    Request.objects.filter(id=case.shirin).update(is_closed=True)
    assert case.opens(permit) == case.open_to(case.shirin) == frozenset()


def test_an_answer_closes_on_the_day_after_its_last(case: Case, clock: SettableClock) -> None:
    permit = case.says(Tells.ALIVE, case.shirin, until=clock.now().date() + timedelta(days=3))
    clock.advance(timedelta(days=3))
    assert case.opens(permit)
    clock.advance(timedelta(days=1))
    assert case.opens(permit) == frozenset()


def test_a_permit_that_is_not_there_is_refused(case: Case) -> None:
    with pytest.raises(Refused):
        case.opens(PermitId("0" * 32))


def test_after_a_later_answer_the_earlier_permit_opens_nothing_not_even_the_same(case: Case) -> None:
    before = case.says(Tells.ADDRESS, case.shirin, address="Mill Lane 3")
    after = case.says(Tells.ADDRESS, case.shirin, address="Harbour Road 8")
    assert case.opens(before) == frozenset()
    assert case.opens(after) == frozenset(Disclosure) - {Disclosure.DEATH}


def test_an_address_that_was_replaced_before_the_round_is_never_told(case: Case) -> None:
    case.says(Tells.ADDRESS, case.shirin, address="Mill Lane 3")
    case.says(Tells.ADDRESS, case.shirin, address="Harbour Road 8")
    told = [one.text for one in cast.page_after_round(case.parts, "shirin").of_kind("address")]
    assert told == ["Harbour Road 8"]


def test_the_one_permit_in_force_is_found_even_where_a_clock_ran_backwards(case: Case, clock: SettableClock) -> None:
    case.says(Tells.MESSAGES, case.shirin)
    clock.advance(timedelta(hours=-1))
    last = case.says(Tells.MESSAGES, case.shirin)
    on = clock.now().date()
    assert permit_covering(case.darius, case.shirin, Disclosure.MESSAGE, on=on, parts=case.parts) == last


# What closes


def test_taking_back_before_the_round_leaves_nothing_on_the_page(case: Case) -> None:
    permit = case.says(Tells.MESSAGES, case.shirin, own_words="I am well")
    taken = case.takes_back(case.shirin)
    assert case.opens(permit) == frozenset()
    assert [answer_behind(one, parts=case.parts) for one in taken] == [None]
    assert cast.page_after_round(case.parts, "shirin").of_kind("word", "seen", "letter", "address") == []


def test_what_has_left_stays_and_nothing_new_appears_after_taking_back(case: Case) -> None:
    case.says(Tells.ALIVE, case.shirin, own_words="I am well")
    before = cast.page_after_round(case.parts, "shirin").pieces
    case.takes_back(case.shirin)
    assert cast.page_after_round(case.parts, "shirin").pieces == before


def test_taking_back_from_all_makes_a_permit_for_everybody_who_had_heard(case: Case) -> None:
    case.says(Tells.ALIVE, case.shirin)
    case.says(Tells.ALIVE, case.ezra)
    taken = case.takes_back()
    assert {permit_parties(one)[1] for one in taken} == {case.shirin, case.ezra}
    assert case.open_to(case.shirin) | case.open_to(case.ezra) == frozenset()


def test_one_who_never_answered_may_take_back_all_the_same_and_the_ledger_names_it(case: Case) -> None:
    assert case.takes_back() == ()
    assert list(flaws_in_events([verify_key(case.parts)])) == []
    assert Entry.objects.filter(event=Event.objects.get().id).count() == 1


def test_taking_back_from_all_works_when_one_of_them_has_been_erased(case: Case) -> None:
    case.says(Tells.ALIVE, case.shirin)
    case.says(Tells.ALIVE, case.ezra)
    erase_request(actor=cast.JOB, now=case.parts.clock.now(), parts=case.parts, request_id=case.ezra)
    assert len(case.takes_back()) == 2
    assert case.open_to(case.shirin) == frozenset()


# What is left of an erased person


def test_the_answers_of_an_erased_person_are_noise_and_every_permit_is_dead(case: Case) -> None:
    permit = case.says(Tells.MESSAGES, case.shirin, own_words="I am well")
    erase_presence(actor=cast.JOB, now=case.parts.clock.now(), parts=case.parts, presence_id=case.darius)
    with pytest.raises(Refused):
        history(case.darius, parts=case.parts)
    with pytest.raises(Refused):
        case.says(Tells.ALIVE, case.shirin)
    assert case.opens(permit) == case.open_to(case.shirin) == frozenset()
    assert cast.page_after_round(case.parts, "shirin").of_kind("word", "seen") == []


def test_a_round_goes_on_when_the_recipient_was_erased_before_it(case: Case) -> None:
    case.says(Tells.ALIVE, case.shirin)
    case.says(Tells.ALIVE, case.ezra, own_words="I am well")
    erase_request(actor=cast.JOB, now=case.parts.clock.now(), parts=case.parts, request_id=case.shirin)
    assert [one.text for one in cast.page_after_round(case.parts, "ezra").of_kind("word")] == ["I am well"]
    assert not Item.objects.exclude(state="done").exists()


def test_rebuilding_goes_on_past_an_erased_person(case: Case) -> None:
    case.says(Tells.ALIVE, case.shirin)
    other = cast.file_presence(case.parts, cast.dariuss_presence(case.parts.clock.now(), name="Darius Moradi"))
    replace(case, darius=other).says(Tells.NOTHING, case.ezra)
    erase_presence(actor=cast.JOB, now=case.parts.clock.now(), parts=case.parts, presence_id=case.darius)
    assert stances_that_differ(parts=case.parts) == []
    assert case.rebuild() == 1
    assert list(Stance.objects.values_list("subject", flat=True)) == [other]
    assert list(flaws_in_chain("house")) == []
    assert list(flaws_in_events([verify_key(case.parts)])) == []
