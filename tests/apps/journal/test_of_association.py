from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from association_cast import LEYLA, agreed, opened, shirins_file
from cast import JOB
from khabar.apps.casework import replaying
from khabar.apps.casework.actions import erase_file
from khabar.apps.casework.models import CaseFile, Entry
from khabar.apps.journal.outcomes import DONE, LOOK, NOBODY
from khabar.apps.ledger.models import Entry as LedgerEntry
from khabar.domain.casework.consents import Scope, Use

if TYPE_CHECKING:
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


def again(act: str, file: str, parts: Parts) -> str:
    return replaying.again(act, {"id": file}, actor=JOB, now=parts.clock.now(), parts=parts)


def test_a_familys_file_that_was_erased_is_erased_again_and_twice_is_once(association: Parts) -> None:
    file = shirins_file(association)
    agreed(file, "shirin", Scope(Use.RECIPIENT, "b1"), association)
    assert again("file erased", file, association) == DONE
    assert CaseFile.objects.get(id=file).wrapped_key is None
    assert not Entry.objects.filter(file_id=file).exists()
    assert again("file erased", file, association) == DONE
    assert LedgerEntry.objects.filter(act="file erased", subject=file).count() == 1


def test_a_consent_that_is_lost_is_looked_at_by_people(association: Parts) -> None:
    file = shirins_file(association)
    assert again("file written in", file, association) == LOOK
    erase_file(actor=LEYLA, now=association.clock.now(), parts=association, file_id=file)
    assert again("file written in", file, association) == NOBODY


@pytest.mark.parametrize("act", sorted(replaying.ACTS))
def test_a_file_that_came_after_the_backup_is_nobodys(association: Parts, act: str) -> None:
    assert again(act, "0" * 32, association) == NOBODY


def test_of_what_is_written_in_a_file_only_consents_are_in_the_journal(association: Parts) -> None:
    file = shirins_file(association)
    agreed(file, "shirin", Scope(Use.RECIPIENT, "b1"), association)
    assert opened(file, association).entries
    entry = LedgerEntry.objects.filter(act="file written in").get()
    assert replaying.told(entry, association) == {"id": file}
    entry.event = ""
    assert replaying.told(entry, association) is None
