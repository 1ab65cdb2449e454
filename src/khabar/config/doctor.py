"""The doctor: looks at one installation from outside and says, line by line, what is well and how to mend the rest.

It is loaded without settings, so that it can speak about broken ones. It reads and changes nothing, holds no key longer
than one comparison, and must never say a name, a place or how many families there are.
"""

from __future__ import annotations

import os
import resource
import shutil
import stat
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click
from django.db import DatabaseError

from khabar.adapters.keyagent import AgentControl, Role, SocketKeyAgent, socket_path
from khabar.adapters.keyagent.keyring_files import read_keyring, read_public_keys
from khabar.config.databases import PASSWORD_FILE
from khabar.config.doctor_databases import examine_databases
from khabar.config.doctor_filter import system_calls
from khabar.config.doctor_guarantor import examine_guarantor
from khabar.config.findings import Finding, Sign, look, note, ok
from khabar.config.kinds import layout_of
from khabar.config.options import KIND_FILE, Engine, Options, SettingsError, kept_kind
from khabar.config.watch_notes import STATE
from khabar.config.wiring import PUBLIC_KEYS, clock
from khabar.domain.errors import KhabarError, Outside
from khabar.vault.errors import UnknownKey, VaultError
from khabar.vault.keys import KeyClass
from khabar.vault.slots import SharesSlot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from khabar.adapters.keyagent import AgentStatus
    from khabar.vault.keys import PublicKeys

LEAST_FREE_BYTES = 500 * 1024 * 1024
WATCH_PAUSE = timedelta(hours=2)
FIRST_YEAR, LAST_YEAR = 2025, 2100
_ROLE_OF_CLASS = {
    KeyClass.INTAKE: Role.WORK_INTAKE,
    KeyClass.REGISTER: Role.WORK_REGISTER,
    KeyClass.LETTERS: Role.HOUSE,
    KeyClass.MAIL: Role.WORK_MAIL,
    KeyClass.FILES: Role.WORK_FILES,
    KeyClass.SIGNATURES: Role.WORK_SIGNATURES,
}


@click.command()
def doctor() -> None:
    """Say what is wrong here and how to mend it. Exit code 1 when anything is."""
    found = list(examine())
    for finding in found:
        click.echo(finding.line())
    if any(finding.sign is Sign.LOOK for finding in found):
        sys.exit(1)


def examine() -> Iterator[Finding]:
    """Look at the settings first, then at what they name; without settings only at the machine."""
    try:
        options = Options.load()
    except SettingsError as problem:
        yield look("settings", str(problem))
    else:
        yield ok("settings", "read, and every value is of its kind.")
        yield from _installation(options)
    yield _swap()
    yield _core_dumps()
    yield system_calls()


def _installation(options: Options) -> Iterator[Finding]:
    yield _kind(options)
    folders = [*_folders(options)]
    yield from folders
    if any(finding.sign is Sign.LOOK and "not there" in finding.sentence for finding in folders):
        return
    yield from _files(options)
    yield from _users(options)
    yield from _keys(options)
    status = status_of_agent(options)
    yield from _agent(status)
    yield examine_disk(options)
    now = _now(options)
    if isinstance(now, Finding):
        yield now
        return
    yield _watch(options, now)
    yield from _tables(options, now, is_locked=not (status and status.unlocked))


def _kind(options: Options) -> Finding:
    if kept_kind(options.home):
        return ok("kind", f"{options.kind}, as it was set up.")
    return look("kind", f"{options.porch / KIND_FILE} is not there. Write the one word {options.kind} into it.")


def _folders(options: Options) -> Iterator[Finding]:
    """Home may be passed through but not read; the agent's folder may be open to one group; the others to nobody."""
    for path, forbidden in (
        (options.home, 0o066),
        (options.house, 0o077),
        (options.porch, 0o007),
        (options.agent, 0o067),
    ):
        if not path.is_dir():
            yield look("folders", f"{path} is not there. Name the right home in the settings, or run `khabar init`.")
        elif mode_of(path) & forbidden:
            yield look("folders", f"{path} is open to others. Run: chmod 700 {path}")
        else:
            yield ok("folders", f"{path} is closed to others.")


def _files(options: Options) -> Iterator[Finding]:
    for path in (options.house / "own.secret", options.house / "keyring.cbor"):
        yield _file(path, 0o077, is_needed=True)
    for path in _database_files(options):
        yield _file(path, 0o077 if path.parent == options.house else 0o007, is_needed=True)
    where_there = (options.porch / "own.secret", options.home / "khabar.toml", options.house / PASSWORD_FILE)
    for path, forbidden in ((path, 0o077) for path in (*where_there, options.porch / PASSWORD_FILE)):
        if path.exists():
            yield _file(path, forbidden, is_needed=False)


def _file(path: Path, forbidden: int, *, is_needed: bool) -> Finding:
    if is_needed and not path.is_file():
        return look("files", f"{path} is not there. Put it back from the last copy of this folder.")
    if mode_of(path) & forbidden:
        return look("files", f"{path} is open to others. Run: chmod 600 {path}")
    return ok("files", f"{path.name} of the {path.parent.name} is closed to others.")


