"""Setting up an installation in an empty folder: settings, keys with their slots, both databases.

Everything it draws is shown once and kept nowhere in clear: the recovery lines are for three people to carry away.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from khabar.adapters.entropy import SystemEntropy
from khabar.adapters.keyagent.keyring_files import write_keyring, write_public_keys
from khabar.config.databases import ALIASES
from khabar.config.grants import grant_all
from khabar.config.kinds import layout_of
from khabar.config.options import KIND_FILE, Engine, Options
from khabar.config.postgresql import keep_passwords, require_server, server_options, settings_of_server
from khabar.domain.actors import system
from khabar.domain.errors import Invalid
from khabar.domain.guaranteeing.cards import Role, read_card, spoken
from khabar.domain.key_cards import LONGEST
from khabar.domain.kinds import Kind
from khabar.vault.keyring import Keyring
from khabar.vault.passphrases import DEFAULT_COST, SHORTEST_PASSPHRASE, Cost

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Unlocker:
    """The first person who can unlock: an invented name, and a passphrase only that person knows."""

    name: str
    passphrase: str


def lay_out(options: Options, settings: str, unlocker: Unlocker, *, cost: Cost = DEFAULT_COST) -> tuple[str, ...]:
    """Make the folders, keys and settings file of a new installation, and return its recovery lines.

    Raises Invalid when the folder is in use already, or the passphrase is too short to hold.
    """
    if options.home.exists() and any(options.home.iterdir()):
        raise Invalid("home", f"{options.home} is not empty; an installation starts in a folder of its own.")
    if len(unlocker.passphrase) < SHORTEST_PASSPHRASE:
        raise Invalid("passphrase", f"At least {SHORTEST_PASSPHRASE} characters, please: a sentence is best.")
    for folder in (options.home, options.house, options.porch, options.agent):
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
    random = SystemEntropy().bytes
    keyring, unlocked = Keyring.create(layout_of(options.kind).classes, random=random)
    keyring = keyring.add_passphrase_slot(unlocker.name, unlocker.passphrase, unlocked, random=random, cost=cost)
    recovery = keyring.add_recovery(unlocked, random=random)
    write_keyring(options.house / "keyring.cbor", recovery.keyring)
    write_public_keys(options.porch / "public.keys", unlocked.public_keys())
    kind = options.porch / KIND_FILE
    kind.write_text(f"{options.kind}\n", encoding="ascii")
    kind.chmod(0o644)  # like the public keys beside it: every process of this installation reads it
    path = options.home / "khabar.toml"
    path.write_text(settings, encoding="utf-8")
    path.chmod(0o600)
    return recovery.lines


def migrate() -> None:
    """Bring both databases to the newest schema, and their roles to the lists, in the process of KHABAR_PROCESS."""
    from django.conf import settings  # noqa: PLC0415 - Django is set up only by then
    from django.core.management import call_command  # noqa: PLC0415 - the same

    options = Options.load()
    for database in ALIASES:
        call_command("migrate", database=database, verbosity=0, interactive=False)
        if options.engine is Engine.SQLITE:
            Path(settings.DATABASES[database]["NAME"]).chmod(0o600)
    grant_all(options)


def note_ways_in() -> None:
    """Put into the ledger who can unlock from the first day on: later changes are held against it."""
    from khabar.apps.ledger.actions import record  # noqa: PLC0415 - needs Django
    from khabar.cli.slots import MADE, slots_now  # noqa: PLC0415 - the same
    from khabar.config.wiring import parts  # noqa: PLC0415 - the same

    ours = parts()
    details = {"slots": sorted(slots_now(ours))}
    record(actor=system("init"), now=ours.clock.now(), parts=ours, act=MADE, details=details)


def settings_text(values: dict[str, object]) -> str:
    """Write settings as the lines of a TOML file."""
    return "".join(f"{name} = {_toml(value)}\n" for name, value in values.items())


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


GUARANTOR_NEEDED = (
    "Somebody outside this house should have to agree before anybody is asked by name or anything is released. "
    "Name that body with --guarantor-name and the card it has given you with --guarantor-key, or say with "
    "--no-guarantor why there is none. docs/guarantor.md tells what it does. Nothing was set up."
)
GUARANTOR_HALF = "--guarantor-name and --guarantor-key belong together, and --no-guarantor stands alone."
GUARANTOR_OF_NONE = "An association asks nobody and releases nothing; it has no guarantor."


def guarantor_settings(given: Mapping[str, Any]) -> dict[str, object]:
    """Give the settings about a guarantor; Invalid (field `guarantor`) where an intermediary names none, nor says why.

    The fingerprint of the card is shown: it counts once the guarantor has read the same digits aloud.
    """
    name, file, reason = given["guarantor_name"], given["guarantor_key"], given["no_guarantor"]
    if given["kind"] == Kind.ASSOCIATION:
        if name or file or reason:
            raise Invalid("guarantor", GUARANTOR_OF_NONE)
        return {}
    if not (name or file or reason):
        raise Invalid("guarantor", GUARANTOR_NEEDED)
    if bool(name) is not bool(file) or (reason and file):
        raise Invalid("guarantor", GUARANTOR_HALF)
    if reason:
        return {"no_guarantor": reason}
    card = read_card(file.read_bytes()[: LONGEST + 1].decode("utf-8", errors="replace"), Role.GUARANTOR)
    click.echo(f"The guarantor reads to you over the telephone: {spoken(card)}", err=True)
    return {"guarantor_name": name, "guarantor_key": card.keys}


@click.command("init")
@click.argument("home", type=click.Path(path_type=Path, file_okay=False))
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), required=True)
@click.option("--who-runs-this", required=True, help="The body that answers for this installation.")
@click.option("--contact", required=True, help="How it is reached without this system.")
@click.option("--porch-host", multiple=True, required=True, help="A host name of the porch; may be repeated.")
@click.option("--house-host", multiple=True, required=True, help="A host name of the house; may be repeated.")
@click.option("--unlocker", required=True, help="The invented name of the first person who can unlock.")
@click.option("--guarantor-name", default="", help="The body of another organisation that countersigns.")
@click.option("--guarantor-key", type=click.Path(path_type=Path, dir_okay=False), help="The card it has given you.")
@click.option("--no-guarantor", default="", help="Why this house has none: a sentence, which everybody can read.")
@server_options
def init(home: Path, unlocker: str, **given: Any) -> None:  # noqa: ANN401 - what click has read
    """Set up an installation in HOME: settings, keys, recovery lines, both databases."""
    values = {
        "kind": given["kind"],
        "home": str(home.absolute()),
        "who_runs_this": given["who_runs_this"],
        "contact": given["contact"],
        "slip_salt": SystemEntropy().bytes(16).hex(),
        "porch_hosts": given["porch_host"],
        "house_hosts": given["house_host"],
        **guarantor_settings(given),
        **settings_of_server(given),
    }
    options = Options.of(values)
    require_server(options, given["postgresql_passwords"])
    passphrase = click.prompt("Passphrase", hide_input=True, confirmation_prompt=True, err=True)
    lines = lay_out(options, settings_text(values), Unlocker(unlocker, passphrase))
    keep_passwords(options, given["postgresql_passwords"])
    os.environ |= {
        "KHABAR_SETTINGS": str(home / "khabar.toml"),
        "KHABAR_PROCESS": "operator",
        "DJANGO_SETTINGS_MODULE": "khabar.config.settings",
    }
    import django  # noqa: PLC0415 - the settings file exists only now

    django.setup()
    migrate()
    note_ways_in()
    click.echo(f"The installation is laid out in {home}. Three recovery lines follow; any two of them unlock.")
    click.echo("Give each to another person, on paper. They are shown this once and kept nowhere.\n")
    for number, line in enumerate(lines, start=1):
        click.echo(f"{number}. {line}\n")
    click.echo(f"Next: khabar --settings {home / 'khabar.toml'} agent, unlock, serve porch, serve house, work.")
