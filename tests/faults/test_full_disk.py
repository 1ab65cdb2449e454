"""A full disk: one clear line, nothing half-written, and everything goes on where it stopped once there is room."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from journeys.installation import Installation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.enable_socket, pytest.mark.slow]

ROWS = 1500
ROOM = 2_000_000


@pytest.fixture(scope="module")
def inst(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with Installation.at(tmp_path_factory.mktemp("full") / "home") as installation:
        yield installation


def test_an_import_that_meets_a_full_disk_stops_in_one_line_and_goes_on_later(
    inst: Installation, tmp_path: Path
) -> None:
    people = tmp_path / "people.csv"
    people.write_text("id,name\n" + "".join(f"p{number},Person Number{number}\n" for number in range(ROWS)))
    words = ["import", "presences", str(people), "--made-by", "a nurse", "--people-knew", "yes"]
    most = (inst.home / "house" / "house.sqlite3").stat().st_size + ROOM

    def let_the_disk_be_full() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    stopped = subprocess.run(
        [sys.executable, "-m", "khabar", *words],
        env=inst.environment,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=let_the_disk_be_full,
    )
    assert stopped.returncode == 1
    assert "Traceback" not in stopped.stderr
    assert "the database refused" in stopped.stderr
    assert "Nothing was altered" in inst.khabar("verify").stdout
    told = inst.khabar(*words)
    outcomes = [line.split("\t")[2] for line in told.stdout.splitlines()]
    assert len(outcomes) == ROWS
    assert set(outcomes) == {"taken in", "here already"}
    again = inst.khabar(*words)
    assert {line.split("\t")[2] for line in again.stdout.splitlines()} == {"here already"}
