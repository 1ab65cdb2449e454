"""Two people at the shell: what lets an account into cases needs two unlockers, or two recovery lines.

Whoever keeps the machine is the shell, and may not alone let anybody into cases. Both words are proved on the keyring
itself, which is opened once with each; nothing of it is kept. A demonstration, which shows its passwords, asks nobody.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

import click

from khabar.adapters.keyagent.keyring_files import read_keyring
from khabar.apps.alarms.actions import raise_alarm
from khabar.cli.keys import asked_lines, asked_passphrase, keyring_path
from khabar.domain.alarms import AlarmKind
from khabar.vault.errors import WrongPassphrase, WrongShares

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from khabar.domain.actors import Actor
    from khabar.ports import Parts
    from khabar.vault.keyring import Keyring

PEOPLE = 2


class Settings(Protocol):
    """What of the settings tells whether two people are asked, and where the keyring lies."""

    @property
    def demo(self) -> bool:
        """Whether this is a demonstration or a test."""
        ...

    @property
    def home(self) -> Path:
        """The installation's own folder."""
        ...


class Quorum:
    """Who stands behind a command, as its options say: names of unlockers with their files, or recovery lines."""

    def __init__(self, who: Sequence[str], files: Sequence[Path], *, shares: bool) -> None:
        self.who = who
        self.files = files
        self.shares = shares

    def require(self, parts: Parts, *, actor: Actor) -> None:
        """Go on only where two people stand behind it; else an alarm is raised, and the command ends."""
        settings = cast("Settings", parts.options)
        if settings.demo:
            return
        try:
            self._open_twice(read_keyring(keyring_path(settings.home)))
        except (WrongPassphrase, WrongShares, click.ClickException, click.Abort) as error:
            now = parts.clock.now()
            raise_alarm(actor=actor, now=now, parts=parts, kind=AlarmKind.NO_QUORUM, details={})
            told = error.message if isinstance(error, click.ClickException) else "They do not open the keyring."
            raise click.ClickException(f"Two unlockers, or two recovery lines, are needed. {told}") from error

    def tell(self, parts: Parts, *, actor: Actor, kind: AlarmKind, details: Mapping[str, object]) -> None:
        """Let whoever watches this house know what was done; a demonstration, which changes much, tells nobody."""
        tell_watchers(parts, actor=actor, kind=kind, details=details)

    def _open_twice(self, keyring: Keyring) -> None:
        if self.shares:
            keyring.unlock_with_shares(asked_lines())
            return
        names = [*self.who]
        while len(names) < PEOPLE:
            names.append(click.prompt(f"Unlocker {len(names) + 1}", err=True))
        if len(set(names)) != len(names) or len(self.files) > len(names):
            raise click.ClickException("Name two different unlockers, each with one file at most.")
        files = [*self.files, *[None] * (len(names) - len(self.files))]
        for name, file in zip(names, files, strict=True):
            click.echo(f"{name}:", err=True)
            keyring.unlock_with_passphrase(name, asked_passphrase(file))


def tell_watchers(parts: Parts, *, actor: Actor, kind: AlarmKind, details: Mapping[str, object]) -> None:
    """Raise an alarm about something done at the shell; a demonstration, which changes much, raises none."""
    if not cast("Settings", parts.options).demo:
        raise_alarm(actor=actor, now=parts.clock.now(), parts=parts, kind=kind, details=details)


def by_two(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of the two people behind it, and hand it their quorum; the command asks it."""

    @click.option("--as", "who", metavar="NAME", multiple=True, help="An unlocker behind this; name two.")
    @click.option(
        "--passphrase-file",
        "files",
        type=click.Path(path_type=Path),
        multiple=True,
        help="The passphrase of each, in the order of their names, from a file of theirs alone.",
    )
    @click.option("--shares", is_flag=True, help="Two recovery lines instead; asks for one after another.")
    @functools.wraps(command)
    def wrapped(*, who: tuple[str, ...], files: tuple[Path, ...], shares: bool, **rest: Any) -> None:  # noqa: ANN401 - click hands over what each command declares
        command(click.get_current_context().obj, quorum=Quorum(who, files, shares=shares), **rest)

    return wrapped
