"""Ezra sends files: small ones that ask for endless pages, pages full of codes, many at once, and a reader hangs."""

from __future__ import annotations

import io
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import numpy as np
import pikepdf
import pytest
from PIL import Image

import khabar
from khabar.adapters.scan import ScanReader, reader
from khabar.apps.paper.reading import MOST_KEPT_AT_ONCE, MOST_PAGES_AT_ONCE, ReadFile, is_too_much
from khabar.domain.errors import Invalid
from khabar.domain.scans import MOST_KEPT, SENTENCES, Found, ScannedPage, Unreadable
from khabar.domain.sheets import SheetKind, new_sheet_code

if TYPE_CHECKING:
    from khabar.ports import Parts

SOURCE = str(Path(khabar.__file__).parents[1])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(reader, "source_folders", lambda: f"{SOURCE}:{tmp_path}")
    return tmp_path


def instead(folder: Path, body: str, *, seconds: float = 30.0) -> ScanReader:
    """A reader whose process is this body."""
    (folder / "not_ours.py").write_text(
        f"import sys, time\nfrom khabar.adapters.bounded import wire\n{body}\n", "utf-8"
    )
    return ScanReader(seconds_for_a_file=seconds, module="not_ours")


def refusal(read: ScanReader, data: bytes = b"anything") -> str:
    with pytest.raises(Invalid) as refused:
        read.read("photo", data)
    return refused.value.message


def page_with(codes: int, image: bytes, parts: Parts) -> ScannedPage:
    drawn = [new_sheet_code(SheetKind.OFFER, parts.entropy.bytes) for _ in range(codes)]
    return ScannedPage(1, "image/jpeg", image, tuple(Found(one, None, 0, ()) for one in drawn))


@pytest.mark.slow
def test_a_process_that_takes_no_file_is_ended(folder: Path) -> None:
    assert refusal(instead(folder, "time.sleep(600)", seconds=1.0), bytes(4_000_000)) == SENTENCES[Unreadable.TOO_HARD]


@pytest.mark.slow
def test_a_process_that_answers_without_end_does_not_fill_our_memory(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "MOST_KEPT", 3_000_000)
    endless = (
        "wire.received(sys.stdin.buffer)\nsay = sys.stdout.buffer.write\nsay(wire.header(pages=100))\n"
        "for _ in range(100):\n"
        "    say(wire.header(found=[])); say(wire.framed(bytes([255, 216, 255]) + bytes(1_000_000)))"
    )
    assert refusal(instead(folder, endless)) == SENTENCES[Unreadable.TOO_HARD]


@pytest.mark.slow
def test_more_pictures_than_the_machine_can_hold_are_read_one_after_the_other(folder: Path) -> None:
    slow = instead(folder, "wire.received(sys.stdin.buffer)\ntime.sleep(600)", seconds=4.0)
    said: list[str] = []
    busy = [Thread(target=lambda: said.append(refusal(slow))) for _ in range(reader.AT_ONCE)]
    for one in busy:
        one.start()
    assert refusal(instead(folder, "time.sleep(600)", seconds=0.5)) == SENTENCES[Unreadable.BUSY]
    for one in busy:
        one.join()
    assert said == [SENTENCES[Unreadable.TOO_HARD]] * reader.AT_ONCE
    assert refusal(ScanReader(), b"no picture") == SENTENCES[Unreadable.UNKNOWN], "and the places are free again"


@pytest.mark.slow
def test_a_small_pdf_of_many_pages_of_noise_is_refused_before_it_fills_the_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reader, "MOST_KEPT", 5_000_000)
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 256, (1700, 1200), dtype=np.uint8))
    drawn = io.BytesIO()
    noise.save(drawn, "JPEG", quality=60)
    pdf = pikepdf.new()
    name = pikepdf.Name
    image = pikepdf.Stream(
        pdf,
        drawn.getvalue(),
        Type=name.XObject,
        Subtype=name.Image,
        Width=1200,
        Height=1700,
        ColorSpace=name.DeviceGray,
        BitsPerComponent=8,
        Filter=name.DCTDecode,
    )
    image = pdf.make_indirect(image)
    for _ in range(20):
        page = pdf.add_blank_page(page_size=(595, 842))
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=image))
        page.Contents = pdf.make_stream(b"595 0 0 842 0 0 cm /I Do")
    made = io.BytesIO()
    pdf.save(made)
    assert len(made.getvalue()) < 2_000_000
    assert refusal(ScanReader(), made.getvalue()) == SENTENCES[Unreadable.TOO_HARD]


def test_one_sending_has_an_end_in_pages_and_in_room_on_the_disk(parts: Parts) -> None:
    picture = bytes(1_000_000)
    few = ReadFile(b"", (page_with(4, picture, parts),) * 20)
    assert not is_too_much([few]), "twenty photographs of four sheets each"
    assert is_too_much([few, ReadFile(b"", (page_with(0, b"", parts),) * (MOST_PAGES_AT_ONCE - 19))])
    assert is_too_much([ReadFile(b"", (page_with(60, picture, parts),) * 7)]), "seven pictures, kept 420 times"
    assert MOST_KEPT < MOST_KEPT_AT_ONCE


def test_the_limits_are_what_a_house_can_hold() -> None:
    assert reader.AT_ONCE * 600 + reader.AT_ONCE * MOST_KEPT / 1e6 < 2000, "megabytes of a machine with four gigabytes"
