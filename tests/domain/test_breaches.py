from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.breaches import (
    BY_HAND,
    LETTERS,
    Asked,
    Danger,
    Side,
    ToWarn,
    WarnedBy,
    Who,
    day_of,
    in_order,
    letter,
)
from khabar.domain.errors import Invalid

MONDAY = date(2026, 3, 2)


def one(**said: object) -> ToWarn:
    plain = {"id": "1", "who": Who.ENQUIRER, "danger": Danger.SEEKS, "by": WarnedBy.TELEPHONE, "filed_on": MONDAY}
    return ToWarn(**(plain | said))  # type: ignore[arg-type]  # values by name


people = st.lists(
    st.builds(
        ToWarn,
        id=st.text("0123456789abcdef", min_size=4, max_size=4),
        who=st.sampled_from(Who),
        danger=st.sampled_from(Danger),
        by=st.sampled_from(WarnedBy),
        filed_on=st.none() | st.dates(date(2025, 1, 1), date(2026, 12, 31)),
        on_porch=st.booleans(),
        must_not_call=st.booleans(),
    ),
    unique_by=lambda one: one.id,
)


@given(people)
def test_the_more_somebody_has_to_lose_the_earlier_he_is_warned_and_nobody_is_left_out(found: list[ToWarn]) -> None:
    ordered = in_order(found, Asked())
    assert sorted(one.id for one in ordered) == sorted(one.id for one in found)
    assert [one.danger for one in ordered] == sorted(one.danger for one in ordered)
    for danger in Danger:
        hands = [one.by_hand for one in ordered if one.danger is danger]
        assert hands == sorted(hands)


@given(people)
def test_what_either_side_loses_is_within_what_both_lose(found: list[ToWarn]) -> None:
    everybody = {one.id for one in in_order(found, Asked())}
    sides = [{one.id for one in in_order(found, Asked(side))} for side in (Side.PORCH, Side.HOUSE)]
    assert sides[0] | sides[1] <= everybody
    staff = {one.id for one in found if one.danger is Danger.WORKS_HERE}
    assert staff <= sides[0] & sides[1]


def test_a_taken_porch_concerns_those_who_have_something_there_and_a_taken_house_no_reader() -> None:
    shirin, reader = one(on_porch=True), one(danger=Danger.SIGNED_OR_READS, on_porch=True)
    by_letter = one(by=WarnedBy.POST)
    assert [Asked(Side.PORCH).takes(who) for who in (shirin, reader, by_letter)] == [True, True, False]
    assert [Asked(Side.HOUSE).takes(who) for who in (shirin, reader, by_letter)] == [True, False, True]


def test_since_a_day_leaves_out_what_came_before_and_keeps_what_has_no_day() -> None:
    asked = Asked(since=MONDAY)
    assert asked.takes(one())
    assert asked.takes(one(filed_on=None))
    assert not asked.takes(one(filed_on=date(2026, 3, 1)))


def test_a_family_whose_stop_word_was_said_is_reached_by_hand_alone() -> None:
    assert not one().by_hand
    assert one(must_not_call=True).by_hand
    assert all(one(by=way).by_hand for way in BY_HAND)


def test_nothing_of_a_person_stands_in_what_is_logged_of_one() -> None:
    told = repr(one(name="Shirin Ahmadi", reach="0170 5550", safe_times="Tuesdays", stop_word="plums"))
    assert not {"Shirin", "0170", "Tuesdays", "plums"} & set(told.replace("'", " ").split())


@pytest.mark.parametrize("language", [*LETTERS, "xx"])
def test_the_letter_says_the_same_to_all_and_names_whom_to_ask(language: str) -> None:
    told = letter(language, house="The House", contact="Mill Lane 3")
    assert "Mill Lane 3" in told
    assert told.rstrip().endswith("The House")
    assert "{" not in told
    if language != "fa":
        assert "the same for all" in told
        assert "does not say that somebody is looked for" in told
        assert "registered" not in told


def test_a_day_is_read_as_a_day_or_refused_by_its_name() -> None:
    assert day_of("") is None
    assert day_of("2026-03-02") == MONDAY
    with pytest.raises(Invalid) as refused:
        day_of("last week")
    assert refused.value.field == "since"
