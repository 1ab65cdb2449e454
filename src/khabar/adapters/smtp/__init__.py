"""Mail by SMTP with the standard library: one mail to one address at a time, TLS required off this machine.

It must never put a recipient or a text into an error: what fails here is told by kind only. Nor does it tell the mail
server the name of this machine.
"""

from __future__ import annotations

import hashlib
import re
import smtplib
import ssl
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from typing import TYPE_CHECKING

from khabar.adapters.late import late_module
from khabar.domain.errors import Outside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from khabar.ports import Envelope, Mailer

TIMEOUT_SECONDS = 30
_ON_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
_TAKEN = range(200, 300)
_FIRST_PERMANENT = 500
_ADDRESS = re.compile(r"[^\s@<>()\[\]\\,;:\"]+@[^\s@<>()\[\]\\,;:\"]+", re.ASCII)
_INVITATIONS = late_module("khabar.adapters.invitations")
"""Few mails carry a calendar entry, and its library is slow to load."""
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
        with self.many() as line:
            line.send(envelope)

    @contextmanager
    def many(self) -> Iterator[Mailer]:
        """Open one connection for many mails in a row; it is made for the first of them and closed at the end."""
        line = _Line(self)
        try:
            yield line
        finally:
            line.close()

    def connected(self, sender: str) -> smtplib.SMTP:
        """Open a connection, encrypted where the server is another machine; raises what the library raises."""
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


@dataclass(slots=True)
class _Line:
    """One connection over which mails leave one after the other, with the fate of each told apart."""

    mailer: SmtpMailer
    server: smtplib.SMTP | None = None

    def send(self, envelope: Envelope) -> None:
        """Send one mail over the line; raises Outside as `SmtpMailer.send` does."""
        if not (_ADDRESS.fullmatch(envelope.recipient) and envelope.recipient.isascii()):
            raise Outside("the address is not one a mail can go to", retry=False)
        content = written(envelope)
        server = self._announced(envelope)
        try:
            _hand_over(server, content)
        except Outside as problem:
            if problem.fate_unknown:
                self._drop()
            raise

    def close(self) -> None:
        """Take leave of the server, which has answered for every mail already."""
        if self.server is not None:
            with suppress(OSError, smtplib.SMTPException):
                self.server.quit()
            self._drop()

    def _announced(self, envelope: Envelope) -> smtplib.SMTP:
        """Tell the server from whom and to whom. One that hung up since the last mail is called once more."""
        if self.server is not None:
            try:
                return _announce(self.server, envelope)
            except _HungUpError:
                self._drop()
        self.server = self._called(envelope.sender)
        try:
            return _announce(self.server, envelope)
        except _HungUpError:
            self._drop()
            raise Outside("the mail server hung up", retry=True) from None

    def _called(self, sender: str) -> smtplib.SMTP:
        try:
            return self.mailer.connected(sender)
        except (OSError, smtplib.SMTPException):
            raise Outside("the mail server cannot be reached", retry=True) from None

    def _drop(self) -> None:
        if self.server is not None:
            self.server.close()
            self.server = None


class _HungUpError(Exception):
    """The connection broke before anything of a mail had left."""


@dataclass(frozen=True, slots=True)
class NoMailer:
    """Where no mail server is set up: every mail waits."""

    def send(self, envelope: Envelope) -> None:
        """Refuse; the outbox keeps the mail."""
        raise Outside(f"no mail server is set up for {envelope.message_id}", retry=True)


def _announce(server: smtplib.SMTP, envelope: Envelope) -> smtplib.SMTP:
    """Tell the server from whom and to whom; until it has agreed to both, nothing has left.

    What it refuses is taken back, so that the next mail begins anew.
    """
    try:
        codes = [server.mail(envelope.sender)[0]]
        if codes[0] in _TAKEN:
            codes.append(server.rcpt(envelope.recipient)[0])
    except (OSError, smtplib.SMTPException):
        raise _HungUpError from None
    if codes[-1] not in _TAKEN:
        with suppress(OSError, smtplib.SMTPException):  # it has answered; a broken line shows with the next mail
            server.rset()
    _refuse_unless_taken(codes[-1])
    return server


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
        _, _, subtype = _INVITATIONS.CONTENT_TYPE.partition("/")
        method = {"method": envelope.calendar.method.value}
        message.add_alternative(_INVITATIONS.calendar_text(envelope.calendar), subtype=subtype, params=method)
        message.set_boundary(hashlib.sha256(envelope.message_id.encode()).hexdigest()[:32])
    return message.as_bytes()
