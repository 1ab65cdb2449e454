"""Opening sheets and scans: what a code stands for, what waits in a tray, what came back of a trip, a picture.

For apps that have asked first whether the reader may: here is no actor. The rule alone decides about the tray.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from khabar.apps.paper.files import (
    Picture,
    ScanFile,
    SheetFile,
    class_of,
    hash_of,
    key_of,
    opened_inside,
    opened_picture,
    opened_sheet,
)
from khabar.apps.paper.models import Scan, ScanClass, ScanReading, Sheet
from khabar.domain.errors import Refused
from khabar.domain.paper_trays import Outcome, Tray, shows_others, tray_of
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from khabar.apps.paper.files import ScanInside
    from khabar.domain.ids import AccountId
    from khabar.domain.sheets import SheetKind
    from khabar.ports import Parts

DONE_WITH = frozenset({Outcome.FILED, Outcome.BLANK, Outcome.OBSERVED_NO})
"""What settles a sheet, so that another picture of it only came after."""


@dataclass(frozen=True)
class SheetOfTrip:
    """A sheet of one trip and what has come back of it: pictures that wait, and what became of the others."""

    file: SheetFile
    waiting: int
    outcomes: tuple[Outcome, ...]


def sheet_of(code: str, *, parts: Parts) -> SheetFile | None:
    """Open the sheet of these digits, or of their hash; None where we issued none."""
    row = Sheet.objects.filter(code_hash=hash_of(code)).first()
    return opened_sheet(row, parts=parts) if row else None


def sheets_of_trip(trip: str, *, parts: Parts) -> list[SheetOfTrip]:
    """Open every sheet that was printed for a trip, with what came back of it, in no telling order."""
    rows = Sheet.objects.filter(trip=trip).order_by("code_hash")
    opened = [opened_sheet(row, parts=parts) for row in rows]
    scans = _scans_by_code([one.hash for one in opened])
    return [_of_trip(one, scans.get(one.hash, []), parts) for one in opened]


def scans_waiting(tray: Tray, *, parts: Parts, kinds: Collection[SheetKind | None] | None = None) -> list[ScanFile]:
    """List what waits in a tray, oldest first; `kinds` chooses among them (None: no code, or one nobody knows).

    Locked while the tray's own class is, also where nothing waits.
    """
    parts.keys.key(KeyClass.LETTERS if tray is Tray.LETTERS else KeyClass.REGISTER)
    rows = Scan.objects.filter(is_waiting=True, key_class__in=_classes(tray, parts))
    found = sorted(_opened(rows, parts), key=lambda one: (one.taken_in_at, one.inside.page, one.id))
    return [one for one in found if one.tray is tray and (kinds is None or _kind(one.sheet) in kinds)]


def scan_of(scan_id: str, *, parts: Parts) -> ScanFile:
    """Open one scan without its picture; Refused where there is none."""
    return _opened([row_of(scan_id)], parts)[0]


def papers_filed(holder: str, *, about: str, parts: Parts) -> list[str]:
    """Give the ids of the pictures filed to this request or presence of sheets about this one thing, newest first."""
    rows = Scan.objects.filter(holder=holder, key_class__in=_classes(Tray.ASKING_DESK, parts))
    found = _opened(rows.order_by("-taken_in_at", "id"), parts)
    return [one.id for one in found if one.sheet is not None and one.sheet.about == about]


def scan_picture(scan_id: str, *, parts: Parts) -> Picture:
    """Open the picture of a scan; whoever shows it to a person writes so into the ledger first."""
    row = row_of(scan_id)
    if not row.blob:
        raise Refused("no such picture")
    key = key_of(row, parts=parts)
    return Picture(opened_inside(row, key).media_type, opened_picture(row, key, parts=parts))


def scan_open_until(scan_id: str, account: AccountId, *, now: datetime) -> datetime | None:
    """Say until when this person may look at the picture of a letter without a new reason; None when it is closed."""
    readings = ScanReading.objects.filter(scan_id=scan_id, account=account, until__gt=now)
    return readings.order_by("-until").values_list("until", flat=True).first()


def sheets_about(gone: Collection[str], *, parts: Parts) -> list[str]:
    """Give the hashes of all sheets that are about one of these ids."""
    opened = (opened_sheet(row, parts=parts) for row in Sheet.objects.order_by("code_hash").iterator())
    return [one.hash for one in opened if one.about in gone]


def everything_about(*, parts: Parts) -> dict[str, SheetFile]:
    """Open every sheet that is about anything, by its hash: for sweeping those whose case is gone."""
    opened = (opened_sheet(row, parts=parts) for row in Sheet.objects.order_by("code_hash").iterator())
    return {one.hash: one for one in opened if one.about}


def row_of(scan_id: str) -> Scan:
    """Give the row of a scan; Refused where there is none."""
    row = Scan.objects.filter(id=scan_id).first()
    if row is None:
        raise Refused("no such paper")
    return row


def was_settled(code: str, *, parts: Parts, but: str = "") -> bool:
    """Say whether a picture of this sheet (but for the named one) has settled what is on it."""
    return bool(_settled_by([code], parts).get(code, set()) - {but})


def numbers() -> dict[str, int]:
    """Count sheets and scans, for the house's own commands; no surface outside the house may show them."""
    return {"paper_sheet": Sheet.objects.count(), "paper_scan": Scan.objects.count()}


