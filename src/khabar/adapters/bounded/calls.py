"""What a bounded process may still ask of the kernel: to read and write its pipes, to have memory, to end.

A filter of system calls (seccomp), set by the process itself before it reads a stranger's file and never taken off
again. Everything that is not listed is refused as not permitted: files, sockets, other processes, new programs, and
memory that can be run. Numbers are those of the kernel's own tables (x86: arch/x86/entry/syscalls/syscall_64.tbl;
ARM: include/uapi/asm-generic/unistd.h), which never change.
"""

from __future__ import annotations

import ctypes
import platform
import struct
import sys
from typing import Final

_NO_NEW_PRIVILEGES: Final = 38
_SECCOMP: Final = 22
_FILTER: Final = 2
"""Words of prctl(2)."""

_ARCHITECTURES: Final = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_COLUMN: Final = {"x86_64": 0, "aarch64": 1}
ALLOWED: Final[dict[str, tuple[int, int]]] = {
    "read": (0, 63),
    "write": (1, 64),
    "readv": (19, 65),
    "writev": (20, 66),
    "close": (3, 57),
    "lseek": (8, 62),
    "munmap": (11, 215),
    "mremap": (25, 216),
    "madvise": (28, 233),
    "brk": (12, 214),
    "futex": (202, 98),
    "membarrier": (324, 283),
    "rseq": (334, 293),
    "set_robust_list": (273, 99),
    "sched_yield": (24, 124),
    "sched_getaffinity": (204, 123),
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "restart_syscall": (219, 128),
    "sigaltstack": (131, 132),
    "clock_gettime": (228, 113),
    "clock_getres": (229, 114),
    "gettimeofday": (96, 169),
    "getrusage": (98, 165),
    "getrlimit": (97, 163),
    "times": (100, 153),
    "getrandom": (318, 278),
    "getpid": (39, 172),
    "gettid": (186, 178),
    "exit": (60, 93),
    "exit_group": (231, 94),
}
"""Calls that are allowed whatever is asked, by name: their numbers on x86-64 and on 64-bit ARM."""
NOT_TO_RUN: Final[dict[str, tuple[int, int]]] = {"mmap": (9, 222), "mprotect": (10, 226)}
"""Allowed, unless the memory is to be run."""
OF_ITSELF: Final[dict[str, tuple[int, int]]] = {"prlimit64": (302, 261)}
"""Allowed for the process itself, and for no other."""

AS_A_THREAD: Final[dict[str, tuple[int, int]]] = {"clone": (56, 220)}
"""Allowed for a thread of the process itself, which reading HEIC needs; a process of its own it may not begin."""
SAID_TO_BE_MISSING: Final[dict[str, tuple[int, int]]] = {"clone3": (435, 435)}
"""Its words lie in memory, where no filter looks: said to be unknown, it is asked for as `clone`."""

_LOAD, _EQUAL, _AT_LEAST, _HAS_BITS, _ANSWER = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _REFUSE, _MISSING = 0x7FFF0000, 0x00050001, 0x00050026
"""Answers of a filter: go on; EPERM; ENOSYS."""
_NUMBER, _ARCHITECTURE, _FIRST, _THIRD = 0, 4, 16, 32
"""Where in a call's description its parts stand: number, architecture, first and third argument (low half)."""
_OTHER_NUMBERS: Final = 0x40000000
"""From here on stand the calls of another way of calling (x32), which nobody here uses."""
_TO_RUN: Final = 4
_THREAD: Final = 0x10000
"""Bits of what is asked: memory that can be run; a thread."""


class _Filter(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def only_these_calls() -> bool:
    """Allow from now on only what is listed, for good; True where that is so.

    False on a system that is no Linux, or on a machine whose numbers are not listed: there nothing is filtered. Raises
    OSError where the kernel refuses a filter that it should take: then nothing may be read.
    """
    machine = platform.machine()
    if sys.platform != "linux" or machine not in _ARCHITECTURES:
        return False
    library = ctypes.CDLL(None, use_errno=True)
    steps = program(machine)
    asked = _Filter(len(steps) // 8, steps)
    if library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) or library.prctl(_SECCOMP, _FILTER, ctypes.byref(asked), 0, 0):
        raise OSError(ctypes.get_errno(), "the kernel takes no filter of system calls")
    return True


def program(machine: str) -> bytes:
    """Give the filter as the kernel reads it: steps of eight bytes, each a test with how far to go on, or an answer.

    First the tests of the number, each leading to one of the endings below; then the endings.
    """
    endings = {
        "refuse": [_step(_ANSWER, _REFUSE)],
        "allow": [_step(_ANSWER, _ALLOW)],
        "missing": [_step(_ANSWER, _MISSING)],
        "not to run": [_step(_LOAD, _THIRD), _step(_HAS_BITS, _TO_RUN, 1, 0), *_either(_ALLOW, _REFUSE)],
        "of itself": [_step(_LOAD, _FIRST), _step(_EQUAL, 0, 0, 1), *_either(_ALLOW, _REFUSE)],
        "a thread": [_step(_LOAD, _FIRST), _step(_HAS_BITS, _THREAD, 0, 1), *_either(_ALLOW, _REFUSE)],
    }
    tables = {
        "allow": ALLOWED,
        "missing": SAID_TO_BE_MISSING,
        "not to run": NOT_TO_RUN,
        "of itself": OF_ITSELF,
        "a thread": AS_A_THREAD,
    }
    column = _COLUMN[machine]
    tests = [(numbers[column], where) for where, table in tables.items() for numbers in table.values()]
    at, begins = {}, _FIRST_TEST + len(tests)
    for name, steps in endings.items():
        at[name] = begins
        begins += len(steps)
    steps = [
        _step(_LOAD, _ARCHITECTURE),
        _step(_EQUAL, _ARCHITECTURES[machine], 0, at["refuse"] - 2),
        _step(_LOAD, _NUMBER),
        _step(_AT_LEAST, _OTHER_NUMBERS, at["refuse"] - _FIRST_TEST, 0),
    ]
    for place, (number, where) in enumerate(tests, start=_FIRST_TEST + 1):
        steps.append(_step(_EQUAL, number, at[where] - place, 0))
    return b"".join([*steps, *(step for ending in endings.values() for step in ending)])


_FIRST_TEST: Final = 4
"""Steps before the first test of a number."""


def _either(if_so: int, if_not: int) -> list[bytes]:
    return [_step(_ANSWER, if_so), _step(_ANSWER, if_not)]


def _step(code: int, value: int, if_so: int = 0, if_not: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_so, if_not, value)
