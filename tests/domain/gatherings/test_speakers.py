from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from khabar.domain.errors import Conflict, Invalid
from khabar.domain.gatherings.speakers import (
    BAD_REPLIES,
    BAD_SECONDS,
    NOBODY_SPEAKS,
    NOBODY_WAITS,
    NOT_RAISED,
    OWN_TURN,
    RAISED_ALREADY,
    Ahead,
    Floor,
    Held,
    Rules,
    Way,
    Why,
    call_next,
    end_turn,
    lower,
    pass_over,
    raise_hand,
    raise_reply,
    seconds_for,
    seconds_left,
    take_back,
    upcoming,
    waiting_regions,
    without,
)

NOON = datetime(2026, 5, 3, 12, tzinfo=UTC)
RULES = Rules()
REGIONS = {
    "sparrow": "north",
    "lark": "north",
    "wren": "north",
    "heron": "south",
    "stork": "west",
    "moderator": "south",
}
PEOPLE = tuple(REGIONS)


def hands(*speakers: str, floor: Floor | None = None, way: Way = Way.CALL) -> Floor:
    raised = floor or Floor()
    for one in speakers:
        raised = raise_hand(raised, one, REGIONS[one], way)
    return raised


def order(floor: Floor, rules: Rules = RULES) -> list[str]:
    return [one.hand.speaker for one in upcoming(floor, rules)]


def called(floor: Floor, times: int = 1) -> Floor:
    for _ in range(times):
        floor = call_next(floor, RULES, now=NOON)
    return floor


def reply(floor: Floor, speaker: str) -> Floor:
    return raise_reply(floor, speaker, REGIONS[speaker], Way.CALL)


def who(floor: Floor) -> list[str]:
    return [one.hand.speaker for one in floor.turns]


def place(floor: Floor, speaker: str) -> tuple[int, tuple[Ahead, ...]]:
    (found,) = [one for one in upcoming(floor, RULES) if one.hand.speaker == speaker]
    return found.number, found.ahead


def test_of_one_region_hands_come_in_the_order_in_which_they_went_up() -> None:
    assert order(hands("lark", "sparrow", "wren")) == ["lark", "sparrow", "wren"]


def test_regions_take_turns_so_that_a_large_one_does_not_speak_first_alone() -> None:
    floor = hands("sparrow", "lark", "wren", "heron", "stork")
    assert order(floor) == ["sparrow", "heron", "stork", "lark", "wren"]
    assert waiting_regions(floor) == ("north", "south", "west")
    assert waiting_regions(called(floor, 2)) == ("west",)


def test_nobody_speaks_twice_while_somebody_waits_for_the_first_time() -> None:
    floor = hands("sparrow", floor=called(hands("sparrow")))
    floor = hands("lark", "wren", floor=floor)
    assert order(floor) == ["lark", "wren", "sparrow"]


def test_every_place_says_who_is_ahead_and_why() -> None:
    floor = hands("sparrow", "lark", "heron", "wren", floor=called(hands("sparrow")))
    assert order(floor) == ["heron", "lark", "wren", "sparrow"]
    assert place(floor, "heron") == (1, ())
    assert place(floor, "lark") == (2, (Ahead("heron", Why.REGION_NEVER_SPOKE),))
    number, ahead = place(floor, "wren")
    assert (number, ahead) == (3, (Ahead("heron", Why.REGION_NEVER_SPOKE), Ahead("lark", Why.EARLIER)))
    assert {one.why for one in place(floor, "sparrow")[1]} == {Why.NEVER_SPOKE}


def test_who_spoke_less_and_whose_region_spoke_less_come_first_later_too() -> None:
    floor = called(hands("sparrow"))
    floor = called(hands("sparrow", floor=floor))
    floor = called(hands("lark", "heron", floor=floor), 2)
    floor = hands("sparrow", "lark", "heron", floor=floor)
    assert order(floor) == ["heron", "lark", "sparrow"]
    assert place(floor, "lark")[1] == (Ahead("heron", Why.REGION_SPOKE_LESS),)
    assert place(floor, "sparrow")[1] == (Ahead("heron", Why.SPOKE_LESS), Ahead("lark", Why.SPOKE_LESS))


