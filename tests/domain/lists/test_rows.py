"""Rows as they are understood: names in parts, dates of three calendars, ages, and sentences for what cannot be."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.before_asking import Purpose
from khabar.domain.calendars import Calendar
from khabar.domain.errors import Invalid
from khabar.domain.forms import FiledBy
from khabar.domain.lists.columns import ListKind, Meaning
from khabar.domain.lists.mapping import Bound, Column, DayOrder, Mapping
from khabar.domain.lists.reports import report_header, report_row
from khabar.domain.lists.rows import (
    MOST_OF_ROW,
    birth_of,
    content_of,
    dated,
    fitted,
    given_of,
    presence_form,
    request_form,
    values_of,
)
from khabar.domain.lists.tables import Line
from khabar.domain.lists.understanding import understood
from khabar.text import without_bidi_controls

PRESENCES, REQUESTS = ListKind.PRESENCES, ListKind.REQUESTS
M = Meaning
NOW = "2026-03-02T09:00:00+00:00"
TODAY = date(2026, 3, 2)


def bound(*meanings: Meaning | None, **said: object) -> Bound:
    columns = tuple(Column(f"c{at}", meaning) for at, meaning in enumerate(meanings))
    mapping = Mapping(columns=columns, **said)  # type: ignore[arg-type]  # passed on
    return Bound(mapping, meanings, tuple(one.header for one in columns))


def birth(row: dict[Meaning, str], **said: object) -> str:
    return birth_of(row, bound(*row, **said))


# Cells


def test_parts_of_one_thing_are_put_side_by_side() -> None:
    found = values_of(("Darius", "Dara", " Daryush "), bound(M.NAME, M.OTHER_NAMES, M.OTHER_NAMES))
    assert found == {M.NAME: "Darius", M.OTHER_NAMES: "Dara; Daryush"}


@pytest.mark.parametrize(
    ("cells", "field", "sentence"),
    [
        (("", "Hassan"), "name", "is empty"),
        (("Dar\x00ius", ""), "name", "NUL"),
        (("a" * 301, ""), "name", "301 characters; at most 300"),
        (("Darius",), "", "1 cells, but the header has 2 columns"),
        (("Darius", "Hassan", "more"), "", "3 cells, but the header has 2"),
    ],
)
def test_the_first_thing_wrong_is_told_with_its_column(cells: tuple[str, ...], field: str, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence) as told:
        values_of(cells, bound(M.NAME, M.FATHER))
    assert told.value.field == field


def test_a_row_whose_cells_together_are_more_than_is_kept_of_one_is_refused() -> None:
    columns = bound(M.NAME, *[M.LAST_NEWS] * 42, None)
    room = MOST_OF_ROW - len("Darius")
    fits = ("Darius", *["x" * 2400] * 41, "x" * (room - 2400 * 41), "left out " * 100_000)
    assert values_of(fits, columns)[M.NAME] == "Darius"
    for more in ("Darius Ahmadi", "Da" + " " * 10):
        with pytest.raises(Invalid, match="this row hold more than 100 kB together"):
            values_of((more, *fits[1:]), columns)


def test_empty_cells_too_many_are_dropped_and_an_id_is_needed_where_there_are_ids() -> None:
    assert fitted(("Darius", "", " "), 1) == ("Darius",)
    with pytest.raises(Invalid, match="id: is empty"):
        values_of(("", "Darius"), bound(M.ID, M.NAME))


def test_columns_left_out_are_neither_read_nor_kept() -> None:
    kept = bound(M.NAME, None)
    assert values_of(("Darius", "commander\x00"), kept) == {M.NAME: "Darius"}
    assert [(one.meaning, one.header, one.cell) for one in given_of(("Darius", "commander"), kept)] == [
        (M.NAME, "c0", "Darius")
    ]


def test_the_apostrophe_of_a_report_is_taken_away_and_no_other() -> None:
    columns = ("c0", "line", "what was done", "what to mend")
    report = Bound(Mapping(columns=(Column("c0", M.NAME),)), (M.NAME, None, None, None), columns)
    assert values_of(("'=Darius", "2", "", ""), report)[M.NAME] == "=Darius"
    assert values_of(("'Darius", "2", "", ""), report)[M.NAME] == "'Darius"
    assert values_of(("'=Darius",), bound(M.NAME))[M.NAME] == "'=Darius"


# Dates


@pytest.mark.parametrize(
    ("row", "said", "text"),
    [
        ({M.BIRTH_DATE: "1365/2/3"}, {}, "1365/2/3"),
        ({M.BIRTH_DATE: "۱۳۶۵/۲/۳"}, {}, "۱۳۶۵/۲/۳"),
        ({M.BIRTH_DATE: "1365/2/3"}, {"calendar": Calendar.SOLAR_HIJRI}, "1365/2/3 shamsi"),
        ({M.BIRTH_DATE: "1405 AH"}, {"calendar": Calendar.SOLAR_HIJRI}, "1405 AH"),
        ({M.BIRTH_DATE: "3/4/1986"}, {"day_order": DayOrder.MONTH_FIRST}, "1986-3-4"),
        ({M.BIRTH_DATE: "3/4/1986"}, {}, "3/4/1986"),
        ({M.BIRTH_DATE: "31446"}, {}, "1986-02-03"),
        ({M.BIRTH_DATE: "1986-02-03 00:00:00"}, {}, "1986-02-03"),
        ({M.BIRTH_YEAR: "1365", M.BIRTH_MONTH: "2", M.BIRTH_DAY: "3"}, {}, "1365-2-3"),
        ({M.BIRTH_YEAR: "1365", M.BIRTH_MONTH: "2"}, {}, "1365-2"),
        ({M.BIRTH_YEAR: "1365"}, {}, "1365"),
        ({M.BIRTH_YEAR: "1365", M.BIRTH_DAY: "3"}, {}, ""),
        ({M.AGE: "34", M.AGE_ON: "2019"}, {}, "age 34 in 2019"),
        ({M.AGE: "34"}, {"age_on": "1398"}, "age 34 in 1398"),
        ({M.AGE: "34"}, {}, "age 34"),
        ({M.AGE: "34 years"}, {}, "34 years"),
        ({M.NAME: "Darius"}, {}, ""),
    ],
)
def test_births_are_written_as_our_reading_of_dates_takes_them(
    row: dict[Meaning, str], said: dict[str, object], text: str
) -> None:
    assert birth(row, **said) == text


@given(st.dates(date(1930, 1, 1), date(2025, 12, 31)))
def test_a_day_as_workbooks_count_it_is_that_day(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    assert dated(str(serial), bound(M.NAME)) == day.isoformat()


# Forms


def test_a_row_becomes_a_presence_that_is_never_the_persons_own_word() -> None:
    row = {M.GIVEN_NAME: "Darius", M.FAMILY_NAME: "Ahmadi", M.OTHER_NAMES: "Dara|Daryush", M.TWO_THINGS_1: "a boat"}
    form = presence_form(row, bound(*row), filed_at=NOW, list_id="ab", row="7")
    assert (form.name, form.other_names, form.two_things) == ("Darius Ahmadi", ("Dara", "Daryush"), ("a boat",))
    assert (form.filed_by, form.is_own_word, form.list_id, form.list_row) == (FiledBy.LIST, False, "ab", "7")


def test_a_row_becomes_a_request() -> None:
    row = {M.NAME: "Darius", M.ENQUIRER_NAME: "Shirin", M.PURPOSE: "family_news", M.LAST_NEWS_DATE: "1398"}
    form = request_form(row, bound(*row), filed_at=NOW)
    assert (form.enquirer_name, form.purpose, form.last_news_date) == ("Shirin", Purpose.FAMILY_NEWS, "1398")


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({M.NAME: "Darius", M.PURPOSE: "revenge"}, "purpose"),
        ({M.NAME: "Darius", M.BIRTH_DATE: "1987-13-45"}, "birth_date"),
        ({M.NAME: "Darius", M.EMAIL: "nowhere"}, "email"),
        ({M.NAME: "Darius", M.PHONE: "12"}, "phone"),
    ],
)
def test_what_a_form_objects_to_is_told_by_its_column(row: dict[Meaning, str], field: str) -> None:
    with pytest.raises(Invalid) as told:
        request_form(row, bound(*row), filed_at=NOW)
    assert told.value.field == field


def test_a_row_is_the_same_row_by_what_it_says() -> None:
    one, other = {M.NAME: "Darius", M.FATHER: "Hassan"}, {M.FATHER: "Hassan", M.NAME: "Darius"}
    assert content_of(one, PRESENCES, "A") == content_of(other, PRESENCES, "A")
    assert content_of(one, PRESENCES, "A") != content_of(one, PRESENCES, "B")
    assert content_of(one, PRESENCES, "") != content_of(one, REQUESTS, "")


# Preview


def test_the_preview_shows_values_the_birth_in_words_and_what_to_mend() -> None:
    columns = bound(M.NAME, M.BIRTH_DATE)
    row = understood(Line(2, ("Darius", "1365/2/3")), columns, PRESENCES, today=TODAY)
    assert [(one.meaning, one.text) for one in row.values] == [("name", "Darius"), ("birth_date", "1365/2/3")]
    assert "Solar Hijri" in row.of_birth[0]
    assert row.to_mend == ""
    wrong = understood(Line(3, ("Darius", "when the river froze")), columns, REQUESTS, today=TODAY)
    assert wrong.to_mend.startswith("birth_date: ")
    assert wrong.values
    assert understood(Line(4, ("", "1365")), columns, REQUESTS, today=TODAY).to_mend == "name: is empty."
    assert understood(Line(5, ("Darius", "")), columns, REQUESTS, today=TODAY).of_birth == ()


# Reports


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), min_size=2, max_size=2))
def test_no_cell_of_a_report_is_run_by_a_spreadsheet_and_each_comes_back(cells: list[str]) -> None:
    header = ("c0", "c1")
    row = report_row(header, cells, 7, "refused", "name: is empty.")
    assert row[2:] == ["7", "refused", "name: is empty."]
    assert all(not cell.lstrip().startswith(("=", "@")) for cell in row)
    again = Bound(
        Mapping(columns=(Column("c0", M.NAME),)), (M.ID, M.NAME, None, None, None), (*header, *report_header(()))
    )
    if all(without_bidi_controls(cell).strip() and "\x00" not in cell for cell in cells):
        assert values_of(row, again) == values_of(cells, bound(M.ID, M.NAME)) or cells[0].startswith("'")


def test_a_report_of_a_report_has_its_own_columns_once() -> None:
    header = report_header(("=c0", "line", "what was done", "what to mend"))
    assert header == ["'=c0", "line", "what was done", "what to mend"]
    assert report_row(("c0", "line"), ("Darius", "3"), 4, "refused", "why") == ["Darius", "4", "refused", "why"]
    assert report_row(("c0", "c1"), ("-5",), 4, "refused", "") == ["-5", "", "4", "refused", ""]
