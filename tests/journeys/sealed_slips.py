"""Slips from the printer of a running installation: what stands outside, and what its family finds inside."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2

from journeys.story import Slip

if TYPE_CHECKING:
    from pathlib import Path

    from journeys.installation import Installation

_OUTER, _CODE, _PIN = 10, 12, 6


@dataclass(frozen=True)
class SealedSlip:
    """One slip: the number that everybody sees, and what only opening it shows."""

    outer: str
    inside: Slip


def printed_slips(inst: Installation, folder: Path, count: int) -> list[SealedSlip]:
    """Make stock at the shell, and read the paper."""
    out = folder / "slips.pdf"
    told = inst.khabar("paper", "stock", "--count", str(count), "--language", "en", "--out", str(out))
    slips = [_read(page) for page in pypdfium2.PdfDocument(out.read_bytes())]
    assert not any(digits in told.stdout + told.stderr for one in slips for digits in (one.inside.code, one.inside.pin))
    out.unlink()
    return slips


def _read(page: pypdfium2.PdfPage) -> SealedSlip:
    lines = page.get_textpage().get_text_bounded().splitlines()
    by_length = {len(run): run for line in lines if re.fullmatch(r"[\d ]+", line) and (run := line.replace(" ", ""))}
    return SealedSlip(by_length[_OUTER], Slip(by_length[_CODE], by_length[_PIN]))
