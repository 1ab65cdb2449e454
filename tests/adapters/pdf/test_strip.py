from __future__ import annotations

import numpy as np
import pytest

from adapters.pdf.printed_forms import (
    BOTH,
    ENGLISH,
    LANGUAGES,
    MILLIMETRES_PER_INCH,
    PERSIAN,
    WITH_STRIP,
    Pixels,
    Seen,
    codes_on,
    documents,
    looks,
    picture,
    printed,
    text_of,
    words,
)
from khabar.domain.documents import Look, MessageForms
from khabar.domain.sheets import GEOMETRY

DPI = 300
DOT = DPI / MILLIMETRES_PER_INCH
INK = 128
STRIPS = [(kind, look) for kind, look in looks() if kind in WITH_STRIP]
IDS = [f"{kind}, {'+'.join(look.languages)}, {look.paper}" for kind, look in STRIPS]
PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def strip(kind: str, look: Look) -> tuple[Pixels, Seen]:
    page = picture(printed(documents()[kind], look), dpi=DPI)
    return page, codes_on(page)[0]


def box_centre(code: Seen, number: int, *, leftwards: bool) -> tuple[float, float]:
    beyond = GEOMETRY.box_across * DOT
    across = code.left - beyond if leftwards else code.right + beyond
    return across, code.top + (GEOMETRY.box_first + number * GEOMETRY.box_step) * DOT


def ink(page: Pixels, across: float, down: float, half: float) -> float:
    """Give the share of ink in a square around a point."""
    x, y, reach = round(across), round(down), round(half)
    return float((page[y - reach : y + reach + 1, x - reach : x + reach + 1] < INK).mean())


def frame(page: Pixels, across: float, down: float) -> float:
    """Give how much of the line where a box should have its frame is ink."""
    middle = (GEOMETRY.box_side - GEOMETRY.box_line) / 2 * DOT
    along = np.linspace(-middle, middle, 60)
    points = [(across + a, down + b) for c in (-middle, middle) for each in along for a, b in ((c, each), (each, c))]
    return float(np.mean([page[round(y), round(x)] < INK for x, y in points]))


@pytest.mark.parametrize(("kind", "look"), STRIPS, ids=IDS)
def test_the_symbol_has_its_size_and_its_quiet_zone(kind: str, look: Look) -> None:
    page, code = strip(kind, look)
    assert code.right - code.left == pytest.approx(GEOMETRY.symbol * DOT, abs=2.5)
    assert code.bottom - code.top == pytest.approx(GEOMETRY.symbol * DOT, abs=2.5)
    quiet = (GEOMETRY.quiet - 0.4) * DOT
    left, top = round(code.left - quiet), round(code.top - quiet)
    right, bottom = round(code.right + quiet), round(code.bottom + quiet)
    around = page[top:bottom, left:right].copy()
    around[round(quiet) - 3 : -round(quiet) + 3, round(quiet) - 3 : -round(quiet) + 3] = 255
    assert (around < INK).sum() == 0


@pytest.mark.parametrize(("kind", "look"), STRIPS, ids=IDS)
def test_boxes_stand_where_the_geometry_has_them_and_are_empty(kind: str, look: Look) -> None:
    page, code = strip(kind, look)
    leftwards = look.languages[0] == "fa"
    for number in range(WITH_STRIP[kind]):
        across, down = box_centre(code, number, leftwards=leftwards)
        assert frame(page, across, down) > 0.95
        assert ink(page, across, down, (GEOMETRY.box_side / 2 - GEOMETRY.box_line - 0.3) * DOT) == 0


@pytest.mark.parametrize(("kind", "look"), STRIPS, ids=IDS)
def test_no_frame_stands_where_there_is_no_box(kind: str, look: Look) -> None:
    page, code = strip(kind, look)
    leftwards = look.languages[0] == "fa"
    for number in range(WITH_STRIP[kind], GEOMETRY.most_boxes):
        assert frame(page, *box_centre(code, number, leftwards=leftwards)) < 0.6
    for number in range(GEOMETRY.most_boxes):
        assert frame(page, *box_centre(code, number, leftwards=not leftwards)) < 0.6 or code.left < 20 * DOT


@pytest.mark.parametrize("languages", LANGUAGES)
def test_both_halves_of_a_letter_carry_their_own_code_and_no_boxes(languages: tuple[str, ...]) -> None:
    forms = documents()["message"]
    assert isinstance(forms, MessageForms)
    page = picture(printed(forms, Look(languages)), dpi=DPI)
    message, reply = codes_on(page)
    assert (message.code, reply.code) == (forms.messages[0].code, forms.messages[0].reply_code)
    assert message.bottom < page.shape[0] / 2 < reply.top
    for code in (message, reply):
        for number in range(GEOMETRY.most_boxes):
            assert frame(page, *box_centre(code, number, leftwards=languages[0] == "fa")) < 0.6


def test_both_pages_of_a_request_carry_the_same_code() -> None:
    pdf = printed(documents()["intake"], Look(BOTH))
    assert len({codes_on(picture(pdf, page=page))[0].code for page in range(2)}) == 1


@pytest.mark.parametrize("kind", [*WITH_STRIP, "message"])
def test_digits_stand_beside_in_groups_of_four_and_in_each_readers_digits(kind: str) -> None:
    page = picture(printed(documents()[kind], Look(BOTH)))
    code = codes_on(page)[0].code
    latin, persian, both = (
        words(text_of(printed(documents()[kind], Look(languages)))) for languages in (ENGLISH, PERSIAN, BOTH)
    )
    for group in (code[start : start + 4] for start in range(0, 27, 4)):
        assert group in latin
        assert group not in persian
        assert group.translate(PERSIAN_DIGITS) in persian
        assert {group, group.translate(PERSIAN_DIGITS)} <= set(both)
