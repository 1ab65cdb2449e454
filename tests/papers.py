"""Pictures for tests of what becomes of paper: a file that says itself what a machine would see in it.

`SpelledOut` takes the place of the real reader where a test is about the tray and not about reading; it refuses what
is not such a file, as the real one refuses what is no picture. Real paper is in tests/journeys and tests/adapters.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from khabar.domain.errors import Invalid
from khabar.domain.scans import Found, ScannedPage, Tick
from khabar.domain.sheets import half_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from khabar.ports import Parts

NOT_A_PICTURE = "This is not a photograph, scan or PDF that we can read."
CANARY = "written by hand: Darius Ahmadi lives by the mill"


@dataclass(frozen=True)
class Seen:
    """One sheet in a picture: its digits, the boxes with ink, how the sheet is turned."""

    code: str
    inked: tuple[int, ...] = ()
    boxes: int = 4
    rotation: int = 0


class SpelledOut:
    """A reader for files made by `picture`."""

    def read(self, name: str, data: bytes) -> tuple[ScannedPage, ...]:
        del name
        try:
            pages = json.loads(data)["pages"]
        except (ValueError, KeyError, TypeError):
            raise Invalid("scan", NOT_A_PICTURE) from None
        return tuple(_page(number, page) for number, page in enumerate(pages, start=1))


def picture(*sheets: Seen | str, note: str = CANARY) -> bytes:
    """A file of one page on which these sheets lie; `note` is what is written by hand."""
    return scan([*sheets], note=note)


def scan(*pages: Sequence[Seen | str], note: str = CANARY) -> bytes:
    """A file of several pages."""
    spelled = [[_spelled(one) for one in page] for page in pages]
    return json.dumps({"pages": [{"sheets": page, "note": note} for page in spelled]}).encode()


def with_spelled_pictures(parts: Parts) -> Parts:
    """The same parts, reading files made here."""
    return replace(parts, reader=SpelledOut())


def _spelled(sheet: Seen | str) -> dict[str, object]:
    one = sheet if isinstance(sheet, Seen) else Seen(sheet)
    return {"code": one.code, "inked": list(one.inked), "boxes": one.boxes, "rotation": one.rotation}


def _page(number: int, page: dict[str, object]) -> ScannedPage:
    sheets = page["sheets"]
    assert isinstance(sheets, list)
    found = tuple(_found(one) for one in sheets)
    return ScannedPage(number, "image/jpeg", f"\xff\xd8 {page['note']}".encode(), found)


def _found(sheet: dict[str, object]) -> Found:
    code, inked, boxes, rotation = (sheet[name] for name in ("code", "inked", "boxes", "rotation"))
    assert isinstance(code, str)
    assert isinstance(inked, list)
    assert isinstance(boxes, int)
    assert isinstance(rotation, int)
    ticks = tuple(Tick(box, box in inked, 0.3 if box in inked else 0.01) for box in range(1, boxes + 1))
    return Found(code, half_of(code), rotation, ((1, 1), (9, 1), (9, 9), (1, 9)), ticks)
