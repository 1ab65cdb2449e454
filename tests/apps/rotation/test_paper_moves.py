"""Paper under old class keys is moved with its pictures untouched, and nothing keeps an old key in use afterwards."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import cast
from khabar.adapters.blobs.memory import MemoryBlobs
from khabar.adapters.entropy import SeededEntropy
from khabar.apps.paper.actions import issue, take_scan
from khabar.apps.paper.queries import scan_picture, scans_waiting, sheet_of
from khabar.apps.rotation.actions import destroy_key, rewrap
from khabar.apps.rotation.queries import uses_of, uses_of_missing_keys
from khabar.domain.actors import staff
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict
from khabar.domain.ids import AccountId
from khabar.domain.paper_trays import CameBy, Tray
from khabar.domain.sheets import SheetKind
from khabar.vault import KeyClass, Unlocked
from papers import CANARY, scan, with_spelled_pictures

if TYPE_CHECKING:
    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.ports import Parts
    from khabar.vault import Keyring

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
OMAR = staff(AccountId("c1" * 16), Duty.CARRIER)
OF_PAPER = (KeyClass.REGISTER, KeyClass.LETTERS)


def paper(parts: Parts, kind: SheetKind) -> str:
    """One sheet that was issued and came back."""
    now = parts.clock.now()
    [code] = issue(actor=cast.JOB, now=now, parts=parts, kind=kind, count=1, about="ab" * 16)
    take_scan(actor=OMAR, now=now, parts=parts, name="a", data=scan([code]), came_by=CameBy.CARRIER)
    return code


def rotated(parts: Parts, agent: MemoryKeyAgent, keyring: Keyring, unlocked: Unlocked) -> tuple[Parts, Unlocked]:
    random, new = SeededEntropy("rotation").bytes, unlocked
    for key_class in OF_PAPER:
        keyring, new = keyring.rotate(key_class, new, random=random)
    agent.unlock(new)
    return replace(parts, public=new.public_keys()), new


def test_paper_moves_to_new_keys_and_its_pictures_stay_as_they_lie(
    parts: Parts, agent: MemoryKeyAgent, keyring: Keyring, unlocked: Unlocked
) -> None:
    parts = with_spelled_pictures(parts)
    codes = {kind: paper(parts, kind) for kind in (SheetKind.OFFER, SheetKind.REPLY)}
    assert isinstance(parts.blobs, MemoryBlobs)
    lying = dict(parts.blobs.kept)
    parts, new = rotated(parts, agent, keyring, unlocked)
    now = parts.clock.now()
    with pytest.raises(Conflict, match="paper_s"):
        destroy_key(
            actor=cast.JOB, now=now, parts=parts, key=unlocked[KeyClass.LETTERS], keys=new, write=lambda _: None
        )
    moved = {one.where: one for one in rewrap(actor=cast.JOB, now=now, parts=parts, keys=new, classes=OF_PAPER)}
    assert moved["paper_sheet.sealed"].rows == 2
    assert not any(one.damaged for one in moved.values())
    assert [uses_of(unlocked[one], keys=new) for one in OF_PAPER] == [[], []]
    alone = Unlocked(tuple(key for key in new.class_keys if key.key_id == new[key.key_class].key_id))
    assert uses_of_missing_keys(alone) == []
    agent.unlock(alone)
    assert parts.blobs.kept == lying  # type: ignore[attr-defined]  # blobs in memory, asserted above
    for kind, tray in ((SheetKind.OFFER, Tray.ASKING_DESK), (SheetKind.REPLY, Tray.LETTERS)):
        [found] = scans_waiting(tray, parts=parts)
        sheet = sheet_of(codes[kind], parts=parts)
        assert sheet is not None
        assert (sheet.kind, found.sheet) == (kind, sheet)
        assert CANARY.encode() in scan_picture(found.id, parts=parts).image