def mode_of(path: Path) -> int:
    """Give the permission bits of a file or folder."""
    return stat.S_IMODE(path.stat().st_mode)


def _users(options: Options) -> Iterator[Finding]:
    house, porch = options.house.stat().st_uid, options.porch.stat().st_uid
    if house != os.getuid():
        yield look(
            "users", "The house's folder belongs to another user. Run its commands, and the doctor, as that user."
        )
    elif house == porch and not options.demo:
        yield note("users", "Porch and house run as one user. A porch with a user of its own cannot open the house.")
    else:
        yield ok("users", "The house's folder is ours.")


def _keys(options: Options) -> Iterator[Finding]:
    try:
        keyring = read_keyring(options.house / "keyring.cbor")
    except (OSError, VaultError):
        yield look(
            "keyring", "The keyring cannot be read. Put it back from a copy: without it nothing sealed will open."
        )
    else:
        if any(isinstance(slot, SharesSlot) for slot in keyring.slots):
            yield ok("keyring", f"readable, with {len(keyring.slots)} ways to open it.")
        else:
            yield look("keyring", "It has no recovery shares: one forgotten passphrase loses everything. Add them.")
    try:
        public = read_public_keys(options.porch / PUBLIC_KEYS)
    except (OSError, VaultError):
        yield look("public keys", "They cannot be read, so nothing can be taken in. Put the file back from a copy.")
    else:
        yield _public_keys(options, public)


def _public_keys(options: Options, public: PublicKeys) -> Finding:
    """Compare with the unlocked keys; while locked, only that each class has its public key."""
    classes = layout_of(options.kind).classes
    if set(public) != set(classes):
        return look("public keys", "They are not those of this kind of installation. Put the file back from a copy.")
    wrong: dict[str, list[str]] = {}
    for key_class in classes:
        path = socket_path(options.agent, _ROLE_OF_CLASS[key_class])
        try:
            sentence = _compared(SocketKeyAgent(path, key_class), key_class, public)
        except KhabarError:
            return ok("public keys", "one for each class; whether they fit the keyring shows once it is unlocked.")
        if sentence:
            wrong.setdefault(sentence, []).append(key_class.value)
    told = " ".join(f"{', '.join(classes)}: {sentence}" for sentence, classes in wrong.items())
    return look("public keys", told) if told else ok("public keys", "those of the keyring.")


def _compared(agent: SocketKeyAgent, key_class: KeyClass, public: PublicKeys) -> str:
    """Say what is wrong between the key that comes in is sealed to and those that are unlocked; nothing: ""."""
    current, wanted = agent.key(key_class), public[key_class].key_id
    if current.key_id == wanted:
        return ""
    try:
        agent.key(key_class, wanted)
    except UnknownKey:
        if current.key_id in (key.key_id for key in public.all_of(key_class)):
            return "the agent has older keys only. Unlock again; if that does not help, put the newer keyring back."
        return "not of this keyring. What comes in could not be opened."
    return "a newer key is not in use yet. Run: khabar keys rewrap"


def status_of_agent(options: Options) -> AgentStatus | None:
    """Ask the agent how it stands; None where none answers."""
    try:
        return AgentControl(socket_path(options.agent, Role.CONTROL)).status()
    except Outside:
        return None


def _agent(status: AgentStatus | None) -> Iterator[Finding]:
    if status is None:
        yield look("key agent", "It does not answer. Start it: khabar agent")
        return
    if status.unlocked:
        yield ok("key agent", "answers, and the house is unlocked.")
    else:
        yield note("key agent", "answers; the house is locked, so taking in and releasing wait. Unlock: khabar unlock")
    if status.idle_seconds is None:
        yield note("key agent", "It does not lock itself. Start it without --idle-lock 0, or lock when nobody works.")
    if not status.memory_pinned:
        yield note(
            "key agent", "The system does not keep its memory out of swap. Encrypt swap, or raise its memlock limit."
        )


def examine_disk(options: Options) -> Finding:
    """Look whether there is room for new forms."""
    free = shutil.disk_usage(options.home).free
    megabytes = free // (1024 * 1024)
    if free < LEAST_FREE_BYTES:
        return look("disk", f"Only {megabytes} MB are free; a full disk refuses new forms. Make room.")
    return ok("disk", f"{megabytes} MB are free.")


def _now(options: Options) -> datetime | Finding:
    try:
        now = clock(options).now()
    except KhabarError as problem:
        return look("clock", str(problem))
    if not FIRST_YEAR <= now.year <= LAST_YEAR:
        return look("clock", f"It says {now:%Y-%m-%d}. Set the machine's clock before anything else.")
    return now


def _watch(options: Options, now: datetime) -> Finding:
    """Look whether somebody is told when things stop, and whether that still goes on."""
    if not options.watch_mail:
        return note("watch", "Nobody is told when rounds stop. Name somebody in the settings: watch_mail")
    try:
        looked = datetime.fromtimestamp((options.house / STATE).stat().st_mtime, tz=UTC)
    except FileNotFoundError:
        return look("watch", "It has never looked. Let a timer run it: khabar watch")
    if abs(now - looked) > WATCH_PAUSE:
        return look("watch", f"It last looked at {looked:%Y-%m-%d %H:%M} UTC. Is its timer running?")
    return ok("watch", f"It last looked at {looked:%Y-%m-%d %H:%M} UTC.")


