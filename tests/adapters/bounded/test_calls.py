"""What a bounded process may still ask of the kernel, tried in a process of its own, and how the filter is built."""

from __future__ import annotations

import ctypes
import platform
import struct
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from khabar.adapters.bounded import calls, source_folders
from khabar.adapters.bounded.calls import (
    ALLOWED,
    AS_A_THREAD,
    NOT_TO_RUN,
    OF_ITSELF,
    SAID_TO_BE_MISSING,
    only_these_calls,
    program,
)

SPECIAL = {**AS_A_THREAD, **SAID_TO_BE_MISSING}
INSIDE = textwrap.dedent("""
    import ctypes, mmap, os, resource, socket, sys, threading, time
    from khabar.adapters.bounded import give_up
    held = os.open("/dev/null", os.O_RDONLY)
    os.close(held)
    library = ctypes.CDLL(None, use_errno=True)
    def refused(deed):
        try:
            return deed() in (-1, None) and ctypes.get_errno() == 1
        except PermissionError:
            return True
        except OSError as other:
            return other.errno in (1, 24)
    give_up(600_000_000)
    deeds = {
        "open": lambda: os.open("/etc/hostname", os.O_RDONLY),
        "look": lambda: os.stat("/etc/hostname"),
        "socket": lambda: socket.socket(),
        "fork": os.fork,
        "run": lambda: os.execv("/bin/true", ["true"]),
        "kill": lambda: os.kill(os.getppid(), 0),
        "limit another": lambda: library.prlimit(1, resource.RLIMIT_CPU, None, None),
        "memory to run": lambda: mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_EXEC),
        "spy": lambda: library.ptrace(0, 0, 0, 0),
        "another filter off": lambda: library.prctl(22, 0, 0, 0, 0),
        "pipe": os.pipe,
    }
    wrong = [name for name, deed in deeds.items() if not refused(deed)]
    kept = bytearray(50_000_000)
    resource.setrlimit(resource.RLIMIT_CPU, (5, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    beside = threading.Thread(target=time.monotonic)
    beside.start()
    beside.join()
    os.urandom(8)
    sys.stdout.write(f"{len(deeds)} {wrong} {len(kept)}")
""")


def test_a_bounded_process_reads_writes_grows_and_ends_and_may_do_nothing_else() -> None:
    told = subprocess.run(
        [sys.executable, "-c", INSIDE],
        env={"PYTHONPATH": source_folders()},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.returncode, told.stdout, told.stderr) == (0, "11 [] 50000000", "")


def outcome(steps: bytes, number: int, *, machine: str, first: int = 0, third: int = 0) -> int:
    """Walk through a filter as the kernel does, and give its answer."""
    told = struct.pack("=IIQ6Q", number, calls._ARCHITECTURES.get(machine, 1), 0, first, 0, third, 0, 0, 0)
    at, held = 0, 0
    while True:
        code, if_so, if_not, value = struct.unpack_from("=HBBI", steps, at * 8)
        at += 1
        match code:
            case calls._LOAD:
                held = struct.unpack_from("=I", told, value)[0]
            case calls._ANSWER:
                return int(value)
            case calls._EQUAL:
                at += if_so if held == value else if_not
            case calls._AT_LEAST:
                at += if_so if held >= value else if_not
            case calls._HAS_BITS:
                at += if_so if held & value else if_not
            case _:
                raise AssertionError(code)


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_every_number_that_is_not_listed_is_refused_on_either_machine(machine: str) -> None:
    column = calls._COLUMN[machine]
    steps = program(machine)
    listed = {numbers[column] for table in (ALLOWED, NOT_TO_RUN, OF_ITSELF) for numbers in table.values()}
    assert len(listed) == len(ALLOWED) + len(NOT_TO_RUN) + len(OF_ITSELF)
    for number in set(range(600)) - {numbers[column] for numbers in SPECIAL.values()}:
        answer = calls._ALLOW if number in listed else calls._REFUSE
        assert outcome(steps, number, machine=machine) == answer, number
    assert outcome(steps, 0x40000000 + ALLOWED["read"][column], machine=machine) == calls._REFUSE
    assert outcome(steps, ALLOWED["read"][column], machine="another") == calls._REFUSE


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_memory_to_run_and_the_limits_of_others_are_refused(machine: str) -> None:
    column, steps = calls._COLUMN[machine], program(machine)
    for numbers in NOT_TO_RUN.values():
        for protection in range(8):
            answer = calls._REFUSE if protection & 4 else calls._ALLOW
            assert outcome(steps, numbers[column], machine=machine, third=protection) == answer
    for numbers in OF_ITSELF.values():
        assert outcome(steps, numbers[column], machine=machine, first=0) == calls._ALLOW
        assert outcome(steps, numbers[column], machine=machine, first=4711) == calls._REFUSE


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_a_thread_may_begin_and_a_process_may_not(machine: str) -> None:
    column, steps = calls._COLUMN[machine], program(machine)
    clone, clone3 = AS_A_THREAD["clone"][column], SAID_TO_BE_MISSING["clone3"][column]
    assert outcome(steps, clone, machine=machine, first=0x3D0F00) == calls._ALLOW
    assert outcome(steps, clone, machine=machine, first=0x1200011) == calls._REFUSE
    assert outcome(steps, clone3, machine=machine) == calls._MISSING


NUMBERS = Path(__file__).with_name("kernel_numbers.tsv")
"""Cut by a program from Linux's own tables: asm/unistd_64.h for x86-64, asm-generic/unistd.h for ARM64."""


def test_the_numbers_are_those_of_the_kernels_tables() -> None:
    rows = [line.split("\t") for line in NUMBERS.read_text(encoding="ascii").splitlines()[1:]]
    known = {name: (int(first), int(second)) for name, first, second in rows}
    assert known == {**ALLOWED, **NOT_TO_RUN, **OF_ITSELF, **SPECIAL}


def test_where_no_filter_is_known_it_says_so_and_where_one_is_refused_it_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(platform, "machine", lambda: "riscv64")
        assert only_these_calls() is False
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(platform, "machine", lambda: "x86_64")
        elsewhere.setattr(ctypes, "CDLL", lambda *_args, **_more: Unwilling())
        with pytest.raises(OSError, match="takes no filter"):
            only_these_calls()


class Unwilling:
    """A kernel that takes nothing."""

    def prctl(self, *_: object) -> int:
        return -1
