"""Bringing both databases to the tables of this version: back up, migrate, grant again, verify.

Each step that is done is noted in a file of the house before the next one begins. Whatever kills it, the same command
goes on where it stopped; a step that was cut short is done again, and each may be.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

import click
from django.core.management import call_command
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from khabar.adapters.backup.tables import heads_of, newest_heads
from khabar.apps.ledger.actions import record
from khabar.apps.ledger.queries import flaws_in_chain, flaws_in_events
from khabar.cli.slots import UPGRADED, slots_now
from khabar.config.backing_up import make_backup
from khabar.config.grants import grant_all
from khabar.config.version import VERSION
from khabar.domain.actors import system
from khabar.domain.errors import Broken, Invalid
from khabar.vault.bundles import bech32

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from khabar.config.options import Options
    from khabar.ports import Parts

STATE = "upgrade.json"
FOLDER = "upgrades"
_ALIASES = {"porch": "porch", "house": "default"}


@dataclass(frozen=True)
class State:
    """How far an upgrade has come: to which version, which steps are done, and where its backup lies."""

    to: str
    done: tuple[str, ...] = ()
    backup: str = ""


def state_of(options: Options) -> State | None:
    """Give the upgrade that was begun and has not ended; None where there is none. Invalid for a file of others."""
    path = options.house / STATE
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return State(str(said["to"]), tuple(map(str, said["done"])), str(said["backup"]))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as problem:
        raise Invalid(STATE, f"{path} cannot be read. Remove it, and run the upgrade again.") from problem


@dataclass(frozen=True)
class Upgrade:
    """What the steps of an upgrade need."""

    options: Options
    parts: Parts

    def back_up(self, state: State) -> State:
        """Write a backup of everything as it was; without recipients, one that the house's own keys open."""
        folder = self.options.home / FOLDER
        folder.mkdir(mode=0o700, exist_ok=True)
        path = folder / f"before-{state.to}-{self.parts.clock.now():%Y%m%dT%H%M%S}.age"
        made = make_backup(path, self.options, self.parts, self._recipients())
        return replace(state, backup=str(made.path))

    def migrate_porch(self, state: State) -> State:
        """Bring the porch to the newest tables."""
        return _migrated("porch", state)

    def migrate_house(self, state: State) -> State:
        """Bring the house to the newest tables."""
        return _migrated("house", state)

    def grant(self, state: State) -> State:
        """Let each role do what its list says of the new tables."""
        grant_all(self.options)
        return state

    def verify(self, state: State) -> State:
        """Walk both chains and every event; Broken where anything is not as it was written."""
        public = self.parts.public
        events = flaws_in_events(public.verify_keys(public.of_record))
        found = [*flaws_in_chain("house"), *flaws_in_chain("porch"), *events]
        for alias in _ALIASES.values():
            connections[alias].check_constraints()
        if found:
            raise Broken(f"{found[0].chain}: {found[0].sentence} Stop here; the backup is {state.backup}.")
        return state

    def _recipients(self) -> list[str]:
        own = bech32("age", self.parts.public[self.parts.public.of_record].public)
        return list(self.options.backup_recipients) or [own]

    @property
    def steps(self) -> Mapping[str, Callable[[State], State]]:
        """The steps in their order."""
        return {
            "backup": self.back_up,
            "porch": self.migrate_porch,
            "house": self.migrate_house,
            "grants": self.grant,
            "verify": self.verify,
        }


def run(
    options: Options, parts: Parts, told: Callable[[str], None], after: Callable[[str], None] = lambda _: None
) -> State:
    """Do every step that is not done yet; `after` is called once each is noted."""
    state = state_of(options) or State(VERSION)
    if state.to != VERSION:
        raise Invalid(STATE, f"An upgrade to {state.to} was begun; finish it with that version, or restore its backup.")
    for name, step in Upgrade(options, parts).steps.items():
        if name in state.done:
            told(f"{name}: done before")
            continue
        state = step(state)
        state = replace(state, done=(*state.done, name))
        _write(options, state)
        told(f"{name}: done")
        after(name)
    return state


def is_needed(options: Options) -> bool:
    """Say whether tables are missing here, or an upgrade was broken off. Invalid where a newer program was here."""
    for name, alias in _ALIASES.items():
        if unknown := _unknown(alias):
            raise Invalid(
                "upgrade",
                f"the {name} database has tables of a newer Khabar than {VERSION} ({unknown[0]}). Use that version.",
            )
    behind = any(heads_of(alias) != newest_heads(alias) for alias in _ALIASES.values())
    return behind or state_of(options) is not None


def _unknown(alias: str) -> list[str]:
    loader = MigrationLoader(connections[alias])
    ours = {app for app, _ in loader.graph.nodes}
    applied = sorted(loader.applied_migrations or ())
    return [f"{app}.{name}" for app, name in applied if app in ours and (app, name) not in loader.graph.nodes]


def _migrated(name: str, state: State) -> State:
    call_command("migrate", database=_ALIASES[name], verbosity=0, interactive=False)
    return state


def _write(options: Options, state: State) -> None:
    """Note how far it has come: whole, and on the disk before the next step."""
    path = options.house / STATE
    fresh = path.with_name(f"{STATE}.new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(asdict(state), file)
        file.flush()
        os.fsync(file.fileno())
    fresh.rename(path)


@click.command()
@click.pass_obj
def upgrade(parts: Parts) -> None:
    """Back up, bring both databases to the tables of this version, grant, verify. Stop every other process first.

    Killed at any moment, the same command goes on where it stopped.
    """
    options: Options = parts.options  # type: ignore[assignment]  # the shell's parts hold the whole settings
    if not is_needed(options):
        Upgrade(options, parts).grant(State(VERSION))
        Upgrade(options, parts).verify(State(VERSION))
        click.echo(f"Both databases have the tables of Khabar {VERSION}; nothing was altered, nothing is missing.")
        return
    state = run(options, parts, lambda line: click.echo(line, err=True))
    details = {"to": VERSION, "slots": sorted(slots_now(parts))}
    record(actor=system("upgrade"), now=parts.clock.now(), parts=parts, act=UPGRADED, details=details)
    (options.house / STATE).unlink()
    click.echo(f"Upgraded to Khabar {VERSION}. What was before lies in {state.backup}")
