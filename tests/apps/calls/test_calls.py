"""Calling lists: planned by the hands there are, seen on their own day alone, the same whatever is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

import cast
from apps.calls.desk import MOTHER
from apps.consent.worlds import Shape, shape_of
from apps.trips.travels import words_on
from khabar.apps.calls import actions as calls
from khabar.apps.calls import queries
from khabar.apps.calls.files import CallInside, sealed_call
from khabar.apps.calls.models import Call, Plan
from khabar.apps.ledger.models import Entry
from khabar.apps.post.contact import dates_at_risk
from khabar.apps.post.erasing import erase
from khabar.apps.registry.actions import erase_request
from khabar.apps.rounds import steps
from khabar.domain.calls import Hands, Outcome
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.ids import AccountId
from khabar.domain.reaching import Way

if TYPE_CHECKING:
    from apps.calls.desk import Voices
    from khabar.domain.actors import Actor

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


def test_a_mother_with_a_telephone_comes_onto_the_list_of_the_day_with_what_a_call_needs(voices: Voices) -> None:
    request = voices.family()
    voices.until_due()
    made = voices.plan()
    assert [(one.request, one.day) for one in made.calls] == [(request, voices.today)]
    (line,) = voices.list_of()
    assert (line.first_name, line.phone, line.stop_word) == ("Golnar", "۰۷۱ ۵۵ ۰۱ ۲۳", "aubergine")
    assert line.hear_by == voices.today + timedelta(days=30)


def test_a_list_is_there_on_its_day_and_gone_on_the_next(voices: Voices) -> None:
    voices.family()
    voices.until_due()
    voices.plan()
    (line,) = voices.list_of()
    voices.clock.advance(timedelta(days=1))
    assert voices.list_of() == ()
    with pytest.raises(Refused):
        voices.note(Outcome.REACHED, call=line.id)


def test_a_helper_sees_and_notes_his_own_calls_alone(voices: Voices) -> None:
    voices.family()
    voices.until_due()
    voices.plan()
    (line,) = voices.list_of()
    ezra = voices.colleague("ezra", Duty.HELPER)
    assert voices.list_of(ezra) == ()
    for call in (line.id, "0" * 32):
        with pytest.raises(Refused):
            voices.note(Outcome.REACHED, call=call, who=ezra)
    nima = voices.nima.account
    assert nima
    with pytest.raises(Refused):
        calls.print_list(actor=ezra, now=voices.clock.now(), parts=voices.parts, helper=nima, day=voices.today)


@pytest.mark.parametrize(
    "who", [cast.MIRA, cast.NIMA, cast.LEYLA, cast.EZRA_OPERATOR], ids=["asks", "helps", "l", "op"]
)
def test_nobody_but_the_family_desk_plans_or_sees_the_plan(voices: Voices, who: Actor) -> None:
    with pytest.raises(Refused):
        calls.plan_calls(actor=who, now=voices.clock.now(), parts=voices.parts, hands=[])
    with pytest.raises(Refused):
        queries.plan_as_it_stands(who, now=voices.clock.now(), parts=voices.parts)
    with pytest.raises(Refused):
        queries.own_list(replace(who, duties=who.duties - {Duty.HELPER}), now=voices.clock.now(), parts=voices.parts)


def test_nobody_is_given_a_call_to_his_own_people_nor_shown_one_that_became_his_own(voices: Voices) -> None:
    voices.family()
    voices.until_due()
    voices.is_kin(voices.nima, "Golnar Ahmadi")
    made = voices.plan()
    assert (made.calls, len(made.left)) == ((), 1)
    omid = voices.colleague("omid", Duty.HELPER)
    assert len(voices.plan(who=omid).calls) == 1
    voices.is_kin(omid, "Darius Ahmadi")
    assert voices.list_of(omid) == ()


def test_who_is_reached_hears_from_us_again_in_a_month_and_who_is_not_comes_first(voices: Voices) -> None:
    reached, missed = voices.family(), voices.family(enquirer_name="Parvin Sohrabi", enquirer_given="Parvin")
    voices.until_due()
    before = voices.hears_by(missed)
    voices.plan()
    lines = {line.request: line.id for line in voices.list_of()}
    voices.note(Outcome.REACHED, call=lines[reached])
    voices.note(Outcome.NOT_REACHED, call=lines[missed])
    assert voices.hears_by(reached) == voices.today + timedelta(days=30)
    assert voices.hears_by(missed) == before
    early = voices.filed(cast.shirins_request(voices.clock.now() - timedelta(days=28), **MOTHER))
    assert voices.hears_by(early) < before
    voices.clock.advance(timedelta(hours=1))
    made = voices.plan(3)
    assert [one.request for one in made.calls] == [missed], "two calls of three are made already"
    assert made.left == (early,)
    with pytest.raises(Conflict):
        voices.note(Outcome.NOT_REACHED, call=lines[reached])


def test_a_number_that_nobody_answers_makes_that_page_late_and_no_other(voices: Voices) -> None:
    voices.filed(cast.shirins_request(voices.clock.now(), way=Way.TELEPHONE, phone="55501"))
    voices.filed(cast.ezras_request(voices.clock.now()))
    voices.clock.advance(timedelta(days=31))
    steps.write_contacts(voices.clock.now(), voices.parts)
    cast.renew(voices.parts)
    assert cast.page("shirin").standing.late
    assert not cast.page("ezra").standing.late
    voices.plan()
    voices.note(Outcome.REACHED)
    cast.renew(voices.parts)
    standing = cast.page("shirin").standing
    assert (standing.late, standing.by) == (False, voices.today + timedelta(days=30))


def test_a_promise_made_while_a_clock_ran_ahead_is_brought_back(voices: Voices) -> None:
    now = voices.clock.now()
    voices.clock.advance(timedelta(days=300))
    request = voices.family()
    voices.clock.moment = now
    steps.write_contacts(now, voices.parts)
    assert now.date() < voices.hears_by(request) <= now.date() + timedelta(days=30)


def test_unlockers_are_warned_of_days_that_people_promised(voices: Voices) -> None:
    voices.family()
    assert dates_at_risk(voices.today) == 0
    voices.until_due()
    assert dates_at_risk(voices.today) == 1


def test_after_the_stop_word_nobody_calls_until_the_desk_clears_it_and_the_page_goes_on(voices: Voices) -> None:
    request = voices.filed(cast.shirins_request(voices.clock.now(), way=Way.TELEPHONE, phone="55501"))
    voices.until_due()
    voices.plan(2)
    voices.note(Outcome.STOP_WORD)
    assert voices.hears_by(request) == voices.today + timedelta(days=30)
    voices.clock.advance(timedelta(days=31))
    assert (voices.plan().calls, voices.plan().left) == ((), ())
    steps.write_contacts(voices.clock.now(), voices.parts)
    cast.renew(voices.parts)
    assert not cast.page("shirin").standing.late
    (stopped,) = queries.stopped_families(cast.FARID, today=voices.today, parts=voices.parts)
    assert stopped.request.id == request
    calls.clear_stop(actor=cast.FARID, now=voices.clock.now(), parts=voices.parts, request_id=request)
    assert queries.stopped_families(cast.FARID, today=voices.today, parts=voices.parts) == []
    voices.until_due()
    assert [one.request for one in voices.plan().calls] == [request]


def test_a_family_whose_stop_word_was_heard_leaves_every_list_at_once(voices: Voices) -> None:
    voices.family()
    voices.until_due()
    voices.plan()
    (line,) = voices.list_of()
    voices.note(Outcome.STOP_WORD)
    call_id, omid = "0" * 32, AccountId("d9" * 16)
    sealed = sealed_call(line.request, call_id, CallInside(place=0, by=voices.today), parts=voices.parts)
    Call.objects.create(id=call_id, helper=omid, day=voices.today, request=line.request, sealed=sealed)
    assert queries.calling_list(omid, voices.today, parts=voices.parts) == ()


def test_what_a_helper_notes_waits_for_the_family_desk_and_for_nobody_else(voices: Voices) -> None:
    voices.family()
    voices.until_due()
    voices.plan()
    (line,) = voices.list_of()
    voices.note(Outcome.WANTS_CALL, "a new number from Monday")
    (seen,) = queries.to_see(cast.FARID, today=voices.today, parts=voices.parts)
    assert (seen.outcome, seen.note) == (Outcome.WANTS_CALL, "a new number from Monday")
    assert "a new number" not in str(voices.list_of())
    calls.note_seen(actor=cast.FARID, now=voices.clock.now(), parts=voices.parts, call_id=line.id)
    assert queries.to_see(cast.FARID, today=voices.today, parts=voices.parts) == []
    for call in (line.id, "0" * 32):
        with pytest.raises(Refused):
            calls.note_seen(actor=voices.nima, now=voices.clock.now(), parts=voices.parts, call_id=call)
    with pytest.raises(Refused):
        calls.note_seen(actor=cast.FARID, now=voices.clock.now(), parts=voices.parts, call_id="0" * 32)


def test_a_note_that_is_too_long_and_hands_that_cannot_be_are_refused_in_a_sentence(voices: Voices) -> None:
    voices.family()
    voices.until_due()
    voices.plan()
    with pytest.raises(Invalid, match="200 characters"):
        voices.note(Outcome.REACHED, "x" * 201)
    nima = voices.nima.account
    assert nima
    for hands, words in (
        (Hands(nima, voices.today - timedelta(days=1), 1), "six days"),
        (Hands(nima, voices.today, 61), "60 calls"),
        (Hands("0" * 32, voices.today, 1), "no helper"),  # type: ignore[arg-type]  # an id
    ):
        with pytest.raises(Invalid, match=words):
            calls.plan_calls(actor=cast.FARID, now=voices.clock.now(), parts=voices.parts, hands=[hands])


def test_a_plan_says_whom_the_hands_do_not_reach_and_how_many_are_missing(voices: Voices) -> None:
    assert queries.plan_as_it_stands(cast.FARID, now=voices.clock.now(), parts=voices.parts) is None
    for name in ("Golnar", "Parvin", "Simin"):
        voices.family(enquirer_given=name, enquirer_name=f"{name} Vaziri", name=f"Darius {name}")
    voices.until_due()
    voices.plan(1, 0, 0, 0, 0, 0, 1)
    view = queries.plan_as_it_stands(cast.FARID, now=voices.clock.now(), parts=voices.parts)
    assert view
    assert (view.missing, [one.calls for one in view.days], view.made_at) == (2, [1, 1], voices.clock.now())
    assert [one.day for one in view.unplanned].count(None) == 1
    assert {one.day for one in view.unplanned} == {None, voices.today + timedelta(days=6)}
    assert Plan.objects.count() == 1


def test_families_without_a_number_are_listed_because_somebody_has_to_go_there(voices: Voices) -> None:
    request = voices.family(way=Way.BRINGER, phone="", post_address="the bakery, mornings")
    (one,) = queries.families_without_number(cast.FARID, today=voices.today, parts=voices.parts)
    assert one.request.id == request
    voices.until_due()
    assert voices.plan().calls == ()
    calls.note_spoken(actor=cast.FARID, now=voices.clock.now(), parts=voices.parts, request_id=request)
    assert voices.hears_by(request) == voices.today + timedelta(days=30)


def test_an_erased_family_is_on_no_list_and_in_no_plan(voices: Voices) -> None:
    request = voices.family()
    voices.until_due()
    voices.plan()
    (line,) = voices.list_of()
    erase(actor=cast.JOB, now=voices.clock.now(), parts=voices.parts, holder=request)
    assert voices.list_of() == ()
    assert queries.to_see(cast.FARID, today=voices.today, parts=voices.parts) == []
    assert voices.plan().calls == ()
    assert not Call.objects.filter(id=line.id).exists()
    assert dates_at_risk(voices.today + timedelta(days=90)) == 0


def test_a_family_erased_by_half_stops_no_round_and_no_plan(voices: Voices) -> None:
    request = voices.family()
    voices.family(way=Way.POST, phone="", post_address="Mill Lane 3", name="Bahram", enquirer_name="Parvin Vaziri")
    voices.until_due()
    voices.plan()
    voices.note(Outcome.NOT_REACHED)
    erase_request(actor=cast.JOB, now=voices.clock.now(), parts=voices.parts, request_id=request)
    voices.clock.advance(timedelta(days=10))
    steps.write_contacts(voices.clock.now(), voices.parts)
    assert voices.plan().calls == ()


def test_old_calls_are_forgotten(voices: Voices) -> None:
    voices.family()
    voices.until_due()
    voices.plan()
    voices.note(Outcome.REACHED)
    voices.clock.advance(timedelta(days=61))
    voices.plan()
    assert Call.objects.filter(day__lt=voices.today).count() == 0


def test_a_list_is_printed_for_its_helper_and_for_the_desk_and_the_printing_is_in_the_ledger(voices: Voices) -> None:
    voices.family()
    voices.until_due()
    voices.plan()
    helper = voices.nima.account
    assert helper
    for actor in (voices.nima, cast.FARID):
        paper = calls.print_list(
            actor=actor, now=voices.clock.now(), parts=voices.parts, helper=helper, day=voices.today
        )
        assert paper.startswith(b"%PDF")
    assert Entry.objects.filter(act="calling list printed").count() == 2
    with pytest.raises(Conflict):
        calls.print_list(
            actor=cast.FARID,
            now=voices.clock.now(),
            parts=voices.parts,
            helper=helper,
            day=voices.today + timedelta(days=1),
        )


def test_a_name_that_cannot_be_printed_stops_nobody_elses_call(voices: Voices) -> None:
    voices.family()
    voices.family(
        enquirer_name="宋 Ezra", enquirer_given="宋", stop_word="😀", name="Bahram Sohrabi", phone="071 55 0199"
    )
    voices.until_due()
    voices.plan()
    helper = voices.nima.account
    assert helper
    now, today = voices.clock.now(), voices.today
    paper = calls.print_list(actor=voices.nima, now=now, parts=voices.parts, helper=helper, day=today)
    said = words_on(paper)
    assert said.count(calls.BY_HAND) == 2
    assert "Golnar" in said
    assert "aubergine" in said
    assert "071 55 0199" in said


def test_the_rows_of_a_call_do_not_say_what_came_of_it(voices: Voices) -> None:
    voices.family()
    voices.until_due()
    voices.plan()

    def rows_after(outcome: Outcome) -> Shape:
        def world() -> None:
            voices.note(outcome, "x" * len(outcome))

        whole = shape_of(world)
        return {table: rows for table, rows in whole.items() if table.startswith(("default.calls", "default.ledger"))}

    shapes = {outcome: rows_after(outcome) for outcome in Outcome}
    assert shapes[Outcome.REACHED]["default.ledger_entry"]
    for outcome, shape in shapes.items():
        assert shape == shapes[Outcome.REACHED], outcome