def test_a_reply_comes_directly_under_the_turn_it_answers_and_is_short() -> None:
    floor = called(hands("sparrow", "heron", "stork"))
    floor = reply(floor, "lark")
    assert order(floor) == ["lark", "heron", "stork"]
    assert place(floor, "heron")[1] == (Ahead("lark", Why.REPLY),)
    floor = called(floor)
    assert (floor.turns[-1].under, seconds_for(floor, floor.turns[-1], RULES)) == (0, RULES.reply_seconds)
    assert seconds_for(floor, floor.turns[0], RULES) == RULES.first_seconds


def test_two_replies_are_served_in_the_order_in_which_they_were_asked_for() -> None:
    floor = reply(reply(called(hands("sparrow")), "stork"), "lark")
    assert order(floor) == ["stork", "lark"]
    assert place(floor, "lark")[1] == (Ahead("stork", Why.EARLIER),)


def test_a_third_reply_to_one_turn_waits_like_any_other_hand_and_is_told_so() -> None:
    floor = called(hands("sparrow", "moderator"))
    for one in ("heron", "stork", "lark"):
        floor = reply(floor, one)
    last = upcoming(floor, RULES)
    assert [one.hand.speaker for one in last] == ["heron", "stork", "moderator", "lark"]
    assert [one.held for one in last] == [None, None, None, Held.ENOUGH]
    after = called(floor, 3)
    assert after.turns[-1].hand.speaker == "moderator"
    assert [one.reply for one in after.hands] == [False]


def test_a_reply_of_somebody_who_has_spoken_waits_while_a_region_has_not() -> None:
    floor = called(hands("sparrow", "lark", "heron"))
    floor = reply(called(floor), "sparrow")
    assert floor.current is not None
    assert floor.current.hand.speaker == "heron"
    assert [one.directly for one in upcoming(floor, RULES)] == [True, False]
    waiting = hands("stork", floor=floor)
    assert order(waiting) == ["stork", "lark", "sparrow"]
    assert upcoming(waiting, RULES)[-1].held is Held.REGION_WAITS
    (held,) = [one for one in upcoming(waiting, RULES) if one.hand.speaker == "sparrow"]
    assert held.ahead == (Ahead("stork", Why.NEVER_SPOKE), Ahead("lark", Why.NEVER_SPOKE))


def test_a_held_reply_comes_directly_once_the_waiting_region_has_replied() -> None:
    floor = reply(called(hands("sparrow", "heron"), 2), "sparrow")
    floor = reply(floor, "stork")
    assert [(one.hand.speaker, one.directly) for one in upcoming(floor, RULES)] == [("stork", True), ("sparrow", True)]
    assert place(floor, "sparrow")[1] == (Ahead("stork", Why.REPLY),)


def test_one_person_never_stands_twice_in_the_list_once_a_new_turn_is_on() -> None:
    floor = called(hands("sparrow"))
    floor = hands("lark", "heron", floor=reply(reply(floor, "lark"), "wren"))
    few = replace(RULES, replies=0)
    assert [one.hand.speaker for one in upcoming(floor, few)] == ["heron", "lark", "wren"]
    floor = call_next(call_next(floor, few, now=NOON), few, now=NOON)
    assert [one.speaker for one in floor.hands] == ["wren"]


def test_who_is_called_for_the_own_hand_no_longer_waits_to_reply() -> None:
    few, floor = replace(RULES, replies=0), called(hands("sparrow"))
    floor = reply(hands("lark", floor=floor), "lark")
    assert [one.held for one in upcoming(floor, few)] == [None]
    assert call_next(floor, few, now=NOON).hands == ()


