"""The shell's way in: which command is which, what each needs, and errors as one clear line.

Commands are loaded only when called, so that `names compare` needs no installation and starts fast.
"""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from khabar.adapters.clock import SystemClock
from khabar.config.options import Options, SettingsError
from khabar.domain.errors import Broken, Conflict, Invalid, Locked, Outside, Refused
from khabar.domain.kinds import Kind
from khabar.vault.errors import VaultError

if TYPE_CHECKING:
    from collections.abc import Sequence

REFUSED = 1
DEFAULT_SETTINGS = "khabar.toml"


class Need(NamedTuple):
    """What must stand before a command is loaded."""

    settings: bool
    process: str | None


_NOTHING = Need(settings=False, process=None)
_SETTINGS = Need(settings=True, process=None)
_OPERATOR = Need(settings=True, process="operator")
_TRACING, _PRESSING = Kind.INTERMEDIARY, Kind.ASSOCIATION
_NOT_OF_THIS_KIND = {
    _TRACING: "This command belongs to an intermediary, which traces people. This installation is an association.",
    _PRESSING: "This command belongs to an association, which presses on the record. This one is an intermediary.",
}


class Bare(NamedTuple):
    """What commands get that need no installation: the time."""

    clock: SystemClock


class Place(NamedTuple):
    """Where a command lives, what it needs, one line about it, and the one kind of installation it belongs to."""

    module: str
    name: str
    need: Need
    help: str
    kind: Kind | None = None


COMMANDS: dict[str, Place] = {
    "demo": Place("khabar.config.demonstration", "demo", _NOTHING, "The whole story with invented people."),
    "init": Place("khabar.config.install", "init", _NOTHING, "Set up an installation in an empty folder."),
    "agent": Place("khabar.cli.keys", "agent", _SETTINGS, "Hold the unlocked keys and hand each process its own."),
    "unlock": Place("khabar.cli.keys", "unlock", _SETTINGS, "Unlock the keys with your passphrase."),
    "lock": Place("khabar.cli.keys", "lock", _SETTINGS, "Forget the unlocked keys."),
    "close": Place("khabar.cli.closing", "close", _OPERATOR, "Let no passphrase open this house any more."),
    "keys": Place("khabar.cli.keyring", "keys", _OPERATOR, "Who can unlock; new keys for old ones."),
    "serve": Place("khabar.config.serve", "serve", _SETTINGS, "Serve the porch or the house."),
    "work": Place("khabar.config.work", "work", _SETTINGS, "Keep the timetable: one round every few hours."),
    "round": Place("khabar.config.work", "one_round", _SETTINGS, "Do one round now."),
    "statistics": Place("khabar.cli.statistics", "statistics", _OPERATOR, "What was told of each quarter."),
    "breach": Place("khabar.cli.breach", "breach", _OPERATOR, "When something was taken: whom to warn, and how."),
    "canary": Place("khabar.cli.canaries", "canary", _OPERATOR, "Invented persons whom nobody opens.", _TRACING),
    "staff": Place("khabar.cli.staff", "staff", _OPERATOR, "Add and list the people who work here."),
    "import": Place("khabar.cli.lists", "import_", _OPERATOR, "Take in a list of requests or presences.", _TRACING),
    "doctor": Place("khabar.config.doctor", "doctor", _NOTHING, "Say what is wrong here and how to mend it."),
    "watch": Place("khabar.config.watching", "watch", _NOTHING, "Look once, and mail what turned bad or well."),
    "verify": Place("khabar.cli.proofs", "verify", _OPERATOR, "Prove that the ledgers and events are whole."),
    "rebuild": Place("khabar.cli.proofs", "rebuild", _OPERATOR, "Make the projections anew from the events."),
    "backup": Place("khabar.config.backing_up", "backup", _OPERATOR, "Write everything into one encrypted file."),
    "recipient": Place("khabar.cli.recipients", "recipient", _NOTHING, "Keys for those who can open backups."),
    "quarantine": Place("khabar.cli.quarantine", "quarantine", _OPERATOR, "After a restore: until it may go on."),
    "checkpoint": Place("khabar.cli.checkpoints", "checkpoint", _OPERATOR, "Where the ledgers stand, to be kept."),
    "drill": Place("khabar.config.drills", "drill", _NOTHING, "Restore a backup into a place that is thrown away."),
    "upgrade": Place("khabar.config.upgrading", "upgrade", _OPERATOR, "Bring both databases to this version."),
    "restore": Place("khabar.config.restoring", "restore", _NOTHING, "Set up an installation from a backup."),
    "postgresql": Place("khabar.config.main", "postgresql", _NOTHING, "Roles and grants of a PostgreSQL server."),
    "guarantor": Place("khabar.config.main", "guarantor", _NOTHING, "Somebody outside who countersigns: both sides."),
    "exchange": Place("khabar.cli.exchange", "exchange", _OPERATOR, "The bridge: partners' cards, bundles as files."),
    "erase": Place("khabar.cli.erasing", "erase", _OPERATOR, "Erase one request or presence for good.", _TRACING),
    "match": Place("khabar.cli.match", "match", _NOTHING, "Compare a list of requests with a list of registrations."),
    "learn": Place("khabar.cli.learn", "learn_", _NOTHING, "Learn from two lists how often fields agree."),
    "names": Place("khabar.cli.names", "names", _NOTHING, "Compare, score and search names across scripts."),
    "mail": Place("khabar.config.main", "mail", _NOTHING, "What came in by mail: its kind and its letter."),
    "archive": Place("khabar.cli.archive", "archive", _NOTHING, "What documents say, and where a word stands in them."),
    "paper": Place("khabar.config.main", "paper", _NOTHING, "Forms to print, and sheets that came back."),
    "pfif": Place("khabar.config.main", "pfif", _NOTHING, "Check, take in and give out PFIF documents."),
    "petition": Place("khabar.config.main", "petition", _NOTHING, "Check the count of a petition; print its names."),
    "newsletter": Place("khabar.cli.newsletter", "newsletter", _NOTHING, "Build an issue of the newsletter."),
    "caseload": Place("khabar.demo.caseload_cli", "caseload", _NOTHING, "Write an invented caseload with known truth."),
    "procedures": Place("khabar.cli.procedures", "procedures", _NOTHING, "Which doors are open to a case; its forms."),
    "treaties": Place(
        "khabar.cli.treaties", "treaties", _NOTHING, "Which human-rights treaties bind a State, since when."
    ),
    "words": Place("khabar.cli.words", "words", _NOTHING, "Bring the sentences of the pages to translators and back."),
}


