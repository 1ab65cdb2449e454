"""Jobs that need a process whose time and chance are the machine's own: `proofs` does them, and tells its rows."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from faults.recording import surroundings
from silence.core.rows import Row
from silence.sizes import SHORT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from silence.house import Ground
    from silence.sizes import Size


def apart(name: str) -> Callable[[Ground, Size, int], Iterator[Row]]:
    """Give a job that has this one done; a process that breaks off fails with what it said."""

    def run(_ground: Ground, size: Size, seed: int) -> Iterator[Row]:
        words = [sys.executable, "-m", "proofs", name, "--seed", str(seed), *(["--short"] if size is SHORT else [])]
        with subprocess.Popen(words, env=surroundings("check"), stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            for line in process.stdout:
                yield Row(**json.loads(line))
        if process.returncode:
            raise AssertionError(f"{name} broke off, exit code {process.returncode}")

    return run
