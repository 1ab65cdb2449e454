"""Somebody telephones and says she is the mother: known again by the family's own question, or not."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

import cast
from khabar.apps.calls import actions as calls
from khabar.apps.calls import queries
from khabar.apps.ledger.models import Entry
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.ids import RequestId

if TYPE_CHECKING:
    from apps.calls.desk import Voices

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


def question(voices: Voices, request: RequestId) -> queries.CallerQuestion:
    return queries.caller_question(request, cast.FARID, now=voices.clock.now(), parts=voices.parts)


def test_the_answer_is_shown_beside_what_was_said_and_only_then(voices: Voices) -> None:
    request = voices.family()
    assert "Minister" not in str(question(voices, request))
    checked = voices.said(request, " minister! ")
    assert (checked.agrees, checked.answer, checked.locked_until) == (True, "Minister", None)
    assert Entry.objects.filter(act="caller checked", subject=request).count() == 1
    with pytest.raises(Invalid):
        voices.said(request, "  ")


def test_three_wrong_answers_lock_for_a_day_and_the_right_one_opens_nothing_then(voices: Voices) -> None:
    request = voices.family()
    first, second, third = (voices.said(request, words) for words in ("Pasha", "Sultan", "Shah"))
    assert (first.locked_until, second.locked_until) == (None, None)
    assert third.locked_until == voices.clock.now() + timedelta(days=1)
    assert question(voices, request).locked_until == third.locked_until
    shut = voices.said(request, "Minister")
    assert (shut.agrees, shut.answer) == (False, "")
    with pytest.raises(Conflict):
        calls.confirm_caller(actor=cast.FARID, now=voices.clock.now(), parts=voices.parts, request_id=request)
    voices.clock.advance(timedelta(days=1))
    assert question(voices, request).locked_until is None
    assert voices.said(request, "Pasha").locked_until is None, "tries begin anew"
    assert voices.said(request, "Minister").agrees


def test_what_means_the_same_in_other_words_is_for_a_person_to_say(voices: Voices) -> None:
    request = voices.family(callback_answer="jam of plums")
    for _ in range(2):
        assert not voices.said(request, "plum jam").agrees
        calls.confirm_caller(actor=cast.FARID, now=voices.clock.now(), parts=voices.parts, request_id=request)
    assert voices.said(request, "quince").locked_until is None


def test_a_family_without_a_question_is_recognised_by_nothing(voices: Voices) -> None:
    request = voices.family(callback_question="", callback_answer="")
    assert question(voices, request).question == ""
    assert voices.said(request, "Minister").agrees is False


def test_an_unknown_request_and_one_of_his_own_people_are_the_same_to_farid(voices: Voices) -> None:
    request = voices.family()
    farid = voices.colleague("farid", Duty.FAMILY_DESK)
    voices.is_kin(farid, "Golnar Ahmadi")
    for one in (request, RequestId("0" * 32)):
        with pytest.raises(Refused):
            voices.said(one, "Minister", farid)
        with pytest.raises(Refused):
            queries.caller_question(one, farid, now=voices.clock.now(), parts=voices.parts)
        with pytest.raises(Refused):
            calls.note_spoken(actor=farid, now=voices.clock.now(), parts=voices.parts, request_id=one)


def test_ezra_of_another_desk_checks_nobody(voices: Voices) -> None:
    request = voices.family()
    for who in (cast.NIMA, cast.MIRA, cast.LEYLA, voices.omar, cast.EZRA_OPERATOR):
        with pytest.raises(Refused):
            voices.said(request, "Minister", who)
        with pytest.raises(Refused):
            calls.confirm_caller(actor=who, now=voices.clock.now(), parts=voices.parts, request_id=request)
        with pytest.raises(Refused):
            calls.clear_stop(actor=who, now=voices.clock.now(), parts=voices.parts, request_id=request)
