from __future__ import annotations

from datetime import date

import pytest

from khabar.domain.claims.said_dates import dates_in
from khabar.domain.claims.sentences import Sentence

TODAY = date(2026, 3, 2)


def days(text: str, language: str = "en") -> list[tuple[date, date]]:
    return [(one.period.earliest, one.period.latest) for one in dates_in(Sentence(text, 0, language), TODAY)]


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "as of 3 March 2024", date(2024, 3, 3)),
        ("en", "on March 3, 2024, it said", date(2024, 3, 3)),
        ("en", "by 2024-03-03.", date(2024, 3, 3)),
        ("en", "on 3/3/2024", date(2024, 3, 3)),
        ("fa", "تا ۱۲ مهر ۱۴۰۲ بود", date(2023, 10, 4)),
        ("fa", "در ۱۴۰۲/۷/۱۲", date(2023, 10, 4)),
        ("fa", "در ۱۲ مهر ماه ۱۴۰۲ شمسی بود", date(2023, 10, 4)),
        ("ar", "في 5 مايو 2024", date(2024, 5, 5)),
        ("fr", "au 1er janvier 2025", date(2025, 1, 1)),
        ("de", "am 3. März 2024", date(2024, 3, 3)),
        ("tr", "3 Mart 2024 itibarıyla", date(2024, 3, 3)),
        ("ru", "на 3 марта 2024 года", date(2024, 3, 3)),
        ("sq", "më 3 mars 2024", date(2024, 3, 3)),
    ],
)
def test_a_day_is_read_in_its_calendar(language: str, text: str, day: date) -> None:
    assert days(text, language) == [(day, day)]


def test_a_month_and_a_year_with_its_word_are_spans() -> None:
    assert days("in May 2024") == [(date(2024, 5, 1), date(2024, 5, 31))]
    assert days("since 2023") == [(date(2023, 1, 1), date(2023, 12, 31))]
    assert days("2023 people") == []


def test_days_to_come_and_days_that_are_none_are_not_read() -> None:
    assert days("by 3 March 2031") == []
    assert days("on 31/31/2024") == []


def test_dates_come_from_the_left() -> None:
    first, second = dates_in(Sentence("on 3 March 2023 and on 2024-03-03", 0, "en"), TODAY)
    assert first.first < second.first
