from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING

import pytest

from house.launcher import LAUNCHER, Part
from house.sizes import long_files, long_functions, thin_introductions
from house.tree import ROOT, Source, imported_modules

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def environment(tmp_path: Path) -> Part:
    """A tree with two locks, and an environment as ./run leaves it."""
    (tmp_path / "requirements").mkdir()
    for name in ("use", "check"):
        (tmp_path / "requirements" / f"{name}.txt").write_text(f"# the parts to {name}\n", encoding="utf-8")
    made = LAUNCHER.Environment(tmp_path)
    made.python.parent.mkdir(parents=True)
    made.python.symlink_to(os.path.realpath(sys.executable))
    return made


def stamp(environment: Part, *names: str) -> None:
    held = ",".join(f'"{name}": "{environment.lock_hash(name)}"' for name in names)
    environment.stamp.write_text(f'{{{held}, "python": "{os.path.realpath(sys.executable)}"}}', encoding="utf-8")


def launch(*words: str) -> subprocess.CompletedProcess[str]:
    asked = [sys.executable, str(ROOT / "run"), *words]
    return subprocess.run(asked, capture_output=True, text=True, check=False)


def test_the_launcher_keeps_the_rules_of_the_house() -> None:
    source = Source("run", (ROOT / "run").read_text(encoding="utf-8"))
    assert not long_files(source)
    assert not long_functions(source)
    assert not thin_introductions(source)


def test_the_launcher_uses_the_standard_library_alone() -> None:
    source = Source("run", (ROOT / "run").read_text(encoding="utf-8"))
    roots = {name.partition(".")[0] for name, _ in imported_modules(source.tree)}
    assert roots <= sys.stdlib_module_names


