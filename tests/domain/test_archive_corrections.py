from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from khabar.domain.archive_corrections import LONGEST, NOTHING_HERE, NOTHING_LEFT, SIGNS, TOO_LONG, corrected, unmasked
from khabar.domain.errors import Invalid
from khabar.domain.repair.edits import Edit, EditKind, text_of
from khabar.domain.search_queries import Hidden, without

RAW = "the mill-\ners saw Dar-\nius at noon"
EDITS = (
    Edit(4, 13, "millers", EditKind.HYPHEN, "mill-ers"),
    Edit(18, 26, "Darius", EditKind.HYPHEN, "Dar-ius"),
)
NOTHING = without(())
WORDS = st.lists(st.sampled_from(["mill", "saw", "Darius", "-", "noon", "آسیاب", "a\u200cb"]), min_size=1, max_size=8)


def reads(written: str, hidden: Hidden = NOTHING) -> str:
    return text_of(RAW, corrected(RAW, EDITS, written, hidden))


def test_a_correction_is_one_edit_with_what_stood_there_before() -> None:
    edits = corrected(RAW, EDITS, "the miners saw Darius at noon", NOTHING)
    assert text_of(RAW, edits) == "the miners saw Darius at noon"
    (made,) = (one for one in edits if one.kind is EditKind.CORRECTED)
    assert (RAW[made.start : made.end], made.now, made.other) == ("mill-\ners", "miners", "millers")


def test_what_is_sent_back_unchanged_changes_nothing() -> None:
    assert corrected(RAW, EDITS, text_of(RAW, EDITS), NOTHING) == EDITS


@pytest.mark.parametrize(
    "written",
    [
        "now the millers saw Darius at noon",
        "the millers saw Darius at noon today",
        "the millers saw",
        "saw",
        "the old millers saw Darius at noon",
    ],
)
def test_words_may_come_and_go_at_any_place(written: str) -> None:
    assert reads(written) == written


def test_a_hidden_word_comes_back_under_its_sign_and_no_sign_may_be_lost_or_added() -> None:
    hidden = without(["Darius"])
    assert reads("the miners saw […] at noon", hidden) == "the miners saw Darius at noon"
    for written in ("the miners saw at noon", "the […] saw […] at noon", "the miners saw Darius at noon"):
        with pytest.raises(Invalid) as problem:
            reads(written, hidden)
        assert (problem.value.field, problem.value.message) == ("text", SIGNS)


def test_a_sign_that_the_text_itself_holds_stays_where_it_was() -> None:
    text = "saw […] and Darius go […]"
    places = without(["Darius"]).spans(text)
    assert unmasked("saw […] and […] leave […]", text, places) == "saw […] and Darius leave […]"


@pytest.mark.parametrize(("written", "sentence"), [("  ", NOTHING_LEFT), ("x" * (LONGEST + 1), TOO_LONG)])
def test_nothing_and_too_much_are_refused(written: str, sentence: str) -> None:
    with pytest.raises(Invalid) as problem:
        reads(written)
    assert problem.value.message == sentence


def test_where_there_is_no_text_nothing_can_be_corrected() -> None:
    with pytest.raises(Invalid) as problem:
        corrected("", (), "words", NOTHING)
    assert problem.value.message == NOTHING_HERE


@given(WORDS, st.data())
def test_any_correction_of_any_correction_reads_as_written(words: list[str], data: st.DataObject) -> None:
    raw = "\n".join(words)
    edits: tuple[Edit, ...] = ()
    for _ in range(3):
        written = " ".join(data.draw(WORDS))
        assume(written.strip())
        edits = corrected(raw, edits, written, NOTHING)
        assert text_of(raw, edits) == written
        assert all(one.end <= other.start for one, other in pairwise(edits))
