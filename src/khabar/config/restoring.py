"""Setting up an installation from a backup, in a folder that is empty; it starts in quarantine.

Everything is put beside that folder first and moved to its place only once the file was read to its end, its signature
held, and every row was counted again in the new databases. A restore that breaks leaves nothing.
"""

from __future__ import annotations

import os
import shutil
import sys
import tomllib
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from khabar.adapters.backup.loading import Loading, settle
from khabar.adapters.backup.tables import DATABASES, heads_of, tables_of, unknown_heads
from khabar.adapters.backup.walking import Walk
from khabar.adapters.backup.writing import FORMAT, table_digest
from khabar.config.install import migrate, settings_text
from khabar.config.installation_files import READABLE, place_of
from khabar.config.openers import asked_opener, identities_of_keyring
from khabar.config.options import Engine, Options
from khabar.config.progress import Progress
from khabar.config.version import VERSION, as_numbers
from khabar.domain.actors import system
from khabar.domain.errors import Invalid
from khabar.domain.kinds import Kind
from khabar.domain.short_forms import parse_short_form, short_form
from khabar.vault.archives import identities_in, read_archive
from khabar.vault.errors import Malformed, Tampered, WrongKey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from khabar.adapters.backup.walking import Header

_OF_THE_FOLDERS = 0o700
MAX_KEY_FILE = 1 << 16


@dataclass(frozen=True)
class Restored:
    """What was restored: what the backup said of itself, how much there was, and who signed it."""

    header: Header
    tables: int
    rows: int
    files: int
    signer: bytes


def restore_into(
    home: Path,
    file: Path,
    identities: Sequence[str],
    settings: Mapping[str, Any],
    *,
    signed_by: str = "",
    progress: Callable[[str, int], None] = lambda _what, _rows: None,
) -> Restored:
    """Fill an empty folder from a backup, and check everything in it; Django is set up for it on the way.

    `settings` go over those of the backup. Raises Invalid, in one line, for every file that cannot be restored here.
    """
    filling = ExitStack()

    def prepare(header: Header) -> Callable[[str], Path | None]:
        _require_ours(header)
        _lay_out(home, header, settings)
        _require_known(header)
        filling.enter_context(_telling_what_is_left(Options.load()))
        return lambda name: _place(name, home)

    with filling:
        with Loading(prepare, progress) as loading, file.open("rb") as source:
            walk = Walk(loading)
            signer = read_archive(source, identities, walk.take)
            header = walk.finish()
            loading.require_whole()
            _require_signer(signer, signed_by)
        settle(header.heads)
        _require_same(loading.expected, header)
        migrate()
    return Restored(header, walk.tables, walk.rows, walk.files, signer)


@contextmanager
def _telling_what_is_left(options: Options) -> Iterator[None]:
    """Name the databases on a server where a restore breaks while they are filled: no folder of ours goes with them."""
    try:
        yield
    except BaseException:
        if options.engine is Engine.POSTGRESQL:
            click.echo(
                f"khabar: tables of this backup are left in {options.postgresql_house} and {options.postgresql_porch} "
                "on the server. Make both databases anew before you try again.",
                err=True,
            )
        raise


def _require_ours(header: Header) -> None:
    """Refuse what this program cannot read, before anything is made."""
    if header.format > FORMAT or _is_newer(header.program):
        raise Invalid(
            "file",
            f"this backup was made by Khabar {header.program}, and this is {VERSION}. Restore it with that version.",
        )
    if header.kind not in list(Kind):
        raise Invalid("file", f"a backup of the kind {header.kind!r}, which this program does not know.")
    if set(header.heads) != set(DATABASES):
        raise Malformed("a backup has one house and one porch")


def _is_newer(program: str) -> bool:
    try:
        return as_numbers(program) > as_numbers(VERSION)
    except ValueError:
        raise Malformed("the version in the backup is none") from None