def test_the_moderator_waits_like_everybody() -> None:
    assert order(hands("sparrow", "moderator", "heron")) == ["sparrow", "moderator", "heron"]


def test_who_spoke_for_a_region_stays_with_it() -> None:
    floor = raise_hand(called(hands("sparrow")), "sparrow", "nowhere yet", Way.PHONE)
    assert floor.hands[0].region == "north"
    assert floor.hands[0].way is Way.PHONE


def test_hands_go_down_one_by_one() -> None:
    floor = hands("sparrow", "lark")
    assert order(lower(floor, 1)) == ["lark"]
    with pytest.raises(Conflict, match=NOT_RAISED):
        lower(lower(floor, 1), 1)
    assert order(without(floor, "lark")) == ["sparrow"]


def test_what_cannot_be_done_is_told() -> None:
    with pytest.raises(Conflict, match=RAISED_ALREADY):
        hands("sparrow", "sparrow")
    with pytest.raises(Conflict, match=NOBODY_SPEAKS):
        reply(hands("lark"), "lark")
    with pytest.raises(Conflict, match=OWN_TURN):
        reply(called(hands("lark")), "lark")
    with pytest.raises(Conflict, match=NOBODY_WAITS):
        call_next(Floor(), RULES, now=NOON)
    for act in (take_back, pass_over, lambda floor: end_turn(floor, now=NOON)):
        with pytest.raises(Conflict, match=NOBODY_SPEAKS):
            act(hands("lark"))


def test_a_call_by_mistake_is_taken_back_and_somebody_absent_is_passed_over() -> None:
    floor = hands("sparrow", "heron")
    back = take_back(called(floor))
    assert (order(back), who(back)) == (["sparrow", "heron"], [])
    again = hands("sparrow", floor=called(floor))
    assert order(take_back(again)) == ["sparrow", "heron"]
    over = pass_over(called(floor))
    assert (order(over), who(over)) == (["heron"], [])
    assert order(hands("sparrow", floor=over)) == ["heron", "sparrow"]


def test_time_runs_by_turn_and_never_backwards() -> None:
    floor = called(hands("sparrow"))
    assert seconds_left(floor, RULES, now=NOON + timedelta(seconds=30)) == 150
    assert seconds_left(floor, RULES, now=NOON + timedelta(seconds=200)) == -20
    done = end_turn(floor, now=NOON - timedelta(seconds=5))
    assert done.turns[0].ended == NOON
    assert seconds_left(done, RULES, now=NOON) == 0
    second = called(hands("sparrow", floor=done))
    assert seconds_left(second, RULES, now=NOON) == RULES.again_seconds


@pytest.mark.parametrize("name", ["first_seconds", "again_seconds", "reply_seconds"])
@pytest.mark.parametrize("seconds", [14, 1801])
def test_speaking_times_that_silence_or_never_end_are_refused(name: str, seconds: int) -> None:
    with pytest.raises(Invalid) as problem:
        Rules(**{name: seconds})
    assert (problem.value.field, problem.value.message) == (name, BAD_SECONDS)


@pytest.mark.parametrize("replies", [-1, 6])
def test_a_turn_has_few_replies(replies: int) -> None:
    with pytest.raises(Invalid) as problem:
        Rules(replies=replies)
    assert problem.value.message == BAD_REPLIES


