"""The page of a pair offers to make a wish of a mark that version 0.1.0 had set; no other page has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import cast
from apps.accounts.colleagues import browser_of
from khabar.apps.matches.files import opened_pair
from khabar.apps.registry.queries import request_file
from khabar.apps.wishes.models import Wish
from khabar.domain.duties import Duty
from web.desks import hidden, words

if TYPE_CHECKING:
    from web.desks import Desks

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
OFFER = "Make it a wish for silence"


def test_the_desk_makes_a_wish_of_the_mark_on_the_page_of_the_pair(desks: Desks) -> None:
    pair = desks.pair()
    request = opened_pair(pair, parts=desks.parts).request_id
    mira = browser_of(desks.colleague("mira", Duty.ASKING_DESK))
    assert OFFER not in words(mira.get(f"/asking/{pair}/"))
    cast.objects(desks.parts, request, stands=True)
    page = mira.get(f"/asking/{pair}/")
    assert OFFER in words(page)
    assert mira.post(f"/asking/{pair}/objection/", {"seen": hidden(page, "seen")}).status_code == 302
    assert not request_file(request, parts=desks.parts).objection
    afterwards = words(mira.get(f"/asking/{pair}/"))
    assert OFFER not in afterwards
    assert "Somebody asked to be left in peace" in afterwards
    assert "Noted at a request by an earlier version" in words(mira.get(f"/asking/wishes/{Wish.objects.get().id}/"))


def test_who_posts_it_where_nothing_is_marked_or_at_another_desk_makes_nothing(desks: Desks) -> None:
    pair = desks.pair()
    mira = browser_of(desks.colleague("mira", Duty.ASKING_DESK))
    seen = {"seen": hidden(mira.get(f"/asking/{pair}/"), "seen")}
    assert "no such mark any more" in words(mira.post(f"/asking/{pair}/objection/", seen))
    assert desks.browser("ezra", Duty.FAMILY_DESK).post(f"/asking/{pair}/objection/", seen).status_code == 404
    assert not Wish.objects.exists()
