from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.consent_words import (
    DARIUS,
    DAY,
    EZRA,
    SHIRIN,
    SOMEBODY_ELSE,
    answer,
    histories,
    unread,
    withdrawal,
)
from khabar.domain.consent import (
    Answer,
    ConsentEvent,
    Decision,
    Disclosure,
    PermitTerms,
    Reason,
    Setting,
    Tells,
    Withdrawal,
    covers,
    decide,
    may_be_asked_again,
    merged,
    no_is_durable,
    permit_terms,
    strongest,
)
from khabar.domain.errors import Refused
from khabar.domain.ids import EventId, RequestId

ALL = frozenset(Disclosure) - {Disclosure.DEATH}
UP_TO_MESSAGE = ALL - {Disclosure.ADDRESS}
DISCLOSURES = st.sampled_from(Disclosure)


def asked(
    *history: ConsentEvent,
    recipient: RequestId = SHIRIN,
    disclosure: Disclosure = Disclosure.MESSAGE,
    on: date = DAY,
) -> Decision:
    return decide(history, subject=DARIUS, recipient=recipient, disclosure=disclosure, on=on)


def closed(basis: str | None, reason: Reason) -> Decision:
    return Decision(allowed=False, basis=EventId(basis) if basis else None, reason=reason)


def told(*history: ConsentEvent, recipient: RequestId = SHIRIN, on: date = DAY) -> frozenset[Disclosure]:
    return strongest(history, DARIUS, recipient, on)


# One recipient, closed by default.


def test_the_gate_is_closed_where_nothing_was_said() -> None:
    assert asked() == closed(None, Reason.NO_ANSWER)


def test_a_yes_opens_for_the_one_who_was_named_until_its_last_day() -> None:
    said = answer("a")
    decision = asked(said)
    assert decision.allowed
    assert (decision.basis, decision.reason, decision.until) == (EventId("a"), Reason.AGREED, date(2027, 5, 21))
    assert told(said) == UP_TO_MESSAGE


def test_ezra_learns_nothing_from_a_yes_to_shirin() -> None:
    assert told(answer("a", Tells.ADDRESS), recipient=EZRA) == frozenset()
    assert asked(answer("a"), recipient=EZRA).reason is Reason.NO_ANSWER


def test_a_yes_of_one_person_opens_nothing_about_another() -> None:
    assert told(answer("a", subject=SOMEBODY_ELSE)) == frozenset()


@pytest.mark.parametrize(
    ("tells", "expected"),
    [
        (Tells.NOTHING, frozenset()),
        (Tells.ALIVE, {Disclosure.SEEN_ALIVE, Disclosure.ALIVE}),
        (Tells.MESSAGES, UP_TO_MESSAGE),
        (Tells.ADDRESS, ALL),
    ],
)
@pytest.mark.parametrize("setting", [Setting.ALONE, Setting.OWN_WORD])
def test_each_level_includes_the_ones_below(tells: Tells, setting: Setting, expected: set[Disclosure]) -> None:
    assert told(answer("a", tells, setting)) == expected


def test_what_was_not_agreed_stays_closed_beside_what_was() -> None:
    assert asked(answer("a", Tells.ALIVE)) == closed("a", Reason.TELLS_LESS)


# Under eyes.


def test_a_yes_under_eyes_tells_at_most_seen_alive() -> None:
    said = answer("a", Tells.ADDRESS, Setting.OBSERVED)
    assert told(said) == {Disclosure.SEEN_ALIVE}
    assert asked(said, disclosure=Disclosure.ALIVE).reason is Reason.OBSERVED_TELLS_LESS


def test_a_no_under_eyes_tells_nothing_and_may_be_offered_again() -> None:
    said = answer("a", Tells.NOTHING, Setting.OBSERVED)
    assert asked(said).reason is Reason.SAID_NO_OBSERVED
    assert not no_is_durable([said], DARIUS)
    assert may_be_asked_again([said], DARIUS, DAY, SHIRIN)


def test_a_no_under_eyes_closes_an_earlier_yes_for_now() -> None:
    yes, no = answer("a"), answer("b", Tells.NOTHING, Setting.OBSERVED, "a")
    assert told(yes, no) == frozenset()
    assert told(yes, no, answer("c", Tells.ALIVE, Setting.ALONE, "b")) == {Disclosure.SEEN_ALIVE, Disclosure.ALIVE}


