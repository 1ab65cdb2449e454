import os
import subprocess
import sys
from pathlib import Path

SRC = Path(__file__).resolve().parents[3] / "src"
HARDENED = """
import ctypes, resource
from khabar.adapters.keyagent.hardening import forbid_dumps, pin_memory
from khabar.vault.passphrases import DEFAULT_COST, stretched

forbid_dumps()
assert pin_memory() in (True, False)
assert ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) == 0  # PR_GET_DUMPABLE
assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)
stretched(b"a slow hash still finds its memory", bytes(16), DEFAULT_COST)
"""


def test_a_hardened_process_leaves_no_dump_and_can_still_unlock() -> None:
    environment = {**os.environ, "PYTHONPATH": str(SRC)}
    command = [sys.executable, "-c", HARDENED]
    done = subprocess.run(command, env=environment, capture_output=True, timeout=30, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
