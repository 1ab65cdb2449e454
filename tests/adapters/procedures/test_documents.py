"""The documents of procedures: the schema is the one we read by, and the examples give the answers beside them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from adapters.casefile.schema_checker import complaints
from khabar.adapters.casefile import case_schema, opened, read_case
from khabar.adapters.casefile.contradicted import require_no_contradiction
from khabar.adapters.procedures import answers
from khabar.domain.procedures import EXAMINED, check

FOLDER = Path(__file__).parents[3] / "docs" / "procedures"
ON = date(2026, 11, 21)
EXAMPLES = sorted(path for path in (FOLDER / "examples").glob("*.json") if not path.name.endswith(".answers.json"))
PAGE = (FOLDER / "README.md").read_text(encoding="utf-8")


def written(path: Path) -> Any:  # noqa: ANN401 - any JSON
    return json.loads(path.read_text(encoding="utf-8"))


def test_there_are_six_examples() -> None:
    assert len(EXAMPLES) == 6


def test_the_schema_in_the_documents_is_the_one_we_read_by() -> None:
    assert written(FOLDER / "case.schema.json") == case_schema()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_fits_the_schema_and_is_read_without_a_warning(path: Path) -> None:
    schema: dict[str, Any] = written(FOLDER / "case.schema.json")
    plain = {name: value for name, value in written(path).items() if name in schema["properties"]}
    assert plain == written(path)
    assert complaints(plain, schema, schema) == []
    read = read_case(opened(path), ON)
    assert read.warnings == ()
    require_no_contradiction(read.case)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_gives_the_answers_beside_it(path: Path) -> None:
    found = answers(check(read_case(opened(path), ON).case, ON), ON)
    assert found == written(path.with_suffix(".answers.json"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_page_states_the_answers_of_an_example(path: Path) -> None:
    table = next(part for part in PAGE.split("\n\n") if part.startswith("| file |"))
    columns = [one.strip() for one in table.splitlines()[0].strip("| ").split("|")]
    line = next(one for one in table.splitlines() if f"examples/{path.name}" in one)
    cells = [one.strip() for one in line.strip("| ").split("|")]
    given = {one["procedure"]: one["answer"] for one in written(path.with_suffix(".answers.json"))}
    assert dict(zip(columns[1:], cells[1:], strict=True)) == {name: given[name] for name in columns[1:]}


def test_the_examples_show_every_answer_and_a_form_that_is_not_made() -> None:
    given = [one for path in EXAMPLES for one in written(path.with_suffix(".answers.json"))]
    assert {one["answer"] for one in given} == {"open", "barred", "conditional", "unknown"}
    assert any("No form is made" in reason["text"] for one in given for reason in one["reasons"])


def test_the_page_names_what_is_encoded_and_every_key() -> None:
    assert all(f"`{one.value}`" in PAGE for one in EXAMINED)
    assert all(f"`{key}`" in PAGE for key in ("procedure", "answer", "reasons", "missing", "due", "told_to"))
    assert PAGE.split("\n\n")[1].startswith("Nothing here is legal advice")
