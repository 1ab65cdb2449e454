"""Codes, halves, rotation, corners and ticks are read from every kind of file, and nothing else comes along."""

from __future__ import annotations

import io
import math
from random import Random

import pytest
import segno
from PIL import Image

from adapters.scan import hostile
from adapters.scan.photographs import Condition, photograph, written
from adapters.scan.sheets_drawn import (
    DOTS_PER_MM,
    LEFT_TO_RIGHT,
    RIGHT_TO_LEFT,
    TICKED,
    Drawn,
    Mark,
    drawn_sheet,
    symbol,
)
from khabar.adapters.scan import ScanReader
from khabar.adapters.scan.codes import codes_on
from khabar.adapters.scan.sheets_seen import seen_page
from khabar.domain.scans import LONGEST_SIDE
from khabar.domain.sheets import GEOMETRY, Half, SheetKind, is_sheet_code, new_sheet_code

EASY = Condition(longest=1800, noise=6, blur=0.4, quality=85)
MARKS = (Mark.NOTHING, Mark.TICK, Mark.CROSS, Mark.NOTHING, Mark.BLOB)
HEIC_CODE = "992045099586742918894914376"


def chance(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - drawings for a test, from a seed


def code(seed: int, kind: SheetKind = SheetKind.OFFER) -> str:
    return new_sheet_code(kind, chance(seed).randbytes)


def upright(seed: int, reading: int = LEFT_TO_RIGHT) -> Image.Image:
    return drawn_sheet(Drawn(code(seed), MARKS, reading), chance(seed)).picture


def saved(picture: Image.Image, kind: str, **said: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **said)
    return out.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize("reading", [LEFT_TO_RIGHT, RIGHT_TO_LEFT])
@pytest.mark.parametrize("rotation", [0, 45, 90, 133, 180, 270, 341])
def test_a_sheet_is_read_at_any_rotation_with_its_ticks(rotation: int, reading: int) -> None:
    drawn = Drawn(code(rotation), MARKS, reading)
    data = photograph([drawn_sheet(drawn, chance(1))], rotation, Condition(**{**vars(EASY), "rotation": rotation}))
    (page,) = ScanReader().read("photo", data)
    (found,) = page.found
    assert found.code == drawn.code
    assert abs((found.rotation - rotation + 180) % 360 - 180) <= 2
    assert [tick.box for tick in found.ticks] == [1, 2, 3, 4, 5]
    assert [tick.ticked for tick in found.ticks] == [mark in TICKED for mark in MARKS]


@pytest.mark.slow
def test_the_corners_are_those_of_the_symbol_in_the_picture_that_is_kept() -> None:
    (page,) = ScanReader().read("scan", saved(upright(1), "PNG"))
    kept = Image.open(io.BytesIO(page.image))
    scale = kept.width / (210 * DOTS_PER_MM)
    left, top = 150 * DOTS_PER_MM * scale, 30 * DOTS_PER_MM * scale
    side = GEOMETRY.symbol * DOTS_PER_MM * scale
    wanted = [(left, top), (left + side, top), (left + side, top + side), (left, top + side)]
    assert all(math.dist(corner, place) < 2 for corner, place in zip(page.found[0].box, wanted, strict=True))


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "half"), [("message", Half.MESSAGE), ("reply", Half.REPLY), ("offer", None)])
def test_the_half_of_a_message_form_is_told_by_its_code(kind: str, half: Half | None) -> None:
    drawn = Drawn(code(3, SheetKind(kind)))
    (page,) = ScanReader().read("scan", saved(drawn_sheet(drawn, chance(1)).picture, "PNG"))
    assert [one.half for one in page.found] == [half]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "mode", "said"),
    [
        ("JPEG", "L", {}),
        ("JPEG", "CMYK", {}),
        ("JPEG", "RGB", {"progressive": True}),
        ("MPO", "RGB", {"save_all": True, "append_images": [Image.new("RGB", (99, 99))]}),
        ("PNG", "1", {}),
        ("PNG", "P", {}),
        ("PNG", "RGBA", {}),
        ("PNG", "I;16", {}),
        ("WEBP", "RGB", {"quality": 60}),
        ("TIFF", "1", {"compression": "group4"}),
        ("TIFF", "RGB", {"compression": "jpeg"}),
        ("TIFF", "L", {"compression": "tiff_lzw"}),
        ("PDF", "RGB", {}),
    ],
)
def test_every_kind_of_file_that_telephones_and_scanners_make_is_read(kind: str, mode: str, said: object) -> None:
    picture = upright(4, RIGHT_TO_LEFT).reduce(2)
    if mode == "I;16":
        picture = picture.convert("I").point(lambda value: value * 256)
    (page,) = ScanReader().read("a file", saved(picture.convert(mode), kind, **said))  # type: ignore[arg-type]  # keyword arguments of Pillow
    assert [one.code for one in page.found] == [code(4)]
    assert [tick.ticked for tick in page.found[0].ticks] == [mark in TICKED for mark in MARKS]


@pytest.mark.slow
def test_a_heic_photograph_is_turned_as_it_was_held_and_tells_nothing_else() -> None:
    (page,) = ScanReader().read("photo.heic", hostile.HEIC.read_bytes())
    assert [(one.code, one.rotation, one.half) for one in page.found] == [(HEIC_CODE, 100, Half.REPLY)]
    assert [tick.ticked for tick in page.found[0].ticks] == [False, True, True]
    assert b"Invented maker" in hostile.HEIC.read_bytes()
    assert b"Invented maker" not in page.image


