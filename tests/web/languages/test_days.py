"""Days: one way to write them on all pages, in the reader's calendar and in ISO."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from house.keeping import assert_kept
from house.tree import Source, imported_modules, sources
from khabar.domain.forms import RequestForm
from khabar.web.components.days import read_in_words, shown_day
from khabar.web.front.sheets import person_lines

FILED = date(2026, 11, 21)
ONLY_HERE = frozenset({"khabar.domain.calendars.both_calendars", "khabar.domain.calendars.solar_hijri"})


def written_otherwise(source: Source) -> list[str]:
    """Complain about a page that writes days by itself."""
    return [source.at(line, name) for name, line in imported_modules(source.tree) if name in ONLY_HERE]


def test_every_page_writes_days_in_the_same_way() -> None:
    assert written_otherwise(Source("a.py", "from khabar.domain.calendars import both_calendars\n"))
    assert not written_otherwise(Source("a.py", "from khabar.web.components.days import shown_day\n"))
    assert_kept(written_otherwise, sources("src/khabar/web"))


def test_a_moment_has_the_day_of_its_own_zone() -> None:
    assert shown_day(datetime(2026, 11, 21, 23, 59, tzinfo=UTC)) == "21 November 2026 (2026-11-21)"


@pytest.mark.parametrize(
    ("written", "english"),
    [
        ("3 February 1986", ["Read as a Gregorian date: 3 February 1986 (1986-02-03) (100 %)."]),
        ("۱۴ بهمن ۱۳۶۴", ["Read as a Solar Hijri date: 3 February 1986 (1986-02-03) (100 %)."]),
        (
            "1365",
            [
                "Read as a Solar Hijri date: from 21 March 1986 (1986-03-21) to 20 March 1987 (1987-03-20) (75 %).",
                "Read as a Hijri date: from 5 December 1945 (1945-12-05) to 24 November 1946 (1946-11-24) (25 %).",
            ],
        ),
        (
            "1310 AH",
            [
                "Read as a Hijri date: from 24 July 1892 (1892-07-24) to 16 July 1893 (1893-07-16) (100 %).",
                "Before 1343 and after 1500 of the Hijri calendar the conversion may be off by two days.",
            ],
        ),
        ("", []),
        ("when the pear tree was in flower", []),
    ],
)
def test_a_written_date_says_how_it_was_read(written: str, english: list[str]) -> None:
    assert read_in_words(written, FILED) == english


def test_a_birth_in_solar_hijri_stands_in_both_calendars_for_either_reader() -> None:
    form = RequestForm(filed_at="2026-11-21T09:00:00+00:00", name="Darius", birth="14 Bahman 1364")
    for language, day in (("en", "3 February 1986 (1986-02-03)"), ("fa", "۱۴ بهمن ۱۳۶۴ (1986-02-03)")):
        with translation.override(language):
            born, read = [line.text for line in person_lines(form) if line.text != "Darius"]
        assert born == "14 Bahman 1364"
        assert day in read
