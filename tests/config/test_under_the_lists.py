"""What each process does is on its own list: acts of an association's porch, house and worker, each under its guard.

The other tests of acts run without the lists, and find nothing that a list forgot.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import DatabaseError

import cast
from databases import acting_as
from khabar.apps.matches import actions as matches
from khabar.apps.newsletters import actions as desk_actions
from khabar.apps.petitions import snapshots
from khabar.apps.petitions.models import Petition
from khabar.apps.subscriptions import actions as porch_actions
from khabar.apps.subscriptions.models import Reader
from khabar.domain.answers import Tells
from khabar.domain.kinds import Kind
from newsletter_cast import DOOR, LEYLA, article, newsroom
from signing import COUNT, PETITION, Desk, as_association

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


def under(process: str) -> AbstractContextManager[None]:
    """Do what follows as this process of an association: what is not on its list is refused."""
    return acting_as(process, Kind.ASSOCIATION)


def test_an_issue_comes_from_the_draft_to_its_reader_within_the_lists(parts: Parts) -> None:
    room = newsroom(parts)
    with under("house"):
        issue = room.begin(article())
        room.approve(issue)
        desk_actions.publish(actor=LEYLA, now=parts.clock.now(), parts=room.parts, issue_id=issue)
    with under("work"):
        room.carry()
    with under("porch"):
        assert room.ask("shirin@example.org")
    with under("work-mail"):
        [token] = room.deliver()
    with under("porch"):
        assert room.confirm(token)
    with under("house"):
        desk_actions.send(actor=LEYLA, now=parts.clock.now(), parts=room.parts, issue_id=issue)
    with under("work"):
        room.carry()
    with under("work-mail"):
        assert room.post() == 1
    with under("porch"):
        porch_actions.be_silent(actor=DOOR, now=parts.clock.now(), token=token)
        porch_actions.leave(actor=DOOR, now=parts.clock.now(), token=token)
    assert Reader.objects.get().state == "left"


def test_a_signature_comes_to_its_snapshot_within_the_lists(parts: Parts) -> None:
    desk = Desk(as_association(parts))
    with under("work"):
        desk.open()
    with under("porch"):
        assert desk.sign("shirin@example.org")
    with under("work-mail"):
        [token] = desk.deliver()
    with under("porch"):
        desk.confirm(token)
    with under("work"):
        assert desk.count() == 1
    with under("work-signatures"):
        assert snapshots.sign_due(actor=COUNT, now=desk.now(), parts=desk.parts) == 1
    assert Petition.objects.get(id=PETITION).confirmed == 1


def test_the_guard_is_there_while_these_tests_say_so(parts: Parts) -> None:
    room = newsroom(parts)
    with under("porch"), pytest.raises(DatabaseError, match=r"prohibited|not authorized|does not exist"):
        room.carry()


def test_an_answer_is_recorded_told_and_taken_back_within_the_lists_of_an_intermediary(parts: Parts) -> None:
    now = parts.clock.now()
    request = cast.file_request(parts, cast.shirins_request(now))
    cast.verify_enquirer(parts, request)
    pair = cast.pair_of(parts, request, cast.file_presence(parts, cast.dariuss_presence(now)))
    with acting_as("house", Kind.INTERMEDIARY):
        cast.agree_to_ask(parts, pair, cast.MIRA, cast.TOMAS)
    with acting_as("work-register", Kind.INTERMEDIARY):
        cast.release(parts)
    with acting_as("house", Kind.INTERMEDIARY):
        cast.answered(parts, pair, Tells.MESSAGES, own_words="I am well.")
        matches.withdraw(actor=cast.MIRA, now=parts.clock.now(), parts=parts, pair_id=pair)
    with acting_as("work-register", Kind.INTERMEDIARY):
        cast.release(parts)
    assert not cast.page_after_round(parts, "shirin").of_kind("word")