def _classes(tray: Tray, parts: Parts) -> list[str]:
    """Name the classes of a tray's pictures; the asking desk also has sheets in a picture with a letter."""
    if tray is Tray.FAMILY_DESK:
        return [ScanClass.REGISTER]
    if tray is Tray.LETTERS:
        return [ScanClass.LETTERS]
    are_open = KeyClass.LETTERS not in parts.keys.locked()
    return [ScanClass.REGISTER, ScanClass.LETTERS] if are_open else [ScanClass.REGISTER]


def _opened(rows: Iterable[Scan], parts: Parts) -> list[ScanFile]:
    inside = [(row, opened_inside(row, key_of(row, parts=parts))) for row in rows]
    codes = {one for row, seen in inside for one in (row.code_hash, *seen.beside) if one}
    sheets = {row.code_hash: opened_sheet(row, parts=parts) for row in Sheet.objects.in_bulk(codes).values()}
    before = _settled_by([row.code_hash for row, _ in inside if row.code_hash], parts)
    return [_opened_one(row, seen, sheets, before.get(row.code_hash, set())) for row, seen in inside]


def _opened_one(row: Scan, seen: ScanInside, sheets: dict[str, SheetFile], before: set[str]) -> ScanFile:
    sheet = sheets.get(row.code_hash)
    tray = tray_of(seen.half, _kind(sheet), seen.came_by, has_code=bool(row.code_hash))
    if seen.passed_on and tray is Tray.ASKING_DESK:
        tray = Tray.FAMILY_DESK
    beside = [_kind(sheets.get(one)) for one in seen.beside]
    hidden = shows_others(tray, beside)
    return ScanFile(
        id=row.id,
        code_hash=row.code_hash,
        inside=seen,
        sheet=sheet,
        is_waiting=row.is_waiting,
        is_sealed_to_letters=class_of(row) is KeyClass.LETTERS,
        tray=Tray.ASKING_DESK if hidden else tray,
        shows_others=hidden,
        taken_in_at=row.taken_in_at,
        came_before=bool(before - {row.id}),
        has_picture=bool(row.blob),
    )


def _kind(sheet: SheetFile | None) -> SheetKind | None:
    return sheet.kind if sheet else None


def _settled_by(codes: Collection[str], parts: Parts) -> dict[str, set[str]]:
    """Give, for each of these codes, the pictures that settled its sheet."""
    found: dict[str, set[str]] = {}
    for row in Scan.objects.filter(code_hash__in=codes, is_waiting=False):
        if _outcome(row, parts) in DONE_WITH:
            found.setdefault(row.code_hash, set()).add(row.id)
    return found


def _scans_by_code(codes: Collection[str]) -> dict[str, list[Scan]]:
    found: dict[str, list[Scan]] = {}
    for row in Scan.objects.filter(code_hash__in=codes).order_by("taken_in_at", "id"):
        found.setdefault(row.code_hash, []).append(row)
    return found


def _of_trip(sheet: SheetFile, scans: list[Scan], parts: Parts) -> SheetOfTrip:
    outcomes = [_outcome(one, parts) for one in scans]
    return SheetOfTrip(
        file=sheet,
        waiting=sum(1 for one in scans if one.is_waiting),
        outcomes=tuple(one for one in outcomes if one),
    )


def _outcome(row: Scan, parts: Parts) -> Outcome | None:
    if row.is_waiting:
        return None
    return opened_inside(row, key_of(row, parts=parts)).outcome
