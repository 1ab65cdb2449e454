from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from adapters.newsletter.issue_folders import ARTICLE, EXAMPLE, HEAD, LANGUAGES, folder_with, made
from khabar.adapters.newsletter.editions import FILES
from khabar.cli.newsletter import newsletter
from khabar.config.main import COMMANDS
from khabar.domain.errors import Invalid


def run(*words: object) -> subprocess.CompletedProcess[str]:
    asked = [sys.executable, "-m", "khabar", "newsletter", *map(str, words)]
    source = str(Path(__file__).parents[2] / "src")
    return subprocess.run(asked, capture_output=True, text=True, check=False, env={"PYTHONPATH": source}, timeout=120)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_is_built_by_one_command_and_always_alike(language: str, tmp_path: Path) -> None:
    told = run("build", EXAMPLE / f"issue.{language}.toml", "--out", tmp_path / "made")
    assert (told.returncode, told.stdout, told.stderr) == (0, "", "")
    assert {path.name for path in (tmp_path / "made").iterdir()} == set(FILES)
    for name, data in made(language).items():
        assert (tmp_path / "made" / name).read_bytes() == data, name


def test_refusals_are_one_line_each_and_nothing_is_written(tmp_path: Path) -> None:
    names = '[[articles.names]]\nname = "Shirin Ravan"\nconsent = "no"\nrole = "mother"\nfrom = "the north"\n'
    path = folder_with(
        tmp_path, HEAD + ARTICLE + names + 'about = "her son"\n', a_md="# A day\n\nhere Shirin reads\n\nto a traitor\n"
    )
    told = run("build", path, "--out", tmp_path / "made")
    assert told.returncode == 1
    named, judging = told.stderr.splitlines()
    assert named == (
        f"khabar: {tmp_path}/a.md:3:6: This names somebody who has not agreed to it. "
        "Write instead: “A mother from the north, about her son”."
    )
    assert judging.startswith(f"khabar: {tmp_path}/a.md:5:6: “traitor” judges people inside. ")
    assert judging.endswith("or write “person who left”.")
    assert not (tmp_path / "made").exists()


def test_a_wrong_key_is_one_line_and_nothing_is_written(tmp_path: Path) -> None:
    path = folder_with(tmp_path, HEAD + ARTICLE + 'autor = "Leyla"\n')
    told = CliRunner().invoke(newsletter, ["build", str(path), "--out", str(tmp_path / "made")])
    assert isinstance(told.exception, Invalid)
    assert str(told.exception).endswith("ISSUE.toml:10: There is no “autor” in an article. The nearest is “author”.")
    assert not (tmp_path / "made").exists()


def test_check_says_what_it_found_and_makes_nothing(tmp_path: Path) -> None:
    path = folder_with(tmp_path, HEAD + ARTICLE)
    told = CliRunner().invoke(newsletter, ["check", str(path)])
    assert told.exit_code == 0
    assert "nothing stands against publishing it; articles read: 1." in told.output
    assert sorted(one.name for one in tmp_path.iterdir()) == ["ISSUE.toml", "a.md"]


def test_without_a_folder_to_write_to_it_is_wrong_usage(tmp_path: Path) -> None:
    assert CliRunner().invoke(newsletter, ["build", str(folder_with(tmp_path, HEAD + ARTICLE))]).exit_code == 2


def test_the_command_needs_no_installation() -> None:
    assert not COMMANDS["newsletter"].need.settings
    assert COMMANDS["newsletter"].need.process is None
