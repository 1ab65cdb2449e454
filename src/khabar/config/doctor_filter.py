"""Whether the processes that read strangers' files can be kept from asking the kernel for more than they need.

Tried in a process of its own, because a filter is never taken off again.
"""

from __future__ import annotations

import subprocess
import sys

from khabar.adapters.bounded import source_folders
from khabar.config.findings import Finding, look, note, ok

_TRIED = "import os; from khabar.adapters.bounded.calls import only_these_calls as only; os._exit(0 if only() else 3)"
_NOT_KNOWN = 3


def system_calls(program: str = _TRIED) -> Finding:
    """Set the filter once, elsewhere, and say what came of it."""
    words, folders = [sys.executable, "-P", "-s", "-c", program], {"PYTHONPATH": source_folders()}
    ended = subprocess.run(words, env=folders, capture_output=True, check=False).returncode  # noqa: S603 - our own words
    if ended == 0:
        return ok("files of strangers", "are read behind a filter of system calls.")
    if ended == _NOT_KNOWN:
        return note("files of strangers", "are read without a filter of system calls: none is known for this machine.")
    return look("files of strangers", "cannot be read: the kernel takes no filter of system calls. Allow seccomp here.")
