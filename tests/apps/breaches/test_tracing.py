"""Whom an intermediary warns: each by the way that was said to be safe, and in an order that follows danger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cast import JOB, dariuss_presence, ezras_request, file_presence, file_request, shirins_request, slip_of
from khabar.apps.accounts.actions import create_account
from khabar.apps.breaches.listing import people_to_warn
from khabar.apps.breaches.tracing import to_warn
from khabar.apps.calls.files import change_standing
from khabar.apps.ledger.models import Entry
from khabar.apps.registry.actions import erase_request
from khabar.domain.breaches import Asked, Danger, Side, WarnedBy, Who
from khabar.domain.duties import Duty
from khabar.domain.errors import Locked
from khabar.domain.reaching import Reads, Way

if TYPE_CHECKING:
    from conftest import SettableClock
    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.domain.breaches import ToWarn
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


def listed(parts: Parts, asked: Asked = Asked()) -> list[ToWarn]:  # noqa: B008 - frozen, says nothing
    return people_to_warn(to_warn, asked, actor=JOB, now=parts.clock.now(), parts=parts)


def test_who_is_somewhere_comes_first_then_who_is_pressed_then_who_seeks_then_who_works_here(parts: Parts) -> None:
    now = parts.clock.now()
    file_request(parts, shirins_request(now, way=Way.TELEPHONE, phone="0170 5550", safe_times="Tuesdays at ten"))
    file_request(parts, ezras_request(now, email="ezra@mail.example", stop_word="plums"))
    file_presence(parts, dariuss_presence(now, language="fa"))
    create_account(
        actor=JOB,
        now=now,
        parts=parts,
        username="farid",
        display_name="Farid",
        duties=(Duty.FAMILY_DESK,),
        passphrase="8316 2074 5591 6038 2247",
    )
    people = listed(parts)
    assert [(one.who, one.danger, one.by) for one in people] == [
        (Who.PRESENCE, Danger.WHERE_HE_IS, WarnedBy.CARRIER),
        (Who.ENQUIRER, Danger.UNDER_PRESSURE, WarnedBy.MAIL),
        (Who.ENQUIRER, Danger.SEEKS, WarnedBy.TELEPHONE),
        (Who.STAFF, Danger.WORKS_HERE, WarnedBy.IN_PERSON),
    ]
    assert [one.reach for one in people] == ["Lindenau", "ezra@mail.example", "0170 5550", ""]
    assert [one.by_hand for one in people] == [True, False, False, True]
    assert people[2].safe_times == "Tuesdays at ten"
    assert people[1].stop_word == "plums"
    assert people[0].language == "fa"


@pytest.mark.parametrize(
    ("said", "by", "reach"),
    [
        ({}, WarnedBy.PAGE, ""),
        ({"way": Way.POST, "post_address": "Mill Lane 3"}, WarnedBy.POST, "Mill Lane 3"),
        ({"way": Way.BRINGER, "post_address": "at the baker's"}, WarnedBy.BRINGER, "at the baker's"),
        ({"way": Way.POST, "post_address": "Mill Lane 3", "email": "s@mail.example"}, WarnedBy.POST, "Mill Lane 3"),
    ],
)
def test_a_family_is_warned_by_its_own_way_and_no_other(
    parts: Parts, said: dict[str, object], by: WarnedBy, reach: str
) -> None:
    file_request(parts, shirins_request(parts.clock.now(), **said))
    (shirin,) = listed(parts)
    assert (shirin.by, shirin.reach) == (by, reach)


def test_a_family_whose_stop_word_was_said_is_not_to_be_called(parts: Parts) -> None:
    form = shirins_request(parts.clock.now(), way=Way.TELEPHONE, phone="0170 5550", reads=Reads.IS_READ_TO)
    request = file_request(parts, form)
    change_standing(request, parts=parts, stopped_on=parts.clock.now().date())
    (shirin,) = listed(parts)
    assert (shirin.must_not_call, shirin.by_hand, shirin.is_read_to) == (True, True, True)
    assert shirin.danger is Danger.UNDER_PRESSURE


def test_who_keeps_a_page_is_among_those_of_a_taken_porch_and_who_keeps_none_is_not(parts: Parts) -> None:
    now = parts.clock.now()
    file_presence(parts, dariuss_presence(now))
    with_page = file_presence(parts, dariuss_presence(now, name="Omar Rostami", **slip_of("darius")))
    people = listed(parts, Asked(Side.PORCH))
    assert [one.id for one in people] == [with_page]
    assert people[0].by is WarnedBy.PAGE


def test_who_was_erased_is_on_no_list(parts: Parts) -> None:
    request = file_request(parts, shirins_request(parts.clock.now()))
    erase_request(actor=JOB, now=parts.clock.now(), parts=parts, request_id=request)
    assert listed(parts) == []


def test_the_ledger_knows_that_a_list_was_made_and_root_does_not_know_of_whom(parts: Parts) -> None:
    file_request(parts, shirins_request(parts.clock.now()))
    listed(parts)
    entry = Entry.objects.order_by("-sequence").first()
    assert entry is not None
    assert (entry.act, entry.subject) == ("list people to warn", "")
    assert b"count" not in bytes(entry.sealed)


def test_a_locked_house_lists_nobody_and_notes_nothing(parts: Parts, agent: MemoryKeyAgent) -> None:
    file_request(parts, shirins_request(parts.clock.now()))
    before = Entry.objects.count()
    agent.lock()
    with pytest.raises(Locked):
        listed(parts)
    assert Entry.objects.count() == before


def test_what_came_in_before_the_day_is_left_out(parts: Parts, clock: SettableClock) -> None:
    file_request(parts, shirins_request(clock.now()))
    day = clock.now().date()
    assert len(listed(parts, Asked(since=day))) == 1
    assert listed(parts, Asked(since=day.replace(day=day.day + 1))) == []