def _require_known(header: Header) -> None:
    """Refuse tables of a version that this program does not know, newer or too old."""
    for database, alias in DATABASES.items():
        if unknown := unknown_heads(alias, header.heads[database]):
            raise Invalid(
                "file",
                f"its tables are of another version of Khabar {header.program} than this one ({unknown[0]} and "
                f"{len(unknown) - 1} more are not known here). Restore it with the version that made it, then upgrade.",
            )
        if heads_of(alias):
            raise Invalid("into", f"the {database} database is not empty. Nothing was written.")


def _lay_out(home: Path, header: Header, settings: Mapping[str, Any]) -> None:
    values = {**header.settings, "kind": header.kind, **settings, "home": str(home)}
    options = Options.of(values)
    for folder in (options.home, options.house, options.porch, options.agent):
        folder.mkdir(mode=_OF_THE_FOLDERS, parents=True, exist_ok=True)
    write_settings(home, values)
    for name in [one for one in os.environ if one.startswith("KHABAR_")]:
        del os.environ[name]  # those of another house
    os.environ |= {
        "KHABAR_SETTINGS": str(home / "khabar.toml"),
        "KHABAR_PROCESS": "operator",
        "DJANGO_SETTINGS_MODULE": "khabar.config.settings",
    }
    import django  # noqa: PLC0415 - the settings file exists only now

    django.setup()


def write_settings(home: Path, values: Mapping[str, Any]) -> None:
    """Write the settings file, for its owner alone."""
    path = home / "khabar.toml"
    path.write_text(settings_text(dict(values)), encoding="utf-8")
    path.chmod(0o600)


def _place(name: str, home: Path) -> Path | None:
    path = place_of(name, home)
    if path is not None:
        path.unlink(missing_ok=True)  # a secret that was drawn while Django was set up
    return path


def _require_signer(signer: bytes, signed_by: str) -> None:
    if signed_by and short_form(signer) != signed_by:
        raise Invalid("signed-by", f"somebody else signed this backup: {short_form(signer)}. Nothing was restored.")


def _require_same(expected: Mapping[tuple[str, str], tuple[int, bytes]], header: Header) -> None:
    """Count every row again, out of the new databases."""
    for database, alias in DATABASES.items():
        for table in tables_of(database, header.heads[database]):
            if table_digest(table, alias) != expected[database, table.label]:
                raise Tampered(f"{table.label} of the {database} is not what the backup holds")


@contextmanager
def beside(home: Path) -> Iterator[Path]:
    """Give a folder beside an empty home, which is taken away again where anything breaks."""
    if home.exists() and any(home.iterdir()):
        raise Invalid("into", f"{home} is not empty; nothing was written.")
    folder = home.with_name(f"{home.name}.restoring")
    if folder.exists():
        raise Invalid("into", f"{folder} is left of a restore that was broken off. Remove it, then try again.")
    try:
        yield folder
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def told_in_one_line(
    folder: Path, file: Path, identities: Sequence[str], settings: Mapping[str, Any], *, signed_by: str = ""
) -> Restored:
    """Restore, with progress on standard error; whatever is wrong with the file is Invalid."""
    progress = Progress()
    try:
        return restore_into(folder, file, identities, settings, signed_by=signed_by, progress=progress)
    except (Tampered, Malformed) as problem:
        raise _told(problem) from problem
    finally:
        progress.end()


def begin_quarantine(header: Header) -> None:
    """Let the restored installation keep still, and take from its pages what may have been withdrawn since."""
    from khabar.apps.quarantine.actions import begin  # noqa: PLC0415 - Django is set up only by now
    from khabar.config.wiring import parts_of  # noqa: PLC0415 - the same

    parts = parts_of(Options.load(), "operator")
    actor, now = system("restore"), parts.clock.now()
    begin(actor=actor, now=now, parts=parts, as_of=datetime.fromisoformat(header.made_at))
    if parts.options.kind is Kind.INTERMEDIARY:
        from khabar.apps.rounds.steps import renew  # noqa: PLC0415 - the same

        renew(now, parts)


def finish(folder: Path, home: Path) -> None:
    """Close the databases and put the folder in its place."""
    from django.db import connections  # noqa: PLC0415 - Django is set up only by now

    connections.close_all()
    put_in_place(folder, home)


