"""The short form of the job `withdrawals`: a few orders on real files, in a process of its own, and its control."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from faults.recording import surroundings


@pytest.mark.slow
def test_a_withdrawal_while_things_leave_ends_closed_and_a_gate_asked_beforehand_is_found() -> None:
    words = [sys.executable, "-m", "proofs", "withdrawals", "--short"]
    done = subprocess.run(words, env=surroundings("check"), capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    tried, control = (json.loads(line) for line in done.stdout.splitlines())
    assert tried["good"]
    assert tried["counted"]["not closed"] == 0
    assert control["good"]
    assert control["is_control"]
