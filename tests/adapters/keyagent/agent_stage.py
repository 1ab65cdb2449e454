"""A running agent for tests: a keyring with cheap slots, a server in a thread, a clock that stands until pushed."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Thread
from typing import TYPE_CHECKING

from khabar.adapters.entropy import SeededEntropy
from khabar.adapters.keyagent import CLASSES_OF, AgentControl, Role, SocketKeyAgent, socket_path
from khabar.adapters.keyagent.keyring_files import write_keyring
from khabar.adapters.keyagent.server import AgentServer, AgentSettings
from khabar.vault import INTERMEDIARY_CLASSES, Cost, Keyring, Unlocked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PASSPHRASE = "nine grey herons"


@dataclass
class StandingClock:
    """A clock that moves when a test says so."""

    moment: datetime = field(default=datetime(2026, 11, 21, 9, 0, tzinfo=UTC))

    def now(self) -> datetime:
        """Return the moment."""
        return self.moment

    def pass_seconds(self, seconds: int) -> None:
        """Let time pass, or run back."""
        self.moment += timedelta(seconds=seconds)


@dataclass(frozen=True)
class Furnished:
    """A keyring file and what it holds."""

    path: Path
    keyring: Keyring
    unlocked: Unlocked
    shares: tuple[str, ...]


def furnished(folder: Path) -> Furnished:
    """Write a keyring with Mira's slot and recovery shares."""
    draw = SeededEntropy("agent").bytes
    keyring, unlocked = Keyring.create(INTERMEDIARY_CLASSES, random=draw)
    keyring = keyring.add_passphrase_slot("mira", PASSPHRASE, unlocked, random=draw, cost=Cost(8, 1))
    keyring, shares = keyring.add_recovery(unlocked, random=draw)
    folder.mkdir(parents=True, exist_ok=True)
    write_keyring(folder / "keyring.cbor", keyring)
    return Furnished(folder / "keyring.cbor", keyring, unlocked, shares)


@contextmanager
def running(settings: AgentSettings, clock: StandingClock) -> Iterator[AgentServer]:
    """Run an agent in a thread until the end of the block."""
    server = AgentServer(settings, clock=clock)
    server.start()
    thread = Thread(target=server.serve)
    thread.start()
    try:
        yield server
    finally:
        server.stop()
        thread.join(timeout=60)
        assert not thread.is_alive()


@dataclass(frozen=True)
class Stage:
    """A running agent, seen from its clients."""

    sockets: Path
    held: Furnished
    clock: StandingClock

    def agent_of(self, role: Role) -> SocketKeyAgent:
        """Return the client of one role."""
        return SocketKeyAgent(socket_path(self.sockets, role), *CLASSES_OF[role])

    def control(self) -> AgentControl:
        """Return the client that locks and unlocks."""
        return AgentControl(socket_path(self.sockets, Role.CONTROL))


@contextmanager
def stage(folder: Path, *, idle_seconds: int | None = None) -> Iterator[Stage]:
    """Set up everything in one folder."""
    held, clock = furnished(folder / "house"), StandingClock()
    settings = AgentSettings(held.path, folder / "agent", idle_seconds=idle_seconds)
    with running(settings, clock):
        yield Stage(folder / "agent", held, clock)
