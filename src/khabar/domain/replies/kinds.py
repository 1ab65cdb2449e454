"""What kind of mail came in: an answer, a letter that came back, an automatic reply, a complaint, spam, or who knows.

What the structure says goes before what headers say, and headers before words. A complaint and an automatic reply are
never taken for a letter that came back.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from khabar.domain.replies.machines import (
    Sign,
    asks_for_proof,
    automatic_sign,
    bounce_sign,
    has_automatic_subject,
    names_a_server,
    spam_sign,
    speaks_for_a_server,
    unreported_complaint,
)
from khabar.domain.replies.mail import Fate, Incoming
from khabar.text import Said, said

_LONGEST_SAID: Final = 40
"""Characters of a report that are repeated in a reason."""


class Kind(Enum):
    """What kind of mail it is."""

    ANSWER = "answer"
    BOUNCE = "bounce"
    AUTO_REPLY = "auto-reply"
    COMPLAINT = "complaint"
    SPAM = "spam"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Judged:
    """The kind of a mail, why, and whether a machine's own structure or header says so."""

    kind: Kind
    reason: Said
    is_sure: bool = False


def judged(mail: Incoming, *, our_server: str = "") -> Judged | None:
    """Say what kind of machine's mail this is; None for one that a person seems to have written.

    1. A complaint or a receipt by its structure. 2. A delivery report by its structure. 3. Signs that it came
    back. 4. Our own server's mark of spam. 5. Signs that nobody wrote it.
    """
    if found := _by_structure(mail):
        return found
    automatic = automatic_sign(mail)
    if not _is_plainly_automatic(mail, automatic):
        if bounced := bounce_sign(mail):
            return Judged(Kind.BOUNCE, bounced.reason, bounced.is_sure)
        if mail.returned.failed and speaks_for_a_server(mail):
            return Judged(Kind.BOUNCE, said("A mail server names an address that it did not reach."))
    if spam := spam_sign(mail, our_server):
        return Judged(Kind.SPAM, spam.reason, spam.is_sure)
    return Judged(Kind.AUTO_REPLY, automatic.reason, automatic.is_sure) if automatic else None


_FATES = {
    Fate.FAILED: Judged(
        Kind.BOUNCE, said("A delivery report says that the letter could not be delivered."), is_sure=True
    ),
    Fate.DELAYED: Judged(Kind.BOUNCE, said("A delivery report says that the letter is delayed."), is_sure=True),
    Fate.ARRIVED: Judged(Kind.AUTO_REPLY, said("A delivery report says that the letter arrived."), is_sure=True),
}
"""What the worst fate in a delivery report makes of the mail."""


def _by_structure(mail: Incoming) -> Judged | None:
    reports = mail.reports
    if complaint := reports.complaint or unreported_complaint(mail):
        reason = said("A provider reports a reader's complaint (%(feedback)s).", feedback=complaint[:_LONGEST_SAID])
        return Judged(Kind.COMPLAINT, reason, is_sure=True)
    if reports.receipt:
        reason = said(
            "A mail program tells what became of the letter: %(receipt)s.", receipt=reports.receipt[:_LONGEST_SAID]
        )
        return Judged(Kind.AUTO_REPLY, reason, is_sure=True)
    if asks_for_proof(mail) and reports.deliveries:
        return Judged(Kind.AUTO_REPLY, said("A machine asks for proof before it lets the letter through."))
    for fate in Fate:
        if any(delivery.fate is fate for delivery in reports.deliveries):
            return _FATES[fate]
    if reports.is_delivery_report:
        return Judged(Kind.BOUNCE, said("It is a delivery report that does not say whom the letter missed."))
    return None


def _is_plainly_automatic(mail: Incoming, sign: Sign | None) -> bool:
    """Say whether what looks like a failure in a mail is only somebody's absence, or a machine's question.

    It is where the subject is that of an automatic reply, and where a header says so and no server speaks.
    """
    if sign is None or mail.heads.has("x-failed-recipients"):
        return False
    if names_a_server(mail):
        return asks_for_proof(mail)
    return has_automatic_subject(mail) or asks_for_proof(mail) or not speaks_for_a_server(mail)
