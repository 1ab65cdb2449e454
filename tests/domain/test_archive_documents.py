from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.archive_documents import (
    LETTERS_IN_A_LEAF,
    LONGEST_ADDRESS,
    LONGEST_TITLE,
    MOST_IN_A_LEAF,
    NO_OUTLET,
    NO_TITLE,
    TOO_LONG,
    Filing,
    filed,
    leaves,
    published_on,
)
from khabar.domain.archive_files import Untaken, untaken, why_of
from khabar.domain.errors import Invalid
from khabar.domain.repair.found import PieceKind
from khabar.domain.repair.paragraphs import Part
from khabar.domain.repair.repairing import Paragraph

TODAY = date(2026, 3, 2)


def paragraph(raw: str) -> Paragraph:
    return Paragraph(PieceKind.PARAGRAPH, raw, (), (Part(None, None, 0, len(raw)),), "ltr", 1.0)


def test_what_is_written_of_a_document_is_kept_without_spaces_at_its_ends() -> None:
    assert filed(Filing(" The  Gazette ", "Gazette", "", " 1404 "), TODAY) == Filing(
        "The Gazette", "Gazette", "", "1404"
    )


@pytest.mark.parametrize(
    ("filing", "field", "sentence"),
    [
        (Filing(" ", "Gazette"), "title", NO_TITLE),
        (Filing("Gazette", ""), "outlet", NO_OUTLET),
        (Filing("G" * (LONGEST_TITLE + 1), "Gazette"), "title", TOO_LONG),
        (Filing("Gazette", "G" * (LONGEST_TITLE + 1)), "outlet", TOO_LONG),
        (Filing("Gazette", "Gazette", "g" * (LONGEST_ADDRESS + 1)), "address", TOO_LONG),
    ],
)
def test_what_cannot_stand_is_named_by_its_field(filing: Filing, field: str, sentence: str) -> None:
    with pytest.raises(Invalid) as problem:
        filed(filing, TODAY)
    assert (problem.value.field, problem.value.message) == (field, sentence)


def test_a_day_that_is_none_is_named_and_a_month_covers_its_days() -> None:
    with pytest.raises(Invalid) as problem:
        filed(Filing("Gazette", "Gazette", "", "31 February 2025"), TODAY)
    assert problem.value.field == "published"
    found = published_on(Filing("Gazette", "Gazette", "", "March 2025"), TODAY)
    assert found is not None
    assert (found.earliest, found.latest) == (date(2025, 3, 1), date(2025, 3, 31))
    assert published_on(Filing("Gazette", "Gazette"), TODAY) is None


@given(st.lists(st.integers(0, 2 * LETTERS_IN_A_LEAF).map(lambda length: paragraph("x" * length)), max_size=100))
def test_leaves_hold_every_paragraph_once_in_order_and_only_a_long_one_is_too_long(all_of: list[Paragraph]) -> None:
    found = list(leaves(all_of))
    assert [one for leaf in found for one in leaf] == all_of
    for leaf in found:
        assert 0 < len(leaf) <= MOST_IN_A_LEAF
        assert len(leaf) == 1 or sum(len(one.raw) for one in leaf) <= LETTERS_IN_A_LEAF


@pytest.mark.parametrize("why", Untaken)
def test_the_reason_of_a_refusal_is_known_again_by_its_sentence(why: Untaken) -> None:
    assert why_of(untaken(why)) is why
    assert why_of(Invalid("title", NO_TITLE)) is None
