"""A file that a colleague brings in as an answer: what it is by its first bytes, and which letter it belongs to.

A mail goes the way of every mail. Words are read out of a text, and out of a PDF in the bounded process; a picture is
kept and not opened. A file that cannot be read is kept as it came: then the reference beside it is all there is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from khabar.adapters.documents import DocumentReader
from khabar.adapters.incoming_mail.filing import file_mail
from khabar.domain.errors import Invalid
from khabar.domain.repair.charsets import decoded
from khabar.domain.replies.mail import Incoming
from khabar.domain.replies.threads import KnownThreads
from khabar.domain.replies.uploads import EMPTY, UNKNOWN_FILE, UNREAD, CameAs, filed_document

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from khabar.domain.replies.filing import Filing
    from khabar.domain.replies.threads import Thread
    from khabar.text import Said

_FIRST: Final = 4096
_PICTURES: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"MM\x00*")
_HEIC: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1"})
_HEAD: Final = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:>?From [^\n]*\r?\n)?((?:[!-9;-~]+:[^\n]*\r?\n|[ \t][^\n]*\r?\n)+)"
)
_STEERING: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_OF_A_MAIL: Final = (
    re.compile(rb"^from:", re.IGNORECASE | re.MULTILINE),
    re.compile(rb"^(?:date|received|message-id|mime-version):", re.IGNORECASE | re.MULTILINE),
)


@dataclass(frozen=True)
class Brought:
    """A file with the reference that was typed beside it, ready to be filed."""

    came_as: CameAs
    document: Incoming
    raw: bytes

    def filed(self, threads: Sequence[Thread]) -> Filing:
        """Say which of these letters it belongs to, and whether it may be filed unseen."""
        known = KnownThreads.of(threads)
        if self.came_as is CameAs.MAIL:
            return file_mail(self.raw, known, typed=self.document.typed)
        return filed_document(self.document, known)


def brought(raw: bytes, typed: str, read: Callable[[bytes], str] | None = None) -> Brought:
    """Look at a file; Invalid (field `answer`) for an empty one, and for one that is no mail, PDF, picture or text.

    `read` gives the words of a PDF; without one it is read in the bounded process.
    """
    came_as = kind_of(raw)
    text, notes = _words(raw, came_as, read or words_of_pdf)
    return Brought(came_as, Incoming(text=text, notes=notes, typed=typed), raw)


def kind_of(raw: bytes) -> CameAs:
    """Say what a file is, by its first bytes alone; its name counts for nothing."""
    first = raw[:_FIRST]
    if not first.strip():
        raise Invalid("answer", EMPTY)
    if first.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-"):
        return CameAs.PDF
    if first.startswith(_PICTURES) or (first[:4] == b"RIFF" and first[8:12] == b"WEBP"):
        return CameAs.PICTURE
    if first[4:8] == b"ftyp" and first[8:12] in _HEIC:
        return CameAs.PICTURE
    head = _HEAD.match(first)
    if head is not None and all(one.search(head.group(1)) for one in _OF_A_MAIL):
        return CameAs.MAIL
    if not _is_text(raw):
        raise Invalid("answer", UNKNOWN_FILE)
    return CameAs.TEXT


def _is_text(raw: bytes) -> bool:
    """Say whether a file can be read as words: no text of a person holds characters that steer machines."""
    text = None if raw.startswith(b"PK\x03\x04") else decoded(raw)
    return text is not None and not _STEERING.search(text.text[:_FIRST])


def words_of_pdf(raw: bytes) -> str:
    """Read the words of a PDF in the bounded process; Invalid for one that cannot be read."""
    return "\n".join(paragraph.text for paragraph in DocumentReader().read(raw).paragraphs)


def _words(raw: bytes, came_as: CameAs, read: Callable[[bytes], str]) -> tuple[str, tuple[Said, ...]]:
    if came_as is CameAs.TEXT:
        text = decoded(raw)
        return (text.text, ()) if text else ("", (UNREAD,))
    if came_as is not CameAs.PDF:
        return "", ()
    try:
        return read(raw), ()
    except Invalid as refused:
        return "", (replace(UNREAD, words=refused.message),)
