from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from khabar.drawing.intervals import CLASH, MOST_TICKS, Drawn, FigureLane, FigureWords, intervals, ticks

WORDS = FigureWords("people: detained", "One line for each statement.")


def lane(least: float | None, most: float | None, drawn: Drawn = Drawn.SAID, *, clashes: bool = False) -> FigureLane:
    return FigureLane("The <ministry>", "120", least, most, drawn, clashes, "told")


def drawing(*lanes: FigureLane, rtl: bool = False) -> str:
    return intervals(lanes, WORDS, lambda one: f"{one:g}", name="figures", direction="rtl" if rtl else "ltr")


def test_a_figure_is_a_mark_an_interval_a_bar_and_an_open_end_an_arrow() -> None:
    svg = drawing(lane(120.0, 120.0), lane(100.0, 140.0), lane(130.0, None), lane(None, 90.0))
    etree.fromstring(svg.encode())
    assert svg.count("<circle") == 1
    assert svg.count("<rect") == 3
    assert (svg.count("▶"), svg.count("◀")) == (1, 1)


def test_what_contradicts_carries_a_sign_and_what_is_denied_is_hollow() -> None:
    svg = drawing(lane(1.0, 1.0, clashes=True), lane(1.0, 2.0, Drawn.DENIED), lane(1.0, 2.0, Drawn.REPEATED))
    assert svg.count(f"{CLASH} ") == 1
    assert "figure-said figure-clash" in svg
    assert 'fill-opacity="0" stroke="currentColor" stroke-width="2" stroke-dasharray' in svg
    assert 'height="0.2em"' in svg


def test_words_are_escaped_and_one_number_alone_stands_in_the_middle() -> None:
    svg = drawing(lane(5.0, 5.0))
    assert "&lt;ministry&gt;" in svg
    assert 'cx="50%"' in svg


def test_from_right_to_left_larger_numbers_lie_to_the_left() -> None:
    places = [float(one) for one in re.findall(r'cx="([\d.]+)%"', drawing(lane(1.0, 1.0), lane(9.0, 9.0), rtl=True))]
    assert places[0] > places[1]
    assert "◀" in drawing(lane(1.0, None), lane(9.0, 9.0), rtl=True)


def test_an_open_end_has_room_beyond_the_largest_number() -> None:
    bar = re.search(r'<rect x="([\d.]+)%".* width="([\d.]+)%"', drawing(lane(120.0, 120.0), lane(300.0, None)))
    assert bar is not None
    assert float(bar[2]) > 15


def test_nothing_to_draw_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one end"):
        drawing(lane(None, None))


@given(st.floats(0, 1e9), st.floats(0, 1e9))
@example(0.0, 5e-324)
def test_ticks_are_few_and_lie_between_the_ends(one: float, other: float) -> None:
    low, high = sorted((one, other))
    found = ticks(low, high)
    assert len(found) <= MOST_TICKS
    slack = (high - low) * 1e-6
    assert all(low - slack <= mark <= high + slack for mark in found)


@given(st.lists(st.tuples(st.floats(0, 1e6), st.floats(0, 1e6)), min_size=1, max_size=6))
def test_every_place_lies_on_the_drawing(pairs: list[tuple[float, float]]) -> None:
    svg = drawing(*(lane(min(pair), max(pair)) for pair in pairs))
    etree.fromstring(svg.encode())
    for place in re.findall(r'(?:x|x1|x2|cx)="(-?[\d.e+-]+)%"', svg):
        assert 0 <= float(place) <= 100
