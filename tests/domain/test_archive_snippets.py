from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.archive_snippets import CUT, LONGEST, snippet
from khabar.domain.search_queries import Span, spans, wanted

LONG = "word " * 200


def test_a_short_paragraph_is_given_whole_with_what_was_sought_apart() -> None:
    text = "nobody was seen at the mill"
    pieces = snippet(text, spans(text, wanted("seen")))
    assert "".join(one.text for one in pieces) == text
    assert [one.text for one in pieces if one.is_found] == ["seen"]


def test_a_long_one_is_cut_between_words_on_both_sides() -> None:
    text = LONG + "mill " + LONG
    pieces = snippet(text, spans(text, wanted("mill")))
    assert pieces[0].text == pieces[-1].text == CUT
    assert all(word in {"word", "mill"} for one in pieces[1:-1] for word in one.text.split())


def test_places_far_behind_are_left_out_and_without_any_its_beginning_is_given() -> None:
    text = "mill " + LONG + "mill"
    assert [one.text for one in snippet(text, spans(text, wanted("mill"))) if one.is_found] == ["mill"]
    assert snippet(text, ())[0].text.startswith("mill word")
    assert snippet("short", ())[0].text == "short"


def test_one_place_longer_than_a_snippet_is_given_whole() -> None:
    text = "x" * (2 * LONGEST)
    assert [one.text for one in snippet(text, [Span(0, len(text))])] == [text]


@given(st.text(alphabet="ab \u200c", max_size=900), st.data())
def test_pieces_are_pieces_of_the_text_in_their_order(text: str, data: st.DataObject) -> None:
    ends = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    found = [Span(a, b) for a, b in zip(ends[::2], ends[1::2], strict=False)]
    said = "".join(one.text for one in snippet(text, found) if one.text != CUT)
    assert said.removesuffix(CUT) in text
