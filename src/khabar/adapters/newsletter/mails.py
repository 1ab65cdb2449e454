"""One reader's mail of an issue: plain text and HTML beside each other, headers for leaving, nothing that traces.

The issue is the same for all; only the address for leaving and the receiver differ. Date and identifier are handed in,
so that a mail of unknown fate can be sent again as the same one.
"""

from __future__ import annotations

from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape
from typing import TYPE_CHECKING, Final

from khabar.adapters.newsletter.mail_page import mail_html
from khabar.adapters.newsletter.plain_text import mail_text
from khabar.domain.errors import Invalid
from khabar.domain.publishing.list_headers import list_headers
from khabar.domain.publishing.printed import STOP_HERE

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.domain.publishing.issues import Issue
    from khabar.domain.publishing.list_headers import Leaving

ONE_LINE = "What stands in the head of a mail is one line, without control characters."
_LOWEST: Final = " "


@dataclass(frozen=True)
class MailTexts:
    """An issue as the body of mails, made once for all readers; the addresses for leaving are still open."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class Envelope:
    """What differs from mail to mail: from whom, to whom, how to leave, when, and under which identifier."""

    sender: str
    to: str
    leaving: Leaving
    sent_at: datetime
    message_id: str


def mail_texts(issue: Issue) -> MailTexts:
    """Make the bodies of an issue that the gate has passed."""
    return MailTexts(f"{issue.title.text} {issue.number}", mail_text(issue), mail_html(issue))


def newsletter_mail(texts: MailTexts, envelope: Envelope) -> EmailMessage:
    """Make one reader's mail; Invalid for a header that is more than one line, or an address without a token."""
    heads = {
        "From": envelope.sender,
        "To": envelope.to,
        "Subject": texts.subject,
        "Message-ID": envelope.message_id,
        **list_headers(envelope.leaving),
    }
    for name, value in heads.items():
        if not value or any(char < _LOWEST or char == "\x7f" for char in value):
            raise Invalid(name.lower(), ONE_LINE)
    mail = EmailMessage(policy=SMTP)
    for name, value in heads.items():
        mail[name] = value
    mail["Date"] = format_datetime(envelope.sent_at)
    mail.set_content(texts.text.replace(STOP_HERE, envelope.leaving.page), cte="quoted-printable")
    mail.add_alternative(
        texts.html.replace(STOP_HERE, escape(envelope.leaving.page)), subtype="html", cte="quoted-printable"
    )
    mail.set_boundary(_boundary(envelope))
    return mail


def _boundary(envelope: Envelope) -> str:
    """Give a boundary that is the same whenever this mail is made: from its identifier, which no text holds."""
    kept = "".join(char for char in envelope.message_id if char.isalnum())
    return f"=_khabar_{kept[:40]}"
