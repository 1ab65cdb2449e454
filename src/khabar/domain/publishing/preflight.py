"""Looks at the headers of one mail as large mailbox providers do, before the first issue goes out.

Bulk rules since February 2024: identity that is aligned, leaving with one press, both signed; and our own: no trace of
who reads, no token that tells an address. It sees headers only. What stands in the DNS, and whether a host answers, is
asked elsewhere; those checks are listed as not looked at, so that nobody takes silence for a yes.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from khabar.domain.publishing.list_headers import LEAST_TOKEN
from khabar.text import marked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


class Outcome(StrEnum):
    """What a check found."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_LOOKED_AT = "not looked at"


@dataclass(frozen=True)
class Check:
    """One check by name, what it found, and why it matters."""

    name: str
    outcome: Outcome
    reason: str


ONCE: Final = ("from", "to", "subject", "date", "message-id", "mime-version")
MUST_BE_SIGNED: Final = frozenset({"from", "to", "subject", "date", "list-unsubscribe", "list-unsubscribe-post"})
_TELLING: Final = ("x-originating-ip", "x-sender-ip", "x-mailer", "user-agent", "disposition-notification-to")
_ADDRESS: Final = re.compile(r"[^\s<>@,\"]+@([^\s<>@,\"]+)")
_HTTPS: Final = re.compile(r"<(https://[^<>\s]+)>")
_MAILTO: Final = re.compile(r"<mailto:[^<>\s]+>")
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]+")
_LONGEST_SUBJECT: Final = 150

_RULES: Final = {
    "once": marked("Sender, receiver, subject, date, identifier and version of a mail stand in it exactly once each."),
    "sender": marked("A mail has one sender, whose domain has a dot in it and no sign outside ASCII."),
    "leaving": marked("A list can be left by a page (https) and by mail, both in one header."),
    "one press": marked("Leaving takes one press: a POST without sign-in and without a cookie (RFC 8058)."),
    "token": marked("The address for leaving ends in a token of at least 128 bits that nobody can guess."),
    "opaque": marked("Neither the address for leaving nor the return path holds the reader's own address."),
    "signed": marked("The mail is signed (DKIM), and sender, subject, date and both headers for leaving are covered."),
    "aligned": marked("The domain that signs is the sender's own, or above it."),
    "whole": marked("The signature covers the whole mail: nothing can be added below it."),
    "list": marked("The list has a name of its own (RFC 2919)."),
    "automatic": marked("The mail says that a program sent it, so that no holiday notice answers."),
    "quiet": marked("No header tells where or with what the mail was written, or asks for a notice that it was read."),
    "subject": marked("The subject is one line of at most 150 signs."),
}
_ELSEWHERE: Final = {
    "spf": marked("The sender's domain names the hosts that may send for it. Ask the DNS."),
    "dkim key": marked("The key of the signature stands in the DNS. Ask the DNS."),
    "dmarc": marked("The sender's domain has a DMARC policy of at least p=none. Ask the DNS."),
    "host": marked("The sending host has a name, the name leads back to it, and it speaks TLS. Ask the host."),
    "complaints": marked("Fewer than three complaints among a thousand mails. Ask the providers, every week."),
}


def preflight(headers: Sequence[tuple[str, str]], reader: str) -> tuple[Check, ...]:
    """Check the headers of a mail to a reader's address, in the order of the rules; the last ones are not looked at."""
    mail = _Mail(headers, reader)
    checks = {name: Outcome.PASSED if look(mail) else Outcome.FAILED for name, look in _LOOKS.items()}
    looked = [Check(name, outcome, _RULES[name]) for name, outcome in checks.items()]
    return (*looked, *(Check(name, Outcome.NOT_LOOKED_AT, reason) for name, reason in _ELSEWHERE.items()))


def failed(checks: Sequence[Check]) -> tuple[Check, ...]:
    """Give the checks that failed."""
    return tuple(check for check in checks if check.outcome is Outcome.FAILED)


class _Mail:
    """The headers of one mail, by name in small letters."""

    def __init__(self, headers: Sequence[tuple[str, str]], reader: str) -> None:
        self.headers = [(name.lower(), value) for name, value in headers]
        self.reader = reader.casefold()

    def all(self, name: str) -> Iterator[str]:
        return (value for found, value in self.headers if found == name)

    def one(self, name: str) -> str:
        return next(self.all(name), "")

    @property
    def sender_domain(self) -> str:
        domains = _ADDRESS.findall(self.one("from"))
        return domains[0].lower() if len(domains) == 1 else ""

    @property
    def signature(self) -> dict[str, str]:
        """The parts of the DKIM signature, without white space."""
        parts = (part.partition("=") for part in self.one("dkim-signature").split(";"))
        return {name.strip(): re.sub(r"\s", "", value) for name, _, value in parts}

    @property
    def page(self) -> str:
        """The page for leaving, or nothing."""
        found = _HTTPS.search(self.one("list-unsubscribe"))
        return found[1] if found else ""


def _once(mail: _Mail) -> bool:
    counts = Counter(name for name, _ in mail.headers)
    return all(counts[name] == 1 for name in ONCE)


def _sender(mail: _Mail) -> bool:
    return "." in mail.sender_domain and mail.sender_domain.isascii()


def _leaving(mail: _Mail) -> bool:
    return bool(mail.page and _MAILTO.search(mail.one("list-unsubscribe")))


def _one_press(mail: _Mail) -> bool:
    return mail.one("list-unsubscribe-post").strip() == "List-Unsubscribe=One-Click"


def _token(mail: _Mail) -> bool:
    tokens = _TOKEN.findall(mail.page.partition("//")[2].partition("/")[2])
    return any(len(token) >= LEAST_TOKEN for token in tokens)


def _opaque(mail: _Mail) -> bool:
    name = mail.reader.partition("@")[0]
    told = " ".join((mail.one("list-unsubscribe"), mail.one("return-path"))).casefold()
    spelt = (mail.reader, mail.reader.replace("@", "%40"), mail.reader.replace("@", "="))
    return not any(one in told for one in spelt) and not re.search(rf"[=/+]{re.escape(name)}(?![\w-])", told)


def _signed(mail: _Mail) -> bool:
    return set(mail.signature.get("h", "").lower().split(":")) >= MUST_BE_SIGNED


def _aligned(mail: _Mail) -> bool:
    domain = mail.signature.get("d", "").lower()
    return bool(domain) and (mail.sender_domain == domain or mail.sender_domain.endswith(f".{domain}"))


def _whole(mail: _Mail) -> bool:
    return bool(mail.signature.get("b")) and "l" not in mail.signature


def _subject(mail: _Mail) -> bool:
    subject = mail.one("subject")
    return 0 < len(subject) <= _LONGEST_SUBJECT and not re.search(r"[\r\n]", subject)


_LOOKS: Final[dict[str, Callable[[_Mail], bool]]] = {
    "once": _once,
    "sender": _sender,
    "leaving": _leaving,
    "one press": _one_press,
    "token": _token,
    "opaque": _opaque,
    "signed": _signed,
    "aligned": _aligned,
    "whole": _whole,
    "list": lambda mail: bool(mail.one("list-id")),
    "automatic": lambda mail: mail.one("auto-submitted").startswith("auto-"),
    "quiet": lambda mail: not any(mail.one(name) for name in _TELLING),
    "subject": _subject,
}
