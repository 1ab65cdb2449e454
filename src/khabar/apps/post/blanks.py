"""Blank paper for families: request forms that are about nobody yet, and message forms to be written by hand.

A message form is about one request, so that what comes back is known as hers; nothing of the request stands on it.
What could not be printed was never issued.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.apps.paper.actions import NewSheet, issue_sheets, revoke
from khabar.apps.registry.readings import request_for
from khabar.domain.actors import require_account
from khabar.domain.documents import IntakeForms, MessageForms, MessagePaper
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict
from khabar.domain.sheets import SheetKind

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.domain.documents import Document, Look
    from khabar.domain.ids import RequestId
    from khabar.ports import Parts

PASSED_ON = "This request was passed on. Nobody writes under it any more."


def print_request_forms(*, actor: Actor, now: datetime, parts: Parts, count: int, look: Look) -> bytes:
    """Issue blank request forms, and give them as one document."""
    require_account(actor, Duty.FAMILY_DESK)
    codes = issue_sheets(actor=actor, now=now, parts=parts, sheets=[NewSheet(SheetKind.INTAKE)] * count)
    return _printed(actor, now, parts, codes, IntakeForms(codes), look)


def print_message_form(*, actor: Actor, now: datetime, parts: Parts, request_id: RequestId, look: Look) -> bytes:
    """Issue one message form for this family to write by hand, and give it as a document."""
    if request_for(request_id, actor, parts=parts).is_closed:
        raise Conflict(PASSED_ON)
    sheets = [NewSheet(SheetKind.MESSAGE, request_id), NewSheet(SheetKind.REPLY, request_id)]
    code, reply = issue_sheets(actor=actor, now=now, parts=parts, sheets=sheets)
    return _printed(actor, now, parts, (code, reply), MessageForms((MessagePaper(code, reply),)), look)


def _printed(
    actor: Actor, now: datetime, parts: Parts, codes: tuple[str, ...], document: Document, look: Look
) -> bytes:
    try:
        return parts.printer.print(document, look)
    except BaseException:
        revoke(actor=actor, now=now, parts=parts, codes=codes)
        raise
