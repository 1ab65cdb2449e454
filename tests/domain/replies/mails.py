"""Mails as the rules see them, made of heads and a text; for tests of rules alone, without any bytes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from khabar.domain.replies.mail import Delivery, Fate, Heads, Incoming, Reports
from khabar.domain.replies.threads import KnownThreads, Thread

CODE = "123456789012334"
OTHER = "000000000000098"
ADDRESS = "reply-1234-5678-9012-334@khabar.example"
OTHER_ADDRESS = "reply-0000-0000-0000-098@khabar.example"
LETTER = Thread(
    CODE,
    message_ids=frozenset({"one@khabar.example"}),
    domains=frozenset({"ministry.example"}),
    addresses=frozenset({"farid@gmail.com"}),
    subject="Request for contact",
    sent_at=datetime(2026, 5, 3, tzinfo=UTC),
)
SECOND = Thread(
    OTHER,
    message_ids=frozenset({"two@khabar.example"}),
    domains=frozenset({"ministry.example", "court.example"}),
    subject="Request for a visit",
    sent_at=datetime(2026, 6, 3, tzinfo=UTC),
)
LETTERS = KnownThreads.of([LETTER, SECOND])
NONE_KNOWN = KnownThreads()


def mail(text: str = "", **heads: str) -> Incoming:
    """Make a mail; underscores in names of heads stand for hyphens."""
    return Incoming(Heads(tuple((name.strip("_").replace("_", "-"), value) for name, value in heads.items())), text)


def answer(text: str = "Dear Shirin", **changed: str) -> Incoming:
    """Make an answer of the ministry with everything intact, or with some heads otherwise."""
    heads = {
        "from_": "Office <office@ministry.example>",
        "to": f"Khabar <{ADDRESS}>",
        "subject": "Re: Request for contact",
        "in_reply_to": "<one@khabar.example>",
    }
    return mail(text, **{**heads, **changed})


def reported(mail: Incoming, fate: Fate, address: str = "office@ministry.example", diagnosis: str = "") -> Incoming:
    """Put a delivery report into a mail."""
    return replace(mail, reports=Reports((Delivery(address, fate, "", diagnosis),), is_delivery_report=True))
