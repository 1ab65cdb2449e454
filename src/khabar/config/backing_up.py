"""Making a backup: one file for offline recipients, verified as soon as it is written.

It is encrypted to a key that lives in this process alone, too: so it can be read back from the disk and walked through
whole, although nobody here could open yesterday's. See docs/adr/0043.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from khabar.adapters.backup.moment import postgresql_moment, sqlite_moment
from khabar.adapters.backup.walking import LookThrough, Walk
from khabar.adapters.backup.writing import frames
from khabar.apps.ledger.actions import record
from khabar.config.alone import alone
from khabar.config.drills import drilled
from khabar.config.installation_files import BLOBS, files_of, settings_to_keep, witness_of
from khabar.config.options import Engine
from khabar.config.progress import Progress
from khabar.config.version import VERSION
from khabar.domain.actors import system
from khabar.domain.errors import Invalid
from khabar.domain.short_forms import short_form
from khabar.vault.archives import new_offline_key, read_archive, require_recipient, write_archive
from khabar.vault.errors import Malformed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from khabar.config.options import Options
    from khabar.ports import Parts

MADE, DRILLED = "backup made", "backup drilled"
"""What the ledger says of a backup that was read back whole, and of one that was restored whole somewhere else."""
_LOCK = "backup.lock"


@dataclass(frozen=True)
class Made:
    """A backup that was made and read back: how much is in it, who signed it, and a key that opens it until we end."""

    path: Path
    tables: int
    rows: int
    files: int
    signer: bytes
    identity: str = field(repr=False)


def make_backup(path: Path, options: Options, parts: Parts, recipients: Sequence[str]) -> Made:
    """Write a backup and read it back; Invalid for a bad recipient or a file that is there, and nothing is left then.

    The file appears under its name only once it was found whole.
    """
    _require_recipients(recipients)
    if path.exists():
        raise Invalid("file", f"{path} is there already; a backup overwrites nothing.")
    part = path.with_name(f"{path.name}.part")
    with alone(options.house / _LOCK, "Another backup is being made. Wait for it."):
        try:
            made = _written(part, options, parts, recipients)
            part.rename(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)
    return replace(made, path=path)


def note(made: Made, parts: Parts) -> None:
    """Put a backup that was made into the ledger."""
    details = {"rows": made.rows, "tables": made.tables, "files": made.files}
    record(actor=system("backup"), now=parts.clock.now(), parts=parts, act=MADE, details=details)


def _written(part: Path, options: Options, parts: Parts, recipients: Sequence[str]) -> Made:
    own = new_offline_key(parts.entropy.bytes)
    witness, progress = witness_of(options), Progress()
    header = {
        "program": VERSION,
        "kind": options.kind.value,
        "made_at": parts.clock.now().isoformat(),
        "who_runs_this": options.who_runs_this,
        "settings": settings_to_keep(os.environ.get("KHABAR_SETTINGS")),
    }
    part.unlink(missing_ok=True)
    moment_of = postgresql_moment if options.engine is Engine.POSTGRESQL else sqlite_moment
    with moment_of(options.home, files_of(options), options.house / BLOBS) as moment:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            everybody = [*recipients, own.recipient]
            write_archive(frames(moment, header, progress), file, recipients=everybody, signing=witness.seed)
            file.flush()
            os.fsync(file.fileno())
    walk, signer = look_through(part, [own.identity])
    progress.end()
    if signer != witness.verify_key:
        raise Malformed("the backup that was written is not the one that lies on the disk")
    return Made(part, walk.tables, walk.rows, walk.files, signer, own.identity)


def look_through(path: Path, identities: Sequence[str]) -> tuple[Walk, bytes]:
    """Read a backup from its first byte to its last, and give the walk and whose signature held."""
    walk = Walk(LookThrough())
    with path.open("rb") as file:
        signer = read_archive(file, identities, walk.take)
    walk.finish()
    return walk, signer


def _require_recipients(recipients: Sequence[str]) -> None:
    if not recipients:
        raise Invalid(
            "recipient",
            "Nobody could open the backup. Name an age recipient: --recipient age1…, or backup_recipients in the "
            "settings. `khabar recipient new FILE` makes one; keep FILE off this machine.",
        )
    for one in recipients:
        try:
            require_recipient(one)
        except Malformed as problem:
            raise Invalid("recipient", f"{problem}.") from problem


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--recipient", "recipients", multiple=True, metavar="age1…", help="Who can open it; may be repeated.")
@click.option("--drill", "with_drill", is_flag=True, help="Restore it at once into a place that is thrown away.")
@click.pass_obj
def backup(parts: Parts, file: Path, recipients: tuple[str, ...], *, with_drill: bool) -> None:
    """Write porch, house and sealed files into the one encrypted FILE, and read it back at once.

    In a folder the file is named by the moment.
    Everybody may work meanwhile; writers wait for as long as both databases are copied. Recipients of the settings
    (backup_recipients) can open it as well as those given here.
    """
    options: Options = parts.options  # type: ignore[assignment]  # the shell's parts hold the whole settings
    if file.is_dir():
        file = file / f"khabar-{parts.clock.now():%Y%m%dT%H%M%S}.age"
    made = make_backup(file, options, parts, [*options.backup_recipients, *recipients])
    note(made, parts)
    much = f"{made.tables} tables, {made.rows:,} rows, {made.files:,} files"
    click.echo(f"{made.path}: {much}; read back and found whole.")
    click.echo(f"Signed by {short_form(made.signer)}")
    if with_drill:
        click.echo(drilled(made.path, made.identity))
        record(actor=system("backup"), now=parts.clock.now(), parts=parts, act=DRILLED)
