"""Bad photographs of every form are all read, none for another, and a second reader agrees.

Bad means: turned by any angle, blur 0.8, noise of sigma 25, JPEG 60, light falling off, a slanted view, and three
sheets in one picture of 4000 pixels. `./run bench reading` asks the same of forty of each form, and of worse.
"""

from __future__ import annotations

import io
from random import Random
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest
from PIL import Image

from adapters.scan.photographs import Condition, photograph
from adapters.scan.sheets_drawn import LEFT_TO_RIGHT, RIGHT_TO_LEFT, TICKED, Drawn, Mark, drawn_sheet
from adapters.scan.sheets_printed import FORMS, code_of, codes_of, forms, printed
from khabar.adapters.scan import ScanReader, kinds
from khabar.adapters.scan.sheets_seen import seen_page
from khabar.domain.documents import Look
from khabar.domain.sheets import SheetKind

if TYPE_CHECKING:
    from adapters.scan.photographs import Sheet

TRIALS = 9
SHEETS_IN_A_PICTURE = 3
LANGUAGES = ("en", "fa")
CERTAIN = (Mark.NOTHING, Mark.TICK, Mark.CROSS, Mark.BLOB)


def chance(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - drawings for a test, from a seed


def bad(seed: int, *, colour: bool = False) -> Condition:
    return Condition(rotation=chance(seed).uniform(0, 360), colour=colour)


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_all_bad_photographs_of_each_form_are_read(form: str) -> None:
    sheets: list[tuple[Sheet, set[str]]] = []
    for trial in range(TRIALS):
        document = forms(chance(trial))[form]
        sheets.append((printed(document, Look((LANGUAGES[trial % 2],))), codes_of(document)))
    for number in range(-(-TRIALS // SHEETS_IN_A_PICTURE)):
        few = sheets[number * SHEETS_IN_A_PICTURE : (number + 1) * SHEETS_IN_A_PICTURE]
        data = photograph([sheet for sheet, _ in few], number, bad(number))
        pages = [seen_page(picture) for picture in kinds.opened(data).pictures()]
        read = {str(found["code"]) for page in pages for found in page.found}
        assert read == set.union(*(codes for _, codes in few))


@pytest.mark.slow
def test_a_second_reader_agrees_where_it_reads_at_all() -> None:
    agreed = 0
    for seed in range(4):
        code = code_of(SheetKind.OFFER, chance(seed))
        sheet = drawn_sheet(Drawn(code), chance(seed))
        data = photograph([sheet], seed, Condition(longest=2000, rotation=bad(seed).rotation, colour=False))
        (page,) = ScanReader().read("photo", data)
        grey = np.asarray(Image.open(io.BytesIO(data)).convert("L"))
        _, theirs, _, _ = cv2.QRCodeDetector().detectAndDecodeMulti(grey)
        assert [found.code for found in page.found] == [code]
        assert set(theirs) <= {code, ""}
        agreed += code in theirs
    assert agreed >= 2


@pytest.mark.slow
@pytest.mark.parametrize("reading", [LEFT_TO_RIGHT, RIGHT_TO_LEFT])
def test_boxes_on_bad_photographs_are_told_marked_from_empty(reading: int) -> None:
    random, wrong, boxes = chance(reading), 0, 0
    for seed in range(2):
        drawn = [
            Drawn(code_of(SheetKind.OFFER, random), tuple(random.choice(CERTAIN) for _ in range(6)), reading)
            for _ in range(SHEETS_IN_A_PICTURE)
        ]
        data = photograph([drawn_sheet(one, random) for one in drawn], seed, bad(seed, colour=seed == 0))
        (page,) = ScanReader().read("photo", data)
        said = {found.code: [tick.ticked for tick in found.ticks] for found in page.found}
        for one in drawn:
            truth = [mark in TICKED for mark in one.marks]
            assert len(said[one.code]) == len(truth)
            wrong += sum(a != b for a, b in zip(said[one.code], truth, strict=True))
            boxes += len(truth)
    assert boxes == 36
    assert wrong == 0


@pytest.mark.slow
def test_a_rubbed_or_crossed_out_box_shows_its_ink_to_the_person_who_decides() -> None:
    marks = (Mark.NOTHING, Mark.RUBBED, Mark.CROSSED_OUT)
    sheet = drawn_sheet(Drawn(code_of(SheetKind.ASKING, chance(1)), marks), chance(1))
    (page,) = ScanReader().read("photo", photograph([sheet], 1, Condition(longest=2400, noise=10)))
    empty, rubbed, crossed_out = (tick.ink for tick in page.found[0].ticks)
    assert empty < rubbed < crossed_out
