"""What lapses and what lasts: a word under eyes is offered again like to everyone, a no said alone stands."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.consent_words import DARIUS, DAY, EZRA, SHIRIN, answer, histories
from khabar.domain.consent import ConsentEvent, Setting, Tells, may_be_asked_again, no_is_durable, strongest
from khabar.domain.ids import RequestId

LATER = st.integers(0, 40_000)


@given(st.lists(st.sampled_from(Tells), min_size=1, max_size=4), LATER)
def test_whatever_was_said_under_eyes_alone_is_offered_again_like_to_everyone(said: list[Tells], days: int) -> None:
    history = [
        answer(f"a{number}", tells, Setting.OBSERVED, *([f"a{number - 1}"] if number else []))
        for number, tells in enumerate(said)
    ]
    on = DAY + timedelta(days=days)
    assert not no_is_durable(history, DARIUS)
    assert may_be_asked_again(history, DARIUS, on)
    assert may_be_asked_again(history, DARIUS, on, SHIRIN)


@given(histories(longest=5), LATER, st.sampled_from([SHIRIN, EZRA]))
def test_a_no_said_alone_lasts_for_ever_whatever_was_said_before_or_under_eyes(
    history: tuple[ConsentEvent, ...], days: int, towards: RequestId
) -> None:
    everything = [one.event_id for one in history]
    no = answer("zz", Tells.NOTHING, Setting.ALONE, *everything, recipient=towards)
    watched = answer("zzz", Tells.ADDRESS, Setting.OBSERVED, *everything, "zz", recipient=towards)
    on = DAY + timedelta(days=days)
    for words in ([*history, no], [*history, no, watched]):
        assert no_is_durable(words, DARIUS, towards)
        assert not may_be_asked_again(words, DARIUS, on, towards)
        assert strongest(words, DARIUS, towards, on) == frozenset()
