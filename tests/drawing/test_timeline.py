"""The timeline as markup: every word escaped, days in their order across, mirrored where reading runs the other way."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from khabar.drawing.timeline import Mark, Shape, TimeLane, TimeWords, timeline

DAY = date(2020, 1, 1)
WORDS = TimeWords("What happened", "Two lines from 2020 to 2024.")
SVG = "{http://www.w3.org/2000/svg}"
YEARS = tuple((date(year, 1, 1), str(year)) for year in range(2019, 2026))
TEXT = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), max_size=12)


def shape(mark: Mark, first: int, last: int | None = None, words: str = "told", *, still: bool = False) -> Shape:
    end = first if last is None else last
    return Shape(mark, DAY + timedelta(first), DAY + timedelta(end), words, still)


LANES = (
    TimeLane("A card", "spring", (shape(Mark.SPAN, 0, 90),)),
    TimeLane("Letter", "no answer", (shape(Mark.SILENCE, 400, 1500, still=True), shape(Mark.LETTER, 400))),
    TimeLane("Copy", "answered", (shape(Mark.SILENCE, 400, 600), shape(Mark.LETTER, 400), shape(Mark.ANSWER, 600))),
)


def tree(drawn: str) -> etree._Element:
    return etree.fromstring(drawn.encode(), etree.XMLParser(resolve_entities=False))


def of_kind(drawn: str, kind: str) -> list[etree._Element]:
    return [one for one in tree(drawn).iter() if one.get("class") == f"time-{kind}"]


def number(element: etree._Element, name: str) -> float:
    return float(str(element.get(name)).rstrip("%em"))


def draw(lanes: tuple[TimeLane, ...] = LANES, *, right_to_left: bool = False) -> str:
    return timeline(lanes, YEARS, WORDS, name="one", direction="rtl" if right_to_left else "ltr")


def test_it_is_an_image_with_a_name_and_words() -> None:
    root = tree(draw())
    assert root.get("role") == "img"
    told = [root.find(f".//*[@id='{one}']") for one in str(root.get("aria-labelledby")).split()]
    assert [one.text for one in told if one is not None] == [WORDS.title, WORDS.description]


def test_every_line_says_its_words_and_every_mark_tells_its_own() -> None:
    said = [one.text for one in tree(draw()).iter(f"{SVG}text")]
    assert {"A card", "spring", "Letter", "no answer", "Copy", "answered"} <= set(said)
    marks = [one for kind in Mark for one in of_kind(draw(), kind)]
    assert len(marks) == 6
    assert [one.findtext(f"{SVG}title") for one in marks] == ["told"] * 6


def test_a_silence_is_hatched_and_stays_open_while_nobody_answers() -> None:
    still, ended = of_kind(draw(), "silence")
    assert still.get("fill") == ended.get("fill") == "url(#one-hatch)"
    assert still.get("stroke-dasharray")
    assert not ended.get("stroke-dasharray")


def test_a_letter_is_hollow_and_an_answer_full_so_that_greys_tell_it_too() -> None:
    assert {one.get("fill-opacity") for one in of_kind(draw(), "letter")} == {"0"}
    assert {one.get("fill-opacity") for one in of_kind(draw(), "answer")} == {"1"}


def test_only_years_of_the_story_stand_over_it() -> None:
    assert [one.text for one in of_kind(draw(), "number")] == ["2020", "2021", "2022", "2023", "2024"]


def test_from_right_to_left_it_is_mirrored_and_nothing_else() -> None:
    for kind in ("letter", "answer"):
        pairs = zip(of_kind(draw(), kind), of_kind(draw(right_to_left=True), kind), strict=True)
        assert all(abs(number(one, "cx") + number(other, "cx") - 100) < 0.02 for one, other in pairs)
    for one, other in zip(of_kind(draw(), "silence"), of_kind(draw(right_to_left=True), "silence"), strict=True):
        assert abs(number(one, "x") + number(one, "width") + number(other, "x") - 100) < 0.02
        assert one.get("y") == other.get("y")


def test_a_story_of_one_day_has_a_place_and_a_bar_of_one_day_is_seen() -> None:
    (bar,) = of_kind(draw((TimeLane("A day", "", (shape(Mark.SPAN, 0, 0),)),)), "span")
    assert number(bar, "width") >= 0.8
    assert 0 <= number(bar, "x") < 100


def test_without_any_day_there_is_nothing_to_draw() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        draw((TimeLane("Nothing", "", ()),))


def test_no_style_stands_in_an_attribute() -> None:
    assert not any("style" in one.attrib for one in tree(draw()).iter())


shapes = st.builds(shape, st.sampled_from(Mark), st.integers(0, 3000), words=TEXT)
lanes = st.lists(
    st.builds(TimeLane, TEXT, TEXT, st.lists(shapes, min_size=1, max_size=3).map(tuple)), min_size=1, max_size=5
)


@given(lanes.map(tuple), st.booleans())
def test_any_words_stay_words_and_every_shape_stays_inside(given_lanes: tuple[TimeLane, ...], turned: bool) -> None:  # noqa: FBT001
    drawn = draw(given_lanes, right_to_left=turned)
    said = [one.text or "" for one in tree(drawn).iter(f"{SVG}text")]
    for lane in given_lanes:
        assert lane.label in said
    for one in tree(drawn).iter():
        if one.get("cx"):
            assert 0 <= number(one, "cx") <= 100
        if str(one.get("class", "")) in ("time-span", "time-silence"):
            assert number(one, "x") >= 0
            assert number(one, "x") + number(one, "width") <= 100.01


@given(st.integers(0, 3000), st.integers(0, 3000))
def test_later_days_never_lie_before_earlier_ones(one: int, other: int) -> None:
    early, late = sorted((one, other))
    drawn = draw(
        (*LANES, TimeLane("a", "", (shape(Mark.EVENT, early),)), TimeLane("b", "", (shape(Mark.EVENT, late),)))
    )
    first, second = of_kind(drawn, "event")
    assert number(first, "cx") <= number(second, "cx")
