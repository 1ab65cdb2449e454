"""A drill: a backup is restored into a place that is thrown away, and everything that can be looked at is looked at.

`khabar backup --drill` has it done each night by a process of its own, with the key that lives in the memory of the one
that has just written the file: the offline keys stay where they are. By hand it is done with one of those, elsewhere.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from khabar.adapters.keyagent.keyring_files import read_keyring
from khabar.config.installation_files import REQUIRED
from khabar.config.openers import asked_opener
from khabar.config.options import Options
from khabar.config.restoring import begin_quarantine, read_identities, told_in_one_line
from khabar.domain.errors import Broken
from khabar.vault.seals import key_id_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from khabar.config.restoring import Restored
    from khabar.vault.keyring import Keyring
    from khabar.vault.unlocked import Unlocked

RECORDS_OF_A_COLUMN = 20
_HOURS = 3600


@click.command("drill")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--identity", type=click.Path(path_type=Path, allow_dash=True), required=True, help="The key file, or -.")
@click.option("--as", "who", metavar="NAME", help="Open records, too, with the passphrase of this unlocker.")
@click.option("--passphrase-file", type=click.Path(path_type=Path), help="Read the passphrase from a file of yours.")
@click.option("--shares", is_flag=True, help="Open records, too, with recovery lines.")
def drill(file: Path, identity: Path, who: str | None, passphrase_file: Path | None, *, shares: bool) -> None:
    """Restore the backup FILE into a place that is thrown away, and look at everything in it.

    Exit code 1 when anything is not as it should be. The house itself is not touched.
    """
    began = time.monotonic()
    identities = read_identities(identity)
    opener = asked_opener(who, passphrase_file, shares=shares)
    with tempfile.TemporaryDirectory(prefix="khabar-drill-", dir=file.absolute().parent) as place:
        home = Path(place) / "home"
        restored = told_in_one_line(home, file, identities, {})
        begin_quarantine(restored.header)
        found = [*_whole(home), *_sample(home, opener)]
    for line in found:
        click.echo(line)
    if found:
        sys.exit(1)
    click.echo(_report(restored, time.monotonic() - began))


def drilled(file: Path, identity: str) -> str:
    """Have a drill done by a process of its own, which is given the key on its standard input; return its report.

    Raises Broken with what it said where something was wrong.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("KHABAR_", "DJANGO_"))}
    command = [sys.executable, "-m", "khabar", "drill", str(file), "--identity", "-"]
    done = subprocess.run(  # noqa: S603 - our own program, by fixed words
        command, input=identity, env=environment, capture_output=True, text=True, timeout=12 * _HOURS, check=False
    )
    if done.returncode:
        raise Broken(f"the drill: {' '.join((done.stdout + done.stderr).split())}")
    return done.stdout.strip()


def _report(restored: Restored, seconds: float) -> str:
    much = f"{restored.tables} tables, {restored.rows:,} rows, {restored.files:,} files"
    return (
        f"Restored in {seconds:.0f} s and found whole: {much}, both chains, every event; of {restored.header.made_at}."
    )


def _whole(home: Path) -> Iterator[str]:
    """Name everything in a restored installation that is not as it was written."""
    from django.db import connections  # noqa: PLC0415 - Django is set up only by now

    from khabar.apps.ledger.queries import flaws_in_chain, flaws_in_events  # noqa: PLC0415 - the same
    from khabar.config.wiring import public_keys  # noqa: PLC0415 - the same

    public = public_keys(Options.load())
    for alias in ("default", "porch"):  # a drill is always on SQLite, whatever the house is on
        with connections[alias].cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            if (said := cursor.fetchone()[0]) != "ok":
                yield f"{alias}: {said}"
    events = flaws_in_events(public.verify_keys(public.of_record))
    for flaw in (*flaws_in_chain("house"), *flaws_in_chain("porch"), *events):
        yield f"{flaw.chain}: {flaw.sentence}"
    for name in REQUIRED:
        if not (home / name).is_file():
            yield f"{name} is missing"


def _sample(home: Path, opener: Callable[[Keyring], Unlocked] | None) -> Iterator[str]:
    """Open some records of every column that hangs on a key, where somebody has brought what opens the keyring."""
    if opener is None:
        return
    from khabar.apps.rotation.queries import columns_of, opens  # noqa: PLC0415 - Django is set up only by now

    keys = opener(read_keyring(home / "house" / "keyring.cbor"))
    tried = 0
    for column in columns_of(tuple(keys)):
        blobs = next(iter(column.under(keys.key_ids(column.key_class), most=RECORDS_OF_A_COLUMN)), ())
        for blob in blobs:
            tried += 1
            key = keys.key(column.key_class, key_id_in(blob.sealed))
            if not opens(column, key, blob) and not column.is_open_to_strangers:
                yield f"{column.name}: row {blob.row} does not open"
    click.echo(f"{tried} sealed records were opened, at most {RECORDS_OF_A_COLUMN} of each column.", err=True)
