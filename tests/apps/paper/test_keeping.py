from __future__ import annotations

import errno
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import cast
from apps.paper.hands import HOLDER, OMAR, issued, kept, settle, taken, waiting
from khabar.adapters.blobs.memory import MemoryBlobs
from khabar.apps.ledger.models import Entry
from khabar.apps.paper.actions import (
    drop_scan,
    drop_scans_of,
    revoke,
    take_files,
)
from khabar.apps.paper.files import hash_of
from khabar.apps.paper.models import Scan
from khabar.apps.paper.queries import scan_picture
from khabar.apps.paper.reading import read_file
from khabar.domain.errors import Broken, Outside
from khabar.domain.paper_trays import CameBy, Outcome, Tray
from khabar.domain.sheets import SheetKind
from papers import picture, scan

if TYPE_CHECKING:
    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default"])


def test_whoever_drops_a_picture_has_erased_it(parts: Parts, django_capture_on_commit_callbacks: object) -> None:
    taken(parts, picture())
    [found] = waiting(parts)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # the fixture of pytest-django
        drop_scan(actor=cast.JOB, now=parts.clock.now(), parts=parts, scan_id=found.id)
    assert not Scan.objects.exists()
    assert not kept(parts)


def test_a_case_takes_its_pictures_with_it_and_no_others_while_the_house_is_locked(
    parts: Parts, agent: MemoryKeyAgent, django_capture_on_commit_callbacks: object
) -> None:
    for code, holder in zip(issued(parts, SheetKind.OFFER, count=2), (HOLDER, "ef" * 16), strict=True):
        taken(parts, picture(code))
        settle(parts, waiting(parts)[0], Outcome.FILED, holder=holder)
    agent.lock()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # the fixture of pytest-django
        assert drop_scans_of(actor=cast.JOB, now=parts.clock.now(), parts=parts, holder=HOLDER) == 1
    assert list(Scan.objects.values_list("holder", flat=True)) == ["ef" * 16]
    assert len(kept(parts)) == 1


class FullBlobs(MemoryBlobs):
    """A disk on which there is room for so many pictures."""

    room = 1

    def keep(self, sealed: bytes) -> str:
        if len(self.kept) >= self.room:
            raise OSError(errno.ENOSPC, "no room")
        return super().keep(sealed)


def test_on_a_full_disk_nothing_of_an_upload_is_kept(parts: Parts) -> None:
    full = replace(parts, blobs=FullBlobs(parts.entropy))
    files = [read_file("a", scan([], []), parts=full), read_file("b", picture(), parts=full)]
    with pytest.raises(Outside):
        take_files(actor=OMAR, now=full.clock.now(), parts=full, files=files, came_by=CameBy.CARRIER)
    assert not Scan.objects.exists()
    assert not kept(full)
    assert not Entry.objects.filter(act="paper taken in").exists()


def test_a_picture_whose_file_is_gone_is_said_to_be_gone(parts: Parts) -> None:
    taken(parts, picture())
    kept(parts).clear()
    with pytest.raises(Broken):
        scan_picture(waiting(parts)[0].id, parts=parts)


def test_a_revoked_sheet_waits_as_one_that_nobody_knows(parts: Parts) -> None:
    [code] = issued(parts, SheetKind.OFFER)
    revoke(actor=cast.JOB, now=parts.clock.now(), parts=parts, codes=[code])
    taken(parts, picture(code))
    assert [one.sheet for one in waiting(parts)] == [None]


def test_of_many_codes_none_is_filed_to_a_wrong_file(parts: Parts) -> None:
    abouts = {
        issued(parts, kind, about=f"{number:032x}")[0]: f"{number:032x}"
        for number, kind in enumerate(list(SheetKind) * 40)
    }
    codes = list(abouts)
    for at in range(0, len(codes), 10):
        taken(parts, scan(*[codes[at + one : at + one + 2] for one in range(0, 10, 2)]))
    found = {one.code_hash: one for tray in Tray for one in waiting(parts, tray)}
    assert len(found) == len(codes) == 200
    for code, about in abouts.items():
        sheet = found[hash_of(code)].sheet
        assert sheet is not None
        assert sheet.about == about
        assert hash_of(code) not in found[hash_of(code)].inside.beside
