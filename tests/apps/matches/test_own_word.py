"""A presence that names its addressee: an answer once two have confirmed it, and only as the person's own word."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import cast
from khabar.apps.consent import actions as consent
from khabar.apps.matches.queries import pairs_of_request
from khabar.domain.answers import Tells
from khabar.domain.asking import PairState, Step
from khabar.domain.before_asking import QuestionCheck
from khabar.domain.errors import Invalid
from khabar.domain.forms import FiledBy

if TYPE_CHECKING:
    from khabar.domain.ids import RequestId
    from khabar.ports import Parts

from apps.matches.asking_desk import found_out, own_presence, state, step

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
REASON = "Known to the elders of the quarter"


def test_an_own_word_that_names_her_is_an_answer_once_two_have_confirmed_it(
    parts: Parts, request_id: RequestId
) -> None:
    pair = cast.pair_of(parts, request_id, own_presence(parts))
    found_out(parts, pair)
    assert step(parts, pair, cast.MIRA, Step.AGREE_IS_NAMED) is PairState.ONE_FOR_NAMED
    assert not cast.page_after_round(parts, "shirin").of_kind("word")
    assert step(parts, pair, cast.TOMAS, Step.AGREE_IS_NAMED) is PairState.NAMED
    assert [one.text for one in cast.page_after_round(parts, "shirin").of_kind("word")] == ["I am well"]
    assert [one.id for one in pairs_of_request(request_id, parts=parts)] == [pair]


@pytest.mark.parametrize(
    ("fields", "questions"),
    [
        ({"tell_name": "", "tell_kinship": "", "tells": Tells.NOTHING}, QuestionCheck.AGREE),
        ({"filed_by": FiledBy.OTHER}, QuestionCheck.AGREE),
        ({"filed_by": FiledBy.LIST}, QuestionCheck.AGREE),
        ({}, QuestionCheck.NOT_COMPARED),
        ({}, QuestionCheck.NOT_GIVEN),
        ({}, QuestionCheck.DISAGREE),
    ],
)
def test_third_hands_no_addressee_and_wrong_answers_are_no_own_word(
    parts: Parts, request_id: RequestId, fields: dict[str, object], questions: QuestionCheck
) -> None:
    pair = cast.pair_of(parts, request_id, own_presence(parts, **fields))
    found_out(parts, pair, replace(cast.FOUND_OUT, questions=questions))
    with pytest.raises(Invalid):
        step(parts, pair, cast.MIRA, Step.AGREE_IS_NAMED)
    assert state(parts, pair) is PairState.PROPOSED


def test_what_was_said_since_outweighs_what_was_written_then(parts: Parts, request_id: RequestId) -> None:
    presence_id = own_presence(parts)
    pair = cast.pair_of(parts, request_id, presence_id)
    found_out(parts, pair)
    step(parts, pair, cast.MIRA, Step.AGREE_IS_NAMED)
    consent.withdraw(actor=cast.JOB, now=parts.clock.now(), parts=parts, subject=presence_id)
    with pytest.raises(Invalid):
        step(parts, pair, cast.TOMAS, Step.AGREE_IS_NAMED)
    assert cast.page_after_round(parts, "shirin").of_kind("word", "seen") == []