class Meeting(RuleBasedStateMachine):
    """Anybody does anything; whatever happens, the list stays fair."""

    def __init__(self) -> None:
        super().__init__()
        self.floor = Floor()
        self.now = NOON
        self.limits = Rules(replies=1)

    def _call(self) -> None:
        before, expected = self.floor, upcoming(self.floor, self.limits)
        self.floor = call_next(before, self.limits, now=self.now)
        turn = self.floor.turns[-1]
        assert turn.hand.speaker == expected[0].hand.speaker
        self._no_one_twice_before_every_waiting_region(before)
        if turn.under < 0:
            spoken = Counter(who(before))
            assert spoken[turn.hand.speaker] == min(spoken[one.speaker] for one in before.hands)
        else:
            assert before.turns[turn.under].under < 0
            replies = [one for one in self.floor.turns if one.under == turn.under]
            assert len(replies) <= self.limits.replies
        after = [one.hand.number for one in upcoming(self.floor, self.limits)]
        assert after == [one.hand.number for one in expected[1:]]

    def _no_one_twice_before_every_waiting_region(self, before: Floor) -> None:
        speaker = self.floor.turns[-1].hand.speaker
        if speaker in who(before):
            assert waiting_regions(before) == ()

    @rule(who=st.sampled_from(PEOPLE), way=st.sampled_from(Way))
    def hand(self, who: str, way: Way) -> None:
        if all(one.reply or one.speaker != who for one in self.floor.hands):
            self.floor = raise_hand(self.floor, who, REGIONS[who], way)

    @rule(who=st.sampled_from(PEOPLE))
    def reply(self, who: str) -> None:
        on = self.floor.current
        if on and on.hand.speaker != who and not any(one.reply and one.speaker == who for one in self.floor.hands):
            self.floor = raise_reply(self.floor, who, REGIONS[who], Way.CALL)

    @precondition(lambda self: self.floor.hands)
    @rule(seconds=st.integers(0, 400))
    def call(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)
        self._call()

    @precondition(lambda self: self.floor.hands)
    @rule(which=st.integers(0, 20))
    def lower(self, which: int) -> None:
        hand = self.floor.hands[which % len(self.floor.hands)]
        before = [one.hand.speaker for one in upcoming(self.floor, self.limits)]
        self.floor = lower(self.floor, hand.number)
        assert len(order(self.floor, self.limits)) <= len(before)

    @precondition(lambda self: self.floor.current)
    @rule()
    def end(self) -> None:
        self.floor = end_turn(self.floor, now=self.now)

    @precondition(lambda self: self.floor.current)
    @rule()
    def mistake(self) -> None:
        number = self.floor.turns[-1].hand.number
        self.floor = take_back(self.floor)
        assert number in [one.number for one in self.floor.hands]

    @precondition(lambda self: self.floor.hands)
    @rule()
    def call_and_take_back(self) -> None:
        first = upcoming(self.floor, self.limits)[0]
        back = take_back(call_next(self.floor, self.limits, now=self.now))
        assert upcoming(back, self.limits)[0].hand.number == first.hand.number

    @precondition(lambda self: self.floor.current)
    @rule()
    def absent(self) -> None:
        self.floor = pass_over(self.floor)

    @invariant()
    def everybody_who_waits_has_a_place_and_every_place_its_reasons(self) -> None:
        places = upcoming(self.floor, self.limits)
        assert {one.hand.speaker for one in places} == {one.speaker for one in self.floor.hands}
        for at, place in enumerate(places):
            assert place.number == at + 1
            assert [one.speaker for one in place.ahead] == [one.hand.speaker for one in places[:at]]
            assert place.held is None or not place.directly

    @invariant()
    def at_most_one_turn_is_on_and_it_is_the_last(self) -> None:
        assert all(one.ended is not None for one in self.floor.turns[:-1])
        assert all(one.ended is None or one.ended >= one.began for one in self.floor.turns)

    @invariant()
    def nobody_waits_for_ever(self) -> None:
        """When no more hands go up, everybody who waits speaks."""
        floor, waiting = self.floor, {one.speaker for one in self.floor.hands}
        before = len(floor.turns)
        while floor.hands:
            floor = call_next(floor, self.limits, now=self.now)
        assert waiting <= {one.hand.speaker for one in floor.turns[before:]}


TestMeeting = Meeting.TestCase
TestMeeting.settings = settings(max_examples=80, stateful_step_count=30, deadline=None)
