"""What an installation of one kind puts into its bundles and takes out of those that come: the hand it lends here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.domain.bridge.bundles import Bundle
    from khabar.ports import Parts


@dataclass(frozen=True)
class Load:
    """What goes to one partner this round, and how many bytes the bundle holds whatever that is."""

    items: tuple[bytes, ...]
    room: int


class Pack(Protocol):
    """Gives what goes to one partner."""

    def __call__(self, *, actor: Actor, now: datetime, parts: Parts, partner: str) -> Load:
        """Give it, inside the transaction that makes the bundle."""
        ...


class Keep(Protocol):
    """Keeps what came from one partner, all or nothing."""

    def __call__(self, *, actor: Actor, now: datetime, parts: Parts, partner: str, bundle: Bundle) -> None:
        """Keep it, inside the transaction that notes its number; Invalid where it is not what it should be."""
        ...


@dataclass(frozen=True)
class Side:
    """One kind's side of the bridge; `sizes` are those a bundle that comes may have, in bytes."""

    pack: Pack
    keep: Keep
    sizes: tuple[int, ...]
