"""What people do with paper in these tests, as plain functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cast
from khabar.adapters.blobs.memory import MemoryBlobs
from khabar.apps.paper.actions import (
    TakenIn,
    issue,
    settle_scan,
    take_scan,
)
from khabar.apps.paper.queries import scans_waiting
from khabar.domain.actors import staff
from khabar.domain.duties import Duty
from khabar.domain.ids import AccountId
from khabar.domain.paper_trays import CameBy, Outcome, Tray

if TYPE_CHECKING:
    from khabar.apps.paper.files import ScanFile
    from khabar.domain.actors import Actor
    from khabar.domain.sheets import SheetKind
    from khabar.ports import Parts

OMAR = staff(AccountId("c1" * 16), Duty.CARRIER)
TRIP = "cd" * 16
HOLDER = "ab" * 16


def issued(parts: Parts, kind: SheetKind, count: int = 1, about: str = "", trip: str = "") -> tuple[str, ...]:
    return issue(actor=cast.JOB, now=parts.clock.now(), parts=parts, kind=kind, count=count, about=about, trip=trip)


def taken(parts: Parts, data: bytes, *, actor: Actor = OMAR, typed: str = "") -> TakenIn:
    came_by = CameBy.CARRIER if actor.has(Duty.CARRIER) else CameBy.FAMILY_DESK
    return take_scan(
        actor=actor, now=parts.clock.now(), parts=parts, name="sheet.jpg", data=data, came_by=came_by, typed=typed
    )


def settle(parts: Parts, one: ScanFile, outcome: Outcome, *, actor: Actor = cast.MIRA, holder: str = "") -> None:
    settle_scan(actor=actor, now=parts.clock.now(), parts=parts, scan_id=one.id, outcome=outcome, holder=holder)


def waiting(parts: Parts, tray: Tray = Tray.ASKING_DESK) -> list[ScanFile]:
    return scans_waiting(tray, parts=parts)


def kept(parts: Parts) -> dict[str, bytes]:
    assert isinstance(parts.blobs, MemoryBlobs)
    return parts.blobs.kept
