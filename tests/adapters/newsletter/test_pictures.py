from __future__ import annotations

import io
import zlib

import pytest
from PIL import Image

from khabar.adapters.newsletter.pictures import LONGEST_SIDE, cleaned
from khabar.domain.errors import Invalid


def drawn(kind: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **more: object) -> bytes:
    made = io.BytesIO()
    Image.new(mode, size, "red" if mode in {"RGB", "RGBA"} else 1).save(made, kind, **more)
    return made.getvalue()


@pytest.mark.parametrize(
    ("kind", "mode"), [("JPEG", "RGB"), ("JPEG", "L"), ("PNG", "RGBA"), ("PNG", "1"), ("PNG", "P"), ("WEBP", "RGB")]
)
def test_pictures_of_three_kinds_become_jpeg(kind: str, mode: str) -> None:
    made = cleaned(drawn(kind, mode=mode), "a")
    with Image.open(io.BytesIO(made.data)) as opened:
        assert (opened.format, opened.size) == ("JPEG", (60, 40))
    assert (made.width, made.height) == (60, 40)


def test_what_a_camera_hid_in_a_picture_stays_behind() -> None:
    hidden = Image.Exif()
    hidden[0x010F] = "Camera of Darius"
    hidden[0x0112] = 6
    hidden.get_ifd(0x8825)[2] = (35.0, 42.0, 1.0)
    data = drawn(exif=hidden.tobytes(), comment=b"taken at home")
    assert b"Darius" in data
    made = cleaned(data, "a")
    assert b"Darius" not in made.data
    assert b"taken at home" not in made.data
    with Image.open(io.BytesIO(made.data)) as opened:
        assert not opened.getexif()
        assert opened.size == (40, 60), "it was lying on its side and is turned upright"


def test_what_was_transparent_becomes_white() -> None:
    made = io.BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(made, "PNG")
    with Image.open(io.BytesIO(cleaned(made.getvalue(), "a").data)) as opened:
        assert opened.convert("RGB").getpixel((4, 4)) == (255, 255, 255)


def test_a_large_picture_is_made_as_large_as_print_needs() -> None:
    made = cleaned(drawn(size=(4000, 1000)), "a")
    assert (made.width, made.height) == (LONGEST_SIDE, LONGEST_SIDE // 4)


def test_the_same_picture_gives_the_same_bytes() -> None:
    assert cleaned(drawn(), "a") == cleaned(drawn(), "a")


def bomb() -> bytes:
    """Give a PNG of a few bytes that says it is 60,000 points wide and high."""
    header = b"IHDR" + (60_000).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00"
    begun = (13).to_bytes(4, "big") + header + zlib.crc32(header).to_bytes(4, "big")
    return b"\x89PNG\r\n\x1a\n" + begun + (9).to_bytes(4, "big") + b"IDAT" + zlib.compress(b"")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "no picture that can be read"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no picture that can be read"),
        (drawn()[:200], "no picture that can be read"),
        (drawn("GIF"), "no picture that can be read"),
        (bomb(), "too large"),
        (b"\xff" * 40_000_001, "too large"),
        (drawn("PNG", size=(9000, 7000), mode="1"), "too large"),
    ],
)
def test_a_picture_that_cannot_be_read_is_refused_where_it_is_declared(data: bytes, told: str) -> None:
    with pytest.raises(Invalid, match=told) as refused:
        cleaned(data, "ISSUE.toml:12")
    assert refused.value.field == "ISSUE.toml:12"
