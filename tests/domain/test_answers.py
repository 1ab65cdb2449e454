from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.consent_words import DARIUS, DAY, EZRA, MIRA, SHIRIN, TOMAS, answer, withdrawal
from khabar.domain.answers import (
    ANSWER_TYPE,
    WITHDRAWAL_TYPE,
    Answer,
    Disclosure,
    Setting,
    Tells,
    Unread,
    Withdrawal,
    read_event,
    said_once,
)
from khabar.domain.bodies import Unreadable
from khabar.domain.calendars import months_later
from khabar.domain.errors import Invalid
from khabar.domain.ids import NO_ACCOUNT, EventId, PresenceId, RequestId

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    given_on = draw(DAYS)
    return Answer(
        event_id=EventId("a"),
        parents=(EventId("b"), EventId("c")),
        subject=DARIUS,
        recipient=SHIRIN,
        tells=draw(st.sampled_from(Tells)),
        setting=draw(st.sampled_from(Setting)),
        given_on=given_on,
        until=draw(st.none() | st.just(months_later(given_on, draw(st.integers(0, 30))))),
        address=draw(st.text(max_size=20)),
        own_words=draw(st.text(max_size=20)),
        must_not_know=tuple(draw(st.lists(st.text(max_size=10), max_size=3))),
        if_i_die=draw(st.text(max_size=20)),
        confidential_authorities=draw(st.sampled_from([None, True, False])),
        typed_by=MIRA,
        read_by=draw(st.sampled_from([NO_ACCOUNT, TOMAS])),
        read_how=draw(st.text(max_size=20)),
    )


@given(answers())
def test_an_answer_comes_back_from_its_body_as_it_was(said: Answer) -> None:
    assert read_event(ANSWER_TYPE, said.to_body(), event_id=said.event_id, parents=said.parents) == said


@pytest.mark.parametrize("recipient", [SHIRIN, None])
def test_a_withdrawal_comes_back_from_its_body_as_it_was(recipient: RequestId | None) -> None:
    said = withdrawal("w", "a", recipient=recipient)
    assert read_event(WITHDRAWAL_TYPE, said.to_body(), event_id=said.event_id, parents=said.parents) == said


def test_a_withdrawal_without_a_recipient_is_from_everyone() -> None:
    body = withdrawal("w").to_body()
    for absent in ({**body, "recipient": ""}, {key: body[key] for key in body if key != "recipient"}):
        assert Withdrawal.from_body(absent, event_id=EventId("w"), parents=()).recipient is None


def test_an_event_of_an_unknown_type_is_kept_unread() -> None:
    read = read_event("dispatch.station", {"anything": 1}, event_id=EventId("x"), parents=(EventId("a"),))
    assert read == Unread(event_id=EventId("x"), parents=(EventId("a"),))


def test_a_body_holds_neither_id_nor_parents() -> None:
    assert {"event_id", "parents"}.isdisjoint(answer("a").to_body())


@pytest.mark.parametrize(
    "change",
    [{"schema": 3}, {"tells": 9}, {"tells": "1"}, {"setting": "television"}, {"given_on": "soon"}, {"address": 5}],
)
def test_an_answer_that_does_not_fit_is_not_read(change: dict[str, object]) -> None:
    with pytest.raises(Unreadable):
        Answer.from_body({**answer("a").to_body(), **change}, event_id=EventId("a"), parents=())


def test_an_answer_to_nobody_in_particular_is_refused() -> None:
    with pytest.raises(Invalid) as told:
        answer("a", recipient=RequestId(""))
    assert told.value.field == "recipient"


def test_an_answer_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(Invalid) as told:
        answer("a", until=date(2026, 11, 20))
    assert told.value.field == "until"


def test_nobody_confirms_what_he_wrote_down_himself() -> None:
    with pytest.raises(Invalid) as told:
        replace(answer("a", is_read=False), read_by=MIRA)
    assert told.value.field == "read_by"


def test_an_answer_of_the_time_when_one_reader_was_enough_still_opens_what_it_opened() -> None:
    names = ("typed_by", "read_by", "read_how")
    old = {key: value for key, value in answer("a").to_body().items() if key not in names} | {"schema": 1}
    read = Answer.from_body(old, event_id=EventId("a"), parents=())
    assert read.is_read
    assert read.is_free_yes
    assert replace(read, typed_by=MIRA, read_by=TOMAS) == answer("a")


def test_what_one_wrote_and_two_confirmed_or_wrote_anew_is_one_word() -> None:
    written, confirmed = answer("a", Tells.ALIVE, is_read=False), answer("b", Tells.ALIVE, Setting.ALONE, "a")
    to_another = answer("c", Tells.ALIVE, is_read=False, recipient=EZRA)
    taken_back = withdrawal("w", "a", "b")
    assert said_once([written, to_another, confirmed, taken_back]) == (to_another, confirmed, taken_back)
    assert said_once([written]) == (written,)


def test_an_answer_lives_six_months_unless_the_person_says_otherwise() -> None:
    assert answer("a").last_day == date(2027, 5, 21)
    assert answer("a", given_on=date(2026, 8, 31)).last_day == date(2027, 2, 28)
    assert answer("a", until=DAY).last_day == DAY


@given(DAYS, st.integers(0, 40), st.integers(0, 40))
def test_more_months_are_never_an_earlier_day(day: date, some: int, more: int) -> None:
    assert months_later(day, some) <= months_later(day, some + more)
    assert months_later(day, 0) == day


@given(st.sampled_from(Setting), st.sampled_from(Tells), st.sampled_from(Tells))
def test_telling_more_opens_all_that_telling_less_opens(setting: Setting, one: Tells, other: Tells) -> None:
    less, more = sorted((one, other))
    assert answer("a", less, setting).opens() <= answer("a", more, setting).opens()


@pytest.mark.parametrize("tells", Tells)
def test_under_eyes_nothing_but_seen_alive_is_opened(tells: Tells) -> None:
    expected = {Disclosure.SEEN_ALIVE} if tells else set()
    assert answer("a", tells, Setting.OBSERVED).opens() == expected


def test_an_address_that_was_not_given_is_not_opened() -> None:
    said = Answer(
        event_id=EventId("a"),
        parents=(),
        subject=PresenceId(DARIUS),
        recipient=SHIRIN,
        tells=Tells.ADDRESS,
        setting=Setting.ALONE,
        given_on=DAY,
    )
    assert said.opens() == {Disclosure.SEEN_ALIVE, Disclosure.ALIVE, Disclosure.MESSAGE}


def test_what_the_person_said_never_reaches_a_log() -> None:
    assert "behind the mill" not in repr(answer("a", Tells.ADDRESS))