def test_a_yes_under_eyes_never_lifts_a_no_said_alone() -> None:
    no, forced = answer("a", Tells.NOTHING), answer("b", Tells.ADDRESS, Setting.OBSERVED, "a")
    assert told(no, forced) == frozenset()
    assert no_is_durable([no, forced], DARIUS)


def test_a_yes_under_eyes_never_lifts_a_withdrawal() -> None:
    forced = answer("c", Tells.ADDRESS, Setting.OBSERVED, "b")
    assert asked(answer("a"), withdrawal("b", "a"), forced).reason is Reason.WITHDRAWN


# A no said alone.


def test_a_no_said_alone_lasts_and_is_not_asked_again_for_anybody() -> None:
    no = answer("a", Tells.NOTHING)
    years_later = DAY + timedelta(days=4000)
    assert asked(no, on=years_later) == closed("a", Reason.SAID_NO)
    assert no_is_durable([no], DARIUS)
    assert no_is_durable([no], DARIUS, EZRA)
    assert not may_be_asked_again([no], DARIUS, years_later)
    assert not may_be_asked_again([no], DARIUS, years_later, EZRA)
    assert not no_is_durable([no], SOMEBODY_ELSE)
    assert may_be_asked_again([no], SOMEBODY_ELSE, DAY)


def test_the_persons_own_later_yes_lifts_a_no() -> None:
    no, yes = answer("a", Tells.NOTHING), answer("b", Tells.ALIVE, Setting.OWN_WORD, "a")
    assert told(no, yes) == {Disclosure.SEEN_ALIVE, Disclosure.ALIVE}
    assert not no_is_durable([no, yes], DARIUS)


def test_a_later_yes_to_shirin_ends_the_peace_but_not_the_no_to_ezra() -> None:
    no, yes = answer("a", Tells.NOTHING, recipient=EZRA), answer("b", Tells.ALIVE, Setting.ALONE, "a")
    assert not no_is_durable([no, yes], DARIUS)
    assert not no_is_durable([no, yes], DARIUS, SHIRIN)
    assert no_is_durable([no, yes], DARIUS, EZRA)
    assert told(no, yes, recipient=EZRA) == frozenset()
    assert may_be_asked_again([no, yes], DARIUS, DAY)
    assert not may_be_asked_again([no, yes], DARIUS, DAY, EZRA)


def test_a_no_among_concurrent_words_wins() -> None:
    assert asked(answer("a"), answer("b", Tells.NOTHING)).reason is Reason.SAID_NO


def test_an_own_word_that_tells_nothing_is_closed_but_not_durable() -> None:
    said = answer("a", Tells.NOTHING, Setting.OWN_WORD)
    assert asked(said).reason is Reason.SAID_NO
    assert may_be_asked_again([said], DARIUS, DAY, SHIRIN)


# Withdrawals.


@pytest.mark.parametrize("recipient", [SHIRIN, None])
def test_a_withdrawal_closes_what_it_knows_and_what_it_does_not_know(recipient: RequestId | None) -> None:
    for parents in ((), ("a",)):
        taken_back = withdrawal("w", *parents, recipient=recipient)
        assert asked(answer("a"), taken_back) == closed("w", Reason.WITHDRAWN)


def test_a_withdrawal_towards_ezra_leaves_shirin_her_yes() -> None:
    assert told(answer("a"), withdrawal("w", recipient=EZRA)) == UP_TO_MESSAGE


def test_a_withdrawal_holds_whatever_its_device_thought_the_day_was() -> None:
    wrong_clock = withdrawal("w", "a", given_on=date(2040, 1, 1))
    assert asked(answer("a"), wrong_clock).reason is Reason.WITHDRAWN


def test_a_later_yes_that_knows_of_the_withdrawal_lifts_it_through_any_chain() -> None:
    history = (answer("a"), withdrawal("w", "a"), unread("x", "w"), answer("b", Tells.ALIVE, Setting.ALONE, "x"))
    assert told(*history) == {Disclosure.SEEN_ALIVE, Disclosure.ALIVE}


def test_a_yes_that_knows_of_the_withdrawal_only_through_a_lost_event_opens_nothing_yet() -> None:
    history = (answer("a"), withdrawal("w", "a"), answer("b", Tells.ALIVE, Setting.ALONE, "x", "a"))
    assert asked(*history).reason is Reason.WITHDRAWN


