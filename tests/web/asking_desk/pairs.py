"""What the tests of the asking desk type, and how they post it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.apps.matches.files import opened_pair
from web.desks import hidden

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

    from khabar.domain.asking import PairState
    from khabar.domain.ids import PairId
    from web.desks import Desks

ANSWER = {"tells": "1", "setting": "alone", "given_on": "2026-03-02", "own_words": "I am well. Greet the plum tree."}
FOUND = {"route_risk": "low", "questions": "agree", "by_name_alone_possible": "on"}
WHY = "The aunt vouches for her"


def post(browser: Client, pair: PairId, deed: str, **typed: str) -> Response:
    """Post a form as it stands on the pair's page now, with what is typed into it."""
    seen = hidden(browser.get(f"/asking/{pair}/"), "seen")
    return browser.post(f"/asking/{pair}/{deed}/", {"seen": seen, **typed})


def state_of(desks: Desks, pair: PairId) -> PairState:
    return opened_pair(pair, parts=desks.parts).inside.standing.state
