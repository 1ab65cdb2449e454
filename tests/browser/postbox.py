"""A mail server of this machine that keeps what it is handed, and the mails that come back to an association."""

from __future__ import annotations

import email
import re
import time
from contextlib import contextmanager
from email import policy
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aiosmtpd.controller import Controller

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

    from aiosmtpd.smtp import SMTP, Envelope, Session

SECONDS = 60
"""How long a mail may take on a busy machine until a test gives up."""


class Postbox:
    """What was handed over, in the order of time."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Keep one mail."""
        assert isinstance(envelope.content, bytes)
        self.mails.append(email.message_from_bytes(envelope.content, policy=policy.default))
        return "250 taken"

    def links(self) -> list[str]:
        """Every address of the porch that a mail leads to, the newest mail first: links in it, and its way to leave."""
        found = [link for mail in reversed(self.mails) for link in links_in(mail)]
        return list(dict.fromkeys(found))

    def to(self, recipient: str, about: str = "") -> EmailMessage:
        """Wait for the newest mail to somebody whose subject holds these words, and give it."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            found = [mail for mail in self.mails if mail["To"] == recipient and about in mail["Subject"]]
            if found:
                return found[-1]
            time.sleep(0.05)
        raise AssertionError(f"no mail came to {recipient}; there are {[mail['To'] for mail in self.mails]}")


@contextmanager
def open_postbox(port: int) -> Iterator[Postbox]:
    """Open a mail server at this port, as long as it is needed."""
    postbox = Postbox()
    server = Controller(postbox, hostname="127.0.0.1", port=port)
    server.start()
    try:
        yield postbox
    finally:
        server.stop()


def links_in(mail: EmailMessage) -> list[str]:
    """List the paths of all links in a mail: those of its text, and its own way to leave."""
    body = mail.get_body(("plain",))
    assert body is not None
    words = f"{body.get_content()} {mail['List-Unsubscribe'] or ''}"
    return [urlsplit(link).path for link in re.findall(r"https?://[^\s>]+", words)]


def link_in(mail: EmailMessage, below: str) -> str:
    """Find the path of the first link in a mail that leads below this."""
    return next(path for path in links_in(mail) if path.startswith(below))


def answer_to(mail: EmailMessage, words: str, day: str) -> bytes:
    """Write the answer of an authority to this mail."""
    lines = (
        f"From: {mail['To']}",
        f"To: {mail['From']}",
        f"Subject: Re: {mail['Subject']}",
        f"In-Reply-To: {mail['Message-ID']}",
        f"Date: {day}",
        "Content-Type: text/plain; charset=utf-8",
        "",
        words,
    )
    return "\r\n".join(lines).encode()


def bounce_of(mail: EmailMessage) -> bytes:
    """Write what a mail server says of a mail that could not be delivered (RFC 3464)."""
    host = str(mail["To"]).partition("@")[2]
    lines = (
        f"From: MAILER-DAEMON@{host}",
        f"To: {mail['From']}",
        "Subject: Delivery report",
        "MIME-Version: 1.0",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
        "",
        "--b",
        "Content-Type: text/plain",
        "",
        "Nobody here has this address.",
        "--b",
        "Content-Type: message/delivery-status",
        "",
        f"Reporting-MTA: dns; mx.{host}",
        "",
        f"Final-Recipient: rfc822; {mail['To']}",
        "Action: failed",
        "Status: 5.1.1",
        "",
        "--b",
        "Content-Type: message/rfc822",
        "",
        f"Message-ID: {mail['Message-ID']}",
        f"Subject: {mail['Subject']}",
        "",
        "text",
        "--b--",
        "",
    )
    return "\r\n".join(lines).encode()
