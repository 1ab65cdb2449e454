"""What a document is, by its first bytes alone; its name and what a browser says of it count for nothing."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

from khabar.adapters.documents.failing import Failing
from khabar.domain.archive_files import FileKind, Untaken

_FIRST: Final = 1024
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED_OFFICE: Final = "EncryptedPackage".encode("utf-16-le")
_OTHERS: Final = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"RIFF", b"\x1f\x8b", b"BZh", b"\xfd7zXZ",
    b"7z\xbc\xaf", b"Rar!", b"\x7fELF", b"MZ", b"{\\rtf", b"%!PS", b"SQLite format 3",
)  # fmt: skip
"""How pictures, archives, programs and others begin that might pass for text."""
_PAGE: Final = re.compile(r"<(?:!doctype\s+html|html|head|body|article|p|div|h1|table|span|br)\b", re.IGNORECASE)
_MARKUP: Final = re.compile(r"\s*<[!?a-z]", re.IGNORECASE)
_BODY: Final = "word/document.xml"


def kind_of(data: bytes) -> FileKind:
    """Say what a document is; Failing for what is none."""
    first = data[:_FIRST]
    if first.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-"):
        return FileKind.PDF
    if first.startswith(b"PK\x03\x04"):
        return _packed(data)
    if first.startswith(_OLD_OFFICE):
        raise Failing(Untaken.LOCKED if _LOCKED_OFFICE in data else Untaken.OLD_WORD)
    if first.startswith(_OTHERS) or first[4:8] == b"ftyp":
        raise Failing(Untaken.UNKNOWN)
    return _written(first)


def _packed(data: bytes) -> FileKind:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        names = set(packed.namelist())
    if _BODY not in names and not any(name.startswith("word/document") for name in names):
        raise Failing(Untaken.UNKNOWN)
    return FileKind.DOCX


def _written(first: bytes) -> FileKind:
    plain = first.replace(b"\x00", b"").decode("latin-1").removeprefix("ÿþ").removeprefix("þÿ").removeprefix("ï»¿")
    if not _MARKUP.match(plain):
        return FileKind.TEXT
    if _PAGE.search(plain):
        return FileKind.HTML
    if plain.lstrip().casefold().startswith("<?xml"):
        raise Failing(Untaken.UNKNOWN)
    return FileKind.TEXT