PAPER: dict[str, Place] = {
    "print": Place("khabar.cli.paper_print", "print_", _NOTHING, "Print blank forms into a PDF."),
    "read": Place("khabar.cli.paper", "read", _NOTHING, "Read codes and ticked boxes on photographs and scans."),
    "take-in": Place("khabar.cli.paper_take_in", "take_in", _OPERATOR, "Read, seal and file what came back.", _TRACING),
    "stock": Place("khabar.cli.paper_stock", "stock", _OPERATOR, "Make slips to be folded and sealed.", _TRACING),
}
"""What `paper` holds; each command says for itself whether it needs an installation."""


PETITION: dict[str, Place] = {
    "check": Place("khabar.cli.petition", "check", _NOTHING, "Check a signed count against its chain."),
    "names": Place("khabar.cli.petition_names", "names", _OPERATOR, "Print the names of those who wished it, once."),
}
"""What `petition` holds; checking needs no installation."""


POSTGRESQL: dict[str, Place] = {
    "prepare": Place("khabar.config.postgresql", "prepare", _NOTHING, "Write what psql makes roles and databases of."),
    "grant": Place("khabar.config.postgresql", "grant", _OPERATOR, "Let each role do what its list says, no more."),
}
"""What `postgresql` holds."""


PFIF: dict[str, Place] = {
    "validate": Place("khabar.cli.pfif", "validate", _NOTHING, "Check a document, PFIF 1.1 to 1.4."),
    "import": Place("khabar.cli.pfif_taking", "import_", _OPERATOR, "Take in the persons of a document.", _TRACING),
    "export": Place("khabar.cli.pfif_giving", "export", _OPERATOR, "Write what one Permit allows.", _TRACING),
}
"""What `pfif` holds; checking needs no installation."""


_OWN = "khabar.cli.guarantor_own"
_HOUSE = "khabar.cli.guarantor_house"
GUARANTOR: dict[str, Place] = {
    "key": Place(_OWN, "key", _NOTHING, "The guarantor: make a key and a card."),
    "look": Place(_OWN, "look", _NOTHING, "The guarantor: see what waits in a house."),
    "sign": Place(_OWN, "sign", _NOTHING, "The guarantor: countersign what waits, or refuse."),
    "licence": Place(_OWN, "licence", _NOTHING, "The guarantor: license asking by name, or withdraw it."),
    "canary": Place(_OWN, "canary", _NOTHING, "The guarantor: say which person it filed is invented."),
    "card": Place(_HOUSE, "card", _OPERATOR, "The house: write its card for the guarantor.", _TRACING),
    "waiting": Place(_HOUSE, "waiting", _OPERATOR, "The house: write what waits into a file.", _TRACING),
    "take-in": Place(_HOUSE, "take_in_word", _OPERATOR, "The house: take the guarantor's word in.", _TRACING),
}
"""What `guarantor` holds: five for a machine without an installation, three for a house."""


MAIL: dict[str, Place] = {
    "file": Place("khabar.cli.mail", "file_command", _NOTHING, "Say what a mail is and where it belongs."),
    "take-in": Place("khabar.cli.mail_take_in", "take_in", _OPERATOR, "Keep mails and file them by letter.", _PRESSING),
}
"""What `mail` holds."""


