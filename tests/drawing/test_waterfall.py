"""The waterfall as markup: every word escaped, no style in an attribute, mirrored where reading runs the other way."""

import re
from math import log

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from khabar.drawing import Row, Words, waterfall

START = log(1 / 19_999)
ROWS = (Row("Name", 7.5, "for, +7.50"), Row("Birth", -2.0, "against, -2.00"), Row("Sex", 0.0, "0"))
WORDS = Words(
    title="How the evidence adds up",
    description="It starts at 1 in 20,000.",
    less="two persons",
    even="as likely as not",
    more="one person",
    start=("At first", "1 in 20,000"),
    end=("All together", "1 in 92"),
)
SVG = "{http://www.w3.org/2000/svg}"
TEXT = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), max_size=12)


def tree(drawn: str) -> etree._Element:
    return etree.fromstring(drawn.encode(), etree.XMLParser(resolve_entities=False))


def bars(drawn: str) -> list[etree._Element]:
    return [one for one in tree(drawn).iter(f"{SVG}rect") if str(one.get("class", "")).startswith("fall-")]


def edges(bar: etree._Element) -> tuple[float, float]:
    begin, width = (float(str(bar.get(name)).rstrip("%")) for name in ("x", "width"))
    return begin, begin + width


def test_it_is_an_image_with_a_name_and_words() -> None:
    root = tree(waterfall(START, ROWS, WORDS, name="one"))
    assert root.get("role") == "img"
    told = [root.find(f".//*[@id='{one}']") for one in str(root.get("aria-labelledby")).split()]
    assert [one.text for one in told if one is not None] == [WORDS.title, WORDS.description]


def test_there_is_a_bar_for_each_weight_and_words_for_each_step() -> None:
    drawn = waterfall(START, ROWS, WORDS, name="one")
    assert [bar.get("class") for bar in bars(drawn)] == ["fall-for", "fall-against"]
    said = [text.text for text in tree(drawn).iter(f"{SVG}text")]
    for row in ROWS:
        assert row.label in said
        assert row.note in said
    assert [one.get("class") for one in tree(drawn).iter(f"{SVG}circle")] == ["fall-start", "fall-end"]


def test_a_bar_begins_where_the_one_before_ended() -> None:
    towards, against = (edges(bar) for bar in bars(waterfall(START, ROWS, WORDS, name="one")))
    assert abs(towards[1] - against[1]) < 0.01
    assert against[0] > towards[0]


def test_against_is_hatched_so_that_greys_tell_it_too() -> None:
    towards, against = bars(waterfall(START, ROWS, WORDS, name="one"))
    assert towards.get("fill") == "currentColor"
    assert against.get("fill") == "url(#one-hatch)"


def test_from_right_to_left_it_is_mirrored_and_nothing_else() -> None:
    here, there = (bars(waterfall(START, ROWS, WORDS, name="one", direction=way)) for way in ("ltr", "rtl"))
    for one, other in zip(here, there, strict=True):
        begin, end = edges(one)
        assert all(abs(a - b) < 0.02 for a, b in zip(edges(other), (100 - end, 100 - begin), strict=True))
        assert (one.get("y"), one.get("fill")) == (other.get("y"), other.get("fill"))


def test_a_weight_too_small_to_see_is_seen_and_points_its_way() -> None:
    rows = [Row("Name", 900.0, "+"), Row("Sex", 0.01, "+"), Row("Birth", -0.01, "-")]
    for way in ("ltr", "rtl"):
        _, towards, against = (edges(bar) for bar in bars(waterfall(START, rows, WORDS, name="one", direction=way)))
        assert towards[1] - towards[0] >= 0.99
        assert (towards[0] > against[0]) == (way == "ltr")


@given(st.lists(st.tuples(TEXT, st.floats(-50, 50), TEXT), max_size=9))
def test_no_word_becomes_markup_and_no_style_is_in_an_attribute(rows: list[tuple[str, float, str]]) -> None:
    steps = [Row(f'<b>&"{label}', weight, f"{note}'</text>") for label, weight, note in rows]
    drawn = waterfall(START, steps, WORDS, name="one")
    said = [text.text for text in tree(drawn).iter(f"{SVG}text")]
    assert [one.label for one in steps] == [text for text in said if text and text.startswith("<b>")]
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=", re.sub(r">[^<]*<", "><", drawn))


def test_the_same_numbers_give_the_same_bytes() -> None:
    assert waterfall(START, ROWS, WORDS, name="one") == waterfall(START, ROWS, WORDS, name="one")
    assert waterfall(START, [], WORDS, name="one").count("<circle") == 2
