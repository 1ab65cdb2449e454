"""A death: the wish in life decides, else two people with somebody who knows; a sign of life lifts it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.consent_words import DARIUS, DAY, EZRA, SHIRIN, answer, histories, withdrawal
from khabar.domain.answers import Answer, Disclosure, Setting, Tells, read_event
from khabar.domain.bodies import Unreadable
from khabar.domain.by_two import MOST_BYTES
from khabar.domain.consent import Decision, Reason, decide, has_died, is_death_in_doubt, may_be_asked_again, strongest
from khabar.domain.death import (
    DEATH_TYPE,
    KNOWS,
    Death,
    DeathDraft,
    Ground,
    Source,
    wish_in_life,
    wishes_nobody,
)
from khabar.domain.errors import Invalid
from khabar.domain.ids import NO_ACCOUNT, AccountId, EventId, RequestId

if TYPE_CHECKING:
    from khabar.domain.answers import ConsentEvent

MIRA, TOMAS = AccountId("a1" * 16), AccountId("a2" * 16)
DRAFT = DeathDraft(
    filed_at="2026-11-21T10:00:00+00:00",
    source=Source.WITNESS,
    source_words="Omar stood at the grave.",
    ground=Ground.TWO_PEOPLE,
    to_say="In spring, of a fever. It is certain.",
    reason="She waits, and nobody else will tell her.",
)


def died(
    event_id: str = "death",
    *parents: str,
    ground: Ground = Ground.TWO_PEOPLE,
    source: Source = Source.WITNESS,
    recipient: RequestId = SHIRIN,
    decided_on: date = DAY,
) -> Death:
    return Death(
        event_id=EventId(event_id),
        parents=tuple(EventId(one) for one in parents),
        subject=DARIUS,
        recipient=recipient,
        decided_on=decided_on,
        found=replace(DRAFT, ground=ground, source=source),
        second_reason="I have spoken with Omar too.",
        agreed_by=(MIRA, TOMAS),
    )


def spoken(*history: ConsentEvent, recipient: RequestId = SHIRIN, on: date = DAY) -> Decision:
    return decide(history, subject=DARIUS, recipient=recipient, disclosure=Disclosure.DEATH, on=on)


def fields(draft: DeathDraft, wish: str = "") -> set[str]:
    return {problem.field for problem in draft.objections(wish)}


@pytest.mark.parametrize(
    ("wishes", "wish"), [((), ""), (("", " "), ""), (("my aunt", "Shirin", ""), "Shirin"), (("nobody",), "nobody")]
)
def test_the_wish_that_was_said_last_is_the_one_that_holds(wishes: tuple[str, ...], wish: str) -> None:
    assert wish_in_life(wishes) == wish


@pytest.mark.parametrize(
    "wish", ["nobody", "Tell nobody!", "no one", "به هیچ‌کس نگویید", "هیچ کس", "لا أحد", "askujt", "à personne"]
)
def test_nobody_is_understood_in_the_languages_of_the_sheets(wish: str) -> None:
    assert wishes_nobody(wish)


@pytest.mark.parametrize("wish", ["", "Shirin", "nobody but my aunt", "my sister Shirin Ahmadi", "tell"])
def test_a_wish_that_names_anybody_is_left_to_people(wish: str) -> None:
    assert not wishes_nobody(wish)


def test_where_nothing_was_wished_two_people_may_decide() -> None:
    assert fields(DRAFT) == set()
    assert fields(DRAFT, "Shirin") == {"ground"}


def test_a_wish_decides_and_a_wish_that_nobody_is_told_holds() -> None:
    by_wish = replace(DRAFT, ground=Ground.WISH)
    assert fields(by_wish, "my sister") == set()
    assert fields(by_wish) == {"ground"} == fields(by_wish, "tell nobody")


@pytest.mark.parametrize("wish", ["", "Shirin", "nobody"])
def test_a_death_may_always_be_kept_and_told_to_nobody(wish: str) -> None:
    assert fields(replace(DRAFT, ground=Ground.NOT_TOLD, source=Source.PRESS, to_say=""), wish) == set()


@pytest.mark.parametrize("source", Source)
def test_press_and_hearsay_are_no_ground_to_tell_anybody(source: Source) -> None:
    assert (fields(replace(DRAFT, source=source)) == set()) is (source in KNOWS)
    assert {Source.PRESS, Source.HEARSAY}.isdisjoint(KNOWS)


@pytest.mark.parametrize("field", ["source_words", "reason", "to_say"])
def test_what_a_second_person_has_to_read_is_asked_for(field: str) -> None:
    assert fields(replace(DRAFT, **{field: ""})) == {field}  # type: ignore[arg-type]  # a text by name


def test_a_draft_stays_small_enough_for_the_pair_it_waits_in() -> None:
    assert fields(replace(DRAFT, reason="آ" * 999)) == set()
    assert fields(replace(DRAFT, reason="آ" * 999, to_say="آ" * (MOST_BYTES // 2 - 990))) == {"reason"}


def test_two_different_people_decide_and_it_is_told_to_one_named_person() -> None:
    with pytest.raises(Invalid):
        replace(died(), agreed_by=(MIRA, MIRA))
    with pytest.raises(Invalid):
        replace(died(), agreed_by=(MIRA,))
    with pytest.raises(Invalid):
        died(recipient=RequestId(""))


def test_a_death_is_read_back_as_it_was_written() -> None:
    one = died("death", "before", ground=Ground.WISH)
    assert read_event(DEATH_TYPE, one.to_body(), event_id=one.event_id, parents=one.parents) == one
    with pytest.raises(Unreadable):
        read_event(DEATH_TYPE, one.to_body() | {"found": ""}, event_id=one.event_id, parents=())


def test_words_of_a_death_are_in_no_representation() -> None:
    assert "grave" not in repr(died())
    assert "Omar" not in repr(died())


@pytest.mark.parametrize("ground", [Ground.WISH, Ground.TWO_PEOPLE])
def test_what_two_people_recorded_may_be_spoken_to_that_one_for_a_year(ground: Ground) -> None:
    one = died(ground=ground)
    assert spoken(one) == Decision(allowed=True, basis=one.event_id, reason=Reason.AGREED, until=date(2027, 11, 21))
    assert spoken(one, on=date(2027, 11, 21)).allowed
    assert spoken(one, on=date(2027, 11, 22)).reason is Reason.EXPIRED
    assert spoken(one, on=DAY - timedelta(days=1)).reason is Reason.NOT_YET
    assert spoken(one, recipient=EZRA).reason is Reason.NO_ANSWER


def test_a_death_that_is_kept_is_told_to_nobody() -> None:
    assert spoken(died(ground=Ground.NOT_TOLD)).reason is Reason.NOBODY_IS_TOLD


def test_a_no_said_alone_holds_after_death_but_where_the_wish_names_her() -> None:
    no = answer("a", Tells.NOTHING)
    assert spoken(no, died("b", "a")).reason is Reason.SAID_NO
    assert spoken(no, died("b", "a", ground=Ground.WISH)).allowed
    watched = answer("a", Tells.NOTHING, Setting.OBSERVED)
    assert spoken(watched, died("b", "a")).allowed


@pytest.mark.parametrize("ground", [Ground.WISH, Ground.TWO_PEOPLE])
@pytest.mark.parametrize("towards", [SHIRIN, None])
def test_who_took_everything_back_is_silent_after_death(ground: Ground, towards: RequestId | None) -> None:
    assert spoken(withdrawal("a", recipient=towards), died("b", "a", ground=ground)).reason is Reason.WITHDRAWN


def test_two_records_that_do_not_know_of_one_another_close_the_gate_and_the_later_one_decides() -> None:
    one, other = died("a"), died("b")
    assert spoken(one, other).reason is Reason.CONCURRENT
    assert spoken(one, other, died("c", "a", "b", ground=Ground.NOT_TOLD)).reason is Reason.NOBODY_IS_TOLD


def test_of_one_who_has_died_nothing_is_told_as_of_somebody_who_lives() -> None:
    yes = answer("a", Tells.ADDRESS)
    for one in (died("b", "a"), died("b"), died("b", "a", recipient=EZRA, ground=Ground.NOT_TOLD)):
        assert strongest([yes, one], DARIUS, SHIRIN, DAY) <= {Disclosure.DEATH}
        decision = decide([yes, one], subject=DARIUS, recipient=SHIRIN, disclosure=Disclosure.ALIVE, on=DAY)
        assert decision.reason is Reason.HAS_DIED
        assert not may_be_asked_again([yes, one], DARIUS, DAY + timedelta(days=400))


@pytest.mark.parametrize("tells", Tells)
def test_a_later_sign_of_life_lifts_it_and_a_word_from_before_does_not(tells: Tells) -> None:
    first = died("a")
    late = answer("b", tells, Setting.OBSERVED, "a", recipient=EZRA)
    assert not has_died([first, late], DARIUS)
    assert spoken(first, late).reason is Reason.NO_ANSWER
    old = answer("b", tells, Setting.OBSERVED, "a", recipient=EZRA, given_on=DAY - timedelta(days=1))
    assert has_died([first, old], DARIUS)
    assert has_died([first, answer("b", tells)], DARIUS)


@given(histories(), st.sampled_from(Ground))
def test_no_way_through_answers_tells_a_death_that_nobody_recorded(
    history: tuple[ConsentEvent, ...], ground: Ground
) -> None:
    assert not spoken(*history).allowed
    everything = [one.event_id for one in history]
    recorded = died("zz", *everything, ground=ground)
    assert strongest([*history, recorded], DARIUS, SHIRIN, DAY) <= {Disclosure.DEATH}
    assert not spoken(*history, recorded, recipient=EZRA).allowed
    if ground is Ground.NOT_TOLD:
        assert not spoken(*history, recorded).allowed


@pytest.mark.parametrize("tells", Tells)
@pytest.mark.parametrize("setting", Setting)
def test_while_a_sign_of_life_waits_for_its_second_reader_nothing_is_told_either_way(
    tells: Tells, setting: Setting
) -> None:
    yes, first = answer("a", Tells.ADDRESS), died("b", "a")
    for recipient in (SHIRIN, EZRA):
        waits = answer("c", tells, setting, "b", recipient=recipient, is_read=False)
        history: list[ConsentEvent] = [yes, first, waits]
        assert strongest(history, DARIUS, SHIRIN, DAY) == strongest(history, DARIUS, EZRA, DAY) == frozenset()
        assert spoken(*history).reason is Reason.NOT_READ
        assert has_died(history, DARIUS)
        assert is_death_in_doubt(history, DARIUS)
        assert not may_be_asked_again(history, DARIUS, DAY + timedelta(days=400), SHIRIN)
        read = answer("d", tells, setting, "c", recipient=recipient)
        assert not has_died([*history, read], DARIUS)
        assert not is_death_in_doubt([*history, read], DARIUS)


def test_an_unread_answer_with_a_mistaken_day_keeps_a_death_unspoken_until_two_have_read_it_anew() -> None:
    first, mistaken = died("a"), answer("b", Tells.ALIVE, Setting.ALONE, "a", is_read=False)
    assert spoken(first, mistaken).reason is Reason.NOT_READ
    before = DAY - timedelta(days=1)
    anew = answer("c", Tells.ALIVE, Setting.ALONE, "b", given_on=before, is_read=False)
    assert spoken(first, mistaken, anew).reason is Reason.NOT_READ, "one person's word undoes no other's"
    assert spoken(first, mistaken, anew, answer("d", Tells.ALIVE, Setting.ALONE, "c", given_on=before)).allowed


def test_two_who_record_a_death_once_more_know_of_the_answer_that_nobody_confirmed() -> None:
    first, waits = died("a"), answer("b", Tells.ALIVE, Setting.ALONE, "a", is_read=False)
    assert spoken(first, waits, died("c", "b")).allowed


@given(histories(), histories())
def test_one_more_answer_that_nobody_has_confirmed_opens_nothing_of_one_who_has_died(
    before: tuple[ConsentEvent, ...], after: tuple[ConsentEvent, ...]
) -> None:
    recorded = died("zz", *(one.event_id for one in before))
    later = [replace(one, event_id=EventId(f"l{one.event_id}"), parents=(EventId("zz"),)) for one in after]
    unread = [replace(one, read_by=NO_ACCOUNT) if isinstance(one, Answer) else one for one in later]
    alone = strongest([*before, recorded], DARIUS, SHIRIN, DAY)
    assert strongest([*before, recorded, *unread], DARIUS, SHIRIN, DAY) <= alone
    if any(isinstance(one, Answer) for one in unread):
        assert strongest([*before, recorded, *unread], DARIUS, SHIRIN, DAY) == frozenset()
