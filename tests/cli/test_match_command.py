"""The shell door to matching: its columns, one-line refusals, nothing half-written, nothing a spreadsheet would run."""

import csv
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from khabar.cli.match import match
from khabar.cli.match_output import COLUMNS, harmless
from khabar.ports import Parts

HEADER = "id,name,father,sex,birth_date,last_place\r\n"
DARIUS = "r1,Darius Karimi,Hossein,m,1986-04-23,Wadi Gheim\r\n"
DARIUS_HERE = "p1,داریوش کریمی,حسین,male,۱۳۶۵,\r\n"
SHIRIN = "p2,Shirin Ahmadi,Omar,f,,Golvareh\r\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "requests.csv").write_text(HEADER + DARIUS, encoding="utf-8", newline="")
    (tmp_path / "registrations.csv").write_text(HEADER + DARIUS_HERE + SHIRIN, encoding="utf-8", newline="")
    return tmp_path


def run(folder: Path, parts: Parts, *arguments: str) -> Result:
    lists = [str(folder / "requests.csv"), str(folder / "registrations.csv")]
    return CliRunner().invoke(match, [*lists, "--out", str(folder / "out.csv"), *arguments], obj=parts)


def refused(folder: Path, parts: Parts, content: str | bytes, *arguments: str) -> str:
    """Run with another list of requests; it must be refused in one line, with nothing written."""
    raw = content if isinstance(content, bytes) else content.encode()
    (folder / "requests.csv").write_bytes(raw)
    result = run(folder, parts, *arguments)
    assert result.exit_code == 1, result.output
    assert sorted(path.name for path in folder.iterdir()) == ["registrations.csv", "requests.csv"]
    (line,) = result.stderr.strip().split("\n")
    assert "requests.csv" in line
    return line.replace(str(folder), "")


def rows(folder: Path) -> Sequence[dict[str, str]]:
    with (folder / "out.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_darius_is_proposed_across_scripts_and_shirin_is_not(folder: Path, parts: Parts) -> None:
    result = run(folder, parts)
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    (row,) = rows(folder)
    assert tuple(row) == COLUMNS
    assert (row["request_id"], row["registration_id"]) == ("r1", "p1")
    assert 0.9 < float(row["probability"]) < 1
    assert len(row["probability"].lstrip("0.")) <= 9
    assert row["evidence"].startswith("name +")


def test_explain_gives_one_sentence_for_each_field(folder: Path, parts: Parts) -> None:
    run(folder, parts, "--explain")
    (row,) = rows(folder)
    for title in ("Name:", "Father's name:", "Birth:", "Last place: not given on one side: says nothing."):
        assert title in row["evidence"]


def test_another_prior_moves_the_probability_and_not_the_score(folder: Path, parts: Parts) -> None:
    run(folder, parts)
    (before,) = rows(folder)
    run(folder, parts, "--prior", "0.01")
    (after,) = rows(folder)
    assert after["score"] == before["score"]
    assert float(after["probability"]) > float(before["probability"])


def test_only_id_and_name_are_needed_and_no_candidate_still_gives_a_list(folder: Path, parts: Parts) -> None:
    (folder / "requests.csv").write_text("name,id\nTomas,1\n", encoding="utf-8")
    assert run(folder, parts, "--min-probability", "0.999").exit_code == 0
    assert (folder / "out.csv").read_bytes() == b"request_id,registration_id,probability,score,evidence\r\n"


def test_columns_come_in_any_order_with_a_byte_order_mark_and_empty_lines(folder: Path, parts: Parts) -> None:
    text = '\ufeffName , ID,other_names\r\n\r\n"Karimi, Darius",r1,داریوش کریمی; Dariush Karimi\r\n'
    (folder / "requests.csv").write_text(text, encoding="utf-8", newline="")
    assert run(folder, parts).exit_code == 0
    assert [row["registration_id"] for row in rows(folder)] == ["p1"]


@pytest.mark.parametrize("engine", ["duckdb", "spark"])
def test_an_engine_that_is_not_installed_is_refused_in_one_line_before_anything_is_read(
    folder: Path, parts: Parts, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "splink", None)
    monkeypatch.setitem(sys.modules, "duckdb", None)
    monkeypatch.setitem(sys.modules, "pyspark", None)
    (folder / "requests.csv").unlink()
    result = run(folder, parts, "--engine", engine)
    assert result.exit_code == 1
    needed = {"duckdb": "duckdb", "spark": "pyspark"}[engine]
    said = f"Error: the engine {engine} needs {needed}, which is not installed; ./run engines installs it.\n"
    assert result.stderr == said
    assert not (folder / "candidates.csv").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "the file is empty"),
        ("\r\n \r\n", "the file is empty"),
        (HEADER.encode() + b"r1,Dari\xfcs,,,,\r\n", "line 2: not UTF-8"),
        (HEADER.encode("utf-16"), "line 1: not UTF-8"),
        ("id,name,brith_date\n", "line 1: there is no column “brith_date”; did you mean birth_date?"),
        ("id;name\n", "columns are separated by commas"),
        ("id,name,xyzzy\n", "line 1: there is no column “xyzzy”; there are id, name"),
        ("\n\nid,name,xyzzy\n", "line 3: there is no column “xyzzy”"),
        ("\nid,name,name\n", "line 2: the column name stands there twice"),
        ("\nid,father\n", "line 2: the column name is missing"),
        ("id,father\n", "line 1: the column name is missing"),
        ("id,name,name\n", "line 1: the column name stands there twice"),
        ("id,name\n1,Mira\n2,Tomas\n1,Omar\n", "line 4: id: the same id stands in line 2"),
        ("id,name\n1,\n", "line 2: name: is empty"),
        ("id,name\n,Mira\n", "line 2: id: is empty"),
        ("id,name\n1,Mira,Cohen\n", "line 2: 3 cells, but the header has 2 columns"),
        ("id,name\n1," + "م" * 10_000 + "\n", "line 2: name: has 10,000 characters; at most 300"),
        ('id,name\n1,"Mira\n\n\n', "line 2: not readable as CSV"),
        ('id,name\n1,"Mi\nra"\n2,\n', "line 4: name: is empty"),
        ("id,name," + "x" * 5000 + "\n", "line 1: there is no column"),
        ("id,name,birth_date\n1,Mira,1986-02-31\n", "line 2: birth_date: "),
        ("id,name,birth_date\n1,Mira,soon\n", "line 2: birth_date: "),
        ("id,name\n1," + "x" * 200_000 + "\n", "line 2: "),
    ],
)
def test_a_list_that_cannot_be_read_is_refused_by_file_line_and_column(
    folder: Path, parts: Parts, content: str | bytes, said: str
) -> None:
    line = refused(folder, parts, content)
    assert said in line
    assert len(line) < 300


