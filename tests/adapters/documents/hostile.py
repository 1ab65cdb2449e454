"""Files that must not be taken, and files that must be read without what they hide; all made here, from nothing."""

from __future__ import annotations

import functools
import io
import zipfile
from typing import TYPE_CHECKING

import docx
import pikepdf

from khabar.domain.archive_files import MOST_BYTES, MOST_PAGES, Untaken

if TYPE_CHECKING:
    from collections.abc import Callable

_TEXT = b"BT /F 12 Tf 72 700 Td (%s) Tj ET"


def pdf(pages: int = 1, content: bytes = _TEXT % b"A letter", *, rotate: int = 0) -> bytes:
    """A PDF whose pages share one content and one of the fonts every reader has."""
    made, out = pikepdf.new(), io.BytesIO()
    font = made.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    )
    stream = made.make_stream(content)
    for _ in range(pages):
        page = pikepdf.Dictionary(Type=pikepdf.Name.Page, MediaBox=[0, 0, 595, 842], Contents=stream, Rotate=rotate)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        made.pages.append(pikepdf.Page(made.make_indirect(page)))
    made.save(out)
    return out.getvalue()


def locked_pdf() -> bytes:
    """A PDF with a password."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as made:
        made.save(out, encryption=pikepdf.Encryption(owner="one", user="two"))
    return out.getvalue()


def pdf_for_readers_only() -> bytes:
    """A PDF that anybody may read, and nobody without a password may change."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as made:
        made.save(out, encryption=pikepdf.Encryption(owner="one", user=""))
    return out.getvalue()


def word_file(*paragraphs: str) -> bytes:
    """A Word file of these paragraphs."""
    made, out = docx.Document(), io.BytesIO()
    for text in paragraphs:
        made.add_paragraph(text)
    made.save(out)
    return out.getvalue()


def packed(parts: dict[str, bytes], *, level: int = 9) -> bytes:
    """A ZIP file of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """A ZIP file with one of its parts written anew."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    return packed(parts | {name: content})


def _bomb() -> bytes:
    return with_part(word_file("x"), "word/media/image1.png", bytes(30_000_000))


def _many_bombs() -> bytes:
    return packed({"word/document.xml": b"<x/>"} | {f"word/{at}.xml": bytes(4_900_000) for at in range(45)}, level=1)


def _crowd() -> bytes:
    return packed({"word/document.xml": b"<x/>"} | {f"word/{at}": b"" for at in range(5_100)})


def _locked_zip() -> bytes:
    data = bytearray(packed({"word/document.xml": b"<x/>"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    data[6] |= 1
    return bytes(data)


_LAUGHS = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 10))
LAUGHING_XML = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{_LAUGHS}]>'


def laughing_word_file() -> bytes:
    """A Word file whose text is an entity that unfolds a billion times."""
    body = (
        f'{LAUGHING_XML}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>before &l9; behind</w:t></w:r></w:p></w:body></w:document>"
    )
    return with_part(word_file("x"), "word/document.xml", body.encode())


MAKERS: dict[str, tuple[Callable[[], bytes], Untaken]] = {
    "an empty file": (bytes, Untaken.EMPTY),
    "a file of 41 megabytes": (functools.partial(bytes, MOST_BYTES + 1), Untaken.TOO_MANY_BYTES),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(99), Untaken.UNKNOWN),
    "a film": (lambda: b"\x00\x00\x00\x18ftypisom" + bytes(99), Untaken.UNKNOWN),
    "bytes that are no text": (lambda: bytes(range(1, 32)) * 99, Untaken.UNKNOWN),
    "a ZIP of something else": (lambda: packed({"a.txt": b"text"}), Untaken.UNKNOWN),
    "an XML that is no page": (lambda: b'<?xml version="1.0"?><feed><entry>text</entry></feed>', Untaken.UNKNOWN),
    "rich text": (lambda: b"{\\rtf1 text}", Untaken.UNKNOWN),
    "a Word file of the old kind": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(999), Untaken.OLD_WORD),
    "a locked Word file": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        Untaken.LOCKED,
    ),
    "a Word file with locked parts": (_locked_zip, Untaken.LOCKED),
    "half a Word file": (lambda: word_file("text")[: len(word_file("text")) // 2], Untaken.DAMAGED),
    "a Word file without its parts": (lambda: packed({"word/document.xml": b"<x/>"}), Untaken.DAMAGED),
    "a Word file with a broken part": (lambda: with_part(word_file("x"), "word/document.xml", b"<w:"), Untaken.DAMAGED),
    "a Word file that unfolds": (_bomb, Untaken.UNFOLDS),
    "a Word file of many parts that unfold": (_many_bombs, Untaken.UNFOLDS),
    "a Word file of thousands of parts": (_crowd, Untaken.UNFOLDS),
    "a locked PDF": (locked_pdf, Untaken.LOCKED),
    "half a PDF": (lambda: pdf(20)[: len(pdf(20)) // 2], Untaken.DAMAGED),
    "a PDF without its last line": (lambda: pdf(3)[:-10], Untaken.DAMAGED),
    "a PDF that is only a beginning": (lambda: b"%PDF-1.7\n" + bytes(999), Untaken.DAMAGED),
    "a PDF of too many pages": (lambda: pdf(MOST_PAGES + 1), Untaken.TOO_MANY_PAGES),
    "a page of too many letters": (
        lambda: pdf(content=b"BT /F 1 Tf " + b"(aaaaaaaaaa) Tj " * 21_000 + b"ET"),
        Untaken.TOO_HARD,
    ),
    "a web page nested without end": (lambda: b"<html>" + b"<div>" * 5_000 + b"text", Untaken.TOO_HARD),
}
