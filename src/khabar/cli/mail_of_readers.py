"""Mails that are about the newsletter and no letter: an issue that came back, and a reader who leaves by mail.

They are noted and not kept: an address of a reader has no place in the tray of letters. Nothing here tells whose it
was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.adapters.incoming_mail import file_message
from khabar.adapters.incoming_mail.reading import read_mail
from khabar.apps.subscriptions.bounces import leave_by_mail, note_returned
from khabar.domain.errors import Invalid
from khabar.domain.replies.filing import UNREADABLE
from khabar.domain.replies.kinds import Kind
from khabar.domain.replies.mail import Fate

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.domain.replies.mail import Incoming


def is_about_the_newsletter(raw: bytes, *, actor: Actor, now: datetime) -> bool:
    """Note what a mail says of an issue or a subscription; False for any other mail, which is left to the letters.

    A mail that breaks its reader is none of ours: it is kept as it came.
    """
    found = file_message(raw)
    mail = _read(raw)
    if found == UNREADABLE or mail is None:
        return False
    if found.kind is Kind.UNKNOWN:
        return leave_by_mail(actor=actor, now=now, subject=mail.subject)
    if found.kind is not Kind.BOUNCE:
        return False
    status = next((one.status for one in found.deliveries if one.fate is Fate.FAILED), "")
    ids, for_good = mail.returned.message_ids, found.came_back_for_good
    return note_returned(actor=actor, now=now, message_ids=ids, for_good=for_good, status=status)


def _read(raw: bytes) -> Incoming | None:
    try:
        return read_mail(raw)
    except Invalid:  # no mail at all, or built to exhaust its reader: it goes to the tray as it came
        return None
