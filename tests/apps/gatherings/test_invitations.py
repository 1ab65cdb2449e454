"""Invitations: who is told what, once, and what a change or an end does to calendars."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from apps.gatherings.conftest import LINK, PLAN, SITTING
from apps.gatherings.told import told
from khabar.adapters.invitations import calendar_text
from khabar.apps.gatherings import actions, admitting
from khabar.apps.gatherings.keeping import Who
from khabar.apps.gatherings.models import Seat
from khabar.apps.gatherings.queries import (
    mail_for,
)
from khabar.apps.outbox.queries import waiting_count
from khabar.domain.errors import Conflict, Invalid, Outside
from khabar.domain.gatherings.invitations import House, Method, WayIn

if TYPE_CHECKING:
    from apps.gatherings.conftest import Hall

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


def test_everybody_is_told_alone_and_nobody_is_named(hall: Hall) -> None:
    hall.admit("Sparrow")
    hall.admit("Heron", "south", card={"language": "fa"})
    assert hall.invite() == 2
    first, second = sorted(hall.mail(), key=lambda one: one.recipient)
    assert (first.recipient, second.recipient) == ("heron@families.example", "sparrow@families.example")
    assert told(first) == told(second) == (Method.REQUEST, 0)
    assert LINK in first.body
    assert "«Heron»" in first.body
    for mine, other in ((first, "sparrow"), (second, "heron")):
        assert mine.calendar
        entry = calendar_text(mine.calendar).replace("\r\n ", "")
        whole = (mine.subject + mine.body + entry).casefold()
        assert other not in whole
        assert LINK not in entry
        assert mine.calendar.attendee == mine.recipient
        for word in ("golnar", "owl", "ministry", "north", "letters nobody answers"):
            assert word not in whole
        assert mine.recipient.partition("@")[0] not in entry.replace(mine.recipient, "").casefold()
    assert first.calendar.uid != second.calendar.uid  # type: ignore[union-attr]  # seen above


def test_an_invitation_says_how_the_call_is_held(hall: Hall) -> None:
    hall.admit("Sparrow")
    hall.invite()
    (first,) = hall.mail()
    assert "not streamed" in first.body
    assert "chat is not kept" in first.body
    assert "We record nothing" in first.body
    plan = replace(PLAN, house=House(stream_off=False, chat_not_kept=False))
    actions.change_gathering(**hall.by(), seen=hall.now, plan=plan)
    (second,) = hall.mail()
    assert "is streamed" in second.body
    assert "chat is kept" in second.body
    assert told(second) == (Method.REQUEST, 1)


def test_a_changed_sitting_changes_the_calendars_by_the_same_uid_and_the_next_number(hall: Hall) -> None:
    hall.admit("Sparrow")
    hall.invite()
    (first,) = hall.mail()
    later = replace(SITTING.when, wall=datetime(2026, 5, 4, 19))  # noqa: DTZ001 - a time on the wall
    hall.change_sitting(when=later)
    (second,) = hall.mail()
    assert second.calendar
    assert first.calendar
    assert second.calendar.uid == first.calendar.uid
    assert told(second) == (Method.REQUEST, 1)
    assert second.subject.startswith("Changed:")
    assert second.calendar.when == later
    hall.change_sitting(name="late evening")
    assert hall.mail() == []


def test_who_is_not_told_yet_is_told_once_and_of_the_newest_time(hall: Hall) -> None:
    hall.admit("Sparrow")
    hall.change_sitting(way_in=WayIn(telephone="+49 30 123456", code="4711#"))
    assert hall.mail() == []
    assert (hall.invite(), hall.invite()) == (1, 0)
    hall.change_sitting(way_in=WayIn(link=LINK))
    (only,) = hall.mail()
    assert told(only) == (Method.REQUEST, 1)
    assert only.subject.startswith("Meeting:")
    assert LINK in only.body
    assert waiting_count() == 0


def test_a_cancelled_sitting_leaves_the_calendars_of_those_who_were_told(hall: Hall) -> None:
    hall.admit("Sparrow")
    hall.invite()
    hall.mail()
    hall.admit("Heron")
    actions.cancel_sitting(**hall.by(), seen=hall.now, sitting=hall.sitting)
    (only,) = hall.mail()
    assert told(only) == (Method.CANCEL, 1)
    assert only.subject.startswith("Cancelled:")
    assert LINK not in only.body
    assert hall.sitting.plan.is_cancelled
    assert hall.sitting.plan.way_in == WayIn()
    with pytest.raises(Conflict, match="cancelled"):
        actions.cancel_sitting(**hall.by(), seen=hall.now, sitting=hall.sitting)
    with pytest.raises(Conflict, match="cancelled"):
        hall.change_sitting()
    assert hall.invite() == 0


def test_no_cancellation_reaches_somebody_whose_invitation_never_left(hall: Hall) -> None:
    guest = hall.admit("Sparrow")
    hall.invite()
    admitting.withdraw_guest(**hall.by(), seen=hall.now, guest=hall.now.guest(guest))
    assert hall.mail() == []
    assert waiting_count() == 0


def test_who_comes_back_gets_an_entry_of_its_own(hall: Hall) -> None:
    guest = hall.admit("Sparrow")
    hall.invite()
    (first,) = hall.mail()
    assert first.calendar
    card, email = hall.now.guest(guest).card, "sparrow@families.example"
    admitting.withdraw_guest(**hall.by(), seen=hall.now, guest=hall.now.guest(guest))
    assert [told(one) for one in hall.mail()] == [(Method.CANCEL, 1)]
    back = admitting.Entry(card=card, who=Who(email=email), sittings=frozenset({hall.sitting_id}))
    admitting.change_guest(**hall.by(), seen=hall.now, guest=hall.now.guest(guest), entry=back)
    assert hall.invite(guest) == 1
    (again,) = hall.mail()
    assert told(again) == (Method.REQUEST, 0)
    assert again.calendar
    assert again.calendar.uid != first.calendar.uid


def test_with_another_address_the_old_one_is_cancelled_and_the_new_one_is_told(hall: Hall) -> None:
    guest = hall.admit("Sparrow")
    hall.invite()
    hall.mail()
    card = hall.now.guest(guest).card
    moved = admitting.Entry(card=card, who=Who(email="new@families.example"), sittings=frozenset({hall.sitting_id}))
    admitting.change_guest(**hall.by(), seen=hall.now, guest=hall.now.guest(guest), entry=moved)
    hall.invite()
    assert {one.recipient: told(one) for one in hall.mail()} == {
        "sparrow@families.example": (Method.CANCEL, 1),
        "new@families.example": (Method.REQUEST, 0),
    }
    admitting.change_guest(**hall.by(), seen=hall.now, guest=hall.now.guest(guest), entry=moved)
    assert hall.mail() == []


def test_a_mail_server_that_is_away_keeps_the_invitation_and_one_that_refuses_ends_it(hall: Hall) -> None:
    hall.admit("Sparrow")
    hall.invite()
    hall.post.refuses = Outside("busy", retry=True)
    assert hall.mail() == []
    assert waiting_count() == 1
    hall.post.refuses = Outside("cut off", retry=True, fate_unknown=True)
    assert hall.mail() == []
    hall.post.refuses = None
    assert len(hall.mail()) == 1
    hall.change_sitting(way_in=WayIn())
    hall.post.refuses = Outside("no such user", retry=False)
    assert hall.mail() == []
    assert waiting_count() == 0
    assert Seat.objects.exclude(told=None).get().told == 0


def test_a_mail_of_unknown_fate_is_sent_once_more_under_the_same_id_and_never_a_third_time(hall: Hall) -> None:
    hall.admit("Sparrow")
    hall.invite()
    hall.post.refuses = Outside("cut off", retry=True, fate_unknown=True)
    for _ in range(3):
        assert hall.mail() == []
    assert waiting_count() == 0


def test_whoever_has_no_address_is_read_the_words(hall: Hall) -> None:
    guest = hall.admit("Sparrow", who=Who(name="Golnar"))
    with pytest.raises(Invalid) as problem:
        hall.invite(guest)
    assert problem.value.message == admitting.NO_ADDRESS
    assert hall.invite() == 0
    known = hall.now.guest(guest)
    words = mail_for(hall.now, known, known.seats[0], Method.REQUEST, parts=hall.parts)
    assert LINK in words.text
    assert "“Sparrow”" in words.text