def test_a_later_yes_that_does_not_know_of_the_withdrawal_opens_nothing() -> None:
    later = answer("b", Tells.ADDRESS, Setting.ALONE, "a", given_on=DAY + timedelta(days=9))
    history = (answer("a"), withdrawal("w", "a"), later)
    assert asked(*history, on=DAY + timedelta(days=10)).reason is Reason.WITHDRAWN


def test_every_withdrawal_must_be_known_not_only_one() -> None:
    history = (withdrawal("v"), withdrawal("w"), answer("b", Tells.ALIVE, Setting.ALONE, "w"))
    assert asked(*history) == closed("v", Reason.WITHDRAWN)


def test_a_person_who_withdrew_is_left_in_peace_until_the_person_speaks() -> None:
    towards_all = withdrawal("w", recipient=None)
    assert not may_be_asked_again([towards_all], DARIUS, DAY)
    assert not may_be_asked_again([towards_all], DARIUS, DAY, EZRA)
    spoke = answer("a", Tells.ALIVE, Setting.OWN_WORD, "w")
    assert may_be_asked_again([towards_all, spoke], DARIUS, DAY)
    assert not may_be_asked_again([withdrawal("w", recipient=EZRA)], DARIUS, DAY, EZRA)
    assert may_be_asked_again([withdrawal("w", recipient=EZRA)], DARIUS, DAY, SHIRIN)


# Newer words and time.


def test_a_newer_answer_replaces_an_older_one_upwards_and_downwards() -> None:
    less = answer("b", Tells.ALIVE, Setting.ALONE, "a")
    assert told(answer("a", Tells.ADDRESS), less) == {Disclosure.SEEN_ALIVE, Disclosure.ALIVE}
    assert told(answer("a", Tells.ALIVE), answer("b", Tells.ADDRESS, Setting.ALONE, "a")) == ALL


def test_two_answers_that_do_not_know_of_one_another_close_the_gate_and_may_be_asked_again() -> None:
    history = (answer("a"), answer("b"))
    assert asked(*history) == closed(None, Reason.CONCURRENT)
    assert may_be_asked_again(history, DARIUS, DAY, SHIRIN)
    mended = (*history, answer("c", Tells.ALIVE, Setting.ALONE, "a", "b"))
    assert told(*mended) == {Disclosure.SEEN_ALIVE, Disclosure.ALIVE}


def test_an_answer_opens_from_its_day_to_its_last_day_and_no_longer() -> None:
    said = answer("a", until=DAY + timedelta(days=3))
    assert asked(said, on=DAY - timedelta(days=1)).reason is Reason.NOT_YET
    assert asked(said, on=DAY).allowed
    assert asked(said, on=DAY + timedelta(days=3)).allowed
    assert asked(said, on=DAY + timedelta(days=4)).reason is Reason.EXPIRED


def test_the_person_is_asked_again_only_when_the_answer_has_run_out() -> None:
    said = answer("a", until=DAY)
    assert not may_be_asked_again([said], DARIUS, DAY, SHIRIN)
    assert may_be_asked_again([said], DARIUS, DAY + timedelta(days=1), SHIRIN)
    assert may_be_asked_again([said], DARIUS, DAY, EZRA)


def test_an_expired_yes_does_not_come_back_when_an_older_one_would_still_run() -> None:
    long, short = answer("a", until=DAY + timedelta(days=99)), answer("b", Tells.ALIVE, Setting.ALONE, "a", until=DAY)
    assert asked(long, short, on=DAY + timedelta(days=1)).reason is Reason.EXPIRED


# The set.


def test_two_different_events_with_one_id_are_a_broken_store() -> None:
    with pytest.raises(ValueError, match="one id"):
        merged([answer("a")], [withdrawal("a")])


@given(histories(), DISCLOSURES, st.randoms(use_true_random=False))
def test_neither_order_nor_repetition_matters(
    history: tuple[ConsentEvent, ...],
    disclosure: Disclosure,
    chance: Random,
) -> None:
    shuffled = [*history, *history]
    chance.shuffle(shuffled)
    assert asked(*shuffled, disclosure=disclosure) == asked(*history, disclosure=disclosure)


