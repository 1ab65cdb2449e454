"""Shell doors to the keyring: who can unlock, new keys for old, and letting old ones go.

Each needs an unlocker, or two recovery lines: an operator alone changes nothing here. The keys are opened in this very
process: the agent hands out single keys to whoever may have them, and neither lists the older ones nor holds the root
that changing the keyring needs; and so a pass can be done while the house is locked.
"""

from __future__ import annotations

import functools
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from khabar.adapters.keyagent import AgentControl, Role, socket_path
from khabar.adapters.keyagent.keyring_files import (
    alone_with_keyring,
    read_keyring,
    read_public_keys,
    write_keyring,
    write_public_keys,
)
from khabar.apps.rotation.actions import change_keyring, destroy_key
from khabar.apps.rotation.actions import rewrap as rewrap_all
from khabar.apps.rotation.queries import uses_of_missing_keys, uses_of_older_keys
from khabar.cli.keys import (
    KeyParts,
    asked_lines,
    asked_passphrase,
    keyring_path,
    public_keys_path,
    sockets_path,
    written_passphrase,
)
from khabar.cli.quorum import tell_watchers
from khabar.cli.staff import shell_actor
from khabar.domain.alarms import AlarmKind
from khabar.domain.errors import Outside
from khabar.vault.errors import SlotTaken, UnknownKey, WrongPassphrase, WrongShares
from khabar.vault.keyring import RECOVERY
from khabar.vault.keys import KeyClass
from khabar.vault.passphrases import SHORTEST_PASSPHRASE
from khabar.vault.slots import PassphraseSlot, SharesSlot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from khabar.apps.rotation.actions import Moved
    from khabar.apps.rotation.queries import Use
    from khabar.ports import Parts
    from khabar.vault.keyring import Keyring
    from khabar.vault.keys import ClassKey
    from khabar.vault.unlocked import Unlocked

SETTLING = timedelta(hours=1)
"""How long after a rotation a process may still be in the middle of something that it seals to the old key."""

RINGS = frozenset({"unlocker added", "unlocker removed", "recovery shares renewed"})
"""Changes that are told at once: whoever adds a second way in for himself would be two people."""

_CLASS = click.Choice([key_class.value for key_class in KeyClass])


@dataclass(frozen=True)
class Opener:
    """What opens the keyring: an unlocker's name and passphrase, or recovery lines."""

    name: str = ""
    passphrase: str = field(default="", repr=False)
    lines: tuple[str, ...] = field(default=(), repr=False)

    def open(self, keyring: Keyring) -> Unlocked:
        """Open a keyring here, with its root."""
        try:
            if self.lines:
                return keyring.unlock_with_shares(self.lines)
            return keyring.unlock_with_passphrase(self.name, self.passphrase)
        except WrongPassphrase as error:
            raise click.ClickException("That name and passphrase do not open the keyring.") from error
        except WrongShares as error:
            raise click.ClickException("These shares do not open the keyring.") from error

    def unlock(self, control: AgentControl) -> None:
        """Make the agent read the keyring anew."""
        if self.lines:
            control.unlock_with_shares(self.lines)
        else:
            control.unlock(self.name, self.passphrase)


@dataclass(frozen=True)
class Ring:
    """The keyring of this installation, opened, while no other command changes it."""

    home: Path
    opener: Opener
    keyring: Keyring
    unlocked: Unlocked

    def write(self, keyring: Keyring) -> None:
        """Replace the file."""
        write_keyring(keyring_path(self.home), keyring)


