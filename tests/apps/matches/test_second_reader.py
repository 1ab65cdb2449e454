"""An answer is written down by one of the desk and confirmed by another; until then it closes, and opens nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import cast
from apps.matches.asking_desk import state
from khabar.apps.accounts.actions import close_account
from khabar.apps.consent.models import Permit
from khabar.apps.consent.queries import history, wish_of
from khabar.apps.ledger.models import Event
from khabar.apps.matches import actions as matches
from khabar.apps.matches.files import opened_pair
from khabar.apps.matches.queries import pair_view, pairs_for
from khabar.domain.answers import Answer, Setting, Tells, draft_answer
from khabar.domain.asking import PairState, Step
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Refused

if TYPE_CHECKING:
    from khabar.domain.actors import Actor
    from khabar.domain.ids import PairId
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
HOW = "I have asked the carrier myself."


@pytest.fixture
def asked(parts: Parts, pair: PairId) -> PairId:
    cast.ask(parts, pair)
    return pair


def writes(parts: Parts, pair: PairId, tells: Tells = Tells.MESSAGES, by: Actor = cast.MIRA, **said: object) -> None:
    now = parts.clock.now()
    answer = draft_answer(tells=tells, setting=Setting.ALONE, given_on=now.date(), **said)
    matches.record_answer(actor=by, now=now, parts=parts, pair_id=pair, answer=answer)


def confirms(parts: Parts, pair: PairId, by: Actor, how: str = HOW, seen: int | None = None) -> None:
    now = parts.clock.now()
    matches.confirm_answer(actor=by, now=now, parts=parts, pair_id=pair, reason=how, seen=seen)


def test_a_yes_leaves_the_house_only_after_a_second_person_confirmed_it(parts: Parts, asked: PairId) -> None:
    writes(parts, asked, own_words="I am well")
    assert not cast.page_after_round(parts, "shirin").pieces
    assert not Permit.objects.exists(), "there is nothing to let out, and nothing for a guarantor to sign"
    confirms(parts, asked, cast.TOMAS)
    assert [one.text for one in cast.page_after_round(parts, "shirin").of_kind("word")] == ["I am well"]


def test_whoever_wrote_it_down_does_not_confirm_it(parts: Parts, asked: PairId) -> None:
    writes(parts, asked)
    with pytest.raises(Refused, match="Two different people"):
        confirms(parts, asked, cast.MIRA)
    assert Step.CONFIRM_ANSWER not in pair_view(asked, cast.MIRA, on=parts.clock.now().date(), parts=parts).steps
    assert Step.CONFIRM_ANSWER in pair_view(asked, cast.TOMAS, on=parts.clock.now().date(), parts=parts).steps


def test_the_second_person_says_how_one_knows_and_it_stays_with_the_answer(parts: Parts, asked: PairId) -> None:
    writes(parts, asked)
    with pytest.raises(Invalid) as told:
        confirms(parts, asked, cast.TOMAS, how="  ")
    assert told.value.field == "reason"
    confirms(parts, asked, cast.TOMAS)
    [*_, last] = history(opened_pair(asked, parts=parts).presence_id, parts=parts)
    assert isinstance(last, Answer)
    assert (last.typed_by, last.read_by, last.read_how) == (cast.MIRA.account, cast.TOMAS.account, HOW)


def test_a_desk_of_another_duty_confirms_nothing(parts: Parts, asked: PairId) -> None:
    writes(parts, asked)
    for somebody in (cast.FARID, cast.NIMA, cast.JOB):
        with pytest.raises(Refused):
            confirms(parts, asked, somebody)


def test_where_nothing_was_written_down_there_is_nothing_to_confirm(parts: Parts, asked: PairId) -> None:
    with pytest.raises(Refused):
        confirms(parts, asked, cast.TOMAS)
    writes(parts, asked)
    confirms(parts, asked, cast.TOMAS)
    events = Event.objects.count()
    with pytest.raises(Refused):
        confirms(parts, asked, cast.TOMAS)
    assert Event.objects.count() == events


def test_nobody_confirms_what_he_has_not_read(parts: Parts, asked: PairId) -> None:
    writes(parts, asked, Tells.NOTHING)
    before = opened_pair(asked, parts=parts).version
    writes(parts, asked, Tells.ADDRESS, address="the mill")
    with pytest.raises(Conflict):
        confirms(parts, asked, cast.TOMAS, seen=before)


def test_what_was_written_wrongly_the_reader_writes_anew_and_the_first_one_confirms(
    parts: Parts, asked: PairId
) -> None:
    writes(parts, asked, Tells.NOTHING)
    writes(parts, asked, Tells.ALIVE, by=cast.TOMAS, own_words="I live")
    with pytest.raises(Refused):
        confirms(parts, asked, cast.TOMAS)
    confirms(parts, asked, cast.MIRA)
    assert [one.text for one in cast.page_after_round(parts, "shirin").of_kind("word")] == ["I live"]


def test_somebody_who_left_and_came_back_as_another_is_not_a_second_reader(parts: Parts, asked: PairId) -> None:
    ezra = cast.ezra_joins(parts, Duty.ASKING_DESK)
    assert ezra.account
    writes(parts, asked, by=ezra)
    close_account(actor=cast.JOB, now=parts.clock.now(), parts=parts, account=ezra.account)
    with pytest.raises(Refused, match="has left the desk"):
        confirms(parts, asked, cast.TOMAS)
    writes(parts, asked, by=cast.TOMAS)
    confirms(parts, asked, cast.MIRA)
    assert state(parts, asked) is PairState.ANSWERED


def test_a_taking_back_closes_at_once_and_is_confirmed_like_an_answer(parts: Parts, asked: PairId) -> None:
    cast.answered(parts, asked, Tells.MESSAGES, own_words="I am well")
    matches.withdraw(actor=cast.MIRA, now=parts.clock.now(), parts=parts, pair_id=asked)
    assert not cast.page_after_round(parts, "shirin").of_kind("word")
    assert state(parts, asked) is PairState.ONE_FOR_ANSWER
    confirms(parts, asked, cast.TOMAS)
    assert state(parts, asked) is PairState.ANSWERED
    assert not cast.page_after_round(parts, "shirin").of_kind("word")


def test_a_wish_for_the_case_of_death_counts_once_two_have_read_it(parts: Parts, asked: PairId) -> None:
    person = opened_pair(asked, parts=parts).presence_id
    before = wish_of(person, parts=parts)
    writes(parts, asked, Tells.ALIVE, if_i_die="my brother Ezra")
    assert wish_of(person, parts=parts) == before
    confirms(parts, asked, cast.TOMAS)
    assert wish_of(person, parts=parts) == "my brother Ezra"


def test_what_waits_for_a_second_person_stands_first_in_the_list(parts: Parts, asked: PairId) -> None:
    other = cast.pair_of(
        parts,
        cast.file_request(parts, cast.ezras_request(parts.clock.now())),
        cast.file_presence(parts, cast.dariuss_presence(parts.clock.now(), name="Somebody Else")),
    )
    writes(parts, asked)
    lines = pairs_for(cast.TOMAS, parts=parts)
    assert lines[0].state is PairState.ONE_FOR_ANSWER
    assert {one.id for one in lines} >= {asked, other}
