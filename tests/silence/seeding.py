"""Time and chance of one world: a clock that stands, bytes that follow from a label, and nothing drawn elsewhere.

Our own code draws from `ports.Entropy` alone. Three draws are made behind its back, and each is put on the seed here,
so that no answer needs a mask: Django's tokens and session keys (`secrets`), the throw-away key of a sealed box, and
allauth's clock (`time.time`). Of age (bundles) the randomness cannot be reached: a bundle is compared by its size, and
opened.

A label is given anew before each visit and each step of a round. So what one of them draws hangs on itself alone: a
world that drew more before draws the same now, and one that draws more *now* shows it.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from nacl.bindings import crypto_box, crypto_box_seed_keypair
from nacl.bindings.crypto_generichash import generichash_blake2b_salt_personal

from khabar.adapters.entropy import SeededEntropy
from khabar.vault import pigeonholes, seals

if TYPE_CHECKING:
    from collections.abc import Sequence

One = TypeVar("One")
Bytes = bytes  # the class below has a method of this name, as ports.Entropy has
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
_NONCE = 24


@dataclass
class Clock:
    """A clock that moves when it is told to."""

    moment: datetime = MONDAY

    def now(self) -> datetime:
        """Return the moment."""
        return self.moment

    def moment_of_machine(self) -> float:
        """Stand in for `time.time`."""
        return self.moment.timestamp()

    def advance(self, length: timedelta) -> None:
        """Let time pass."""
        self.moment += length


@dataclass
class Chance:
    """Seeded bytes that begin anew at every label; `draws` counts how often it was asked since."""

    label: str = "the beginning"
    draws: int = 0
    _source: SeededEntropy = field(default_factory=lambda: SeededEntropy("the beginning"))

    def begin(self, label: str) -> None:
        """Begin anew."""
        self.label, self.draws, self._source = label, 0, SeededEntropy(label)

    def bytes(self, count: int) -> bytes:
        """Return the next bytes."""
        self.draws += 1
        return self._source.bytes(count)

    def choice(self, among: Sequence[One]) -> One:
        """Stand in for `secrets.choice`, from which Django's tokens are made."""
        return among[int.from_bytes(self.bytes(8), "big") % len(among)]

    def box(self, message: Bytes, public: Bytes) -> Bytes:
        """Make a sealed box as libsodium does, with a throw-away key that follows from label, recipient and message."""
        seed = hashlib.sha256(b"box" + self.label.encode() + public + message).digest()
        ours, private = crypto_box_seed_keypair(seed)
        nonce = generichash_blake2b_salt_personal(ours + public, digest_size=_NONCE)
        return ours + crypto_box(message, nonce, public, private)


def put_on_the_seed(clock: Clock, chance: Chance) -> None:
    """Let everything in this process take time and chance from these two."""
    replaced: list[tuple[Any, str, object]] = [
        (secrets, "choice", chance.choice),
        (seals, "crypto_box_seal", chance.box),
        (pigeonholes, "crypto_box_seal", chance.box),
        (time, "time", clock.moment_of_machine),
    ]
    for module, name, ours in replaced:
        setattr(module, name, ours)
