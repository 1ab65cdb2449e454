"""Mail by SMTP with the standard library: one mail to one address at a time, TLS required off this machine.

It must never put a recipient or a text into an error: what fails here is told by kind only. Nor does it tell the mail
server the name of this machine.
"""

from __future__ import annotations

import hashlib
import re
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from typing import TYPE_CHECKING

from khabar.adapters.invitations import CONTENT_TYPE, calendar_text
from khabar.domain.errors import Outside

if TYPE_CHECKING:
    from khabar.ports import Envelope

TIMEOUT_SECONDS = 30
_ON_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
_TAKEN = range(200, 300)
_FIRST_PERMANENT = 500
_ADDRESS = re.compile(r"[^\s@<>()\[\]\\,;:\"]+@[^\s@<>()\[\]\\,;:\"]+", re.ASCII)
_SEVEN_BIT = policy.SMTP.clone(cte_type="7bit")


@dataclass(frozen=True, slots=True)
class SmtpMailer:
    """Hands mails to one SMTP server. On another machine it insists on STARTTLS: without it the mail waits."""

    host: str
    port: int

    def send(self, envelope: Envelope) -> None:
        """Send one mail; raises Outside.

        `retry` is False when the server refused it for good; `fate_unknown` is True when the connection broke after the
        text had begun to leave, so that the mail may have arrived.
        """
        if not (_ADDRESS.fullmatch(envelope.recipient) and envelope.recipient.isascii()):
            raise Outside("the address is not one a mail can go to", retry=False)
        content = written(envelope)
        try:
            server = self._connected(envelope.sender)
        except (OSError, smtplib.SMTPException):
            raise Outside("the mail server cannot be reached", retry=True) from None
        try:
            _announce(server, envelope)
            _hand_over(server, content)
        finally:
            with suppress(OSError, smtplib.SMTPException):  # the server has answered for the mail already
                server.quit()
            server.close()

    def _connected(self, sender: str) -> smtplib.SMTP:
        our_name = sender.rpartition("@")[2] or "localhost"
        server = smtplib.SMTP(self.host, self.port, local_hostname=our_name, timeout=TIMEOUT_SECONDS)
        try:
            if self.host not in _ON_THIS_MACHINE:
                server.starttls(context=ssl.create_default_context())
            server.ehlo_or_helo_if_needed()
        except (OSError, smtplib.SMTPException):
            server.close()
            raise
        return server


@dataclass(frozen=True, slots=True)
class NoMailer:
    """Where no mail server is set up: every mail waits."""

    def send(self, envelope: Envelope) -> None:
        """Refuse; the outbox keeps the mail."""
        raise Outside(f"no mail server is set up for {envelope.message_id}", retry=True)


def _announce(server: smtplib.SMTP, envelope: Envelope) -> None:
    """Tell the server from whom and to whom; until it has agreed to both, nothing has left."""
    try:
        _refuse_unless_taken(server.mail(envelope.sender)[0])
        _refuse_unless_taken(server.rcpt(envelope.recipient)[0])
    except (OSError, smtplib.SMTPException):
        raise Outside("the mail server hung up", retry=True) from None


def _hand_over(server: smtplib.SMTP, content: bytes) -> None:
    try:
        code, _ = server.data(content)
    except smtplib.SMTPDataError as problem:  # the server would not even hear the text
        code = problem.smtp_code
    except (OSError, smtplib.SMTPException):
        raise Outside("the mail server hung up in the middle", retry=True, fate_unknown=True) from None
    _refuse_unless_taken(code)


def _refuse_unless_taken(code: int) -> None:
    if code not in _TAKEN:
        raise Outside(f"the mail server answered {code}", retry=code < _FIRST_PERMANENT)


def written(envelope: Envelope) -> bytes:
    """Write a mail as it leaves, with its page or calendar entry if it has one: seven bits, nothing of this machine."""
    message = EmailMessage(policy=_SEVEN_BIT)
    message["Message-ID"] = envelope.message_id
    message["From"] = envelope.sender
    message["To"] = envelope.recipient
    message["Subject"] = envelope.subject
    for name, value in envelope.heads:
        message[name] = value
    message.set_content(envelope.body)
    if envelope.html:
        message.add_alternative(envelope.html, subtype="html")
        message.set_boundary(hashlib.sha256(envelope.message_id.encode()).hexdigest()[:32])
    if envelope.calendar is not None:
        _, _, subtype = CONTENT_TYPE.partition("/")
        method = {"method": envelope.calendar.method.value}
        message.add_alternative(calendar_text(envelope.calendar), subtype=subtype, params=method)
        message.set_boundary(hashlib.sha256(envelope.message_id.encode()).hexdigest()[:32])
    return message.as_bytes()
