"""After a restore: a wish that is gone is named, so that people take it in anew; nothing is decided by a journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import cast
from apps.wishes.wishing import about, described, wished
from khabar.apps.journal.outcomes import DONE, LOOK, NOBODY
from khabar.apps.wishes.models import Wish
from khabar.apps.wishes.replaying import ACTS, CHANGED, KEPT, MENDED, again, told
from khabar.domain.wishes import WishKind

if TYPE_CHECKING:
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


def outcome(parts: Parts, act: str, subject: str) -> str:
    return again(act, {"id": subject}, actor=cast.JOB, now=parts.clock.now(), parts=parts)


def test_a_wish_that_was_kept_after_the_backup_is_looked_for_by_people(parts: Parts) -> None:
    wish = wished(parts, described(parts))
    assert (outcome(parts, KEPT, wish), outcome(parts, CHANGED, wish)) == (DONE, LOOK)
    Wish.objects.all().delete()
    assert (outcome(parts, KEPT, wish), outcome(parts, CHANGED, wish)) == (LOOK, NOBODY)


def test_an_old_value_that_came_back_is_looked_at(parts: Parts) -> None:
    presence = cast.file_presence(parts, cast.dariuss_presence(parts.clock.now()))
    about(parts, WishKind.MEND, presence)
    assert (outcome(parts, MENDED, presence), outcome(parts, MENDED, "0" * 32)) == (LOOK, NOBODY)


def test_the_journal_gets_an_id_and_nothing_else(parts: Parts) -> None:
    class Entry:
        subject = "f" * 32

    assert told(Entry(), parts) == {"id": "f" * 32}
    assert {KEPT, CHANGED, MENDED} == ACTS
