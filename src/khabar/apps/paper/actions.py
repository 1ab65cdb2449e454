"""Issuing sheets, taking pictures in, saying what became of them, dropping them.

Issuing and taking in need no key: they work while the house is locked. Everything else opens what it changes.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from khabar.apps.alarms.readings import count_opened
from khabar.apps.ledger.actions import record
from khabar.apps.paper.files import (
    Picture,
    ScanFile,
    class_of,
    hash_of,
    key_of,
    new_key,
    opened_inside,
    sealed_inside,
    sealed_sheet,
    settled,
    without_sight,
    wrapped,
)
from khabar.apps.paper.keeping import drop_blobs, here_already, kept_page
from khabar.apps.paper.models import Scan, ScanReading, Sheet
from khabar.apps.paper.queries import DONE_WITH, row_of, scan_of, scan_picture, was_settled
from khabar.apps.paper.reading import read_file
from khabar.domain.actors import ActorKind, require_account, require_duty
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid
from khabar.domain.paper_trays import DUTY_OF_TRAY, CameBy, Outcome
from khabar.domain.sheets import SheetKind, half_of, new_sheet_code, parse_sheet_code
from khabar.vault.chains import merkle_root
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from khabar.apps.paper.reading import ReadFile
    from khabar.domain.actors import Actor
    from khabar.ports import Parts

CHANGED = "Somebody else has looked at this paper just now. Please look at it again."
CAME_BEFORE = "Another picture of this sheet has settled it. Nothing is kept twice."


@dataclass(frozen=True)
class NewSheet:
    """A sheet to be issued; `about` is an id, or a map with the id under `about` and the issuer's own notes."""

    kind: SheetKind
    about: str | Mapping[str, str] = field(default="", repr=False)


@dataclass(frozen=True)
class TakenIn:
    """What whoever sent pictures is told: how many pages. `codes` are the digits that were read, whatever they are."""

    pages: int
    codes: tuple[str, ...] = field(default=(), repr=False)


def issue(  # noqa: PLR0913 - an issue is who, when, which kind, how many, about what, for which trip
    *,
    actor: Actor,
    now: datetime,
    parts: Parts,
    kind: SheetKind,
    count: int,
    about: str | Mapping[str, str] = "",
    trip: str = "",
) -> tuple[str, ...]:
    """Draw the codes of new sheets of one kind; only their hashes are kept."""
    return issue_sheets(actor=actor, now=now, parts=parts, sheets=[NewSheet(kind, about)] * count, trip=trip)


def issue_sheets(
    *, actor: Actor, now: datetime, parts: Parts, sheets: Sequence[NewSheet], trip: str = ""
) -> tuple[str, ...]:
    """Draw one code for each of these sheets, in their order, with one entry in the ledger whatever they are for."""
    codes = tuple(new_sheet_code(one.kind, parts.entropy.bytes) for one in sheets)
    rows = [
        Sheet(code_hash=hash_of(code), trip=trip, sealed=sealed_sheet(one.kind, one.about, parts=parts))
        for code, one in zip(codes, sheets, strict=True)
    ]
    if not rows:
        raise Invalid("count", "At least one sheet is needed.")
    rows.sort(key=lambda row: row.code_hash)
    with transaction.atomic():
        Sheet.objects.bulk_create(rows)
        root = merkle_root([bytes.fromhex(row.code_hash) for row in rows])
        details = {"count": len(rows), "root": root}
        record(actor=actor, now=now, parts=parts, act="sheets issued", subject=trip, details=details)
    return codes


def revoke(*, actor: Actor, now: datetime, parts: Parts, codes: Sequence[str]) -> int:
    """Forget these sheets (by digits or hash): what comes back of them is a foreign sheet from now on."""
    with transaction.atomic():
        gone, _ = Sheet.objects.filter(code_hash__in=[hash_of(one) for one in codes]).delete()
        if gone:
            record(actor=actor, now=now, parts=parts, act="sheets revoked", details={"count": gone})
    return gone


def take_scan(  # noqa: PLR0913 - a file is who sent it, when, its name, its bytes, its door
    *, actor: Actor, now: datetime, parts: Parts, name: str, data: bytes, came_by: CameBy, typed: str = ""
) -> TakenIn:
    """Read one file and take in every page of it, or none; Invalid says why it is refused."""
    files = [read_file(name, data, parts=parts, typed=typed)]
    return take_files(actor=actor, now=now, parts=parts, files=files, came_by=came_by)