def _tables(options: Options, now: datetime, *, is_locked: bool) -> Iterator[Finding]:
    """Look into the databases, and through them at the timetable and the ledger; needs everything before to stand."""
    if not all(path.is_file() for path in (*_database_files(options), options.house / "own.secret")):
        return
    os.environ["KHABAR_PROCESS"] = "operator"
    os.environ["DJANGO_SETTINGS_MODULE"] = "khabar.config.settings"
    import django  # noqa: PLC0415 - only where there are settings

    django.setup()
    try:
        findings = [*examine_databases(options)]
    except DatabaseError as problem:
        yield _unreadable(options, problem)
        return
    yield from findings
    if any(finding.sign is Sign.LOOK for finding in findings):
        return
    yield from _timetable(options, now)
    yield _promised_dates(now, is_locked=is_locked)
    yield _ledger(now)
    from khabar.config.doctor_copies import examine_copies  # noqa: PLC0415 - it asks tables, so Django comes first

    yield from examine_guarantor(options, now)
    yield from examine_copies(options, now)


def _unreadable(options: Options, problem: DatabaseError) -> Finding:
    kind = type(problem).__name__
    if options.engine is Engine.POSTGRESQL:
        return look("databases", f"The server refused ({kind}): {str(problem).splitlines()[0]}")
    return look("databases", f"One cannot be read ({kind}). Stop everything and copy the folder.")


def _database_files(options: Options) -> tuple[Path, ...]:
    """Name the files of the databases; on PostgreSQL they are the server's."""
    if options.engine is Engine.POSTGRESQL:
        return ()
    return options.house / "house.sqlite3", options.porch / "porch.sqlite3"


def _timetable(options: Options, now: datetime) -> Iterator[Finding]:
    from khabar.apps.rounds.queries import state  # noqa: PLC0415 - Django is set up only by now

    stands = state(now, every_hours=options.round_hours)
    if stands.last_finished_at is None:
        yield note("rounds", "None has been done yet. Keep this running: khabar work")
    elif stands.is_overdue:
        yield look(
            "rounds", f"The last was finished at {stands.last_finished_at:%Y-%m-%d %H:%M} UTC. Start: khabar work"
        )
    else:
        yield ok("rounds", f"The last was finished at {stands.last_finished_at:%Y-%m-%d %H:%M} UTC.")
    if stands.waiting_for_keys:
        waiting = ", ".join(step.value.replace("_", " ") for step in stands.waiting_for_keys)
        yield note("rounds", f"These steps wait for keys: {waiting}.")
    if stands.unreadable:
        yield look("rounds", "Something that came in could not be opened; it is kept aside. Ask the project.")


def _promised_dates(now: datetime, *, is_locked: bool) -> Finding:
    from django.conf import settings  # noqa: PLC0415 - Django is set up only by now
    from django.utils.module_loading import import_string  # noqa: PLC0415 - the same

    if is_locked and import_string(settings.DATES_AT_RISK)(now.date()):
        return look("dates", "Promised dates pass within a week, and a locked house misses them. Call an unlocker.")
    return ok("dates", "No promised date is in danger.")


def _ledger(now: datetime) -> Finding:
    from khabar.apps.ledger.queries import last_entry_at  # noqa: PLC0415 - Django is set up only by now

    last = last_entry_at()
    if last is not None and last > now:
        return look("clock", f"The ledger's last entry is of {last:%Y-%m-%d %H:%M} UTC, later than now. Set the clock.")
    return ok("clock", f"{now:%Y-%m-%d %H:%M} UTC, and nothing in the ledger is later.")


def _swap(swaps: Path = Path("/proc/swaps"), blocks: Path = Path("/sys/class/block")) -> Finding:
    """Tell swap that is encrypted (device mapper) or in memory (zram) from swap that would keep what it saw."""
    try:
        devices = [line.split()[0] for line in swaps.read_text(encoding="utf-8").splitlines()[1:] if line.strip()]
    except OSError:
        return note("swap", "This system does not say whether it swaps. Keys must never reach a disk in clear.")
    open_ones = [name for name in devices if not _is_closed(Path(name), blocks)]
    if open_ones:
        return note("swap", f"{', '.join(open_ones)} is not encrypted. Encrypt it or turn it off: swapoff -a")
    return ok("swap", "encrypted." if devices else "none.")


def _is_closed(device: Path, blocks: Path) -> bool:
    name = device.resolve().name
    if name.startswith("zram"):
        return True
    try:
        return (blocks / name / "dm" / "uuid").read_text(encoding="utf-8").startswith("CRYPT-")
    except OSError:
        return False


def _core_dumps() -> Finding:
    if resource.getrlimit(resource.RLIMIT_CORE)[0] == 0:
        return ok("core dumps", "off.")
    return note("core dumps", "The agent forbids its own; turn them off for the other processes too: ulimit -c 0")
