"""Which mail a signature causes, if any. Decided when the mail leaves, never while the form is answered.

So the form's answer cannot depend on it. What we send is for the mailbox's owner alone; whoever typed the address
learns nothing, not even from whether a mail comes: a script that asks too often meets silence.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

PER_MAILBOX = 4
"""People who may sign from one mailbox, unless the petition says otherwise."""
MAILS_UNANSWERED = 5
"""Mails to one mailbox about one petition that nobody answered by confirming; after them we are silent."""
COOL_DOWN = timedelta(minutes=2)
"""Between two mails to one person: a button that was pressed twice sends one."""
CONFIRM_WITHIN = timedelta(days=7)
"""A signature that nobody confirmed in this time is deleted."""


class Mail(StrEnum):
    """CONFIRM: the link. ALREADY: this person has signed. FULL: as many have signed from this mailbox as may."""

    CONFIRM = "confirm"
    ALREADY = "already"
    FULL = "full"


@dataclass(frozen=True)
class Mailbox:
    """What is known of a mailbox and one petition when a mail is about to leave.

    `silenced`: its owner wants no more mails. `has_signed`: this person is counted already. `others`: how many other
    people are counted from it. `unanswered`: mails sent that were not answered by confirming. `since_last`: time since
    the last mail to this person, None where there was none.
    """

    silenced: bool
    has_signed: bool
    others: int
    unanswered: int
    since_last: timedelta | None


def mail_for(mailbox: Mailbox, *, per_mailbox: int, is_open: bool) -> Mail | None:
    """Choose the mail, or None for silence."""
    if mailbox.silenced or not is_open or mailbox.unanswered >= MAILS_UNANSWERED:
        return None
    if mailbox.since_last is not None and mailbox.since_last < COOL_DOWN:
        return None
    if mailbox.has_signed:
        return Mail.ALREADY
    return Mail.FULL if mailbox.others >= per_mailbox else Mail.CONFIRM
