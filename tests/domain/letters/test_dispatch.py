"""Each recipient and each copy has its own account: nothing leaves unapproved, or stopped; notes only grow."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from khabar.domain.errors import Conflict, Invalid
from khabar.domain.letters.dispatch import (
    MAY_FOLLOW,
    Channel,
    Dispatch,
    Happening,
    Note,
    State,
    account,
    may_note,
    noted,
)

DAY = date(2026, 3, 3)
H = Happening


def note(what: Happening, day: int = 0, *, channel: Channel = Channel.EMAIL, digest: str = "d1") -> Note:
    on = DAY + timedelta(day)
    return Note(what, on, digest, "Leyla", channel if what is H.SENT else None, "notice")


def after(*notes: Note, is_copy: bool = False) -> Dispatch:
    return reduce(noted, notes, Dispatch("office", is_copy))


def sent(channel: Channel = Channel.EMAIL) -> Dispatch:
    return after(note(H.APPROVED), note(H.SENT, 1, channel=channel))


def test_an_email_is_drafted_approved_sent_delivered_and_answered() -> None:
    states = [Dispatch("office").state]
    found = Dispatch("office")
    for day, what in enumerate((H.APPROVED, H.SENT, H.DELIVERED, H.ANSWERED)):
        found = noted(found, note(what, day))
        states.append(found.state)
    assert states == [State.DRAFTED, State.APPROVED, State.SENT, State.DELIVERED, State.ANSWERED]
    assert (found.sent_on, found.received_on, found.answered_on) == tuple(DAY + timedelta(one) for one in (1, 2, 3))
    assert found.channel is Channel.EMAIL


@pytest.mark.parametrize("channel", [Channel.POST, Channel.HAND])
def test_paper_is_proved_and_never_delivered_by_itself(channel: Channel) -> None:
    proved = noted(sent(channel), note(H.PROVED, 4))
    assert (proved.state, proved.received_on) == (State.PROVED, DAY + timedelta(4))
    with pytest.raises(Invalid) as found:
        noted(sent(channel), note(H.DELIVERED, 4))
    assert found.value.field == "channel"
    with pytest.raises(Invalid) as bare:
        noted(sent(channel), replace(note(H.PROVED, 4), proof=" "))
    assert bare.value.field == "proof"
    with pytest.raises(Invalid):
        noted(sent(), note(H.PROVED, 4))


def test_a_bounce_can_be_sent_again_and_takes_back_what_seemed_delivered() -> None:
    bounced = reduce(noted, (note(H.DELIVERED, 2), note(H.BOUNCED, 3)), sent())
    assert (bounced.state, bounced.received_on) == (State.BOUNCED, None)
    again = noted(bounced, note(H.SENT, 5, channel=Channel.POST))
    assert (again.state, again.sent_on, again.received_on) == (State.SENT, DAY + timedelta(5), None)
    assert noted(again, note(H.PROVED, 6)).received_on == DAY + timedelta(6)


def test_an_answer_may_come_after_a_bounce_and_a_second_one_after_the_first() -> None:
    answered = reduce(noted, (note(H.BOUNCED, 2), note(H.ANSWERED, 5), note(H.ANSWERED, 9)), sent())
    assert (answered.state, answered.answered_on) == (State.ANSWERED, DAY + timedelta(5))


def test_a_changed_text_has_to_be_approved_again() -> None:
    changed = after(note(H.APPROVED), note(H.CHANGED))
    assert (changed.state, changed.approved_digest) == (State.DRAFTED, "")
    with pytest.raises(Conflict):
        noted(changed, note(H.SENT))
    with pytest.raises(Conflict):
        noted(after(note(H.APPROVED)), note(H.SENT, digest="d2"))
    assert Dispatch("office").approved_digest == ""


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("by", replace(note(H.APPROVED), by=" ")),
        ("by", replace(note(H.APPROVED), digest="")),
    ],
)
def test_only_a_named_person_approves_one_text(field: str, wrong: Note) -> None:
    with pytest.raises(Invalid) as found:
        after(wrong)
    assert found.value.field == field


def test_what_left_left_in_some_way_and_never_before_it_was_approved() -> None:
    with pytest.raises(Invalid) as found:
        noted(after(note(H.APPROVED)), replace(note(H.SENT), channel=None))
    assert found.value.field == "channel"
    with pytest.raises(Invalid) as early:
        noted(after(note(H.APPROVED)), note(H.SENT, -1))
    assert early.value.field == "on"


def test_what_was_stopped_never_leaves_and_what_left_is_not_stopped() -> None:
    stopped = after(note(H.APPROVED), note(H.STOPPED))
    assert not any(may_note(stopped, what) for what in H)
    assert not may_note(sent(), H.STOPPED)
    assert may_note(noted(sent(), note(H.BOUNCED, 2)), H.STOPPED)


def test_the_copies_of_one_letter_are_counted_each_by_itself() -> None:
    main = reduce(noted, (note(H.DELIVERED, 2), note(H.ANSWERED, 9)), sent())
    copies = [replace(sent(), body=str(number), is_copy=True) for number in range(4)]
    copies[0] = noted(copies[0], note(H.BOUNCED, 2))
    found = account([main, *copies])
    assert found.states == ((State.SENT, 3), (State.BOUNCED, 1), (State.ANSWERED, 1))
    assert (found.sent_on, found.answered_on, found.left) == (DAY + timedelta(1), DAY + timedelta(9), True)
    assert account([Dispatch("office")]).left is False


def test_who_approved_stays_out_of_logs() -> None:
    assert "Leyla" not in repr(sent())


@given(st.sampled_from(State), st.sampled_from(Happening))
def test_nothing_follows_but_what_the_table_says(state: State, what: Happening) -> None:
    allowed = {one for one in Happening if state in MAY_FOLLOW[one]}
    assert (what in allowed) == (state in MAY_FOLLOW[what])
    if state is State.STOPPED:
        assert not allowed
    if state is State.ANSWERED:
        assert allowed == {H.ANSWERED}


class Journeys(RuleBasedStateMachine):
    """Any order of things that people and machines try to note."""

    def __init__(self) -> None:
        super().__init__()
        self.dispatch = Dispatch("office")
        self.text = "d1"

    @rule(
        what=st.sampled_from(Happening),
        day=st.integers(0, 40),
        channel=st.none() | st.sampled_from(Channel),
        proof=st.sampled_from(("", "receipt")),
        other=st.booleans(),
    )
    def try_to_note(self, what: Happening, day: int, channel: Channel | None, proof: str, *, other: bool) -> None:
        before = self.dispatch
        digest = "another text" if other else self.text
        try:
            self.dispatch = noted(before, Note(what, DAY + timedelta(day), digest, "Leyla", channel, proof))
        except (Conflict, Invalid):
            assert self.dispatch is before
            return
        assert self.dispatch.notes[:-1] == before.notes

    @invariant()
    def nothing_left_that_was_not_approved_as_it_was(self) -> None:
        approved = ""
        for one in self.dispatch.notes:
            approved = {H.APPROVED: one.digest, H.CHANGED: ""}.get(one.what, approved)
            if one.what is H.SENT:
                assert one.digest == approved != ""

    @invariant()
    def an_answer_and_a_stop_are_final(self) -> None:
        kinds = [one.what for one in self.dispatch.notes]
        for final in (H.ANSWERED, H.STOPPED):
            if final in kinds:
                assert set(kinds[kinds.index(final) :]) == {final}

    @invariant()
    def days_never_run_backwards_and_receipt_follows_sending(self) -> None:
        days = [one.on for one in self.dispatch.notes]
        assert days == sorted(days)
        if self.dispatch.received_on:
            assert self.dispatch.sent_on is not None
            assert self.dispatch.received_on >= self.dispatch.sent_on


TestJourneys = Journeys.TestCase
