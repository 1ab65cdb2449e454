"""Shell doors to the keys: run the agent, unlock it, lock it.

A passphrase comes from a prompt or from a file that is nobody else's, never from the command line or the environment:
those are seen by every process of the machine.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click

from khabar.adapters.keyagent import AgentControl, Role, socket_path
from khabar.adapters.keyagent.server import AgentSettings, run_agent
from khabar.domain.errors import Conflict, Outside
from khabar.vault.errors import WrongPassphrase, WrongShares

if TYPE_CHECKING:
    from collections.abc import Callable

    from khabar.ports import Clock

MAX_SECRET_BYTES = 8192
IDLE_SECONDS = 1800
"""An agent locks itself after half an hour in which no desk needed a key."""


class Places(Protocol):
    """What these doors need of the settings."""

    @property
    def home(self) -> Path:
        """The installation's own folder."""
        ...

    @property
    def demo(self) -> bool:
        """Whether this is a demonstration."""
        ...


class KeyParts(Protocol):
    """What these doors need of the parts."""

    @property
    def clock(self) -> Clock:
        """For the agent's idle time."""
        ...

    @property
    def options(self) -> Places:
        """Where the installation lies."""
        ...


def keyring_path(home: Path) -> Path:
    """Return where an installation keeps its keyring."""
    return home / "house" / "keyring.cbor"


def public_keys_path(home: Path) -> Path:
    """Return where an installation keeps the public keys for its porch."""
    return home / "porch" / "public.keys"


def sockets_path(home: Path) -> Path:
    """Return the folder of the agent's sockets."""
    return home / "agent"


@click.command("agent")
@click.option(
    "--idle-lock",
    type=click.IntRange(min=0),
    metavar="SECONDS",
    help="Forget the keys when no desk has needed one for so long: 1800 unless said otherwise; 0: never.",
)
@click.option("--allow-uid", type=click.IntRange(min=0), multiple=True, help="Hear this user too; may be repeated.")
@click.option("--group", type=click.IntRange(min=0), help="Open the sockets to the group with this number.")
@click.pass_obj
def agent(parts: KeyParts, idle_lock: int | None, allow_uid: tuple[int, ...], group: int | None) -> None:
    """Run the key agent in the foreground; it starts locked."""
    home = _home(parts)
    settings = AgentSettings(
        keyring=keyring_path(home),
        sockets=sockets_path(home),
        uids=frozenset({os.getuid(), *allow_uid}),
        group=group,
        idle_seconds=_idle_seconds(parts, idle_lock),
    )
    try:
        run_agent(
            settings, clock=parts.clock, ready=lambda: click.echo("The key agent is ready, and locked.", err=True)
        )
    except Conflict as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"The key agent cannot use its folder: {error.strerror}.") from error


def _idle_seconds(parts: KeyParts, said: int | None) -> int | None:
    """Give after how many idle seconds the agent locks; a demonstration does so only where it is told to."""
    if said is None:
        return None if parts.options.demo else IDLE_SECONDS
    return said or None


@click.command("unlock")
@click.argument("name", required=False)
@click.option(
    "--passphrase-file", type=click.Path(path_type=Path), help="Read the passphrase from a file of yours alone."
)
@click.option("--shares", is_flag=True, help="Unlock with recovery shares instead; asks for one line after another.")
@click.pass_obj
def unlock(parts: KeyParts, name: str | None, passphrase_file: Path | None, *, shares: bool) -> None:
    """Unlock the house with the passphrase of the unlocker NAME, or with recovery shares."""
    control = _control(parts)
    if shares:
        lines = asked_lines()
        _told(lambda: control.unlock_with_shares(lines))
    else:
        who = name or click.prompt("Unlocker", err=True)
        passphrase = asked_passphrase(passphrase_file)
        _told(lambda: control.unlock(who, passphrase))
    click.echo("The house is unlocked.", err=True)


@click.command("lock")
@click.pass_obj
def lock(parts: KeyParts) -> None:
    """Lock the house: the agent forgets all keys, and receiving goes on."""
    _told(_control(parts).lock)
    click.echo("The house is locked.", err=True)


def _home(parts: KeyParts) -> Path:
    return parts.options.home


def _control(parts: KeyParts) -> AgentControl:
    return AgentControl(socket_path(sockets_path(_home(parts)), Role.CONTROL))


def _told(deed: Callable[[], None]) -> None:
    try:
        deed()
    except WrongPassphrase as error:
        raise click.ClickException("That name and passphrase do not open the keyring.") from error
    except WrongShares as error:
        raise click.ClickException("These shares do not open the keyring.") from error
    except Outside as error:
        raise click.ClickException(str(error)) from error


def asked_passphrase(path: Path | None) -> str:
    """Ask for a passphrase, or read it from a file that is nobody else's."""
    if path is None:
        return str(click.prompt("Passphrase", hide_input=True, err=True))
    return written_passphrase(path)


def written_passphrase(path: Path) -> str:
    """Read a passphrase from a file that is nobody else's and holds one line."""
    try:
        with path.open("rb") as file:
            if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
                raise click.ClickException("The passphrase file is open to others; give it mode 0600 first.")
            content = file.read(MAX_SECRET_BYTES + 1)
    except OSError as error:
        raise click.ClickException(f"The passphrase file cannot be read: {error.strerror}.") from error
    return _first_line(content)


def _first_line(content: bytes) -> str:
    try:
        lines = content.decode("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise click.ClickException("The passphrase file is not UTF-8.") from error
    if len(content) > MAX_SECRET_BYTES or len(lines) != 1 or not lines[0].strip():
        raise click.ClickException("The passphrase file must hold one line.")
    return lines[0]


def asked_lines() -> list[str]:
    """Ask for shares until an empty answer."""
    lines: list[str] = []
    while line := click.prompt(f"Share {len(lines) + 1} (empty: no more)", default="", hide_input=True, err=True):
        lines.append(line)
    return lines
