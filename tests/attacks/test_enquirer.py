"""Ezra seeks with a stolen description, and Darius has said that Ezra must not know."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import cast
from khabar.domain.answers import Tells

if TYPE_CHECKING:
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


@pytest.mark.parametrize("said", ["Ezra Rostami", "my cousin"])
def test_who_must_not_know_by_the_persons_own_form_is_told_nothing_by_a_later_answer(parts: Parts, said: str) -> None:
    hunts = cast.file_request(parts, cast.ezras_request(parts.clock.now()))
    sister = cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    presence = cast.file_presence(parts, cast.dariuss_presence(parts.clock.now(), must_not_know=(said,)))
    for request in (hunts, sister):
        pair = cast.pair_of(parts, request, presence)
        cast.verify_enquirer(parts, request)
        cast.ask(parts, pair)
        cast.answered(parts, pair, Tells.MESSAGES, own_words="I am well")
    assert not cast.page_after_round(parts, "ezra").pieces
    assert [one.text for one in cast.page("shirin").of_kind("word")] == ["I am well"]