def take_files(*, actor: Actor, now: datetime, parts: Parts, files: Sequence[ReadFile], came_by: CameBy) -> TakenIn:
    """Take in files that were read: every page, or none. The same again changes nothing and is told the same."""
    _require_sender(actor, came_by)
    made: list[Scan] = []
    try:
        for file in files:
            for page in file.pages:
                made += kept_page(file, page, came_by, now=now, parts=parts)
        surplus = _save_new(actor, now, parts, made)
    except BaseException:
        drop_blobs([row.blob for row in made], parts=parts)
        raise
    drop_blobs([row.blob for row in surplus], parts=parts)
    codes = [one.code for file in files for page in file.pages for one in page.found]
    return TakenIn(sum(len(file.pages) for file in files), tuple(dict.fromkeys(codes)))


def name_sheet(*, actor: Actor, now: datetime, parts: Parts, scan_id: str, typed: str) -> None:
    """Give a picture without a readable code the digits that somebody reads on it; it goes where they belong.

    Half a message form goes under the letters' key: the desk that typed the digits sees it no more.
    """
    code = parse_sheet_code(typed, field="digits")
    with transaction.atomic():
        scan, row = _waiting(actor, scan_id, parts)
        if scan.code_hash:
            raise Conflict(CHANGED)
        key, half = key_of(row, parts=parts), half_of(code)
        key_class = KeyClass.LETTERS if half else KeyClass(row.key_class)
        changed = Scan.objects.filter(id=scan_id, is_waiting=True, code_hash="").update(
            code_hash=hash_of(code),
            key_class=key_class.value,
            wrapped_key=wrapped(key, key_class, parts=parts),
            sealed=sealed_inside(scan_id, key, replace(scan.inside, half=half), parts=parts),
        )
        _require_one(changed)
        record(actor=actor, now=now, parts=parts, act="paper changed", subject=scan_id)


def pass_on(*, actor: Actor, now: datetime, parts: Parts, scan_id: str) -> None:
    """Give a request form to the family desk, after somebody of the asking desk has seen that it shows nothing else."""
    require_duty(actor, Duty.ASKING_DESK)
    with transaction.atomic():
        scan, row = _waiting(actor, scan_id, parts)
        if scan.sheet is None or scan.sheet.kind is not SheetKind.INTAKE or scan.inside.passed_on or scan.inside.beside:
            raise Conflict(CHANGED)
        key = key_of(row, parts=parts)
        inside = replace(scan.inside, passed_on=True)
        changed = Scan.objects.filter(id=scan_id, is_waiting=True, sealed=row.sealed).update(
            sealed=sealed_inside(scan_id, key, inside, parts=parts)
        )
        _require_one(changed)
        record(actor=actor, now=now, parts=parts, act="paper changed", subject=scan_id)


def settle_scan(*, actor: Actor, now: datetime, parts: Parts, scan_id: str, outcome: Outcome, holder: str = "") -> None:
    """Say what became of a picture; what was filed names the request or presence it went to, and nothing else does.

    Of a blank sheet and of a watched no nothing is kept: the picture goes at once, and what the machine saw with it.
    Conflict where somebody settled it first, or where another picture of the sheet was filed.
    """
    if bool(holder) is not (outcome is Outcome.FILED):
        raise ValueError("exactly what was filed has a holder")
    with transaction.atomic():
        scan, row = _waiting(actor, scan_id, parts)
        if outcome in DONE_WITH and (scan.sheet is None or was_settled(scan.code_hash, parts=parts, but=scan_id)):
            raise Conflict(CAME_BEFORE)
        inside, changes = settled(scan.inside, outcome), {}
        key = key_of(row, parts=parts)
        if _leaves_nothing(scan, outcome):
            key, inside = new_key(parts), without_sight(inside)
            changes = {"blob": "", "wrapped_key": wrapped(key, class_of(row), parts=parts)}
            transaction.on_commit(partial(drop_blobs, [row.blob], parts=parts))
        sealed = sealed_inside(scan_id, key, inside, parts=parts)
        changed = Scan.objects.filter(id=scan_id, is_waiting=True, code_hash=row.code_hash).update(
            is_waiting=False, holder=holder, sealed=sealed, **changes
        )
        _require_one(changed)
        record(actor=actor, now=now, parts=parts, act="paper settled", subject=scan_id)


