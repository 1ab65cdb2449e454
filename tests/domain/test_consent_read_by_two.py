"""An answer closes from the moment one person writes it down, and opens only once a second has confirmed it."""

from datetime import timedelta

from hypothesis import given

from domain.consent_words import DARIUS, DAY, SHIRIN, answer, histories, withdrawal
from khabar.domain.answers import Answer, ConsentEvent, Disclosure, Setting, Tells
from khabar.domain.consent import Decision, Reason, decide, may_be_asked_again, no_is_durable, strongest

NEXT_DAY = DAY + timedelta(days=1)


def ask(*history: ConsentEvent) -> Decision:
    return decide(history, subject=DARIUS, recipient=SHIRIN, disclosure=Disclosure.ALIVE, on=NEXT_DAY)


def test_a_yes_that_one_person_wrote_down_opens_nothing() -> None:
    assert ask(answer("a", is_read=False)) == Decision(
        allowed=False, basis=answer("a").event_id, reason=Reason.NOT_READ
    )


def test_the_same_yes_confirmed_opens() -> None:
    assert ask(answer("a", is_read=False), answer("b", Tells.MESSAGES, Setting.ALONE, "a")).allowed


def test_while_a_new_answer_waits_the_older_yes_tells_nothing_more() -> None:
    for waiting in Tells:
        newer = answer("b", waiting, Setting.ALONE, "a", is_read=False)
        assert not ask(answer("a"), newer).allowed


def test_a_no_counts_from_one_persons_writing_on() -> None:
    written = answer("a", Tells.NOTHING, is_read=False)
    assert ask(written).reason is Reason.SAID_NO
    assert no_is_durable([written], DARIUS, SHIRIN)
    assert not may_be_asked_again([written], DARIUS, NEXT_DAY, SHIRIN)


def test_a_no_that_was_written_wrongly_is_gone_once_two_have_read_what_was_said() -> None:
    wrong = answer("a", Tells.NOTHING, is_read=False)
    anew = answer("b", Tells.ALIVE, Setting.OBSERVED, "a", is_read=False)
    assert ask(wrong, anew).reason is Reason.SAID_NO, "one person's word undoes no other's"
    read = answer("c", Tells.ALIVE, Setting.OBSERVED, "a", "b")
    assert strongest([wrong, anew, read], DARIUS, SHIRIN, NEXT_DAY) == {Disclosure.SEEN_ALIVE}


def test_a_no_that_two_have_read_is_lifted_by_no_yes_that_one_wrote_down() -> None:
    no, yes = answer("a", Tells.NOTHING), answer("b", Tells.MESSAGES, Setting.ALONE, "a", is_read=False)
    assert ask(no, yes).reason is Reason.SAID_NO
    assert (
        ask(withdrawal("w"), answer("b", Tells.MESSAGES, Setting.ALONE, "w", is_read=False)).reason is Reason.WITHDRAWN
    )


@given(histories())
def test_whatever_was_said_the_gate_opens_only_on_an_answer_that_two_have_read(
    history: tuple[ConsentEvent, ...],
) -> None:
    decision = ask(*history)
    if decision.allowed:
        [basis] = [one for one in history if one.event_id == decision.basis]
        assert isinstance(basis, Answer)
        assert basis.is_read


@given(histories())
def test_one_more_answer_that_nobody_has_confirmed_opens_nothing_that_was_closed(
    history: tuple[ConsentEvent, ...],
) -> None:
    everything = [one.event_id for one in history]
    for tells in Tells:
        more = answer("zz", tells, Setting.ALONE, *everything, is_read=False)
        assert strongest([*history, more], DARIUS, SHIRIN, NEXT_DAY) == frozenset()