def put_in_place(folder: Path, home: Path) -> None:
    """Give the folder its name once everything in it is on the disk; the name is there, too, when this returns."""
    for name in READABLE:
        (folder / name).chmod(0o644)  # as `khabar init` leaves them: each process of this installation reads these
    values = tomllib.loads((folder / "khabar.toml").read_text(encoding="utf-8"))
    write_settings(folder, {**values, "home": str(home)})
    for place, _, names in os.walk(folder):
        for path in (*(Path(place) / name for name in names), Path(place)):
            _sync(path)
    folder.rename(home)
    _sync(home.parent)


def _sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk: a restore that was acknowledged stays."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _told(problem: Exception) -> Invalid:
    if isinstance(problem, WrongKey):
        return Invalid("identity", "this key does not open the backup; it was made for other recipients.")
    if isinstance(problem, Tampered):
        return Invalid("file", f"{problem}. It is cut or damaged, or somebody changed it; take another copy.")
    return Invalid("file", f"this is no whole backup of Khabar ({problem}).")


def read_identities(path: Path) -> list[str]:
    """Read the keys in a file as age-keygen or `khabar recipient new` writes it; `-` is the standard input."""
    try:
        text = sys.stdin.read(MAX_KEY_FILE) if str(path) == "-" else path.read_text(encoding="utf-8")[:MAX_KEY_FILE]
        return identities_in(text)
    except (Malformed, UnicodeDecodeError) as problem:
        raise Invalid("identity", f"{path}: {problem}.") from problem


def _identities(
    identity: Path | None, keyring: Path | None, who: str | None, passphrase_file: Path | None, *, shares: bool
) -> list[str]:
    if keyring is not None:
        return identities_of_keyring(keyring, asked_opener(who, passphrase_file, shares=shares))
    if identity is None:
        raise click.UsageError("Name the key file: --identity FILE")
    return read_identities(identity)


def parse_settings(words: Sequence[str]) -> dict[str, str]:
    """Read settings given on the command line as NAME=VALUE."""
    found = {}
    for word in words:
        name, sign, value = word.partition("=")
        if not sign or not name:
            raise Invalid("set", f"{word!r}: write NAME=VALUE.")
        found[name.strip()] = value.strip()
    return found


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--identity", type=click.Path(path_type=Path, allow_dash=True), help="The key file that opens it.")
@click.option(
    "--keyring", type=click.Path(path_type=Path, exists=True), help="Or the keyring that an upgrade wrote for."
)
@click.option("--as", "who", metavar="NAME", help="With --keyring: whose passphrase opens it.")
@click.option("--passphrase-file", type=click.Path(path_type=Path), help="Read the passphrase from a file of yours.")
@click.option("--shares", is_flag=True, help="With --keyring: open it with recovery lines.")
@click.option("--into", "home", type=click.Path(path_type=Path), required=True, help="A folder that is empty.")
@click.option("--signed-by", default="", metavar="DIGITS", help="Refuse a backup that another house has signed.")
@click.option("--set", "words", multiple=True, metavar="NAME=VALUE", help="A setting that is otherwise here.")
def restore(file: Path, home: Path, signed_by: str, words: tuple[str, ...], **opens: Any) -> None:  # noqa: ANN401 - what opens the file, by the names of the options
    """Set up an installation in the empty folder --into from the backup FILE. It starts in quarantine.

    It takes in, and shows the standing text; it releases, asks and sends nothing until `khabar quarantine` has ended.
    """
    home = home.absolute()
    wanted = parse_short_form(signed_by, field="signed-by") if signed_by else ""
    identities, settings = _identities(**opens), parse_settings(words)
    with beside(home) as folder:
        restored = told_in_one_line(folder, file, identities, settings, signed_by=wanted)
        begin_quarantine(restored.header)
        finish(folder, home)
    click.echo(
        f"{home}: {restored.tables} tables, {restored.rows:,} rows, {restored.files:,} files, all counted again."
    )
    click.echo(f"Signed by {short_form(restored.signer)}. Compare this with what was noted when backups began.")
    click.echo(f"It is of {restored.header.made_at}, and in quarantine: see `khabar quarantine show`.")