class Doors(click.Group):
    """The commands of one table, loaded when called."""

    places: dict[str, Place] = COMMANDS

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name every command in the order of the table."""
        del ctx
        return list(self.places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command after what it needs; None for a name that is not in the table."""
        place = self.places.get(cmd_name)
        if place is None:
            return None
        if not ctx.resilient_parsing and ctx.info_name is not None and "--help" not in sys.argv:
            _prepare(ctx, place.need)
            _refuse_other_kind(ctx, place)
        elif place.need.process:
            _set_up_django("check")
        command: click.Command = getattr(importlib.import_module(place.module), place.name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table, without loading any."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, place.help) for name, place in self.places.items()])


class PaperDoors(Doors):
    """The commands about paper."""

    places = PAPER


class MailDoors(Doors):
    """The commands about mails that came in."""

    places = MAIL


@click.group(cls=MailDoors)
def mail() -> None:
    """Mails that came in."""


@click.group(cls=PaperDoors)
def paper() -> None:
    """Forms to print, and sheets that came back."""


class PfifDoors(Doors):
    """The commands about PFIF documents."""

    places = PFIF


@click.group(cls=PfifDoors)
def pfif() -> None:
    """PFIF documents: check, take in, give out."""


class GuarantorDoors(Doors):
    """The commands of a guarantor, and of a house that has one."""

    places = GUARANTOR


@click.group(cls=GuarantorDoors)
def guarantor() -> None:
    """Somebody outside the house who countersigns: the guarantor's own tool, and the house's side."""


class PostgresqlDoors(Doors):
    """The commands about a PostgreSQL server."""

    places = POSTGRESQL


@click.group(cls=PostgresqlDoors)
def postgresql() -> None:
    """Prepare a PostgreSQL server, and grant its roles what their processes may do."""


class PetitionDoors(Doors):
    """The commands about petitions."""

    places = PETITION


@click.group(cls=PetitionDoors)
def petition() -> None:
    """Check the count of a petition; print the names of those who wished it."""


@click.group(cls=Doors)
@click.option("--settings", type=click.Path(dir_okay=False), help="The settings file (or KHABAR_SETTINGS).")
def khabar(settings: str | None) -> None:
    """Khabar: news of someone."""
    if settings:
        os.environ["KHABAR_SETTINGS"] = settings


def _prepare(ctx: click.Context, need: Need) -> None:
    given = ctx.find_root().params.get("settings")
    if given:
        os.environ["KHABAR_SETTINGS"] = str(given)
    elif Path(DEFAULT_SETTINGS).exists():
        os.environ.setdefault("KHABAR_SETTINGS", DEFAULT_SETTINGS)
    if need.process:
        _set_up_django(need.process)
        from khabar.config.wiring import parts  # noqa: PLC0415 - only once Django is set up for this process

        ctx.obj = parts()
    elif not need.settings:
        ctx.obj = Bare(SystemClock())
    else:
        from khabar.config.wiring import parts_of  # noqa: PLC0415 - most commands need no parts

        ctx.obj = parts_of(Options.load(), "operator")


def _refuse_other_kind(ctx: click.Context, place: Place) -> None:
    """Refuse a command whose tables are not installed here."""
    if place.kind is not None and ctx.obj.options.kind is not place.kind:
        raise Invalid("kind", _NOT_OF_THIS_KIND[place.kind])


def _set_up_django(process: str) -> None:
    os.environ["KHABAR_PROCESS"] = process
    os.environ["DJANGO_SETTINGS_MODULE"] = "khabar.config.settings"
    import django  # noqa: PLC0415 - most commands do without Django

    django.setup()


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command; what a person can mend comes as one line and exit code 1."""
    os.umask(0o077)
    try:
        sys.exit(khabar.main(args=arguments, prog_name="khabar", standalone_mode=False) or 0)
    except click.UsageError as problem:
        problem.show()
        sys.exit(2)
    except click.ClickException as problem:
        problem.show()
        sys.exit(problem.exit_code)
    except click.Abort:
        sys.exit("Stopped.")
    except (SettingsError, Refused, Invalid, Conflict, Locked, Outside, Broken, VaultError) as problem:
        click.echo(f"khabar: {problem}", err=True)
        sys.exit(REFUSED)
    except OSError as problem:
        click.echo(f"khabar: {problem.strerror or problem}: {problem.filename or ''}".rstrip(": "), err=True)
        sys.exit(REFUSED)
    except Exception as problem:
        if not _is_database_trouble(problem):
            raise
        click.echo(f"khabar: the database refused ({problem}); what was begun last was taken back.", err=True)
        sys.exit(REFUSED)


def _is_database_trouble(problem: Exception) -> bool:
    """Tell a full disk or a busy file from a mistake of ours, without loading Django for commands that do without."""
    kind = type(problem)
    return (kind.__module__, kind.__name__) == ("django.db.utils", "OperationalError")
