"""Tables as strangers send them: every encoding and separator cell by cell, workbooks, and each kind of bad file."""

from __future__ import annotations

import csv
import io
import json
import resource
import sys
import zipfile
from datetime import date, datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.adapters.bounded import wire
from khabar.adapters.tables import TableReader, process
from khabar.adapters.tables.process import serve
from khabar.domain.errors import Invalid
from khabar.domain.lists.tables import MOST_BYTES, Form, Line, Wishes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from khabar.domain.lists.tables import Table

PERSIAN = "شناسه;نام;نام پدر\n1;داريوش احمدي;حسن\n2;ليلا كريمي;پرويز\n"
RUSSIAN = "Номер;ФИО;Отец\n1;Дарий Ахмади;Хасан\n2;Шамиль Гусейнов;Руслан\n"
GERMAN = "Nummer;Name;Vater\n1;Jörg Müller;Günther\n2;Özlem Weiß;Jürgen\n"
TURKISH = "No;Adı;Baba adı\n1;Işık Şahin;Doğan\n2;İpek Yıldız;Çağrı\n"


def opened(data: bytes, **wishes: str) -> Table:
    return TableReader().open(io.BytesIO(data), Wishes(**wishes))


def cells_of(data: bytes, **wishes: str) -> list[tuple[str, ...]]:
    return [line.cells for line in opened(data, **wishes).lines]


def written(rows: Sequence[Sequence[str]], separator: str, encoding: str, end: str = "\r\n") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(rows)
    return text.getvalue().encode(encoding)


def refused(data: bytes, **wishes: str) -> str:
    with pytest.raises(Invalid) as told:
        list(opened(data, **wishes).lines)
    assert "\n" not in told.value.message
    return told.value.message


# Letters and separators


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((text, name) for text in (PERSIAN, RUSSIAN, GERMAN, TURKISH) for name in ("utf-8", "utf-8-sig", "utf-16")),
        *((text, name) for text in (PERSIAN, RUSSIAN, GERMAN) for name in ("utf-16-le", "utf-16-be")),
        (PERSIAN, "cp1256"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (GERMAN, "cp1252"),
        (TURKISH, "cp1254"),
    ],
)
def test_letters_are_found_out_and_what_was_taken_is_said(text: str, encoding: str) -> None:
    table = opened(text.encode(encoding))
    assert [";".join(line.cells) for line in table.lines] == text.splitlines()
    assert table.told.guessed == encoding.startswith(("cp", "koi"))
    assert table.told.separator == ";"


tables = st.lists(
    st.lists(
        st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\r"), max_size=9),
        min_size=3,
        max_size=3,
    ),
    min_size=2,
    max_size=6,
).filter(lambda rows: all(any(cell.strip() for cell in row) for row in rows))


