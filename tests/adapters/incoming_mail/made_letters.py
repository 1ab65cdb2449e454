"""Invented letters to invented offices, and answers to them as bytes: header, charset and encoding as one wants them.

Heads are written line by line, because the mails that matter are not well-formed; a library would mend them.
"""

from __future__ import annotations

import base64
import quopri
import tomllib
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from email.header import Header
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hijridate
import jdatetime

from khabar.domain.codes import check_digits
from khabar.domain.replies.codes import printed_reference, reply_address
from khabar.domain.replies.threads import Thread
from khabar.text import to_persian_digits

if TYPE_CHECKING:
    from random import Random

OURS = "khabar.example"
WORDS: dict[str, dict[str, Any]] = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
LANGUAGES = tuple(WORDS)
_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_BEGUN = datetime(2026, 5, 3, 10, 23, tzinfo=UTC)


@dataclass(frozen=True)
class Letter:
    """A letter of ours: its code, to which house, under which Message-ID and subject, in which language, when."""

    code: str
    house: str
    message_id: str
    subject: str
    language: str
    sent_at: datetime = _BEGUN

    @property
    def office(self) -> str:
        """The address it was sent to."""
        return f"office@{self.house}"

    @property
    def address(self) -> str:
        """The address it was sent from."""
        return reply_address(self.code, OURS)

    @property
    def words(self) -> dict[str, Any]:
        """The words of its language."""
        return WORDS[self.language]

    @property
    def thread(self) -> Thread:
        """What is known of it."""
        return Thread(
            self.code,
            message_ids=frozenset({self.message_id}),
            domains=frozenset({self.house}),
            subject=self.subject,
            sent_at=self.sent_at,
        )


def code_of(random: Random) -> str:
    """Draw a code."""
    digits = f"{random.randrange(10**13):013d}"
    return digits + check_digits(digits)


def letter(random: Random, language: str, *, house: str = "", number: int = 0) -> Letter:
    """Invent a letter; without a house it goes to one of its own."""
    code = code_of(random)
    return Letter(
        code=code,
        house=house or f"ministry-{number:04d}.example",
        message_id=f"{code}.{number}@{OURS}",
        subject=WORDS[language]["subject"],
        language=language,
        sent_at=_BEGUN + timedelta(hours=number),
    )


def written_date(language: str, when: datetime) -> dict[str, str]:
    """Write a date as a mail program in that language does: its calendar, its words, its digits."""
    words = WORDS[language]
    year, month, day = _in_calendar(words["calendar"], when.date())
    said = {
        "weekday": words["weekdays"][when.weekday()],
        "day": str(day),
        "month": words["months"][month - 1],
        "year": str(year),
        "time": f"{when:%H:%M}",
        "iso": f"{year}/{month:02d}/{day:02d}" if words["calendar"] == "jalali" else f"{when:%d.%m.%Y}",
    }
    return {name: in_digits(value, words["digits"]) for name, value in said.items()}


def _in_calendar(calendar: str, day: date) -> tuple[int, int, int]:
    if calendar == "jalali":
        found = jdatetime.date.fromgregorian(date=day)
        return found.year, found.month, found.day
    if calendar == "hijri":
        year, month, hijri_day = hijridate.Gregorian(day.year, day.month, day.day).to_hijri().datetuple()
        return year, month, hijri_day
    return day.year, day.month, day.day


def in_digits(text: str, kind: str) -> str:
    """Write digits as this kind of writer does."""
    if kind == "persian":
        return to_persian_digits(text)
    return text.translate(_ARABIC) if kind == "arabic" else text


def reference(one: Letter) -> str:
    """Write the line that every letter of ours ends with."""
    return f"Reference {printed_reference(one.code)}"


@dataclass(frozen=True)
class Draft:
    """A mail before it is bytes: heads in order, a text, perhaps HTML beside or instead of it, charset and encoding."""

    heads: tuple[tuple[str, str], ...]
    text: str
    html: str = ""
    charset: str = "utf-8"
    encoding: str = "8bit"

    def first(self, name: str) -> str:
        """Give a head's value."""
        return next((value for one, value in self.heads if one == name), "")

    def having(self, **changed: str | None) -> Draft:
        """Give the same with other heads; None takes one away. Underscores stand for hyphens."""
        asked = {name.replace("_", "-").lower(): value for name, value in changed.items()}
        kept = [(name, asked.pop(name.lower(), value)) for name, value in self.heads]
        more = [(name.title(), value) for name, value in asked.items()]
        return replace(self, heads=tuple((name, value) for name, value in (*kept, *more) if value is not None))

    def raw(self) -> bytes:
        """Write it as bytes; heads beyond ASCII become encoded words, addresses stay as somebody typed them."""
        lines = [f"{name}: {_head(name, value)}".encode() for name, value in self.heads]
        if not self.html:
            return b"\r\n".join([*lines, *_part(self.text, "plain", self)])
        if not self.text:
            return b"\r\n".join([*lines, *_part(self.html, "html", self)])
        parts = [b"--made\r\n" + b"\r\n".join(_part(self.text, "plain", self))]
        parts += [b"--made\r\n" + b"\r\n".join(_part(self.html, "html", self)), b"--made--\r\n"]
        head = b'Content-Type: multipart/alternative; boundary="made"'
        return b"\r\n".join([*lines, b"MIME-Version: 1.0", head, b"", *parts])


def _head(name: str, value: str) -> str:
    """Write a head; before an address the name alone becomes an encoded word."""
    if value.isascii() or name.lower() == "to":
        return value
    shown, bracket, address = value.partition(" <")
    return Header(shown, "utf-8", maxlinelen=10_000).encode() + bracket + address


def _part(text: str, subtype: str, draft: Draft) -> list[bytes]:
    charset = draft.charset if _fits(text, draft.charset) else "utf-8"
    body = text.replace("\n", "\r\n").encode(charset)
    if draft.encoding == "base64":
        body = base64.encodebytes(body)
    elif draft.encoding == "quoted-printable":
        body = quopri.encodestring(body)
    kind = f"Content-Type: text/{subtype}; charset={charset}".encode()
    return [kind, f"Content-Transfer-Encoding: {draft.encoding}".encode(), b"", body]


def _fits(text: str, charset: str) -> bool:
    try:
        text.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def answer(to: Letter, text: str, *, number: int = 0) -> Draft:
    """Answer a letter as the office it was sent to does."""
    heads = (
        ("Return-Path", f"<{to.office}>"),
        ("Received", f"from mail.{to.house} by mx.{OURS} for <{to.address}>; Mon, 4 May 2026 08:00:00 +0000"),
        ("From", f"{to.words['office']} <{to.office}>"),
        ("To", f"Khabar <{to.address}>"),
        ("Subject", f"{to.words['re']}: {to.subject}"),
        ("Date", "Mon, 4 May 2026 08:00:00 +0000"),
        ("Message-ID", f"<answer-{number}@{to.house}>"),
        ("In-Reply-To", f"<{to.message_id}>"),
        ("References", f"<{to.message_id}>"),
    )
    return Draft(heads, text, charset=to.words["charset"])
