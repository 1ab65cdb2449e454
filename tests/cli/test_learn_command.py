"""The shell door to learning: a model file that match can use, one-line refusals, nothing half-written."""

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from khabar.cli.learn import learn_
from khabar.cli.match import match
from khabar.demo.caseload import generate
from khabar.demo.caseload_records import COLUMNS
from khabar.linkage import FROZEN
from khabar.ports import Parts

LISTS = ("requests.csv", "registrations.csv")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = generate(2031, 400, 700)
    into = tmp_path_factory.mktemp("caseload")
    for name, rows in zip(LISTS, (made.requests, made.presences), strict=True):
        with (into / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS)
            writer.writeheader()
            writer.writerows(rows)
    return into


def run(folder: Path, parts: Parts, *arguments: str) -> Result:
    return CliRunner().invoke(learn_, [*(str(folder / name) for name in LISTS), *arguments], obj=parts)


def test_what_was_learned_is_told_and_match_uses_it_when_it_is_named(
    folder: Path, parts: Parts, tmp_path: Path
) -> None:
    model, out = tmp_path / "model.toml", tmp_path / "out.csv"
    result = run(folder, parts, "--out", str(model))
    assert result.exit_code == 0, result.output
    assert "Weights that moved most, linkage-2 to linkage-2+" in result.stderr
    assert result.stdout == ""
    lists = [str(folder / name) for name in LISTS]
    matched = CliRunner().invoke(match, [*lists, "--out", str(out), "--model", str(model)], obj=parts)
    assert matched.exit_code == 0, matched.output
    assert f"model {FROZEN.version}+" in matched.stderr
    assert len(out.read_text(encoding="utf-8").splitlines()) > 10


def test_lists_that_teach_nothing_are_refused_in_one_line_and_nothing_is_written(
    folder: Path, parts: Parts, tmp_path: Path
) -> None:
    for name in LISTS:
        lines = (folder / name).read_text(encoding="utf-8").splitlines()[:4]
        (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    result = run(tmp_path, parts, "--out", str(tmp_path / "model.toml"))
    assert result.exit_code == 1
    assert "nothing learned: about" in result.stderr
    assert not (tmp_path / "model.toml").exists()


def test_a_bad_model_is_refused_by_file_line_and_field(folder: Path, parts: Parts, tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text('version = "linkage-1"\nstart = 3\n', encoding="utf-8")
    result = run(folder, parts, "--out", str(tmp_path / "model.toml"), "--start", str(bad))
    assert result.exit_code == 1
    assert result.stderr == f"Error: {bad}: line 2: start: is not what belongs here.\n"


def test_a_list_is_not_written_over(folder: Path, parts: Parts) -> None:
    result = run(folder, parts, "--out", str(folder / LISTS[0]))
    assert result.exit_code == 1
    assert "it is not written over" in result.stderr
