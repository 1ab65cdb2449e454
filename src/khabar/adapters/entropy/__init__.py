"""Sources of randomness: the operating system's, and for tests one that repeats itself.

The only place that asks the machine for random bytes. `SeededEntropy` protects nothing and must never be wired into
an installation.
"""

from __future__ import annotations

import hashlib
import os
from itertools import count


class SystemEntropy:
    """The operating system's random numbers."""

    def bytes(self, count: int) -> bytes:
        """Return `count` unpredictable bytes."""
        return os.urandom(count)


class SeededEntropy:
    """Bytes that follow from a seed (SHAKE-256 of seed and call number): for tests, vectors and the demo's caseload."""

    def __init__(self, seed: int | str) -> None:
        self._seed = f"khabar/seeded/{seed}/".encode()
        self._calls = count()

    def bytes(self, count: int) -> bytes:
        """Return the next `count` bytes; the same calls in the same order give the same bytes."""
        call = next(self._calls).to_bytes(8, "big")
        return hashlib.shake_256(self._seed + call).digest(count)
