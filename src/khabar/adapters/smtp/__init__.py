"""Mail by SMTP with the standard library: one plain-text mail at a time, TLS required off this machine.

It must never put a recipient or a text into an error: what fails here is told by kind only.
"""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from typing import TYPE_CHECKING

from khabar.domain.errors import Outside

if TYPE_CHECKING:
    from khabar.ports import Envelope

TIMEOUT_SECONDS = 30
_ON_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
_FIRST_PERMANENT = 500


@dataclass(frozen=True, slots=True)
class SmtpMailer:
    """Hands mails to one SMTP server. On another machine it insists on STARTTLS: without it the mail waits."""

    host: str
    port: int

    def send(self, envelope: Envelope) -> None:
        """Send one mail; raises Outside, with retry=False when the server refused it for good."""
        try:
            with smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_SECONDS) as server:
                if self.host not in _ON_THIS_MACHINE:
                    server.starttls(context=ssl.create_default_context())
                server.send_message(_message(envelope))
        except smtplib.SMTPRecipientsRefused:
            raise Outside("the mail server refused the recipient", retry=False) from None
        except smtplib.SMTPResponseException as problem:
            refused = problem.smtp_code >= _FIRST_PERMANENT
            raise Outside(f"the mail server answered {problem.smtp_code}", retry=not refused) from None
        except (OSError, smtplib.SMTPException):
            raise Outside("the mail server cannot be reached", retry=True) from None


@dataclass(frozen=True, slots=True)
class NoMailer:
    """Where no mail server is set up: every mail waits."""

    def send(self, envelope: Envelope) -> None:
        """Refuse; the outbox keeps the mail."""
        raise Outside(f"no mail server is set up for {envelope.message_id}", retry=True)


def _message(envelope: Envelope) -> EmailMessage:
    message = EmailMessage()
    message["Message-ID"] = envelope.message_id
    message["From"] = envelope.sender
    message["To"] = envelope.recipient
    message["Subject"] = envelope.subject
    message.set_content(envelope.body)
    return message