def test_a_refusal_repeats_no_name(folder: Path, parts: Parts) -> None:
    line = refused(folder, parts, "id,name,father,birth_date\n1,Mira Cohen,Tomas,1986-02-31\n")
    assert not {"Mira", "Cohen", "Tomas"} & set(line.replace(":", " ").split())


def test_a_list_that_is_not_there_is_refused(folder: Path, parts: Parts) -> None:
    (folder / "requests.csv").unlink()
    result = run(folder, parts)
    assert result.exit_code == 1
    assert "cannot be read: No such file or directory" in result.stderr


def test_marks_of_writing_direction_are_left_out_with_a_warning(folder: Path, parts: Parts) -> None:
    (folder / "requests.csv").write_text("id,name\nr1,\u202eDarius Karimi\u202c\n", encoding="utf-8")
    result = run(folder, parts, "--min-probability", "0", "--explain")
    assert result.exit_code == 0
    assert "Warning" in result.stderr
    assert "one cell (line 2, name)" in result.stderr
    assert not set("\u202e\u202c") & set((folder / "out.csv").read_text(encoding="utf-8"))


def test_a_formula_is_a_text_going_in_and_harmless_coming_out(folder: Path, parts: Parts) -> None:
    (folder / "requests.csv").write_text('id,name\n"=HYPERLINK(""x"")",داریوش کریمی\n', encoding="utf-8")
    assert run(folder, parts, "--min-probability", "0").exit_code == 0
    assert [row["request_id"] for row in rows(folder)] == ['\'=HYPERLINK("x")']


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        (" @SUM(A1)", "' @SUM(A1)"),
        ("+cmd", "'+cmd"),
        ("-x", "'-x"),
        ("\tx", "'\tx"),
        ("＝1", "'＝1"),
        ("-12.5", "-12.5"),
        ("+1e9", "+1e9"),
        ("r1", "r1"),
        ("داریوش", "داریوش"),
        ("", ""),
    ],
)
def test_only_what_a_spreadsheet_would_run_is_escaped(cell: str, written: str) -> None:
    assert harmless(cell) == written


def test_a_full_disk_leaves_the_old_list_and_says_one_line(
    folder: Path, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "out.csv").write_text("the old list", encoding="utf-8")

    def full(_descriptor: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    result = run(folder, parts)
    assert result.exit_code == 1
    assert result.stderr.endswith("out.csv: not written: No space left on device.\n")
    assert (folder / "out.csv").read_text(encoding="utf-8") == "the old list"
    assert sorted(path.name for path in folder.iterdir()) == ["out.csv", "registrations.csv", "requests.csv"]


def test_a_folder_that_is_not_there_is_refused(folder: Path, parts: Parts) -> None:
    result = run(folder, parts, "--out", str(folder / "nowhere" / "out.csv"))
    assert result.exit_code == 1
    assert "not written" in result.stderr


def test_neither_list_is_written_over(folder: Path, parts: Parts) -> None:
    result = run(folder, parts, "--out", str(folder / "requests.csv"))
    assert result.exit_code == 1
    assert (folder / "requests.csv").read_text(encoding="utf-8").startswith("id,name")


@pytest.mark.parametrize(
    "wrong",
    [
        ("--prior", "1"),
        ("--prior", "0"),
        ("--prior", "nan"),
        ("--min-probability", "2"),
        ("--min-probability", "nan"),
        ("--engine", "x"),
    ],
)
def test_wrong_usage_is_told_apart_from_bad_input(folder: Path, parts: Parts, wrong: tuple[str, str]) -> None:
    assert run(folder, parts, *wrong).exit_code == 2


def test_progress_is_shown_on_stderr_once_it_takes_a_while(folder: Path, parts: Parts) -> None:
    start = parts.clock.now()
    moments = (start + timedelta(seconds=2 * tick) for tick in range(1000))

    class Slow:
        def now(self) -> datetime:
            return next(moments)

    result = run(folder, replace(parts, clock=Slow()))
    assert "Comparing" in result.stderr
    assert result.stdout == ""


def test_ezra_who_repeats_a_description_word_for_word_gets_a_line_like_anybody(folder: Path, parts: Parts) -> None:
    stolen = DARIUS.replace("r1", "ezra")
    honest = DARIUS.replace("r1", "darius")
    (folder / "registrations.csv").write_text(HEADER + stolen + honest, encoding="utf-8", newline="")
    run(folder, parts)
    ezra, darius = sorted(rows(folder), key=lambda row: row["registration_id"], reverse=True)
    assert {**ezra, "registration_id": ""} == {**darius, "registration_id": ""}
