"""Files that must not be taken, each with the reason a person is told. All are made here, from nothing.

Some are mistakes, some are attacks; the reader must not care which.
"""

from __future__ import annotations

import functools
import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
from PIL import Image

from khabar.domain.scans import MOST_BYTES, Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

HEIC = Path(__file__).with_name("held_on_its_side.heic")
_SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'


def picture(kind: str, size: tuple[int, int] = (640, 480), mode: str = "RGB", **said: object) -> bytes:
    """A picture with nothing on it."""
    out = io.BytesIO()
    Image.new(mode, size, "white").save(out, kind, **said)
    return out.getvalue()


def pdf(pages: int = 1, box: tuple[float, ...] = (0, 0, 595, 842), content: bytes = b"") -> bytes:
    """A PDF whose pages share one content."""
    made, out = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        page = pikepdf.Dictionary(Type=pikepdf.Name.Page, MediaBox=list(box), Contents=made.make_stream(content))
        made.pages.append(pikepdf.Page(made.make_indirect(page)))
    made.save(out)
    return out.getvalue()


def _moving(kind: str) -> bytes:
    frames = [Image.new("RGB", (64, 64), colour) for colour in ("white", "red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=100)
    return out.getvalue()


def _locked_pdf() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as made:
        made.save(out, encryption=pikepdf.Encryption(owner="one", user="two"))
    return out.getvalue()


def _archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("scan.pdf", pdf())
    return out.getvalue()


def _half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _lying_jpeg(size: tuple[int, int]) -> bytes:
    """A small JPEG whose header speaks of another size."""
    data = bytearray(picture("JPEG"))
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", size[1], size[0])
    return bytes(data)


def png(size: tuple[int, int], *, rows: bytes, before: tuple[tuple[bytes, bytes], ...] = ()) -> bytes:
    """A PNG, grey, one bit, whose pixels are as given; its header may lie."""
    head = struct.pack(">IIBBBBB", *size, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), *before, (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )


def _webp_head(size: tuple[int, int]) -> bytes:
    sides = b"".join((side - 1).to_bytes(3, "little") for side in size)
    return b"RIFF" + struct.pack("<I", 22) + b"WEBPVP8X" + struct.pack("<I", 10) + bytes(4) + sides


def _text_bomb() -> bytes:
    return png((8, 8), rows=b"\x00\xff" * 8, before=((b"zTXt", b"a\x00\x00" + zlib.compress(bytes(80_000_000), 9)),))


def _turning_tiff() -> bytes:
    """A TIFF whose second page points back at the first."""
    data = bytearray(picture("TIFF", (32, 32), "L"))
    at = struct.unpack_from("<I", data, 4)[0]
    entries = struct.unpack_from("<H", data, at)[0]
    struct.pack_into("<I", data, at + 2 + entries * 12, at)
    return bytes(data)


def _tiff(pages: int) -> bytes:
    page, out = Image.new("1", (16, 16)), io.BytesIO()
    page.save(out, "TIFF", save_all=True, append_images=[page] * (pages - 1))
    return out.getvalue()


def pdf_with_an_image(size: tuple[int, int], stream: bytes) -> bytes:
    """A PDF with one picture whose size may have nothing to do with its bytes."""
    made, out = pikepdf.new(), io.BytesIO()
    image = made.make_stream(b"")
    image.write(stream, filter=pikepdf.Name.FlateDecode)
    image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    image.Width, image.Height = size
    image.ColorSpace, image.BitsPerComponent = pikepdf.Name.DeviceRGB, 8
    page = pikepdf.Dictionary(Type=pikepdf.Name.Page, MediaBox=[0, 0, 595, 842])
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=image))
    page.Contents = made.make_stream(b"q 595 0 0 842 0 0 cm /I Do Q")
    made.pages.append(pikepdf.Page(made.make_indirect(page)))
    made.save(out)
    return out.getvalue()


MAKERS: dict[str, tuple[Callable[[], bytes], Unreadable]] = {
    "an empty file": (bytes, Unreadable.EMPTY),
    "a file of 41 megabytes": (functools.partial(bytes, MOST_BYTES + 1), Unreadable.TOO_MANY_BYTES),
    "a text": (lambda: "متن ساده\n".encode() * 50, Unreadable.UNKNOWN),
    "an SVG": (lambda: _SVG, Unreadable.UNKNOWN),
    "an archive with a PDF name": (_archive, Unreadable.UNKNOWN),
    "a film": (lambda: b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2" + bytes(99), Unreadable.UNKNOWN),
    "a BMP": (lambda: picture("BMP"), Unreadable.UNKNOWN),
    "a GIF": (lambda: picture("GIF", mode="L"), Unreadable.UNKNOWN),
    "a moving GIF": (lambda: _moving("GIF"), Unreadable.UNKNOWN),
    "a moving WebP": (lambda: _moving("WEBP"), Unreadable.MOVING),
    "a moving PNG": (lambda: _moving("PNG"), Unreadable.MOVING),
    "a locked PDF": (_locked_pdf, Unreadable.LOCKED),
    "half a PDF": (lambda: _half(pdf(20)), Unreadable.DAMAGED),
    "a PDF without its last line": (lambda: pdf(3)[:-10], Unreadable.DAMAGED),
    "a PDF of 200 pages": (lambda: pdf(200), Unreadable.TOO_MANY_PAGES),
    "a PDF without pages": (lambda: pdf(0), Unreadable.DAMAGED),
    "a PDF with one giant page": (lambda: pdf(box=(0, 0, 900_000, 900_000)), Unreadable.TOO_WIDE),
    "a PDF with a page like a thread": (lambda: pdf(box=(0, 0, 1, 9_000)), Unreadable.TOO_WIDE),
    "half a JPEG": (lambda: _half(picture("JPEG")), Unreadable.DAMAGED),
    "half a PNG": (lambda: _half(picture("PNG")), Unreadable.DAMAGED),
    "half a WebP": (lambda: _half(picture("WEBP")), Unreadable.DAMAGED),
    "half a TIFF": (lambda: _half(picture("TIFF")), Unreadable.DAMAGED),
    "half a HEIC": (lambda: _half(HEIC.read_bytes()), Unreadable.DAMAGED),
    "the head of a HEIC": (lambda: HEIC.read_bytes()[:40] + bytes(400), Unreadable.DAMAGED),
    "a JPEG with a lying header": (lambda: _lying_jpeg((4000, 3000)), Unreadable.DAMAGED),
    "a JPEG that says 400 megapixels": (lambda: _lying_jpeg((20_000, 20_000)), Unreadable.TOO_MANY_PIXELS),
    "a picture of 100 megapixels": (lambda: picture("PNG", (10_000, 10_000), "1"), Unreadable.TOO_MANY_PIXELS),
    "a WebP that says 65 megapixels": (lambda: _webp_head((8_100, 8_100)), Unreadable.TOO_MANY_PIXELS),
    "a TIFF of 100 megapixels": (
        lambda: picture("TIFF", (10_000, 10_000), "1", compression="group4"),
        Unreadable.TOO_MANY_PIXELS,
    ),
    "a PNG whose text unfolds": (_text_bomb, Unreadable.DAMAGED),
    "a PNG that says three billion pixels": (lambda: png((60_000, 60_000), rows=b""), Unreadable.TOO_MANY_PIXELS),
    "a PNG without pixels": (lambda: png((500, 500), rows=b""), Unreadable.DAMAGED),
    "a TIFF of 101 pages": (lambda: _tiff(101), Unreadable.TOO_MANY_PAGES),
}
