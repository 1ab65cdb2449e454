from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from conftest import SettableClock
from khabar.cli.procedures import procedures
from khabar.domain.errors import Invalid, Refused

EXAMPLES = Path(__file__).parents[2] / "docs" / "procedures" / "examples"
ON = ("--on", "2026-11-21")


@dataclass
class Bare:
    clock: SettableClock


def run(*words: str | Path) -> Result:
    clock = SettableClock(datetime(2026, 11, 21, 9, 0, tzinfo=UTC))
    return CliRunner().invoke(procedures, [str(one) for one in words], obj=Bare(clock))


def example(number: int) -> Path:
    return next(path for path in EXAMPLES.glob(f"{number}-*.json") if not path.name.endswith(".answers.json"))


def case_file(folder: Path, **told: Any) -> Path:  # noqa: ANN401 - any JSON
    path = folder / "case.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    return path


def test_check_prints_one_document_with_every_procedure() -> None:
    told = run("check", example(1), *ON, "--json")
    assert told.exit_code == 0, told.output
    assert {one["procedure"]: one["answer"] for one in json.loads(told.stdout)}["wgeid-urgent"] == "open"


def test_without_a_day_it_is_the_clocks() -> None:
    assert run("check", example(1), "--json").stdout == run("check", example(1), *ON, "--json").stdout


def test_without_json_it_is_a_sheet_for_people() -> None:
    told = run("check", example(1), *ON)
    assert told.exit_code == 0
    assert "This is not legal advice." in told.stdout


def test_warnings_go_to_standard_error_and_leave_the_document_whole(tmp_path: Path) -> None:
    told = run("check", case_file(tmp_path, colour="blue"), "--json")
    assert len(json.loads(told.stdout)) == 21
    assert told.stderr == "khabar: colour: this field is not known here and was left out.\n"


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"disappearance": {"began": "2021", "last_seen": {"date": "2019"}}}, "disappearance.last_seen.date"),
        ({"disappearance": {"held_in": "Yugoslavia"}}, "disappearance.held_in[0]"),
        ({"person": {"nationality": "MX", "stateless": True}}, "person.stateless"),
        ({"disappearance": {"began": "2030"}}, "disappearance.began"),
    ],
)
def test_bad_input_is_one_line_that_names_the_field(told: dict[str, Any], field: str, tmp_path: Path) -> None:
    found = run("check", case_file(tmp_path, **told), "--json")
    assert isinstance(found.exception, Invalid)
    assert found.exception.field == field
    assert found.stdout == ""


def test_a_file_that_is_not_there_and_a_day_that_is_none_are_refused(tmp_path: Path) -> None:
    assert isinstance(run("check", tmp_path / "none.json").exception, FileNotFoundError)
    refused = run("check", example(1), "--on", "tomorrow").exception
    assert isinstance(refused, Invalid)
    assert refused.field == "--on"


def test_the_schema_is_printed() -> None:
    assert json.loads(run("schema").stdout)["title"].startswith("A case")


def test_the_sheet_is_written_in_both_languages(tmp_path: Path) -> None:
    told = run("sheet", example(1), *ON, "--out", tmp_path / "new" / "folder")
    assert told.exit_code == 0, told.output
    made = sorted((tmp_path / "new" / "folder").iterdir())
    assert [path.name for path in made] == ["which-door.en.pdf", "which-door.fa.pdf"]
    assert all(path.read_bytes().startswith(b"%PDF") for path in made)
    assert told.stdout.split() == [str(path) for path in made]


@pytest.mark.parametrize("kind", ["wgeid-urgent", "wgeid-standard", "ced-30"])
def test_a_form_is_written_as_docx_and_pdf(kind: str, tmp_path: Path) -> None:
    told = run("form", kind, example(1), *ON, "--out", tmp_path)
    assert told.exit_code == 0, told.output
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{kind}.docx", f"{kind}.pdf"]
    assert told.stderr == ""


def test_a_draft_says_so_on_standard_error(tmp_path: Path) -> None:
    told = run("form", "wgeid-standard", case_file(tmp_path, bar_list=[]), "--out", tmp_path / "out", "--beside", "fa")
    assert told.exit_code == 0, told.output
    assert "a draft" in told.stderr


@pytest.mark.parametrize(
    ("number", "kind", "said"),
    [
        (5, "ced-30", "must not be presented as an enforced disappearance"),
        (6, "wgeid-standard", "does not agree that the State is told"),
        (6, "ced-30", "Kenya would come to know the name"),
        (4, "wgeid-standard", "The bar list has not been asked"),
        (3, "ced-30", "before the Convention entered into force"),
    ],
)
def test_where_no_form_is_made_the_reason_is_said_and_nothing_is_written(
    number: int, kind: str, said: str, tmp_path: Path
) -> None:
    told = run("form", kind, example(number), *ON, "--out", tmp_path / "out")
    assert isinstance(told.exception, Refused)
    assert said in str(told.exception)
    assert not (tmp_path / "out").exists()


def test_a_form_nobody_has_is_wrong_usage(tmp_path: Path) -> None:
    assert run("form", "cat-22", example(1), "--out", tmp_path).exit_code == 2


def test_letters_without_a_shape_leave_nothing_half_written(tmp_path: Path) -> None:
    path = case_file(tmp_path, reference="中", bar_list=[])
    assert isinstance(run("sheet", path, "--out", tmp_path / "out").exception, Invalid)
    assert isinstance(run("form", "ced-30", path, "--out", tmp_path / "out").exception, Invalid)
    assert not (tmp_path / "out").exists()
