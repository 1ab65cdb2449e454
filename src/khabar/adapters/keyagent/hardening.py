"""What a process that holds keys asks of the kernel: no core dump, no debugger, no swap.

Best effort on the last: an ordinary user may lock few pages, and then the operating guide asks for encrypted swap.
Only the agent's own process may call this; it cannot be undone.
"""

from __future__ import annotations

import ctypes
import resource
from pathlib import Path

_PR_SET_DUMPABLE = 4
_MCL_CURRENT, _MCL_FUTURE, _MCL_ONFAULT = 1, 2, 4
_CAP_IPC_LOCK = 14
_STATUS = Path("/proc/self/status")


def forbid_dumps() -> None:
    """Forbid core dumps and being looked into by other processes of the same user; raises OSError when refused."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "the kernel did not forbid dumps")


def pin_memory() -> bool:
    """Keep this process out of swap, as far as it may; return whether the kernel agreed.

    Future pages are pinned only when there is no limit: at a limit the next slow hash would find no memory.
    """
    flags = _MCL_CURRENT | _MCL_ONFAULT | (_MCL_FUTURE if _may_pin_without_limit() else 0)
    return bool(ctypes.CDLL(None, use_errno=True).mlockall(flags) == 0)


def _may_pin_without_limit() -> bool:
    if resource.getrlimit(resource.RLIMIT_MEMLOCK)[0] == resource.RLIM_INFINITY:
        return True
    capabilities = [line for line in _STATUS.read_text().splitlines() if line.startswith("CapEff:")]
    return bool(capabilities) and bool(int(capabilities[0].split()[1], 16) >> _CAP_IPC_LOCK & 1)
