from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cast import JOB, MIRA, dariuss_presence, file_presence, file_request, shirins_request
from khabar.apps.consent import replaying
from khabar.apps.consent.actions import WRITTEN_DOWN, write_down
from khabar.apps.consent.queries import history
from khabar.apps.journal.outcomes import DONE, NOBODY
from khabar.apps.ledger.models import Entry
from khabar.apps.post.erasing import erase
from khabar.domain.errors import Refused

if TYPE_CHECKING:
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


def again(parts: Parts, presence: str, request: str = "") -> str:
    body = {"id": presence, "request": request}
    return replaying.again("answer recorded", body, actor=JOB, now=parts.clock.now(), parts=parts)


def test_an_answer_this_house_forgot_is_taken_for_a_withdrawal(parts: Parts) -> None:
    presence = file_presence(parts, dariuss_presence(parts.clock.now()))
    assert again(parts, presence) == DONE
    assert len(history(presence, parts=parts)) == 1


def test_what_one_person_wrote_down_is_told_by_whom_it_is_between_and_done_again_towards_her_alone(
    parts: Parts,
) -> None:
    now = parts.clock.now()
    request, presence = file_request(parts, shirins_request(now)), file_presence(parts, dariuss_presence(now))
    write_down(actor=MIRA, now=now, parts=parts, subject=presence, recipient=request, said=None)
    [entry] = Entry.objects.filter(act=WRITTEN_DOWN)
    assert WRITTEN_DOWN in replaying.ACTS
    assert replaying.told(entry, parts) == {"id": presence, "request": request}


def test_an_answer_to_a_request_this_house_does_not_have_is_nobodys(parts: Parts) -> None:
    presence = file_presence(parts, dariuss_presence(parts.clock.now()))
    assert again(parts, presence, "0" * 32) == NOBODY
    assert history(presence, parts=parts) == ()


def test_a_person_who_came_after_the_backup_is_nobody(parts: Parts) -> None:
    assert again(parts, "0" * 32) == NOBODY


def test_a_person_who_was_erased_is_nobody_and_nothing_new_is_kept(parts: Parts) -> None:
    request = file_request(parts, shirins_request(parts.clock.now()))
    presence = file_presence(parts, dariuss_presence(parts.clock.now()))
    erase(actor=JOB, now=parts.clock.now(), parts=parts, holder=presence)
    assert again(parts, presence, request) == NOBODY
    with pytest.raises(Refused):
        history(presence, parts=parts)
