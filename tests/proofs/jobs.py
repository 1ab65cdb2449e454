"""The jobs that are done apart from the two worlds, each in a process of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from proofs import access, seizure, sequences, withdrawals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from silence.core.rows import Row


class Job(Protocol):
    """Something that is tried with a seed, in a folder of its own; `short`: as little as shows that it works."""

    def __call__(self, seed: int, folder: Path, /, *, short: bool) -> Iterator[Row]:
        """Do it, and give its rows as they come."""
        ...


JOBS: Mapping[str, Job] = {
    "seizure": seizure.run,
    "access": access.run,
    "sequences": sequences.run,
    "withdrawals": withdrawals.run,
    withdrawals.ON_A_SERVER: withdrawals.here,
}
