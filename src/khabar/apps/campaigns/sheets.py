"""Paper sheets of a petition: printed with a code each, and counted by two people when they come back.

Nobody types names off them. A sheet counts with what both counted; where they differ, both count again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Sum

from khabar.apps.campaigns.models import Campaign, PaperSheet
from khabar.apps.ledger.actions import record
from khabar.domain.actors import require_account
from khabar.domain.duties import Duty
from khabar.domain.errors import Invalid, Refused
from khabar.domain.petition_paper import PetitionSheets
from khabar.domain.petitions.plans import Plan
from khabar.domain.sheets import SheetKind, code_hash, new_sheet_code, parse_sheet_code
from khabar.vault.chains import merkle_root

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.ports import Parts

LINES = 12
"""Lines on one sheet."""
MOST_SHEETS = 100
NOT_OURS = "We have printed no such sheet. Please compare the digits with the paper."
TOO_MANY = "A sheet has at most %(lines)s lines."
COUNTED_IT = "You counted this sheet yourself. Please let a colleague count it too."
COUNTED_BEFORE = "Two people have counted this sheet already."
DIFFERS = "A colleague counted another number. Please both count again; the sheet waits for two equal counts."
HOW_MANY = "Print between 1 and %(most)s sheets."
NOT_APPROVED = "Only the approved text is printed. Please let a colleague approve it first."


def print_sheets(*, actor: Actor, now: datetime, parts: Parts, campaign_id: str, how_many: int) -> PetitionSheets:
    """Draw codes for new sheets, keep their hashes, and give the document to print."""
    require_account(actor, Duty.EDITOR)
    if not 1 <= how_many <= MOST_SHEETS:
        raise Invalid("how_many", HOW_MANY % {"most": MOST_SHEETS})
    campaign = Campaign.objects.filter(id=campaign_id).first()
    if campaign is None:
        raise Refused("no such petition")
    if campaign.approved is None:
        raise Invalid("how_many", NOT_APPROVED)
    codes = tuple(new_sheet_code(SheetKind.INTAKE, parts.entropy.bytes) for _ in range(how_many))
    hashes = [code_hash(code) for code in codes]
    with transaction.atomic():
        PaperSheet.objects.bulk_create(
            PaperSheet(code_hash=one, campaign=campaign, lines=LINES, printed_at=now) for one in hashes
        )
        details = {"count": how_many, "root": merkle_root(hashes)}
        record(actor=actor, now=now, parts=parts, act="sheets printed", subject=campaign_id, details=details)
    return _document(Plan.from_plain(campaign.approved), codes, parts)


def note_count(*, actor: Actor, now: datetime, parts: Parts, campaign_id: str, code: str, number: int) -> bool:
    """Note how many valid lines a sheet has; True once two people have said the same, and it counts.

    Invalid for a sheet that is not of this petition, a number it cannot have, and a second count by the same person.
    """
    account = require_account(actor, Duty.EDITOR)
    hashed = code_hash(parse_sheet_code(code))
    with transaction.atomic():
        sheet = PaperSheet.objects.select_for_update().filter(code_hash=hashed, campaign=campaign_id).first()
        counts = _noted(sheet, number, account)
        record(
            actor=actor,
            now=now,
            parts=parts,
            act="sheet counted",
            subject=campaign_id,
            details={"sheet": hashed, "number": number},
        )
    if counts is None:
        raise Invalid("number", DIFFERS)
    return counts


def _noted(sheet: PaperSheet | None, number: int, account: str) -> bool | None:
    """Keep one count; None where it differs from the first, which is then forgotten."""
    if sheet is None:
        raise Invalid("code", NOT_OURS)
    if not 0 <= number <= sheet.lines:
        raise Invalid("number", TOO_MANY % {"lines": sheet.lines})
    if sheet.confirmed is not None:
        raise Invalid("code", COUNTED_BEFORE)
    if sheet.counted is None:
        sheet.counted, sheet.counted_by = number, account
    elif sheet.counted_by == account:
        raise Invalid("code", COUNTED_IT)
    elif sheet.counted != number:
        sheet.counted, sheet.counted_by = None, ""
        sheet.save(update_fields=["counted", "counted_by"])
        return None
    else:
        sheet.confirmed, sheet.confirmed_by = number, account
    sheet.save(update_fields=["counted", "counted_by", "confirmed", "confirmed_by"])
    return sheet.confirmed is not None


def signatures_on_paper(campaign_id: str) -> int:
    """Count the lines that two people found valid."""
    return PaperSheet.objects.filter(campaign=campaign_id).aggregate(all=Sum("confirmed"))["all"] or 0


def _document(plan: Plan, codes: tuple[str, ...], parts: Parts) -> PetitionSheets:
    return PetitionSheets(
        codes=codes,
        titles=tuple((code, plan.wordings[code].title) for code in plan.languages),
        addressees=plan.addressees,
        sender=parts.options.who_runs_this,
        contact=parts.options.contact,
        lines=LINES,
    )
