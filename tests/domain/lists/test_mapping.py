"""What columns mean: proposed from the header, kept as a file, bound to lists in whatever order their columns stand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.calendars import Calendar
from khabar.domain.errors import Invalid
from khabar.domain.lists.columns import ListKind, Meaning, folded, meanings_of
from khabar.domain.lists.mapping import (
    Column,
    DayOrder,
    Heading,
    Mapping,
    called,
    heading_of,
    is_of_reports,
    proposed,
    unknown_columns,
)
from khabar.domain.lists.mapping_files import mapping_in, mapping_of, plain_of, toml_of
from khabar.domain.lists.tables import Line

PRESENCES, REQUESTS = ListKind.PRESENCES, ListKind.REQUESTS
M = Meaning
TWO = Mapping(columns=(Column("Who", M.NAME), Column("Note", None)))


def meant(*header: str, kind: ListKind = PRESENCES) -> list[Meaning | None]:
    return [one.meaning for one in proposed(Heading(header), kind).columns]


def of_lines(*rows: tuple[str, ...]) -> Heading:
    return heading_of((Line(at, cells) for at, cells in enumerate(rows, start=1)), PRESENCES)


# The header


def test_a_header_is_found_below_titles() -> None:
    heading = of_lines(("People of the ward", ""), ("March 1404", ""), ("نام", "نام پدر"), ("داریوش", "حسن"))
    assert (heading.cells, heading.lines, heading.has_header) == (("نام", "نام پدر"), 3, True)


def test_a_list_without_a_header_has_columns_by_their_places() -> None:
    heading = of_lines(("Darius", "Hassan"), ("Omar", "Karim", "x"))
    assert (heading.cells, heading.lines, heading.has_header) == (("1", "2", "3"), 0, False)
    told = unknown_columns(heading, PRESENCES)
    assert told is not None
    assert "None of the first lines" in told.message


def test_an_empty_list_is_refused() -> None:
    with pytest.raises(Invalid, match="empty"):
        of_lines()


def test_a_header_that_is_too_long_to_be_kept_with_each_row_is_refused() -> None:
    assert of_lines(("Name", "x" * 14_996)).lines == 1
    with pytest.raises(Invalid, match="headers of its columns hold more than 15 kB"):
        of_lines(("Name", "x" * 14_997))


def test_columns_get_names_of_their_own() -> None:
    assert called(["Name", "", "name", "Name "]) == ["Name", "2", "name (2)", "Name (3)"]
    assert called(["Phone", "Phone", "Phone 2"]) == ["Phone", "Phone (3)", "Phone 2"]
    assert called(["", "1", "1 (2)"]) == ["1 (3)", "1", "1 (2)"]


@given(
    st.lists(st.sampled_from(["Phone", "phone 2", "Phone (2)", "Phone 3", "2", "", " 1", "№", "(", "((2)"]), max_size=9)
)
def test_no_two_columns_have_one_name_and_a_column_keeps_its_own_where_it_stands_first(header: list[str]) -> None:
    names = called(header)
    assert len({folded(one) for one in names}) == len(names) == len(header)
    for place, cell in enumerate(header):
        if cell and folded(cell) not in map(folded, header[:place]):
            assert names[place] == cell.strip()


# What is proposed


def test_each_meaning_is_proposed_once_but_those_whose_parts_are_joined() -> None:
    assert meant("Name", "Full name", "Alias", "Nickname") == [M.NAME, None, M.OTHER_NAMES, M.OTHER_NAMES]


def test_a_given_or_family_name_alone_is_the_name() -> None:
    assert meant("Vorname", "Vater") == [M.NAME, M.FATHER]
    assert meant("Vorname", "Nachname") == [M.GIVEN_NAME, M.FAMILY_NAME]


def test_columns_of_a_report_that_came_back_are_passed_over() -> None:
    assert meant("name", "line", "what was done", "what to mend") == [M.NAME]
    assert is_of_reports("What_was_done")


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        (("id", "nmae", "name"), "there is no column “nmae”; did you mean name?"),
        (("id", "name", "companions"), "there is no column “companions”"),
        (("name", "name"), "the column name stands there twice."),
        (("id", "father"), "No column is said to hold the name"),
        (("name", "\u0007qzx"), "there is no column “qzx”."),
    ],
)
def test_what_is_not_plain_is_told(header: tuple[str, ...], sentence: str) -> None:
    told = unknown_columns(Heading(header), PRESENCES)
    assert told is not None
    assert sentence in told.message


def test_a_plain_header_needs_nobody() -> None:
    assert unknown_columns(Heading(("id", "name", "birth_date")), PRESENCES) is None


# What is wrong with a mapping


def test_a_mapping_says_what_is_wrong_with_it() -> None:
    twice = Mapping(columns=(Column("a", M.NAME), Column("b", M.NAME), Column("c", M.KINSHIP)))
    assert [one.field for one in twice.validate(PRESENCES)] == ["name", "kinship"]
    assert [one.field for one in twice.validate(REQUESTS)] == ["name"]
    assert [one.field for one in Mapping(columns=(Column("a", None),)).validate(REQUESTS)] == ["name"]


def test_a_mapping_is_bound_by_headers_in_any_order() -> None:
    assert TWO.of(("note", "WHO", "line"), PRESENCES).meanings == (None, M.NAME, None)
    with pytest.raises(Invalid, match="no column “Who”"):
        TWO.of(("Note",), PRESENCES)
    with pytest.raises(Invalid, match="nothing about the column “Age”"):
        TWO.of(("Who", "Note", "Age"), PRESENCES)
    with pytest.raises(Invalid, match="hold the name"):
        replace(TWO, columns=()).of(("Who",), PRESENCES)
    assert TWO.of(("Who",), PRESENCES).meanings == (M.NAME,), "what is left out may be missing"


# As a file

headers = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12)


@given(
    names=st.lists(headers, min_size=1, max_size=6, unique=True),
    calendar=st.sampled_from([None, *Calendar]),
    order=st.sampled_from(list(DayOrder)),
    age_on=headers,
    header=st.booleans(),
    data=st.data(),
)
def test_what_is_written_comes_back_the_same(
    names: list[str], calendar: Calendar | None, order: DayOrder, age_on: str, header: object, data: st.DataObject
) -> None:
    joined = [None, M.OTHER_NAMES, M.LAST_PLACE]
    columns = (Column(names[0], M.NAME), *(Column(name, data.draw(st.sampled_from(joined))) for name in names[1:]))
    mapping = Mapping(columns=columns, calendar=calendar, day_order=order, age_on=age_on, has_header=bool(header))
    assert mapping_in(toml_of(mapping, REQUESTS), REQUESTS) == mapping
    assert mapping_of(plain_of(mapping, REQUESTS), REQUESTS) == mapping


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("kind = ", "not readable as TOML"),
        ("[columns]\n", "names no columns"),
        ("", "names no columns"),
        ("columns = 3", "names no columns"),
        ('kind = "requests"\n[columns]\nName = "name"', "another kind"),
        ('rank = "x"\n[columns]\nName = "name"', "there is no “rank”"),
        ('header = "yes"\n[columns]\nName = "name"', "neither true nor false"),
        ('calendar = "maya"\n[columns]\nName = "name"', "“calendar” cannot be “maya”"),
        ('calendar = 3\n[columns]\nName = "name"', "calendar needs a text"),
        ('day_order = "middle"\n[columns]\nName = "name"', "cannot be “middle”"),
        ('[columns]\nName = "nmae"', "“Name” cannot be “nmae”"),
        ("[columns]\nName = 3", "“Name” needs a text"),
        ('[columns]\nName = "father"', "hold the name"),
    ],
)
def test_a_file_that_is_no_mapping_is_one_line(text: str, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence) as told:
        mapping_in(text, PRESENCES)
    assert told.value.field == "mapping"


def test_the_file_lists_what_columns_may_mean() -> None:
    assert all(one.value in toml_of(TWO, PRESENCES) for one in meanings_of(PRESENCES))