def open_scan(*, actor: Actor, now: datetime, parts: Parts, scan_id: str, reason: str) -> datetime:
    """Open the picture of a letter to one person for a few minutes, for a reason, on the record."""
    account = require_account(actor, Duty.LETTERS)
    if not reason.strip():
        raise Invalid("reason", "Please say why you open this letter.")
    until = now + timedelta(minutes=parts.options.reading_minutes)
    count_opened(actor=actor, now=now, parts=parts)
    with transaction.atomic():
        row = row_of(scan_id)
        opened_inside(row, key_of(row, parts=parts))  # while the letters are locked nothing was opened
        ScanReading.objects.create(scan=row, account=account, until=until)
        details = {"reason": reason.strip()}
        record(actor=actor, now=now, parts=parts, act="letter opened", subject=scan_id, details=details)
    return until


def look_at(*, actor: Actor, now: datetime, parts: Parts, scan_id: str) -> Picture:
    """Give a picture to a person; that it was looked at is in the ledger before anything is shown."""
    with transaction.atomic():
        picture = scan_picture(scan_id, parts=parts)
        record(actor=actor, now=now, parts=parts, act="paper looked at", subject=scan_id)
    return picture


def drop_scan(*, actor: Actor, now: datetime, parts: Parts, scan_id: str) -> None:
    """Erase one picture: its row with its key, then its file."""
    _drop(actor, now, parts, [row_of(scan_id)])


def drop_scans_of(*, actor: Actor, now: datetime, parts: Parts, holder: str) -> int:
    """Erase every picture that was filed to this request or presence, and every other one of the same sheets.

    A form has two pages, and a page may be photographed twice. It needs no key. Return how many.
    """
    sheets = Scan.objects.filter(holder=holder).exclude(code_hash="").values("code_hash")
    return _drop(actor, now, parts, list(Scan.objects.filter(Q(holder=holder) | Q(code_hash__in=sheets))))


def drop_sheets(*, actor: Actor, now: datetime, parts: Parts, hashes: Sequence[str]) -> int:
    """Forget sheets whose case is gone, and erase the pictures of them that wait. Return how many pictures."""
    with transaction.atomic():
        dropped = _drop(actor, now, parts, list(Scan.objects.filter(code_hash__in=hashes, is_waiting=True)))
        revoke(actor=actor, now=now, parts=parts, codes=hashes)
    return dropped


def _save_new(actor: Actor, now: datetime, parts: Parts, made: list[Scan]) -> list[Scan]:
    """Save what is new in one transaction; give back what somebody else took in at the same moment."""
    with transaction.atomic():
        here = here_already([bytes(row.key) for row in made])
        new = [row for row in made if bytes(row.key) not in here]
        Scan.objects.bulk_create(new)
        if new:
            details = {"count": len(new), "root": merkle_root([bytes.fromhex(row.id) for row in new])}
            record(actor=actor, now=now, parts=parts, act="paper taken in", details=details)
    return [row for row in made if bytes(row.key) in here]


def _drop(actor: Actor, now: datetime, parts: Parts, rows: list[Scan]) -> int:
    if rows:
        with transaction.atomic():
            Scan.objects.filter(id__in=[row.id for row in rows]).delete()
            transaction.on_commit(partial(drop_blobs, [row.blob for row in rows], parts=parts))
            record(actor=actor, now=now, parts=parts, act="paper erased", details={"count": len(rows)})
    return len(rows)


def _leaves_nothing(scan: ScanFile, outcome: Outcome) -> bool:
    """Say whether this picture goes when it is settled: also that of a sheet of which another was put away so."""
    if outcome is Outcome.BEFORE and scan.code_hash:
        return not Scan.objects.filter(code_hash=scan.code_hash, holder__gt="").exists()
    return outcome in (Outcome.BLANK, Outcome.OBSERVED_NO)


def _require_sender(actor: Actor, came_by: CameBy) -> None:
    if actor.kind is not ActorKind.SYSTEM:
        require_duty(actor, Duty.CARRIER if came_by is CameBy.CARRIER else Duty.FAMILY_DESK)


def _waiting(actor: Actor, scan_id: str, parts: Parts) -> tuple[ScanFile, Scan]:
    """Open a scan that waits, for somebody of the desk in whose tray it lies; Refused as if it were not there."""
    scan = scan_of(scan_id, parts=parts)
    if actor.kind is not ActorKind.SYSTEM:
        require_duty(actor, DUTY_OF_TRAY[scan.tray])
    if not scan.is_waiting:
        raise Conflict(CHANGED)
    return scan, row_of(scan_id)


def _require_one(changed: int) -> None:
    if changed != 1:
        raise Conflict(CHANGED)
