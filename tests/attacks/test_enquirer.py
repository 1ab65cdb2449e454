"""Ezra seeks with a stolen description, and Darius has said that Ezra must not know."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import cast
from khabar.apps.consent.actions import record_answer
from khabar.domain.answers import Setting, Tells, draft_answer
from khabar.domain.errors import Refused

if TYPE_CHECKING:
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


@pytest.mark.parametrize("said", ["Ezra Rostami", "my cousin"])
def test_who_must_not_know_by_the_persons_own_form_is_told_nothing_by_a_later_answer(parts: Parts, said: str) -> None:
    hunts = cast.file_request(parts, cast.ezras_request(parts.clock.now()))
    sister = cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    presence = cast.file_presence(parts, cast.dariuss_presence(parts.clock.now(), must_not_know=(said,)))
    for request in (hunts, sister):
        cast.verify_enquirer(parts, request)
    with pytest.raises(Refused, match="does not want this enquirer"):
        cast.ask(parts, cast.pair_of(parts, hunts, presence))
    said_all_the_same = draft_answer(
        tells=Tells.MESSAGES,
        setting=Setting.ALONE,
        given_on=parts.clock.now().date(),
        own_words="I am well",
    )
    draft = cast.read_by_two(replace(said_all_the_same, subject=presence, recipient=hunts))
    record_answer(actor=cast.TOMAS, now=parts.clock.now(), parts=parts, draft=draft)
    pair = cast.pair_of(parts, sister, presence)
    cast.ask(parts, pair)
    cast.answered(parts, pair, Tells.MESSAGES, own_words="I am well")
    assert not cast.page_after_round(parts, "ezra").pieces
    assert [one.text for one in cast.page("shirin").of_kind("word")] == ["I am well"]