@given(rows=tables, separator=st.sampled_from(",;\t|"), encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_any_table_comes_back_cell_by_cell(rows: list[list[str]], separator: str, encoding: str) -> None:
    data = written([["a", "b", "c"], *rows], separator, encoding)
    assert cells_of(data) == [("a", "b", "c"), *map(tuple, rows)]


@given(
    encoding=st.sampled_from(["cp1256", "cp1251", "cp1252", "koi8-r", "iso8859-6", "cp1254"]),
    separator=st.sampled_from(",;\t|"),
    end=st.sampled_from(["\r\n", "\n", "\r"]),
    data=st.data(),
)
def test_any_table_in_letters_of_one_byte_comes_back_cell_by_cell(
    encoding: str, separator: str, end: str, data: st.DataObject
) -> None:
    letters = st.text(st.sampled_from([char for char in map(_decoded(encoding), range(32, 256)) if char]), max_size=9)
    rows = data.draw(st.lists(st.tuples(letters, letters), min_size=1, max_size=5))
    kept = [row for row in rows if any(cell.strip() for cell in row)]
    content = written([("a", "b"), *rows], separator, encoding, end)
    assert cells_of(content, encoding=encoding, separator=separator) == [("a", "b"), *kept]


def _decoded(encoding: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 - a letter of one byte, or none
    def letter(byte: int) -> str:
        try:
            return bytes([byte]).decode(encoding)
        except UnicodeDecodeError:
            return ""

    return letter


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_separator_inside_names_is_not_taken_for_one(separator: str) -> None:
    rows = [("name", "father"), *((f"Ahmadi{other} Darius", f"Hassan {at}") for at, other in enumerate(",;|"))]
    text = "\n".join(separator.join(f'"{cell}"' if separator in cell else cell for cell in row) for row in rows)
    assert cells_of(text.encode()) == rows


def test_what_spreadsheets_write_about_separators_is_read_and_passed_over() -> None:
    table = opened(b'sep=;\nid;name\n1;"Darius; Dara\nAhmadi"\n')
    assert list(table.lines) == [Line(2, ("id", "name")), Line(3, ("1", "Darius; Dara\nAhmadi"))]


def test_lone_carriage_returns_end_lines_and_empty_lines_are_passed_over() -> None:
    lines = list(opened(b"id,name\r1,Darius\r\r,,\r2,Omar").lines)
    assert [(line.number, line.cells) for line in lines] == [
        (1, ("id", "name")),
        (2, ("1", "Darius")),
        (5, ("2", "Omar")),
    ]


def test_rows_too_long_and_too_short_come_as_they_are() -> None:
    assert cells_of(b"a,b\n1\n1,2,3\n") == [("a", "b"), ("1",), ("1", "2", "3")]


def test_one_column_is_a_table_too() -> None:
    assert cells_of("نام\nداریوش\n".encode()) == [("نام",), ("داریوش",)]


@pytest.mark.parametrize(
    ("data", "wishes", "sentence"),
    [
        (b"", {}, "the file is empty"),
        (b"\x00\x01\x02", {}, "neither a text nor a workbook"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 9, {}, "neither a text nor a workbook"),
        ("id,name\n1,Dariuš\n".encode("iso8859-2"), {}, "cannot be told; name it with --encoding"),
        (b"id,name\n1,\x93x\x94\n", {}, "cannot be told"),
        (b'id,name\n1,"Darius\n', {}, "line 2: not readable as CSV"),
        (b'id,name\n1,"Darius" x\n', {}, "line 2: not readable as CSV"),
        (b"id,name\n1," + b"a" * 100_001 + b"\n", {}, "line 2: not readable as CSV: field larger"),
        (b"a," * 151, {}, "line 1: more than"),
        (PERSIAN.encode("cp1256"), {"encoding": "utf-8"}, "is not utf-8; say another --encoding"),
        (PERSIAN.encode(), {"encoding": "utf-16"}, "is not utf-16"),
        (PERSIAN.encode(), {"encoding": "utf-17"}, "there is no encoding"),
        (PERSIAN.encode(), {"encoding": "base64"}, "there is no encoding"),
        (PERSIAN.encode(), {"separator": "::"}, "a separator is one character"),
        (PERSIAN.encode(), {"separator": '"'}, "a separator is one character"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), {}, "without a password"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line(data: bytes, wishes: dict[str, str], sentence: str) -> None:
    assert sentence in refused(data, **wishes)


def test_letters_that_are_no_utf8_far_below_the_beginning_are_found() -> None:
    rows = b"".join(b"%d,Person %d\n" % (number, number) for number in range(20_000))
    table = opened(b"id,name\n" + rows + "20001,Дарий Ахмади\n".encode("cp1251"))
    assert (table.told.encoding, table.told.guessed) == ("cp1251", True)
    assert list(table.lines)[-1].cells == ("20001", "Дарий Ахмади")


def test_a_file_that_is_too_large_is_refused_before_it_is_read() -> None:
    class Huge(io.BytesIO):
        def seek(self, _at: int, whence: int = 0) -> int:
            return MOST_BYTES + 1 if whence else 0

    with pytest.raises(Invalid, match="too large"):
        TableReader().open(Huge(b"id,name\n"))


def test_names_of_separators_are_understood() -> None:
    assert cells_of(b"a\tb;c\n", separator="tab") == [("a", "b;c")]
    assert cells_of(b"a\tb;c\n", separator="semicolon") == [("a\tb", "c")]


# Workbooks


def workbook(*sheets: tuple[str, Sequence[Sequence[object]]], hidden: str = "") -> bytes:
    book = openpyxl.Workbook()
    del book["Sheet"]
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name == hidden else "visible"
        for row in rows:
            sheet.append(list(row))
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


ROWS = [
    ("نام", "Born", "Age"),
    ("داریوش", date(1986, 2, 3), 34),
    (None, None, None),
    ("لیلا", datetime.fromisoformat("1990-05-06T07:08:00"), 2.5),
]


def test_a_workbook_comes_with_days_as_days_and_numbers_as_people_write_them() -> None:
    table = opened(workbook(("List", ROWS)))
    assert (table.told.form, table.told.sheet, table.told.sheets) == (Form.WORKBOOK, "List", ("List",))
    assert [(line.number, line.cells) for line in table.lines] == [
        (1, ("نام", "Born", "Age")),
        (2, ("داریوش", "1986-02-03", "34")),
        (4, ("لیلا", "1990-05-06 07:08:00", "2.5")),
    ]


def test_of_several_sheets_the_first_that_holds_anything_is_taken_or_the_one_that_is_named() -> None:
    book = workbook(
        ("Hidden", ROWS), ("Empty", []), ("First", [("name",), ("Darius",)]), ("Second", ROWS), hidden="Hidden"
    )
    table = opened(book)
    assert (table.told.sheet, table.told.sheets) == ("First", ("Empty", "First", "Second"))
    assert len(list(opened(book, sheet="Second").lines)) == 3
    assert "no such sheet" in refused(book, sheet="Hidden")
    assert list(opened(book, sheet="Empty").lines) == []


def test_merged_cells_formulas_and_truths_are_what_they_show() -> None:
    book = openpyxl.Workbook()
    sheet = book["Sheet"]
    sheet.append(["People of the ward", None])
    sheet.merge_cells("A1:B1")
    sheet.append(["name", "here"])
    sheet.append(["=CONCATENATE(1)", True])
    made = io.BytesIO()
    book.save(made)
    assert cells_of(made.getvalue()) == [("People of the ward", ""), ("name", "here"), ("", "True")]


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", bytes(20_000_000))
    return made.getvalue()


def locked() -> bytes:
    data = bytearray(workbook(("List", ROWS)))
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"PK\x03\x04 and nothing more", "damaged"),
        (bomb(), "would unfold to far more"),
        (locked(), "locked"),
        (workbook(("List", ROWS))[:900], "damaged"),
        (workbook(("List", [])), "holds no table"),
    ],
)
def test_a_workbook_that_is_hostile_locked_or_broken_is_one_line(data: bytes, sentence: str) -> None:
    answer = io.BytesIO()
    serve(data, "", answer)
    assert sentence.encode() in answer.getvalue()


def test_the_bounded_process_refuses_in_the_same_words() -> None:
    assert "would unfold" in refused(bomb())


def test_a_workbook_as_large_as_a_list_may_be_is_taken_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    made = io.BytesIO(workbook(("People", [["name"], ["Darius"]])))
    with zipfile.ZipFile(made, "a") as packed:
        packed.writestr("xl/media/picture", bytes(MOST_BYTES - len(made.getvalue()) - 1_000))
    taken = io.BytesIO(wire.framed(b"") + wire.framed(made.getvalue()))
    given = io.BytesIO()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=taken))
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=given))
    monkeypatch.setattr(process, "give_up", lambda _: None)
    monkeypatch.setattr(resource, "setrlimit", lambda *_: None)
    process.main()
    assert b"Darius" in given.getvalue()


def test_wide_rows_of_a_workbook_are_told_in_pieces_that_a_frame_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "LETTERS_AT_ONCE", 100)
    answer = io.BytesIO()
    serve(workbook(("People", [["Darius" * 8] * 2] * 7)), "", answer)
    held = bytearray(answer.getvalue())
    frames = [json.loads(frame) for frame in iter(lambda: wire.taken(held), None)]
    assert [len(one["rows"]) for one in frames[1:-1]] == [2, 2, 2, 1]


@settings(max_examples=15)
@given(
    rows=st.lists(
        st.lists(
            st.text(st.characters(categories=("L", "N", "P"), max_codepoint=0xFFFF), min_size=1, max_size=8),
            min_size=2,
            max_size=2,
        ),
        min_size=1,
        max_size=4,
    )
)
def test_texts_of_a_workbook_come_back_cell_by_cell(rows: list[list[str]]) -> None:
    plain = [[f"x{cell}" for cell in row] for row in rows]
    answer = io.BytesIO()
    serve(workbook(("List", plain)), "", answer)
    held = bytearray(answer.getvalue())
    frames = [json.loads(frame) for frame in iter(lambda: wire.taken(held), None)]
    assert [cells for _, cells in frames[1]["rows"]] == plain
