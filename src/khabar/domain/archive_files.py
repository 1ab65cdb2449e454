"""What the archive takes in: kinds of files, how large they may be, and why one is not taken.

Plain values; nothing here opens a file.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from khabar.domain.errors import Invalid

if TYPE_CHECKING:
    from khabar.domain.repair.repairing import Paragraph

MOST_BYTES: Final = 40_000_000
"""Bytes of one file."""
MOST_PAGES: Final = 2_500
"""Pages of one PDF; a longer one is refused whole, so that nobody believes all of it was read."""
MOST_WORDS_ON_A_PAGE: Final = 12_000
"""Words on one page; the densest newspaper has fewer."""
MOST_LETTERS: Final = 30_000_000
"""Letters of one file."""
MOST_BLOCKS: Final = 300_000
"""Paragraphs of one file that knows its paragraphs."""
MOST_UNPACKED: Final = 200_000_000
"""Bytes that a packed file may unfold to."""


class FileKind(StrEnum):
    """The kinds of files the archive reads."""

    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"
    TEXT = "text"


class Untaken(StrEnum):
    """Why a file was not taken. Nothing of such a file is kept."""

    EMPTY = "empty"
    UNKNOWN = "unknown"
    OLD_WORD = "old word"
    DAMAGED = "damaged"
    LOCKED = "locked"
    TOO_MANY_BYTES = "too many bytes"
    TOO_MANY_PAGES = "too many pages"
    TOO_LONG = "too long"
    UNFOLDS = "unfolds"
    NO_PAGES = "no pages"
    TOO_HARD = "too hard"
    BUSY = "busy"


SENTENCES: Final[dict[Untaken, str]] = {
    Untaken.EMPTY: "This file is empty. Please choose the document again.",
    Untaken.UNKNOWN: "This is no document that we can read. "
    "Please send a PDF, a Word file (DOCX), a web page or a text.",
    Untaken.OLD_WORD: "This is a Word file of the old kind (DOC). Please save it as DOCX or PDF and send it again.",
    Untaken.DAMAGED: "This document is damaged or cut off. Please send it again.",
    Untaken.LOCKED: "This document is locked with a password. Please save it without one and send it again.",
    Untaken.TOO_MANY_BYTES: "This document is larger than 40 megabytes. Please send it in parts.",
    Untaken.TOO_MANY_PAGES: "This document has more than 2,500 pages and was not taken. Please send it in parts.",
    Untaken.TOO_LONG: "This document holds more text than one file may. Please send it in parts.",
    Untaken.UNFOLDS: "This file unfolds to far more than it is, as no honest document does. It was not opened.",
    Untaken.NO_PAGES: "There is no page in this document. Please save it anew and send it again.",
    Untaken.TOO_HARD: "This document asks for more time or memory than one file may have. Please send it in parts.",
    Untaken.BUSY: "Other documents are being read at this moment. Please send this one again in a few minutes.",
}
"""One sentence for each reason, for the person who sent the file."""


def untaken(why: Untaken) -> Invalid:
    """Give the error for a file that was not taken."""
    return Invalid("document", SENTENCES[why])


def why_of(problem: Invalid) -> Untaken | None:
    """Give the reason for which a file was not taken; None where the error speaks of something else."""
    return next((why for why, sentence in SENTENCES.items() if sentence == problem.message), None)


@dataclass(frozen=True, slots=True)
class Origin:
    """What is known of a file before it is read: its SHA-256 in hexadecimal, its length in bytes, what it is.

    `charset` is how a text was decoded, empty where the file says nothing of it; `guessed`: no mark or rule said so.
    """

    sha256: str
    length: int
    kind: FileKind
    charset: str = ""
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document as read: what it is, and its paragraphs in reading order; what is set apart stands behind the text."""

    origin: Origin
    paragraphs: tuple[Paragraph, ...]