def opens(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of whoever opens the keyring, and hand it the opener."""

    @click.option("--as", "who", metavar="NAME", help="The unlocker whose passphrase opens the keyring.")
    @click.option(
        "--passphrase-file", type=click.Path(path_type=Path), help="Read the passphrase from a file of yours alone."
    )
    @click.option("--shares", is_flag=True, help="Open with recovery shares instead; asks for one line after another.")
    @functools.wraps(command)
    def wrapped(*, who: str | None, passphrase_file: Path | None, shares: bool, **rest: Any) -> None:  # noqa: ANN401 - click hands over what each command declares
        if shares:
            opener = Opener(lines=tuple(asked_lines()) or ("",))
        else:
            opener = Opener(who or click.prompt("Unlocker", err=True), asked_passphrase(passphrase_file))
        command(click.get_current_context().obj, opener=opener, **rest)

    return wrapped


@contextmanager
def opened_ring(opener: Opener) -> Iterator[Ring]:
    """Open the keyring of this installation, and keep other commands from it meanwhile."""
    home = _home()
    with alone_with_keyring(keyring_path(home)):
        keyring = read_keyring(keyring_path(home))
        yield Ring(home, opener, keyring, opener.open(keyring))


def _home() -> Path:
    parts: KeyParts = click.get_current_context().obj
    return parts.options.home


@click.group()
def keys() -> None:
    """Who can unlock, new keys for old, and letting old ones go."""


@keys.command()
def slots() -> None:
    """List the ways into the keyring: name and kind."""
    for slot in read_keyring(keyring_path(_home())).slots:
        kind = "passphrase" if isinstance(slot, PassphraseSlot) else f"{slot.threshold} of {slot.shares} shares"
        click.echo(f"{slot.name}\t{kind}")


@keys.command()
@click.argument("name")
@click.option("--new-passphrase-file", type=click.Path(path_type=Path), help="Read the new passphrase from a file.")
@opens
def add(parts: Parts, *, opener: Opener, name: str, new_passphrase_file: Path | None) -> None:
    """Let one more person unlock, under the invented NAME."""
    with opened_ring(opener) as ring:
        if name in ring.keyring.slot_names():
            raise click.ClickException("This name is taken. Please invent another one.")
        passphrase = _new_passphrase(new_passphrase_file)
        try:
            keyring = ring.keyring.add_passphrase_slot(name, passphrase, ring.unlocked, random=parts.entropy.bytes)
        except (SlotTaken, ValueError) as error:
            raise click.ClickException(f"This name cannot be used: {error}.") from error
        change_noted(parts, "unlocker added", ways_in(keyring, name), lambda: ring.write(keyring))
    click.echo(f"{name} can unlock from now on.", err=True)


@keys.command()
@click.argument("name")
@opens
def remove(parts: Parts, *, opener: Opener, name: str) -> None:
    """Take the way into the keyring called NAME away; the last one stays."""
    with opened_ring(opener) as ring:
        try:
            keyring, _ = ring.keyring.remove_slot(name, ring.unlocked, random=parts.entropy.bytes)
        except ValueError as error:
            raise click.ClickException("There is no such name, or it is the last way in.") from error
        change_noted(parts, "unlocker removed", ways_in(keyring, name), lambda: ring.write(keyring))
        classes = ", ".join(ring.unlocked)
    click.echo(f"{name} opens this keyring no more.", err=True)
    click.echo("Older copies of the file still open. Rotate each class, rewrap, destroy the old keys:", err=True)
    click.echo(f"khabar keys rotate ({classes})", err=True)


@keys.command()
@opens
def recovery(parts: Parts, *, opener: Opener) -> None:
    """Make three new recovery lines, of which any two unlock; those of before open no more."""
    random = parts.entropy.bytes
    with opened_ring(opener) as ring:
        name = _free_name(ring.keyring)
        keyring, lines = ring.keyring.add_recovery(ring.unlocked, random=random, name=name)
        unlocked = ring.unlocked
        for slot in ring.keyring.slots:
            if isinstance(slot, SharesSlot):
                keyring, unlocked = keyring.remove_slot(slot.name, unlocked, random=random)
        change_noted(parts, "recovery shares renewed", ways_in(keyring, name), lambda: ring.write(keyring))
    click.echo("Give each line to another person, on paper. They are shown this once and kept nowhere.\n")
    for number, line in enumerate(lines, start=1):
        click.echo(f"{number}. {line}\n")


@keys.command()
@click.argument("key_class", metavar="CLASS", type=_CLASS)
@opens
def rotate(parts: Parts, *, opener: Opener, key_class: str) -> None:
    """Make a new key the current one of CLASS; the old one stays for what it sealed."""
    with opened_ring(opener) as ring:
        keyring, unlocked = ring.keyring.rotate(KeyClass(key_class), ring.unlocked, random=parts.entropy.bytes)
        new = unlocked[KeyClass(key_class)]
        details = {"class": key_class}
        change_noted(parts, "class key rotated", details, lambda: ring.write(keyring), subject=new.key_id)
        _publish(parts, replace(ring, keyring=keyring, unlocked=unlocked))
    click.echo(f"{key_class} {new.key_id} is the current key, in every process that runs too.", err=True)
    click.echo("Next: khabar keys rewrap", err=True)


@keys.command()
@click.argument("classes", metavar="[CLASS]...", type=_CLASS, nargs=-1)
@opens
def rewrap(parts: Parts, *, opener: Opener, classes: Sequence[str]) -> None:
    """Move everything from older keys to the current ones, and say what still hangs on which.

    May be stopped and done again at any time, while everybody works. Exit code 1 when something does not open.
    """
    with opened_ring(opener) as ring:
        published = _publish(parts, ring)
        wanted = [KeyClass(one) for one in classes] or list(ring.unlocked)
        now = parts.clock.now()
        moved = rewrap_all(
            actor=shell_actor(), now=now, parts=published, keys=ring.unlocked, classes=wanted, progress=_show
        )
        missing = uses_of_missing_keys(ring.unlocked)
        _tell_moved(moved)
        _tell_uses(ring.unlocked, wanted, uses_of_older_keys(ring.unlocked), missing)
    if missing or any(one.damaged for one in moved):
        sys.exit(1)


@keys.command()
@click.argument("key_class", metavar="CLASS", type=_CLASS)
@click.argument("key_id")
@opens
def destroy(parts: Parts, *, opener: Opener, key_class: str, key_id: str) -> None:
    """Let an old key of CLASS go for good, if nothing hangs on it. Older backups then open no more."""
    with opened_ring(opener) as ring:
        key = _old_key(ring.unlocked, KeyClass(key_class), key_id)
        published = _publish(parts, ring)
        _require_settled(ring.home, parts.clock.now())

        def write(users: int) -> None:
            random = parts.entropy.bytes
            ring.write(
                ring.keyring.destroy(
                    key.key_class, key.key_id, ring.unlocked, remaining_users=users, random=random
                ).keyring
            )

        destroy_key(
            actor=shell_actor(), now=parts.clock.now(), parts=published, key=key, keys=ring.unlocked, write=write
        )
        _tell_agent(ring)
    click.echo(f"{key_class} {key_id} is gone. Destroy older copies of the keyring too.", err=True)


def ways_in(keyring: Keyring, name: str = "") -> dict[str, object]:
    """Give what an entry says of a change: which way in came or went, and which there are from now on."""
    return {"name": name, "slots": list(keyring.slot_names())}


def change_noted(
    parts: Parts, act: str, details: Mapping[str, object], write: Callable[[], None], subject: str = ""
) -> None:
    """Put a change of the keyring into the ledger and write it: both, or neither. Who can unlock is told at once."""
    now, actor = parts.clock.now(), shell_actor()

    def ring_and_write() -> None:
        if act in RINGS:
            told = {"act": act, "name": details.get("name", "")}
            tell_watchers(parts, actor=actor, kind=AlarmKind.KEYRING, details=told)
        write()

    change_keyring(actor=actor, now=now, parts=parts, act=act, subject=subject, details=details, write=ring_and_write)


def _publish(parts: Parts, ring: Ring) -> Parts:
    """Put a new key into use: first the agent learns it, then everybody seals to it.

    In this order nothing comes in that cannot be opened. Broken off, it is done by the next `rewrap`.
    """
    path = public_keys_path(ring.home)
    before = read_public_keys(path)
    if any(before[one].key_id not in ring.unlocked.key_ids(one) for one in ring.unlocked if one in before):
        raise click.ClickException("This keyring is older than the public keys. Put the newer one back.")
    after = ring.unlocked.public_keys().succeeding(before)
    if after != before:
        _tell_agent(ring)
        write_public_keys(path, after)
    return replace(parts, public=after)


def _tell_agent(ring: Ring) -> None:
    """Make a running, unlocked agent read the keyring anew; a locked one does so when it is unlocked."""
    control = AgentControl(socket_path(sockets_path(ring.home), Role.CONTROL))
    if not control.is_there():
        return
    try:
        if control.status().unlocked:
            ring.opener.unlock(control)
    except (Outside, WrongPassphrase, WrongShares) as error:
        raise click.ClickException(
            "The keyring is changed, but the key agent did not take it up. "
            "Run `khabar unlock`, then `khabar keys rewrap`."
        ) from error


def _old_key(unlocked: Unlocked, key_class: KeyClass, key_id: str) -> ClassKey:
    try:
        key = unlocked.key(key_class, key_id)
    except UnknownKey as error:
        raise click.ClickException("The keyring has no such key.") from error
    if key.key_id == unlocked[key_class].key_id:
        raise click.ClickException("This is the current key. Rotate first: khabar keys rotate")
    return key


def _require_settled(home: Path, now: datetime) -> None:
    changed_at = datetime.fromtimestamp(public_keys_path(home).stat().st_mtime, UTC)
    if now - changed_at < SETTLING:
        raise click.ClickException(
            "A process may still be at work with the old key. "
            f"Try again after {changed_at + SETTLING:%Y-%m-%d %H:%M} UTC."
        )


def _new_passphrase(path: Path | None) -> str:
    if path is None:
        passphrase = str(click.prompt("New passphrase", hide_input=True, confirmation_prompt=True, err=True))
    else:
        passphrase = written_passphrase(path)
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise click.ClickException(f"At least {SHORTEST_PASSPHRASE} characters, please: a sentence is best.")
    return passphrase


def _free_name(keyring: Keyring) -> str:
    names = keyring.slot_names()
    numbered = (RECOVERY if number == 1 else f"{RECOVERY}-{number}" for number in range(1, len(names) + 2))
    return next(name for name in numbered if name not in names)


def _show(where: str, rows: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{where}: {rows:,}\x1b[K", nl=False, err=True)


def _tell_moved(moved: Sequence[Moved]) -> None:
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", nl=False, err=True)
    for one in moved:
        click.echo(f"{one.where}: {one.rows:,} rows moved.")
        for row in one.damaged:
            click.echo(f"{one.where}: row {row} does not open and stays as it is.")
    if not moved:
        click.echo("Nothing had to be moved.")


def _tell_uses(unlocked: Unlocked, classes: Sequence[KeyClass], uses: Sequence[Use], missing: Sequence[Use]) -> None:
    for key_class in classes:
        for key_id in unlocked.key_ids(key_class)[:-1]:
            hanging = [use for use in uses if use.key_id == key_id]
            for use in hanging:
                click.echo(f"{key_class} {key_id}: {use.where}: {use.rows:,} rows, and {use.noise:,} it never made.")
            if not any(use.rows for use in hanging):
                click.echo(f"{key_class} {key_id}: nothing hangs on it: khabar keys destroy {key_class} {key_id}")
    for use in missing:
        click.echo(f"{use.where}: {use.rows:,} rows hang on {use.key_class} {use.key_id}, which this keyring has not.")
