"""Runs one of our programs so that it ends with whoever started it: `python -m khabar.demo.held PARENT COMMAND…`.

The kernel is asked to send SIGTERM when the parent dies, even by kill -9. It must be the first thing the process does:
a parent that is already gone sends nothing.
"""

from __future__ import annotations

import ctypes
import os
import runpy
import signal
import sys

_PR_SET_PDEATHSIG = 1


def end_with(parent: int) -> None:
    """End this process when `parent` ends; at once when it has ended already."""
    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "the kernel does not tie this process to its parent")
    if os.getppid() != parent:
        sys.exit(1)


if __name__ == "__main__":
    end_with(int(sys.argv[1]))
    sys.argv = ["khabar", *sys.argv[3:]] if sys.argv[2] == "khabar" else [sys.argv[2], *sys.argv[3:]]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
