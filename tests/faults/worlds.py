"""Jobs that run in a process of their own with databases in memory: wrong clocks, and ledgers that are tampered with.

Clocks leap to 1970, beyond 2038, ten years ahead, a day back, an hour either way, and in the middle of a round. Nothing
is destroyed, closed, told or drafted for a clock that was wrong for a round, and everything goes on when it is right
again; the control is a house that believes every clock at once. What is done to ledgers is told in `ledger`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

from faults.recording import surroundings
from silence.core.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator


def leap(times: int, seed: int) -> Iterator[Row]:
    """Let the clock leap so often; then the control."""
    for name, is_control in (("", False), ("heedless", True)):
        began = time.monotonic()
        found = _told("faults.clock_world", seed, times, *([name] if name else []))
        breaches, spent = found["breaches"], time.monotonic() - began
        told = {"promises looked at": found["looked"], "broken": len(breaches)}
        tried = "leaps of the clock under rounds" + (", every clock believed at once" if is_control else "")
        good, remarks = bool(breaches) is is_control, sorted(set(breaches))[:4]
        yield Row("clock", tried, times, seed, told, good, spent, is_control, remarks)


def tamper(times: int, seed: int) -> Iterator[Row]:
    """Tamper with ledgers so often; what must stay unfound without a checkpoint is the control."""
    began = time.monotonic()
    figures = _told("faults.ledger_world", seed, times)
    spent = time.monotonic() - began
    for kind, count in figures["done"].items():
        found = figures["found"].get(kind, 0)
        yield Row("ledger", kind, count, seed, {"found": found, "missed": count - found}, found == count, spent)
        spent = 0.0
    for kind, count in figures["controls"].items():
        found = figures["controls_found"].get(kind, 0)
        told = {"found": found, "rightly not found": count - found}
        yield Row("ledger", kind, count, seed, told, found == 0, 0.0, is_control=True)


def _told(module: str, *words: object) -> dict[str, Any]:
    asked = [sys.executable, "-m", module, *map(str, words)]
    done = subprocess.run(asked, env=surroundings("check"), capture_output=True, text=True, check=False)
    if done.returncode:
        raise AssertionError(f"{module} did not run: {done.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found
