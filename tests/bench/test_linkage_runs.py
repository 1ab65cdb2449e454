"""How bench watches the programs it starts."""

import sys
from pathlib import Path

from bench._linkage_runs import watched
from bench._linkage_tables import table

HOLDS = "import time; held = bytearray(60_000_000); time.sleep(0.6)"
HAS_A_CHILD = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {HOLDS!r}], check=True)"


def test_a_program_is_watched_to_its_end_with_what_it_said(tmp_path: Path) -> None:
    ended = watched([sys.executable, "-c", "print('done'); raise SystemExit(3)"], {}, tmp_path / "log")
    assert (ended.code, ended.said) == (3, "done\n")
    assert ended.seconds > 0


def test_the_memory_of_children_counts(tmp_path: Path) -> None:
    ended = watched([sys.executable, "-c", HAS_A_CHILD], {}, tmp_path / "log")
    assert ended.code == 0
    assert ended.megabytes > 60


def test_a_table_has_a_line_for_its_head_and_each_row() -> None:
    assert table(["a", "b"], [[1, "x"]]) == "| a | b |\n| --- | --- |\n| 1 | x |"
