from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.repair.edits import (
    Edit,
    EditKind,
    moved,
    raw_span,
    switched,
    text_of,
    text_offsets,
    with_edit,
)

DIVIDED = "the minis-\ntry wrote"
JOIN = Edit(9, 11, "", EditKind.HYPHEN, "-", "known")


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, tuple[Edit, ...]]:
    raw = draw(st.text(alphabet="ab -\n", min_size=1, max_size=30))
    cuts = sorted(draw(st.sets(st.integers(0, len(raw)), max_size=8)))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    return raw, tuple(Edit(start, end, draw(st.text("xyz", max_size=3)), EditKind.LETTERS) for start, end in spans)


def test_a_line_break_without_an_edit_reads_as_a_space() -> None:
    assert text_of("two\nlines", ()) == "two lines"


def test_a_divided_word_reads_joined_and_its_raw_text_stays() -> None:
    assert text_of(DIVIDED, (JOIN,)) == "the ministry wrote"
    assert DIVIDED == "the minis-\ntry wrote"


def test_a_choice_can_be_turned_round_and_back() -> None:
    other = switched((JOIN,), 0)
    assert text_of(DIVIDED, other) == "the minis-try wrote"
    assert switched(other, 0) == (JOIN,)


def test_a_change_without_another_reading_cannot_be_turned_round() -> None:
    with pytest.raises(ValueError, match="no other reading"):
        switched((Edit(0, 1, "x", EditKind.LETTERS),), 0)


def test_an_edit_takes_the_place_of_those_it_covers() -> None:
    whole = Edit(4, 14, "…", EditKind.TURNED)
    assert with_edit((JOIN,), whole) == (whole,)
    assert with_edit((whole,), Edit(0, 3, "a", EditKind.LETTERS))[0].start == 0


def test_moved_edits_change_the_same_words_further_on() -> None:
    assert text_of("oh, " + DIVIDED, moved((JOIN,), 4)) == "oh, the ministry wrote"


@given(edited())
def test_where_an_edit_begins_in_the_text_its_reading_stands(found: tuple[str, tuple[Edit, ...]]) -> None:
    raw, edits = found
    text = text_of(raw, edits)
    for at, edit in zip(text_offsets(edits), edits, strict=True):
        assert text[at : at + len(edit.now)] == edit.now


@given(edited(), st.data())
def test_the_raw_span_of_a_part_reads_as_at_least_that_part(
    found: tuple[str, tuple[Edit, ...]], data: st.DataObject
) -> None:
    raw, edits = found
    text = text_of(raw, edits)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    low, high = raw_span(edits, start, end)
    assert 0 <= low <= high <= len(raw)
    inside = [edit for edit in edits if low <= edit.start and edit.end <= high]
    shifted = moved(inside, -low)
    assert text[start:end] in text_of(raw[low:high], shifted)
