"""Bytes of a mail into text: wrong and missing charsets, encoded words in headers, HTML read as its reader sees it.

Nothing raises and nothing is fetched; what cannot be read is marked and kept. Text made here is for finding and for
showing folded, never a replacement of the mail.
"""

from __future__ import annotations

import re
from email.errors import HeaderParseError
from email.header import decode_header
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final, NamedTuple

from khabar.domain.replies.headers import MOST_HEADER
from khabar.text import Script, script_of

if TYPE_CHECKING:
    from email.message import Message

MOST_TEXT: Final = 300_000
"""Bytes of one part that are read."""
MOST_HTML: Final = 100_000
"""Characters of HTML that are read: its reader can need time that grows with the square of them."""
_WESTERN: Final = frozenset({"iso-8859-1", "latin1", "latin-1", "windows-1252"})
_VAGUE: Final = frozenset({"", "us-ascii", "ascii", "unknown-8bit", "x-unknown"}) | _WESTERN
"""Charsets that programs write when they know none: what stands there is often another."""
_GUESSED: Final = (("windows-1256", Script.ARABIC), ("windows-1251", Script.CYRILLIC))
_MANY_LETTERS: Final = 0.5
_NEARLY_ALL: Final = 0.95
_FEWEST_LETTERS: Final = 5
_QUOTE: Final = '"'
_CONTROLS: Final = re.compile(r"[\x00-\x20\x7f]+")
_BREAKS: Final = frozenset(
    ("p", "div", "br", "tr", "li", "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "pre", "blockquote")
)
_UNSEEN: Final = frozenset({"script", "style", "head", "template"})
_BLANKS: Final = re.compile(r"[ \t\r\f\v\u00a0]+")


class Decoded(NamedTuple):
    """A text, and whether it was in the charset that the mail names."""

    text: str
    as_named: bool


def header_text(value: str) -> str:
    """Read a header: encoded words, raw letters in whatever charset; line breaks and control characters as spaces."""
    return _CONTROLS.sub(" ", "".join(text for text, _ in _pieces(value))).strip()


def sender_text(value: str) -> str:
    """Read a From line: what stood in encoded words becomes a quoted name, whatever it looks like.

    RFC 2047 allows no address in there, and mail servers that check a sender see none: an address that only we would
    find could not have been confirmed by anybody.
    """
    pieces = (f'"{text.replace(_QUOTE, "")}"' if was_encoded else text for text, was_encoded in _pieces(value))
    return _CONTROLS.sub(" ", "".join(pieces)).strip()


def _pieces(value: str) -> list[tuple[str, bool]]:
    """Give the pieces of a header as text, and whether each was an encoded word."""
    value = value[:MOST_HEADER]
    shown = value if value.isascii() else decoded(value.encode("utf-8", "surrogateescape"), "").text
    try:
        pieces = decode_header(shown) if "=?" in shown else [(shown, None)]
    except (HeaderParseError, ValueError):
        pieces = [(shown, None)]
    return [_piece(piece, charset) for piece, charset in pieces]


def _piece(piece: str | bytes, charset: str | None) -> tuple[str, bool]:
    if isinstance(piece, str):
        return piece, False
    if charset is None:  # between encoded words the library gives plain letters in this form
        return piece.decode("raw-unicode-escape"), False
    return decoded(piece, charset).text, True


def part_text(part: Message) -> Decoded:
    """Read one part of text, from its transfer encoding and its charset; HTML as plain text."""
    payload = part.get_payload(decode=True)
    raw = payload[:MOST_TEXT] if isinstance(payload, bytes) else b""
    found = decoded(raw, str(part.get_content_charset("") or ""))
    if part.get_content_subtype() == "html":
        return Decoded(html_text(found.text), found.as_named)
    return Decoded(found.text.replace("\r\n", "\n").replace("\r", "\n"), found.as_named)


def inner_parts(part: Message) -> list[Message]:
    """List the parts right inside a part; none where it could not be taken apart."""
    payload = part.get_payload() if part.is_multipart() else []
    return [inner for inner in payload if not isinstance(inner, str)]


def file_name(part: Message) -> str:
    """Give the name of a part's file; empty where there is none, or the library breaks on it."""
    try:
        return str(part.get_filename() or "")
    except (ValueError, LookupError):
        return ""


def decoded(raw: bytes, charset: str) -> Decoded:
    """Read bytes in the charset named, or in one that fits; letters that fit none become replacement characters."""
    named = charset.casefold().strip(" '\"")
    for candidate in ("utf-8",) if named in _VAGUE else (named, "utf-8"):
        try:
            return Decoded(raw.decode(candidate), candidate == named or raw.isascii())
        except (LookupError, UnicodeError, ValueError):
            continue
    foreign = _foreign(raw)
    if foreign is not None:
        return Decoded(foreign, as_named=False)
    return Decoded(raw.decode("windows-1252", "replace"), named in _WESTERN)


def _foreign(raw: bytes) -> str | None:
    """Read letters beyond ASCII as Arabic or Cyrillic ones, where they are the most and nearly all fit; else None."""
    high = sum(not chr(byte).isascii() for byte in raw)
    if high >= _MANY_LETTERS * (high + sum(bytes((byte,)).isalpha() for byte in raw)):
        for charset, script in _GUESSED:
            text = raw.decode(charset, "replace")
            foreign = [char for char in text if not char.isascii() and char.isalpha()]
            fitting = sum(script_of(char) is script for char in foreign)
            if len(foreign) >= _FEWEST_LETTERS and fitting >= _NEARLY_ALL * len(foreign):
                return text
    return None


class _Reader(HTMLParser):
    """Collects what a reader of HTML sees; quoted blocks get the sign of a quote before each line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self._unseen = 0
        self._quotes = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in _UNSEEN:
            self._unseen += 1
        if tag in _BREAKS:
            self._break()
        if tag == "blockquote":
            self._quotes += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        if tag in _BREAKS:
            self._break()
        if tag == "blockquote":
            self._quotes = max(0, self._quotes - 1)

    def handle_data(self, data: str) -> None:
        shown = _BLANKS.sub(" ", data.replace("\n", " "))
        if self._unseen or not (shown.strip() or self.lines[-1]):
            return
        if self._quotes and not self.lines[-1]:
            shown = "> " + shown.lstrip()
        self.lines[-1] += shown

    def _break(self) -> None:
        if self.lines[-1]:
            self.lines.append("")


def html_text(html: str) -> str:
    """Read HTML as plain text: one line for each block, `> ` before lines of a quoted block, nothing of scripts."""
    reader = _Reader()
    reader.feed(html[:MOST_HTML])
    reader.close()
    return "\n".join(line.rstrip() for line in reader.lines).strip("\n")
