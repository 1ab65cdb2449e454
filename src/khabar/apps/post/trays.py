"""What lies in each desk's tray of paper, and one paper of it: never one of a colleague's own family.

The family desk's tray must not depend on anybody being here: the rule that fills it is `domain.paper_trays`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.apps.accounts.queries import kin_of
from khabar.apps.matches.queries import existing_pairs, pairs_withheld_from
from khabar.apps.paper.queries import everything_about, scan_of, scan_open_until, scans_waiting
from khabar.apps.post.files import concerns_family, opened_message
from khabar.apps.post.models import Message
from khabar.apps.registry.queries import erased_ids, is_request, request_file
from khabar.domain.actors import require_account
from khabar.domain.duties import Duty
from khabar.domain.errors import Refused
from khabar.domain.ids import MessageId, PairId, RequestId
from khabar.domain.paper_trays import DUTY_OF_TRAY, Tray
from khabar.domain.sheets import SheetKind
from khabar.domain.withheld import is_withheld_from

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from khabar.apps.paper.files import ScanFile, SheetFile
    from khabar.domain.actors import Actor
    from khabar.ports import Parts

_PERSONAL = (SheetKind.ASKING, SheetKind.MESSAGE, SheetKind.REPLY)
"""Kinds of sheet that are about a case; an offer is about a trip, a request form about nobody yet."""


def papers_for(tray: Tray, actor: Actor, *, parts: Parts) -> list[ScanFile]:
    """List what waits in a tray, oldest first, for somebody of its desk, without papers of his own family."""
    account = require_account(actor, DUTY_OF_TRAY[tray])
    found = scans_waiting(tray, parts=parts)
    hidden = pairs_withheld_from(account, _pairs_of(found), parts=parts)
    kin = kin_of(account, parts=parts)
    return [one for one in found if not _is_withheld(one, hidden, kin, parts)]


def paper_for(scan_id: str, tray: Tray, actor: Actor, *, parts: Parts) -> ScanFile:
    """Open one paper of a tray, settled or not; Refused alike where it is unknown, elsewhere, or of his own family."""
    account = require_account(actor, DUTY_OF_TRAY[tray])
    scan = scan_of(scan_id, parts=parts)
    hidden = pairs_withheld_from(account, _pairs_of([scan]), parts=parts)
    if scan.tray is not tray or _is_withheld(scan, hidden, kin_of(account, parts=parts), parts):
        raise Refused("no such paper")
    return scan


def is_open_to(scan: ScanFile, actor: Actor, *, now: datetime) -> bool:
    """Say whether this person may see the picture now: one with a letter in it is opened for a reason first."""
    if not scan.is_sealed_to_letters:
        return True
    account = actor.account
    return account is not None and actor.has(Duty.LETTERS) and scan_open_until(scan.id, account, now=now) is not None


def message_of(scan: ScanFile) -> MessageId | None:
    """Give the family message this half belongs to, as somebody may answer it; None for one written by hand."""
    if scan.sheet is None or not Message.objects.filter(id=scan.sheet.about).exists():
        return None
    return MessageId(scan.sheet.about)


def writer_of(scan: ScanFile) -> RequestId | None:
    """Give the request whose family writes on this half by hand; None where it is no such half."""
    if scan.sheet is None or scan.sheet.kind is not SheetKind.MESSAGE or not is_request(scan.sheet.about):
        return None
    return RequestId(scan.sheet.about)


def orphans(*, parts: Parts) -> list[str]:
    """Give the hashes of all sheets that are about a pair, a message or a request that is no more."""
    about = {code: one.about for code, one in everything_about(parts=parts).items() if one.kind in _PERSONAL}
    alive = _alive(frozenset(about.values()))
    return sorted(code for code, what in about.items() if what not in alive)


def _alive(wanted: frozenset[str]) -> frozenset[str]:
    messages = frozenset(Message.objects.filter(id__in=wanted).values_list("id", flat=True))
    gone = erased_ids()
    requests = frozenset(one for one in wanted if one not in gone and is_request(one))
    return existing_pairs(wanted) | messages | requests


def _pairs_of(scans: Sequence[ScanFile]) -> list[PairId]:
    return [PairId(one.sheet.about) for one in scans if one.sheet and one.sheet.kind is SheetKind.ASKING]


def _is_withheld(scan: ScanFile, hidden: frozenset[PairId], kin: tuple[str, ...], parts: Parts) -> bool:
    sheet = scan.sheet
    if sheet is None:
        return False
    if sheet.kind is SheetKind.ASKING:
        return PairId(sheet.about) in hidden
    return bool(kin) and sheet.kind in (SheetKind.MESSAGE, SheetKind.REPLY) and _concerns(kin, sheet, parts)


def _concerns(kin: tuple[str, ...], sheet: SheetFile, parts: Parts) -> bool:
    try:
        if is_request(sheet.about):
            form = request_file(RequestId(sheet.about), parts=parts).form
            return is_withheld_from(kin, [form.enquirer_name, form.name, *form.other_names])
        return concerns_family(kin, opened_message(MessageId(sheet.about), parts=parts), parts=parts)
    except Refused:
        return False  # erased: the sheet goes with the next round
