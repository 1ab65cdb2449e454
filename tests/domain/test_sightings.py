"""A sighting needs a place or what was seen, has one size, and is forgotten after two years."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest

from khabar.domain.sightings import MOST_BYTES, Sighting, forgotten_before

AT = "2026-03-02T09:00:00+00:00"


def wrong(**said: str) -> list[str]:
    return [problem.field for problem in Sighting(filed_at=AT, **said).validate()]


@pytest.mark.parametrize("said", [{"seen_where": "the mill"}, {"seen_what": "He carried sacks."}])
def test_a_place_or_what_was_seen_is_enough_and_nobody_has_to_be_named(said: dict[str, str]) -> None:
    assert wrong(**said) == []


def test_a_name_alone_is_no_sighting() -> None:
    assert wrong(seen_name="Darius", teller="Bahram") == ["seen_where"]


def test_all_sightings_fit_one_size() -> None:
    assert wrong(seen_what="آ" * 1000, seen_where="آ" * 200) == []
    marks = "\N{FAMILY}\N{COMBINING ACUTE ACCENT}" * 990
    assert len(marks.encode()) < MOST_BYTES
    assert wrong(seen_what=marks, seen_where="\N{FAMILY}" * 200, teller="\N{FAMILY}" * 199) == ["seen_what"]


def test_it_is_read_back_as_it_was_written_and_stands_in_no_representation() -> None:
    one = Sighting(filed_at=AT, seen_name="Darius", seen_where="the mill", teller="Bahram")
    assert Sighting.from_body(one.to_body()) == one
    assert one.told_on == date(2026, 3, 2)
    assert "Darius" not in repr(one)


def test_it_has_no_field_that_leads_to_a_case_and_none_for_intelligence() -> None:
    names = {one.name for one in fields(Sighting)}
    assert names == {"filed_at", "seen_name", "seen_where", "seen_when", "seen_what", "teller"}


def test_it_is_forgotten_after_two_years() -> None:
    assert forgotten_before(date(2028, 3, 2)) == date(2026, 3, 2)
