"""The short form of the fault checks, as part of every check: a few of each accident, and every control."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest

from faults import report
from faults.__main__ import main
from faults.recording import surroundings
from silence.core.rows import Row

if TYPE_CHECKING:
    from pathlib import Path

CONTROLS = {"power": 4, "io": 1, "clock": 1, "hostile": 2}
"""Kills and full disks have their short form in tests of their own, beside this and in tests/attacks."""
KEPT = Row("power", "cuts", 3, 1, {"lost": 0}, good=True, seconds=1.0)
BLIND = Row("power", "cuts without flushing", 3, 1, {"lost": 0}, good=False, seconds=1.0, is_control=True)


@pytest.mark.slow
@pytest.mark.parametrize("job", CONTROLS)
def test_accidents_take_nothing_acknowledged_and_every_control_shows_harm(job: str) -> None:
    words = [sys.executable, "-m", "faults", job, "--short"]
    done = subprocess.run(words, env=surroundings("check"), capture_output=True, text=True, check=False, timeout=500)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("seen     control") == CONTROLS[job]
    assert done.stdout.count("\nkept ") >= 1


def test_a_control_without_harm_is_as_bad_as_a_broken_promise() -> None:
    assert (KEPT.verdict(), BLIND.verdict()) == ("kept", "NOT SEEN")
    assert "NOT SEEN" in BLIND.line()


def test_a_job_that_is_not_there_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["luck"])
    assert end.value.code == 2
    assert "there is no job 'luck'" in capsys.readouterr().err


def test_the_table_keeps_the_rows_of_jobs_that_did_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{report.MARKS[0]}\n{report.MARKS[1]}\nafter\n", encoding="utf-8")
    monkeypatch.setattr(report, "PAGE", page)
    report.write_table([KEPT], on=date(2026, 3, 2))
    report.write_table([Row("io", "errors", 5, 1, {"missing": 0}, good=True, seconds=2.0)], on=date(2026, 3, 3))
    report.write_table([KEPT, BLIND], on=date(2026, 3, 4))
    written = page.read_text(encoding="utf-8")
    assert written.startswith("before\n")
    assert written.endswith("after\n")
    assert written.count("| power |") == 2
    assert written.count("| io |") == 1
    assert written.index("2026-03-03") < written.index("2026-03-04")