def test_a_stamped_environment_is_ready_and_nothing_is_started(
    environment: Part, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamp(environment, "use")
    monkeypatch.setattr(LAUNCHER, "build", lambda *_: pytest.fail("it was built again"))
    LAUNCHER.prepare(environment, "use")


def test_an_environment_with_the_parts_to_use_is_not_ready_for_checks(environment: Part) -> None:
    stamp(environment, "use")
    assert environment.is_ready("use")
    assert not environment.is_ready("check")


def test_a_changed_lock_is_installed_again(environment: Part) -> None:
    stamp(environment, "use")
    environment.lock("use").write_text("# other parts\n", encoding="utf-8")
    assert environment.is_whole()
    assert not environment.is_ready("use")


def test_an_environment_that_was_cut_off_is_made_afresh(environment: Part) -> None:
    stamp(environment, "use")
    environment.unfinished.touch()
    assert not environment.is_whole()


def test_an_environment_whose_python_went_away_or_changed_is_made_afresh(environment: Part) -> None:
    stamp(environment, "use")
    environment.python.unlink()
    environment.python.symlink_to("gone")
    assert not environment.is_whole()
    environment.python.unlink()
    environment.python.symlink_to("/bin/sh")
    assert not environment.is_whole()


def test_a_damaged_stamp_says_nothing(environment: Part) -> None:
    environment.stamp.write_text("{", encoding="utf-8")
    assert environment.stamped() == {}
    environment.stamp.write_text("[1]", encoding="utf-8")
    assert not environment.is_ready("use")


@pytest.mark.slow
def test_a_broken_environment_is_rebuilt_and_stamped(environment: Part, capfd: pytest.CaptureFixture[str]) -> None:
    environment.unfinished.touch()
    LAUNCHER.prepare(environment, "check")
    told = capfd.readouterr().err
    assert "making it afresh" in told
    assert "The environment is ready." in told
    assert environment.is_ready("use")
    assert environment.is_ready("check")


def test_a_machine_without_pip_is_told_so_in_one_sentence(tmp_path: Path) -> None:
    mute = tmp_path / "python"
    mute.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    mute.chmod(0o755)
    with pytest.raises(LAUNCHER.Stop, match="pip is missing"):
        LAUNCHER.require_pip(str(mute))


def test_a_pip_that_is_too_old_is_told_so_in_one_sentence(tmp_path: Path) -> None:
    old = tmp_path / "python"
    old.write_text("#!/bin/sh\necho pip 20.3 from somewhere\n", encoding="utf-8")
    old.chmod(0o755)
    with pytest.raises(LAUNCHER.Stop, match=r"pip 20\.3 is too old"):
        LAUNCHER.require_pip(str(old))


@pytest.mark.parametrize("form", ["--faults", "--silence"])
def test_the_long_checks_refuse_a_job_that_they_do_not_know(form: str) -> None:
    answer = launch("check", form, "luck")
    assert answer.returncode == 1
    assert "there is no job 'luck'" in answer.stdout
    assert answer.stdout.endswith("0 passed, 1 failed in " + answer.stdout.rsplit("in ", 1)[1])


def test_the_engines_are_installed_from_their_locks_and_what_was_there_stays(
    environment: Part, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("engines-build", "engines"):
        environment.lock(name).write_text(f"# the parts of {name}\n", encoding="utf-8")
    stamp(environment, "use", "check")
    installed: list[str] = []
    monkeypatch.setattr(LAUNCHER, "install", lambda *asked: installed.append(asked[-1]))
    assert LAUNCHER.engines(environment, ()) == 0
    assert installed == ["engines-build", "engines"]
    assert all(environment.is_ready(name) for name in LAUNCHER.LOCKS)


def test_only_those_who_ask_run_the_tests_of_the_engines() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "tests/engines" in settings["tool"]["pytest"]["ini_options"]["norecursedirs"]
    asked = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", "tests/engines"]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False, cwd=ROOT)
    assert "tests/engines/test_batch_engines.py" in answer.stdout


@pytest.mark.parametrize("words", [(), ("dem",), ("bench", "nothing-of-that-name"), ("lock", "now")])
def test_words_it_does_not_know_are_wrong_usage(words: tuple[str, ...]) -> None:
    assert launch(*words).returncode == 2


def test_help_is_an_answer() -> None:
    answer = launch("--help")
    assert answer.returncode == 0
    assert all(f"./run {command}" in answer.stdout for command in LAUNCHER.COMMANDS)


def test_our_code_comes_first_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    assert LAUNCHER.surroundings(tmp_path)["PYTHONPATH"] == f"{tmp_path / 'src'}{os.pathsep}elsewhere"
    monkeypatch.delenv("PYTHONPATH")
    assert LAUNCHER.surroundings(tmp_path)["PYTHONPATH"] == str(tmp_path / "src")


def test_checks_never_see_the_settings_of_an_installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHABAR_HOME", "a real house")
    variables = LAUNCHER.check_surroundings(tmp_path, "place")
    assert "KHABAR_HOME" not in variables
    assert variables["KHABAR_PROCESS"] == "check"


@pytest.mark.parametrize(
    ("tail", "counts"),
    [
        ("...\n12 passed in 3.21s\n", (12, 0)),
        ("FAILED a\n=== 2 failed, 10 passed, 1 error in 3.21s ===\n", (10, 3)),
        ("\x1b[31m\x1b[1m1 failed\x1b[0m, \x1b[32m4 passed\x1b[0m\x1b[31m in 0.1s\x1b[0m\n", (4, 1)),
        ("the process was killed", (0, 0)),
    ],
)
def test_the_closing_line_of_the_tests_is_counted(tail: str, counts: tuple[int, int]) -> None:
    assert LAUNCHER.test_counts(tail) == counts


def step(name: str, program: str, *, counts_tests: bool = False) -> Part:
    return LAUNCHER.Step(name, ("-c", program), counts_tests=counts_tests)


@pytest.mark.parametrize(
    ("asked", "passed", "failed", "good"),
    [
        (step("types", "pass"), 1, 0, True),
        (step("types", "raise SystemExit(1)"), 0, 1, False),
        (step("tests", "print('7 passed in 1.0s')", counts_tests=True), 7, 0, True),
        (step("tests", "print('7 passed in 1.0s'); raise SystemExit(3)", counts_tests=True), 7, 1, False),
        (step("tests", "raise SystemExit(5)", counts_tests=True), 0, 1, False),
    ],
)
def test_a_step_that_fails_is_never_counted_as_well(
    environment: Part, asked: Part, passed: int, failed: int, *, good: bool
) -> None:
    outcome = LAUNCHER.run_step(environment, asked, dict(os.environ))
    assert (outcome.passed, outcome.failed, outcome.good) == (passed, failed, good)


def test_the_last_line_is_one_a_build_machine_can_read() -> None:
    outcomes = [LAUNCHER.Outcome("types", 2.0, 1, 0, good=True), LAUNCHER.Outcome("tests", 3.0, 40, 2, good=False)]
    assert LAUNCHER.closing(outcomes)[-1] == "41 passed, 2 failed in 5.0s"
    assert "FAILED" in LAUNCHER.closing(outcomes)[1]


def test_the_quick_loop_tries_what_needs_no_database_unless_told_otherwise() -> None:
    assert {"tests/domain", "tests/house"} < set(LAUNCHER.QUICK)
    assert all((ROOT / folder).is_dir() for folder in LAUNCHER.QUICK)
    assert not {"tests/web", "tests/apps", "tests/journeys"} & set(LAUNCHER.QUICK)


def test_the_whole_has_every_step_and_a_choice_of_tests_no_gate() -> None:
    names = [one.name for one in LAUNCHER.steps(ROOT, ())]
    assert names == [
        "ruff check",
        "ruff format",
        "import contracts",
        "types",
        "migrations",
        "browser for the journeys",
        "tests",
        "tests on PostgreSQL",
        "tests of domain and consent",
        "coverage gathered",
        "coverage of domain and consent",
    ]
    assert [one.name for one in LAUNCHER.steps(ROOT, ("-k", "slip"))] == names[:7]


def test_every_test_is_run_once_and_the_rules_under_coverage() -> None:
    others, again, rules = (one.words for one in LAUNCHER.steps(ROOT, ()) if one.counts_tests)
    left_out = [word.removeprefix("--ignore=") for word in others if word.startswith("--ignore=")]
    assert sorted(left_out) == sorted(word for word in rules if word.startswith("tests/"))
    assert all((ROOT / folder).is_dir() for folder in left_out)
    assert [word for word in again if word.startswith("tests/")] == list(LAUNCHER.WITH_TABLES)
    assert all((ROOT / place).exists() for place in LAUNCHER.WITH_TABLES)


def test_the_tests_of_the_tables_find_postgresql_where_the_launcher_says_so(tmp_path: Path) -> None:
    """Pytest is told of the engine before it loads the settings; asked here without a server, for the words alone."""
    code = LAUNCHER.PG[1].replace("pytest.main(sys.argv[3:])", "print(os.environ['KHABAR_TEST_ENGINE'], *sys.argv[3:])")
    asked = [sys.executable, "-c", code, *LAUNCHER.tests("-k", "slip").words]
    told = subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["postgresql", "-n", "2", "--dist", "worksteal", "-k", "slip"]


def test_the_build_machine_runs_what_a_person_runs() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert "set -eu" in lines
    assert lines[-1] == "exec ./run check"
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert os.access(ROOT / "run", os.X_OK)
