"""Pairs: proposed once, decided by two, undone until they leave, checked again when they do, hidden from one's kin."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import cast
from khabar.apps.accounts.actions import declare_kin
from khabar.apps.consent.queries import history
from khabar.apps.ledger.models import Entry
from khabar.apps.matches import actions as matches
from khabar.apps.matches.files import opened_pair
from khabar.apps.matches.models import Pair
from khabar.apps.matches.queries import pair_view, pairs_for, pairs_with_state
from khabar.apps.outbox.models import Item
from khabar.apps.registry.actions import erase_presence, erase_request, establish
from khabar.apps.registry.cases import record_of
from khabar.apps.registry.models import Request
from khabar.apps.registry.queries import person_of_presence, person_of_request
from khabar.domain.answers import Answer, Disclosure, Setting, Tells, draft_answer
from khabar.domain.asking import PairState, Step
from khabar.domain.before_asking import ObstacleCode, Purpose, QuestionCheck, Risk, Verification
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Refused
from khabar.domain.ids import AccountId
from khabar.linkage import compare_persons

if TYPE_CHECKING:
    from khabar.domain.actors import Actor
    from khabar.domain.ids import PairId, PresenceId, RequestId
    from khabar.ports import Parts

from apps.matches.asking_desk import found_out, state, step, waiting

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
REASON = "Known to the elders of the quarter"


# Proposing


def test_a_pair_is_proposed_once_and_left_as_people_have_it(
    parts: Parts, pair: PairId, request_id: RequestId, presence_id: PresenceId
) -> None:
    step(parts, pair, cast.MIRA, Step.SET_ASIDE, "Another father")
    left, right = person_of_request(request_id, parts=parts), person_of_presence(presence_id, parts=parts)
    found = compare_persons(left, right)
    made = matches.propose(actor=cast.JOB, now=parts.clock.now(), parts=parts, candidates=[found, found])
    assert (made, Pair.objects.count()) == (0, 1)
    assert state(parts, pair) is PairState.SET_ASIDE
    assert Entry.objects.filter(act="pairs proposed").count() == 1


def test_a_pair_with_somebody_erased_is_not_proposed(
    parts: Parts, request_id: RequestId, presence_id: PresenceId
) -> None:
    left, right = person_of_request(request_id, parts=parts), person_of_presence(presence_id, parts=parts)
    found, now = compare_persons(left, right), parts.clock.now()
    erase_presence(actor=cast.JOB, now=now, parts=parts, presence_id=presence_id)
    assert matches.propose(actor=cast.JOB, now=now, parts=parts, candidates=[found]) == 0


def test_score_state_and_reasons_lie_sealed_in_one_size(parts: Parts, pair: PairId) -> None:
    before = len(Pair.objects.get(id=pair).sealed)
    found_out(parts, pair)
    step(parts, pair, cast.MIRA, Step.AGREE_TO_ASK, REASON)
    assert len(Pair.objects.get(id=pair).sealed) == before


# Two people


def test_two_different_people_decide_and_one_alone_cannot(parts: Parts, pair: PairId) -> None:
    found_out(parts, pair)
    assert step(parts, pair, cast.MIRA, Step.AGREE_TO_ASK) is PairState.ONE_FOR_ASKING
    for _ in range(2):
        with pytest.raises(Refused, match="Two different people"):
            step(parts, pair, cast.MIRA, Step.AGREE_TO_ASK)
    cast.release(parts)
    assert state(parts, pair) is PairState.ONE_FOR_ASKING
    assert step(parts, pair, cast.TOMAS, Step.AGREE_TO_ASK) is PairState.TO_ASK
    assert waiting() == 1


@pytest.mark.parametrize("somebody", [*cast.OUTSIDE_THE_DESK, cast.JOB], ids=lambda one: f"{one.kind}-{one.name[:2]}")
def test_nobody_but_the_asking_desk_sees_or_changes_a_pair(parts: Parts, pair: PairId, somebody: Actor) -> None:
    now = parts.clock.now()
    with pytest.raises(Refused):
        step(parts, pair, somebody, Step.AGREE_TO_ASK, REASON)
    with pytest.raises(Refused):
        pairs_for(somebody, parts=parts)
    with pytest.raises(Refused):
        pair_view(pair, somebody, on=now.date(), parts=parts)
    with pytest.raises(Refused):
        matches.record_not_reached(actor=somebody, now=now, parts=parts, pair_id=pair)
    answer = draft_answer(tells=Tells.ALIVE, setting=Setting.ALONE, given_on=now.date())
    with pytest.raises(Refused):
        matches.record_answer(actor=somebody, now=now, parts=parts, pair_id=pair, answer=answer)
    if somebody is not cast.JOB:
        with pytest.raises(Refused):
            matches.withdraw(actor=somebody, now=now, parts=parts, pair_id=pair)
        with pytest.raises(Refused):
            matches.note_findings(actor=somebody, now=now, parts=parts, pair_id=pair, findings=cast.FOUND_OUT)


def test_an_answer_before_anybody_was_asked_is_refused(parts: Parts, pair: PairId) -> None:
    with pytest.raises(Refused):
        cast.answered(parts, pair, Tells.ALIVE)
    assert waiting() == 0


# Undoing


def test_it_can_be_undone_until_it_leaves_and_then_no_more(parts: Parts, pair: PairId) -> None:
    cast.agree_to_ask(parts, pair, cast.MIRA, cast.TOMAS)
    assert step(parts, pair, cast.TOMAS, Step.TAKE_BACK) is PairState.PROPOSED
    cast.release(parts)
    assert waiting() == 0
    assert state(parts, pair) is PairState.PROPOSED
    cast.ask(parts, pair)
    assert state(parts, pair) is PairState.ASKED
    with pytest.raises(Refused):
        step(parts, pair, cast.MIRA, Step.TAKE_BACK)


def test_setting_aside_before_the_round_takes_the_asking_out_of_the_outbox(parts: Parts, pair: PairId) -> None:
    cast.agree_to_ask(parts, pair, cast.MIRA, cast.TOMAS)
    step(parts, pair, cast.MIRA, Step.SET_ASIDE, "Another person after all")
    cast.release(parts)
    assert state(parts, pair) is PairState.SET_ASIDE
    assert [one.id for one in pairs_with_state(PairState.SET_ASIDE, parts=parts)] == [pair]


def test_undoing_comes_too_late_when_a_round_has_it_in_hand(parts: Parts, pair: PairId) -> None:
    cast.agree_to_ask(parts, pair, cast.MIRA, cast.TOMAS)
    Item.objects.update(state="claimed", attempts=1)
    with pytest.raises(Conflict):
        step(parts, pair, cast.MIRA, Step.TAKE_BACK)
    assert state(parts, pair) is PairState.TO_ASK


# Checks before asking


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"route_risk": Risk.UNKNOWN}, "risk"),
        ({"route_risk": Risk.HIGH}, "harm"),
        ({"by_name_alone_possible": False}, "alone"),
        ({"questions": QuestionCheck.NOT_COMPARED}, "compared"),
        ({"questions": QuestionCheck.DISAGREE}, "agree"),
        ({"under_age": True}, "child"),
    ],
)
def test_a_hard_obstacle_refuses_whatever_reason_is_written(
    parts: Parts, pair: PairId, changed: dict[str, object], word: str
) -> None:
    found_out(parts, pair, replace(cast.FOUND_OUT, **changed))  # type: ignore[arg-type]  # fields by name
    with pytest.raises(Refused, match=word):
        step(parts, pair, cast.MIRA, Step.AGREE_TO_ASK, REASON)
    assert state(parts, pair) is PairState.PROPOSED


def test_a_soft_obstacle_wants_a_written_reason_of_each(parts: Parts, pair: PairId) -> None:
    found_out(parts, pair, replace(cast.FOUND_OUT, questions=QuestionCheck.NOT_GIVEN))
    with pytest.raises(Refused):
        step(parts, pair, cast.MIRA, Step.AGREE_TO_ASK, "   ")
    step(parts, pair, cast.MIRA, Step.AGREE_TO_ASK, REASON)
    with pytest.raises(Refused):
        step(parts, pair, cast.TOMAS, Step.AGREE_TO_ASK)
    assert step(parts, pair, cast.TOMAS, Step.AGREE_TO_ASK, "So do I") is PairState.TO_ASK
    assert opened_pair(pair, parts=parts).inside.reasons == (REASON, "So do I")


def test_an_objection_that_comes_in_between_stops_the_asking_as_it_leaves(
    parts: Parts, pair: PairId, request_id: RequestId
) -> None:
    cast.agree_to_ask(parts, pair, cast.MIRA, cast.TOMAS)
    row = Request.objects.get(id=request_id)
    kept = record_of(row, parts=parts)
    body = kept.open("body", bytes(row.body)) | {"objection": True}
    Request.objects.filter(id=request_id).update(body=kept.seal("body", body, random=parts.entropy.bytes))
    cast.release(parts)
    assert state(parts, pair) is PairState.PROPOSED
    view = pair_view(pair, cast.MIRA, on=parts.clock.now().date(), parts=parts)
    assert ObstacleCode.OBJECTION in {one.code for one in view.obstacles}
    assert waiting() == 0


def test_what_the_family_desk_learns_in_between_stops_the_asking_too(
    parts: Parts, pair: PairId, request_id: RequestId
) -> None:
    cast.agree_to_ask(parts, pair, cast.MIRA, cast.TOMAS)
    cast.verify_enquirer(parts, request_id, Purpose.DEBT)
    cast.release(parts)
    assert state(parts, pair) is PairState.PROPOSED


def test_a_soft_obstacle_that_comes_in_between_and_has_no_reason_stops_it(
    parts: Parts, pair: PairId, request_id: RequestId
) -> None:
    found_out(parts, pair)
    for who in (cast.MIRA, cast.TOMAS):
        step(parts, pair, who, Step.AGREE_TO_ASK)
    establish(
        actor=cast.FARID,
        now=parts.clock.now(),
        parts=parts,
        request_id=request_id,
        verification=Verification.KNOWN_TO_US,
        purpose=Purpose.FAMILY_NEWS,
        reported_dead=True,
    )
    cast.release(parts)
    assert state(parts, pair) is PairState.PROPOSED


def test_a_no_said_to_another_enquirer_in_between_stops_the_asking(
    parts: Parts, pair: PairId, presence_id: PresenceId
) -> None:
    other = cast.pair_of(parts, cast.file_request(parts, cast.ezras_request(parts.clock.now())), presence_id)
    cast.ask(parts, other)
    cast.agree_to_ask(parts, pair, cast.MIRA, cast.TOMAS)
    cast.answered(parts, other, Tells.NOTHING)
    cast.release(parts)
    assert state(parts, pair) is PairState.PROPOSED
    with pytest.raises(Refused):
        step(parts, pair, cast.MIRA, Step.AGREE_TO_ASK, REASON)


@pytest.mark.parametrize("side", ["request", "presence"])
def test_a_round_goes_on_when_one_of_the_two_was_erased(
    parts: Parts, pair: PairId, request_id: RequestId, presence_id: PresenceId, side: str
) -> None:
    cast.agree_to_ask(parts, pair, cast.MIRA, cast.TOMAS)
    now = parts.clock.now()
    if side == "request":
        erase_request(actor=cast.JOB, now=now, parts=parts, request_id=request_id)
    else:
        erase_presence(actor=cast.JOB, now=now, parts=parts, presence_id=presence_id)
    cast.release(parts)
    assert waiting() == 0
    assert pairs_for(cast.MIRA, parts=parts) == []
    with pytest.raises(Refused):
        pair_view(pair, cast.MIRA, on=now.date(), parts=parts)


# Answers


def test_an_answer_is_recorded_for_this_enquirer_and_may_change(
    parts: Parts, pair: PairId, request_id: RequestId
) -> None:
    cast.ask(parts, pair)
    matches.record_not_reached(actor=cast.MIRA, now=parts.clock.now(), parts=parts, pair_id=pair)
    assert state(parts, pair) is PairState.NOT_REACHED
    cast.answered(parts, pair, Tells.ALIVE)
    cast.answered(parts, pair, Tells.MESSAGES)
    file = opened_pair(pair, parts=parts)
    assert file.inside.standing.state is PairState.ANSWERED
    said = history(file.presence_id, parts=parts)
    answers = [one for one in said if isinstance(one, Answer)]
    assert {one.recipient for one in answers} == {request_id}
    assert [(one.tells, one.is_read) for one in answers] == [
        (tells, is_read) for tells in (Tells.ALIVE, Tells.MESSAGES) for is_read in (False, True)
    ]
    view = pair_view(pair, cast.TOMAS, on=parts.clock.now().date(), parts=parts)
    assert view.allowed == {Disclosure.SEEN_ALIVE, Disclosure.ALIVE, Disclosure.MESSAGE}
    assert Step.AGREE_TO_ASK not in view.steps
    matches.withdraw(actor=cast.MIRA, now=parts.clock.now(), parts=parts, pair_id=pair)
    assert not pair_view(pair, cast.TOMAS, on=parts.clock.now().date(), parts=parts).allowed


# One's own family


@pytest.mark.parametrize("kin", ["Darius Ahmady", "داریوش احمدی", "Shirin Ahmadi"])
def test_pairs_of_ones_own_family_are_hidden_and_refused_whichever_side_it_is(
    parts: Parts, pair: PairId, kin: str
) -> None:
    now = parts.clock.now()
    ezra = cast.ezra_joins(parts, Duty.ASKING_DESK)
    assert [one.id for one in pairs_for(ezra, parts=parts)] == [pair]
    declare_kin(actor=ezra, now=now, parts=parts, account=AccountId(ezra.name), name=kin)
    assert pairs_for(ezra, parts=parts) == []
    with pytest.raises(Refused, match="no such case"):
        pair_view(pair, ezra, on=now.date(), parts=parts)
    with pytest.raises(Refused, match="no such case"):
        step(parts, pair, ezra, Step.AGREE_TO_ASK, REASON)
    assert [one.id for one in pairs_for(cast.MIRA, parts=parts)] == [pair]


# Versions


def test_nobody_decides_about_a_pair_that_has_changed_since_he_read_it(parts: Parts, pair: PairId) -> None:
    found_out(parts, pair, seen=1)
    with pytest.raises(Conflict):
        found_out(parts, pair, seen=1)
    with pytest.raises(Conflict):
        step(parts, pair, cast.MIRA, Step.AGREE_TO_ASK, seen=1)
    assert step(parts, pair, cast.MIRA, Step.AGREE_TO_ASK, seen=2) is PairState.ONE_FOR_ASKING
    assert opened_pair(pair, parts=parts).version == 3


def test_two_who_save_at_once_do_not_overwrite_each_other(
    parts: Parts, pair: PairId, monkeypatch: pytest.MonkeyPatch
) -> None:
    def somebody_else_first(*_: object) -> None:
        Pair.objects.filter(id=pair).update(version=7)

    monkeypatch.setattr(matches, "_require_askable", somebody_else_first)
    with pytest.raises(Conflict):
        step(parts, pair, cast.MIRA, Step.AGREE_TO_ASK)
