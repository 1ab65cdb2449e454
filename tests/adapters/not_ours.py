"""Bounded processes tried from outside: what ours can still do once it gave up its rights, and one that is not ours."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import khabar

SOURCE = str(Path(khabar.__file__).parents[1])
MODULE = "not_ours"
_INSIDE = textwrap.dedent("""
    from PROCESS import bounded, rehearse
    import socket
    rehearse()
    bounded()
    def tried(deed):
        try:
            deed()
        except (OSError, MemoryError) as failed:
            return type(failed).__name__
        return "done"
    print(tried(lambda: open("/etc/hostname")), tried(socket.socket), tried(lambda: bytearray(MEMORY)))
""")
_TAKEN_IN = """import sys, time, os
from khabar.adapters.bounded import wire
wire.received(sys.stdin.buffer)
say = sys.stdout.buffer.write
"""


def tried_inside(process: str, memory: int) -> list[str]:
    """Say what became of a file, a socket and so many bytes of memory in the process of this module, once bounded."""
    told = subprocess.run(
        [sys.executable, "-c", _INSIDE.replace("PROCESS", process).replace("MEMORY", str(memory))],
        env={"PYTHONPATH": SOURCE, "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    return told.stdout.split()


def lay_down(folder: Path, body: str) -> str:
    """Write a process that takes its file in and answers as `body` says; give the folders to look for modules in."""
    (folder / f"{MODULE}.py").write_text(_TAKEN_IN + textwrap.dedent(body), encoding="utf-8")
    return f"{SOURCE}:{folder}"
