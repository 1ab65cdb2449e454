from __future__ import annotations

import io
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from browser import chromium
from house.launcher import LAUNCHER
from house.tree import ROOT

if TYPE_CHECKING:
    from pathlib import Path

INSTALLS = '/bin/ln -s /bin/true "${0%/*}/chromium"'
FILE = ROOT / "tests" / "browser" / "chromium.py"


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without Chromium and without a package manager, run by root and without a terminal."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    return tmp_path


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def command(folder: Path, name: str, *lines: str) -> None:
    """A program that writes down its words and does no more than these lines."""
    program = folder / name
    program.write_text("\n".join(["#!/bin/sh", f'echo "{name} $*" >> "${{0%/*}}/told"', *lines, ""]), encoding="utf-8")
    program.chmod(0o755)


def told(folder: Path) -> list[str]:
    note = folder / "told"
    return note.read_text(encoding="utf-8").splitlines() if note.exists() else []


def sits_at_a_terminal(monkeypatch: pytest.MonkeyPatch, answer: str) -> list[str]:
    questions: list[str] = []

    def asked(question: str) -> str:
        questions.append(question)
        return answer

    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("builtins.input", asked)
    return questions


def test_a_browser_that_is_there_is_used_and_nothing_is_started(bare: Path) -> None:
    command(bare, "chromium")
    command(bare, "apt-get")
    assert chromium.provide() == str(bare / "chromium")
    assert not told(bare)


def test_on_a_bare_debian_it_is_installed_without_asking_anybody(bare: Path) -> None:
    command(bare, "apt-get", INSTALLS)
    assert chromium.provide() == str(bare / "chromium")
    update, install = told(bare)
    assert update.endswith(" update")
    assert install.endswith(" install --no-install-recommends chromium")
    assert " -y " in install


def test_what_is_installed_stands_in_the_one_list(bare: Path) -> None:
    del bare
    wanted = chromium.packages(chromium.LIST.read_text(encoding="utf-8"))
    assert "chromium" in wanted
    assert "python3" not in wanted, "the checks never change the Python they run in"


def test_who_sits_at_a_terminal_is_asked_once(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command(bare, "apt-get", INSTALLS)
    questions = sits_at_a_terminal(monkeypatch, "")
    chromium.provide()
    assert len(questions) == 1


def test_a_no_at_the_terminal_installs_nothing(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command(bare, "apt-get", INSTALLS)
    sits_at_a_terminal(monkeypatch, "n")
    with pytest.raises(chromium.Missing, match="not to be installed now"):
        chromium.provide()
    assert not told(bare)


def test_without_the_rights_nothing_is_tried_and_the_words_to_type_are_named(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    command(bare, "apt-get", INSTALLS)
    command(bare, "sudo", "exit 1")
    with pytest.raises(chromium.Missing, match="apt-get install --no-install-recommends chromium"):
        chromium.provide()
    assert told(bare) == ["sudo -n true"]


def test_rights_that_need_no_password_are_used(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    command(bare, "apt-get", INSTALLS)
    command(bare, "sudo", 'test "$2" = true && exit 0', "shift", 'exec "$@"')
    assert chromium.provide() == str(bare / "chromium")


@pytest.mark.parametrize(("manager", "words"), chromium.OTHERS.items())
def test_another_system_is_told_what_to_install_in_one_line(bare: Path, manager: str, words: str) -> None:
    command(bare, manager)
    with pytest.raises(chromium.Missing, match=f"Install it with: {words}"):
        chromium.provide()
    assert not told(bare)


def test_an_installation_that_fails_is_not_taken_for_one(bare: Path) -> None:
    command(bare, "apt-get", "exit 100")
    with pytest.raises(chromium.Missing, match="could not be installed"):
        chromium.provide()


def test_without_a_browser_the_step_fails_and_names_the_part_that_does_not_run(bare: Path) -> None:
    asked = [sys.executable, str(FILE)]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False, env={"PATH": str(bare)})
    assert answer.returncode == 1
    assert answer.stdout.startswith("The journeys in a browser do not run.")
    assert answer.stdout.count("\n") == 1


def test_the_check_asks_for_the_browser_before_the_tests_and_goes_on_without_it() -> None:
    steps = LAUNCHER.steps(ROOT, ("-k", "slip"))
    names = [step.name for step in steps]
    assert names.index("browser for the journeys") == names.index("tests") - 1
    assert steps[names.index("browser for the journeys")].words == (str(FILE.relative_to(ROOT)),)
