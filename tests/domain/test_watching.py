from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.watching import EVERY, Look, Matter, Notice, Trouble, Watched, look_at, together

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
MATTERS = st.frozensets(st.sampled_from(Matter))
SEEN = st.dictionaries(st.sampled_from(Matter), st.booleans())


@st.composite
def notices(draw: st.DrawFn) -> Notice:
    look = draw(MATTERS)
    return Notice(look, draw(MATTERS) - look, sign=draw(st.booleans()) and Matter.ROUNDS not in look)


def looks(*seen: dict[Matter, bool], every: timedelta = QUARTER) -> list[Look]:
    """Look again and again, from noon on."""
    found, watched = [], Watched()
    for number, one in enumerate(seen):
        found.append(look_at(watched, one, NOON + number * every))
        watched = found[-1].watched
    return found


def test_a_full_disk_is_said_once_and_so_is_that_there_is_room_again() -> None:
    bad, well = {Matter.DISK: True}, {Matter.DISK: False}
    said = [one.notice for one in looks(well, bad, bad, bad, well, well)]
    nothing = Notice()
    assert said == [nothing, Notice(frozenset({Matter.DISK})), nothing, nothing, Notice(well=frozenset(bad)), nothing]


def test_what_stays_bad_is_said_again_every_day() -> None:
    said = [bool(one.notice.look) for one in looks(*[{Matter.BACKUP: True}] * 49, every=timedelta(hours=1))]
    assert [hour for hour, told in enumerate(said) if told] == [0, 24, 48]


def test_a_locked_house_is_normal_for_a_day() -> None:
    locked = [one.notice for one in looks(*[{Matter.LOCK: True}] * 30, {Matter.LOCK: False}, every=timedelta(hours=1))]
    assert [hour for hour, one in enumerate(locked) if one.look] == [24]
    assert locked[-1].well == {Matter.LOCK}
    opened = looks(*[{Matter.LOCK: True}] * 20, {Matter.LOCK: False}, every=timedelta(hours=1))
    assert not any(one.notice for one in opened), "nobody was told, so nobody is told that it is well"


@pytest.mark.parametrize(("matter", "told"), [(Matter.DATABASE, 1), (Matter.JOURNAL, 4), (Matter.DISK, 0)])
def test_a_database_that_is_held_and_a_stick_that_is_exchanged_have_some_quarters_of_an_hour(
    matter: Matter, told: int
) -> None:
    said = [bool(one.notice.look) for one in looks(*[{matter: True}] * 6)]
    assert said.index(True) == told


def test_a_thing_that_cannot_be_seen_is_neither_bad_nor_well() -> None:
    said = [one.notice for one in looks({Matter.DRILL: True}, {}, {Matter.DRILL: True}, every=timedelta(hours=20))]
    assert [bool(one.look) for one in said] == [True, False, True]
    assert not any(one.well for one in said)


def test_the_sign_of_the_day_is_given_once_and_only_while_rounds_are_done() -> None:
    done, stopped, unknown = {Matter.ROUNDS: False}, {Matter.ROUNDS: True}, {Matter.DISK: False}
    said = looks(unknown, done, done, stopped, stopped, done, done, every=timedelta(hours=7))
    assert [one.notice.sign for one in said] == [False, True, True, False, False, False, True]
    assert [one.watched.signed_on for one in said[:4]] == [None, NOON.date(), *[(NOON + EVERY).date()] * 2]


def test_a_clock_that_ran_ahead_silences_nothing() -> None:
    ahead = NOON + timedelta(days=400)
    told = Watched({Matter.DISK: Trouble(NOON - EVERY / 2, told_at=ahead)})
    assert look_at(told, {Matter.DISK: True}, NOON).notice.look == {Matter.DISK}
    began = Watched({Matter.LOCK: Trouble(ahead, told_at=ahead)})
    found = look_at(began, {Matter.LOCK: True}, NOON)
    assert found.watched.troubles == {Matter.LOCK: Trouble(NOON)}
    assert look_at(found.watched, {Matter.LOCK: True}, NOON + EVERY).notice.look == {Matter.LOCK}


@pytest.mark.parametrize("matter", Matter)
def test_of_each_thing_the_last_word_is_the_one_that_leaves(matter: Matter) -> None:
    bad, well = Notice(frozenset({matter})), Notice(well=frozenset({matter}))
    assert together(bad, well) == together(together(well, bad), well) == well
    assert together(well, bad) == bad


def test_a_sign_that_waited_until_the_rounds_stopped_is_not_given() -> None:
    waiting = Notice(sign=True)
    assert together(waiting, Notice()).sign
    assert not together(waiting, Notice(frozenset({Matter.ROUNDS}))).sign


@given(notices(), notices())
def test_what_waits_and_what_is_fresh_make_one_word_about_each_thing(waiting: Notice, fresh: Notice) -> None:
    both = together(waiting, fresh)
    assert not both.look & both.well
    assert both.look | both.well == waiting.look | waiting.well | fresh.look | fresh.well
    assert fresh.look <= both.look
    assert fresh.well <= both.well
    assert together(both, fresh) == both


@given(st.lists(st.tuples(SEEN, st.integers(1, 2000)), max_size=12))
def test_whatever_happens_bad_and_well_take_turns_and_nothing_is_said_twice_a_day(
    story: list[tuple[dict[Matter, bool], int]],
) -> None:
    watched, now = Watched(), NOON
    told: dict[Matter, list[tuple[datetime, bool]]] = {matter: [] for matter in Matter}
    for seen, minutes in story:
        now += timedelta(minutes=minutes)
        found = look_at(watched, seen, now)
        watched = found.watched
        for matter in found.notice.look | found.notice.well:
            assert seen[matter] is (matter in found.notice.look)
            told[matter].append((now, matter in found.notice.look))
    for words in told.values():
        assert not words or words[0][1], "the first word about a thing is that it is bad"
        for (before, was_bad), (after, is_bad) in pairwise(words):
            assert was_bad or is_bad
            assert not (was_bad and is_bad) or after - before >= EVERY