@given(histories(), st.data())
def test_merging_is_a_union(history: tuple[ConsentEvent, ...], data: st.DataObject) -> None:
    if history:
        one = data.draw(st.sets(st.sampled_from(history)))
        other = data.draw(st.sets(st.sampled_from(history)))
        assert merged(one, other) == merged(other, one)
        assert merged(merged(one, other), other) == merged(one, other)
        assert merged(merged(one), merged(other, history)) == merged(merged(one, other), history)


@given(histories(), DISCLOSURES)
def test_the_gate_opens_only_on_a_yes_to_this_recipient(
    history: tuple[ConsentEvent, ...],
    disclosure: Disclosure,
) -> None:
    decision = asked(*history, disclosure=disclosure)
    if decision.allowed:
        (basis,) = (event for event in history if event.event_id == decision.basis)
        assert isinstance(basis, Answer)
        assert basis.recipient == SHIRIN
        assert disclosure in basis.opens()
        assert decision.until == basis.last_day


@given(histories(), st.sampled_from([SHIRIN, None]), st.data())
def test_one_more_withdrawal_always_closes(
    history: tuple[ConsentEvent, ...],
    recipient: RequestId | None,
    data: st.DataObject,
) -> None:
    parents = data.draw(st.lists(st.sampled_from([e.event_id for e in history]))) if history else []
    assert told(*history, withdrawal("zz", *parents, recipient=recipient)) == frozenset()


@given(histories(), st.sampled_from(Tells), st.sampled_from(Setting))
def test_one_more_answer_that_knows_of_nothing_never_opens_what_was_said_before(
    history: tuple[ConsentEvent, ...],
    tells: Tells,
    setting: Setting,
) -> None:
    if any(isinstance(e, Answer | Withdrawal) and e.recipient in (SHIRIN, None) for e in history):
        assert told(*history, answer("zz", tells, setting)) == frozenset()


@given(histories(), histories())
def test_words_to_ezra_never_open_the_gate_for_shirin(
    history: tuple[ConsentEvent, ...],
    more: tuple[ConsentEvent, ...],
) -> None:
    to_ezra = [
        answer(f"more-{e.event_id}", e.tells, e.setting, *e.parents, recipient=EZRA)
        for e in more
        if isinstance(e, Answer)
    ]
    assert told(*history, *to_ezra) == told(*history)


@given(histories(), DISCLOSURES, st.integers(0, 400), st.integers(0, 400))
def test_once_run_out_an_answer_never_opens_again_by_waiting(
    history: tuple[ConsentEvent, ...],
    disclosure: Disclosure,
    some: int,
    more: int,
) -> None:
    early = asked(*history, disclosure=disclosure, on=DAY + timedelta(days=some)).allowed
    late = asked(*history, disclosure=disclosure, on=DAY + timedelta(days=some + more)).allowed
    assert early or not late


# Permits.


def terms(history: Iterable[ConsentEvent], disclosure: Disclosure, recipient: RequestId = SHIRIN) -> PermitTerms:
    return permit_terms(history, subject=DARIUS, recipient=recipient, disclosure=disclosure, on=DAY)


def test_a_permit_says_to_whom_what_why_and_until_when() -> None:
    made = terms([answer("a")], Disclosure.ALIVE)
    assert made == PermitTerms(SHIRIN, Disclosure.ALIVE, EventId("a"), date(2027, 5, 21))


def test_a_permit_covers_exactly_what_it_says_to_its_last_day() -> None:
    made = terms([answer("a", Tells.ADDRESS, until=DAY)], Disclosure.MESSAGE)
    assert covers(made, Disclosure.MESSAGE, DAY)
    assert not covers(made, Disclosure.MESSAGE, DAY + timedelta(days=1))
    assert not covers(made, Disclosure.ALIVE, DAY)
    assert not covers(made, Disclosure.ADDRESS, DAY)


@given(histories(), DISCLOSURES, st.sampled_from([SHIRIN, EZRA]))
def test_terms_are_made_exactly_where_the_gate_is_open(
    history: tuple[ConsentEvent, ...],
    disclosure: Disclosure,
    recipient: RequestId,
) -> None:
    if disclosure in told(*history, recipient=recipient):
        assert covers(terms(history, disclosure, recipient), disclosure, DAY)
    else:
        with pytest.raises(Refused):
            terms(history, disclosure, recipient)