@pytest.mark.slow
@pytest.mark.parametrize(("orientation", "rotation"), [(1, 0), (3, 180), (6, 90), (8, 270)])
def test_a_photograph_is_turned_as_the_telephone_was_held(orientation: int, rotation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    for kind in ("JPEG", "PNG", "WEBP", "TIFF"):
        (page,) = ScanReader().read("photo", saved(upright(5).reduce(2), kind, exif=exif))
        assert [one.rotation for one in page.found] == [rotation]


@pytest.mark.slow
def test_nothing_that_came_with_a_picture_is_kept_but_its_pixels() -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x9286] = "Secret maker", "Secret words"
    exif.get_ifd(0x8825).update({1: "N", 2: (1.0, 2.0, 3.0)})
    data = saved(
        upright(6).reduce(2), "JPEG", exif=exif, comment=b"Secret comment", icc_profile=b"Secret profile", xmp=b"Secret"
    )
    assert b"Secret" in data
    (page,) = ScanReader().read("photo", data)
    kept = Image.open(io.BytesIO(page.image))
    kept.load()
    assert b"Secret" not in page.image
    assert not kept.getexif()
    assert set(kept.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.slow
def test_a_large_picture_is_kept_smaller() -> None:
    (page,) = ScanReader().read("photo", saved(upright(7).resize((5000, 7000)), "JPEG"))
    assert max(Image.open(io.BytesIO(page.image)).size) == LONGEST_SIDE
    assert [one.code for one in page.found] == [code(7)]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["PDF", "TIFF"])
def test_a_scan_of_several_pages_gives_each_page_with_its_own_codes(kind: str) -> None:
    pages = [upright(seed).reduce(2) for seed in (10, 11)]
    empty = Image.new("RGB", pages[0].size, "white")
    data = saved(pages[0], kind, save_all=True, append_images=[empty, pages[1]])
    read = ScanReader().read("scan", data)
    assert [page.number for page in read] == [1, 2, 3]
    assert [[one.code for one in page.found] for page in read] == [[code(10)], [], [code(11)]]


def test_a_mirrored_photograph_is_read_with_its_boxes_on_the_right_side() -> None:
    page = seen_page(upright(12).transpose(Image.Transpose.FLIP_LEFT_RIGHT).reduce(2))
    (found,) = page.found
    assert found["code"] == code(12)
    assert found["ticks"]
    assert [tick["ticked"] for tick in found["ticks"]] == [mark in TICKED for mark in MARKS]  # type: ignore[attr-defined]  # plain values


def test_two_copies_of_one_sheet_in_a_picture_are_two() -> None:
    one = upright(13).reduce(2)
    both = Image.new("RGB", (one.width * 2, one.height), "white")
    both.paste(one, (0, 0))
    both.paste(one, (one.width, 0))
    assert [seen.code for seen in codes_on(both.convert("L"))] == [code(13)] * 2


def foreign(content: str, **said: object) -> Image.Image:
    out = io.BytesIO()
    segno.make(content, **said).save(out, kind="png", scale=8, border=6)  # type: ignore[arg-type]  # keyword arguments of segno
    return Image.open(out).convert("L")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("HTTPS://EXAMPLE.ORG/SHEET", {"micro": False}),
        ("1234567890" * 2, {"micro": False}),
        (code(20)[:26], {"error": "q", "version": 1}),
        (code(20)[:26] + str((int(code(20)[26]) + 1) % 10), {"error": "q", "version": 1}),
        (code(20), {"error": "l", "version": 1, "boost_error": False}),
        (code(20), {"error": "q", "version": 2}),
        ("sheet " + code(20), {"micro": False}),
        ("12345", {"micro": True}),
        ("۱۲۳۴۵۶۷", {"micro": False}),
    ],
)
def test_a_foreign_code_is_never_taken(content: str, said: dict[str, object]) -> None:
    assert codes_on(foreign(content, **said)) == ()


def test_a_damaged_symbol_gives_its_own_code_or_none() -> None:
    read = 0
    for seed in range(60):
        covered = 0.01 + seed / 60 * 0.2
        picture = drawn_sheet(Drawn(code(seed), covered=covered), chance(seed)).picture.convert("L").reduce(2)
        codes = [seen.code for seen in codes_on(picture.crop((500, 50, 840, 300)))]
        assert codes in ([code(seed)], [])
        read += bool(codes)
    assert 10 < read < 60


def test_noise_and_text_hold_no_code() -> None:
    picture = Image.effect_noise((900, 900), 90)
    assert codes_on(picture) == ()


def test_a_symbol_is_found_whatever_its_mask() -> None:
    for seed in range(30, 38):
        sheet = Image.new("L", (400, 400), "white")
        sheet.paste(symbol(code(seed)), (90, 90))
        assert [seen.code for seen in codes_on(sheet)] == [code(seed)]
        assert is_sheet_code(code(seed))


def test_the_same_seed_gives_the_same_photograph() -> None:
    one, other = (photograph([drawn_sheet(Drawn(code(1)), chance(1))], 5, EASY) for _ in range(2))
    assert one == other
    assert written(Image.new("L", (9, 9)), EASY)
