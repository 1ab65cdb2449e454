"""The settings of one installation: typed, read once, loud.

They come from one TOML file (KHABAR_SETTINGS names it) and from KHABAR_* variables, which win. An unknown name, a
missing value or a value of the wrong kind stops the start and names the nearest valid name. There is no insecure
default.
"""

from __future__ import annotations

import difflib
import ipaddress
import os
import re
import tomllib
import types
import typing
from dataclasses import MISSING, Field, dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from khabar.adapters.sqlite.journals import journal_mode
from khabar.domain.kinds import Kind  # noqa: TC001 - the hints are read while running
from khabar.domain.reading_quotas import A_DAY

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX = "KHABAR_"
KIND_FILE = "kind"
_COUNTS = (
    "contact_days",
    "reading_minutes",
    "visit_minutes",
    "filings_per_day",
    "sign_ins_per_hour",
    "records_per_day",
    "porch_workers",
    "signatures_per_minute",
    "signatures_per_day",
    "smtp_port",
    "postgresql_port",
)
_BINDS = ("porch_bind", "house_bind", "demo_bind")
_LAST_PORT = 65535
SHORTEST_REASON = 20
"""Characters of a reason for having no guarantor."""
PLACEHOLDERS = frozenset(
    {"", "changeme", "change me", "example", "my organisation", "n/a", "name", "nobody", "none", "organisation"}
    | {"organization", "tbd", "test", "to be filled in", "todo", "unknown", "who", "xxx", "your organisation"}
)
"""Names that name nobody, in small letters."""
NAME_IN_DATABASE = "[a-z][a-z0-9_]{0,39}"
"""Names of ours in PostgreSQL: they need no quotes, and stay below its 63 bytes with a process added."""
NOT_SETTINGS = {"KHABAR_SETTINGS", "KHABAR_PROCESS", "KHABAR_TEST_ENGINE", "KHABAR_TEST_SERVER"}


class Engine(StrEnum):
    """Which database keeps the tables."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


class SettingsError(Exception):
    """A setting is unknown, missing or of the wrong kind; the sentence says which and how to mend it."""


@dataclass(frozen=True, kw_only=True)
class Options:
    """All settings. Names in the TOML file are these names; in the environment KHABAR_ and the name in capitals."""

    kind: Kind
    home: Path
    who_runs_this: str
    contact: str
    slip_salt: str
    porch_hosts: tuple[str, ...]
    house_hosts: tuple[str, ...]
    demo: bool = False
    porch_bind: str = "127.0.0.1:8000"
    house_bind: str = "127.0.0.1:8001"
    demo_bind: str = "127.0.0.1:8080"
    porch_workers: int = 1
    https: bool = True
    round_hours: int = 6
    contact_days: int = 30
    reading_minutes: int = 10
    visit_minutes: int = 15
    filings_per_day: int = 20
    sign_ins_per_hour: int = 30
    records_per_day: int = A_DAY
    signatures_per_minute: int = 12
    signatures_per_day: int = 200
    fast_keys: bool = False
    engine: Engine = Engine.SQLITE
    sqlite_journal: str = ""
    postgresql_host: str = ""
    postgresql_port: int = 5432
    postgresql_house: str = "khabar_house"
    postgresql_porch: str = "khabar_porch"
    postgresql_porch_host: str = ""
    postgresql_porch_port: int = 0
    postgresql_roles: str = "khabar"
    smtp_host: str = ""
    smtp_port: int = 25
    mail_from: str = ""
    guarantor_name: str = ""
    guarantor_key: str = ""
    no_guarantor: str = ""
    guarantor_folder: str = ""
    watch_mail: tuple[str, ...] = field(default=())
    alarm_to: tuple[str, ...] = field(default=())
    backup_recipients: tuple[str, ...] = field(default=())
    second_place: str = ""
    trusted_proxies: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        """Refuse values and combinations that would be unsafe."""
        self._refuse_empty()
        self._refuse_impossible_numbers()
        if 24 % max(self.round_hours, 1) or self.round_hours < 1:
            raise SettingsError("round_hours must divide a day: 1, 2, 3, 4, 6, 8, 12 or 24.")
        if self.demo:
            self._refuse_open_demo()
        elif self.fast_keys:
            raise SettingsError("fast_keys belongs to the demo and to tests; a real installation may not set it.")
        if self.sqlite_journal not in ("", "WAL", "DELETE"):
            raise SettingsError("sqlite_journal is WAL, DELETE, or left out: then the one that is safe here is chosen.")
        if self.sqlite_journal == "WAL" and not self.demo and journal_mode() != "WAL":
            raise SettingsError("sqlite_journal = WAL is not safe with this SQLite; it needs 3.51.3. Leave it out.")
        self._refuse_half_a_server()
        if not re.fullmatch(r"[0-9a-f]{32}", self.slip_salt):
            raise SettingsError("slip_salt: 32 digits and letters from a to f, as `khabar init` wrote them.")
        if self.smtp_host and not re.fullmatch(r"[^\s@]+@[^\s@]+", self.mail_from):
            raise SettingsError("smtp_host is set, so mail_from must name the sender address.")
        self._refuse_a_watch_nobody_hears()
        self._refuse_half_a_guarantor()

    def _refuse_a_watch_nobody_hears(self) -> None:
        for name in ("watch_mail", "alarm_to"):
            for address in getattr(self, name):
                if not (address.isascii() and re.fullmatch(r"[^\s@,<>]+@[^\s@,<>]+", address)):
                    raise SettingsError(f"{name}: {address!r} is no address a mail can go to.")
            if getattr(self, name) and not self.mail_from:
                raise SettingsError(f"{name} is set, so smtp_host and mail_from must say how a mail leaves.")

    def _refuse_half_a_guarantor(self) -> None:
        if bool(self.guarantor_name) is not bool(self.guarantor_key):
            raise SettingsError("guarantor_name and guarantor_key belong together; write both or neither.")
        if self.guarantor_key and self.no_guarantor:
            raise SettingsError("no_guarantor gives the reason for having none, and guarantor_key names one. Choose.")
        if self.guarantor_folder and not self.guarantor_key:
            raise SettingsError("guarantor_folder is set, so guarantor_name and guarantor_key must say for whom.")
        if self.no_guarantor and len(self.no_guarantor.strip()) < SHORTEST_REASON:
            raise SettingsError(f"no_guarantor: at least {SHORTEST_REASON} characters say why this house has none.")
        if self.guarantor_key and not re.fullmatch(r"[0-9a-f]{128}", self.guarantor_key):
            raise SettingsError("guarantor_key: 128 digits and letters from a to f, as `khabar init` wrote them.")

    def _refuse_empty(self) -> None:
        for name in ("who_runs_this", "contact", "porch_hosts", "house_hosts"):
            value = getattr(self, name)
            if not (value.strip() if isinstance(value, str) else value):
                raise SettingsError(f"{name} is empty; every page needs it.")
        if self.who_runs_this.strip(" .…<>[]()-_?!").casefold() in PLACEHOLDERS:
            raise SettingsError("who_runs_this: name the body that answers for this installation; this names nobody.")
        if any("*" in host for host in (*self.porch_hosts, *self.house_hosts)):
            raise SettingsError("porch_hosts and house_hosts are names; '*' would let in every address.")

    def _refuse_impossible_numbers(self) -> None:
        for name in _COUNTS:
            if getattr(self, name) < 1:
                raise SettingsError(f"{name} must be at least 1.")
        for name in _BINDS:
            host, _, port = getattr(self, name).rpartition(":")
            if not host or not port.isdecimal() or not 0 < int(port) <= _LAST_PORT:
                raise SettingsError(f"{name} must be an address and a port, like 127.0.0.1:8000.")

    def _refuse_half_a_server(self) -> None:
        for name in ("postgresql_house", "postgresql_porch", "postgresql_roles"):
            if not re.fullmatch(NAME_IN_DATABASE, getattr(self, name)):
                raise SettingsError(f"{name}: small letters, digits and _, at most 40, beginning with a letter.")
        if self.postgresql_house == self.postgresql_porch:
            raise SettingsError("postgresql_porch: porch and house are two databases; give them two names.")
        if self.postgresql_port > _LAST_PORT or not 0 <= self.postgresql_porch_port <= _LAST_PORT:
            raise SettingsError("postgresql_port and postgresql_porch_port are numbers up to 65535.")
        if self.engine is Engine.POSTGRESQL and not self.postgresql_host:
            raise SettingsError("postgresql_host: the name of the server, or the folder of its socket.")
        if self.engine is Engine.POSTGRESQL and self.sqlite_journal:
            raise SettingsError("sqlite_journal is of no use with engine = postgresql. Leave one of them out.")

    def _refuse_open_demo(self) -> None:
        for name in _BINDS:
            host = getattr(self, name).rpartition(":")[0].strip("[]")
            if not _is_loopback(host):
                raise SettingsError(f"{name}: the demo shows its passwords, so it may only listen on this machine.")

    @property
    def house(self) -> Path:
        """Folder of everything that belongs to the house."""
        return self.home / "house"

    @property
    def porch(self) -> Path:
        """Folder of everything that belongs to the porch."""
        return self.home / "porch"

    @property
    def porch_address(self) -> str:
        """Where families reach the porch: the first of its names."""
        if self.https:
            return f"https://{self.porch_hosts[0]}/"
        return f"http://{self.porch_hosts[0]}:{self.porch_bind.rpartition(':')[2]}/"

    @property
    def demo_start_url(self) -> str:
        """Where the demonstration begins; empty for a real installation."""
        return f"http://localhost:{self.demo_bind.rpartition(':')[2]}/" if self.demo else ""

    @property
    def agent(self) -> Path:
        """Folder of the key agent's sockets."""
        return self.home / "agent"

    @classmethod
    def load(cls, environment: Mapping[str, str] | None = None) -> Self:
        """Read the settings of this process, or stop with a sentence that names what is wrong."""
        environment = os.environ if environment is None else environment
        values: dict[str, Any] = {}
        if source := environment.get("KHABAR_SETTINGS"):
            values |= _from_toml(Path(source))
        values |= _from_environment(environment)
        _refuse_another_kind(values)
        return cls.of(values)

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Self:
        """Make settings from plain values, refusing unknown names and wrong kinds."""
        known = {item.name: item for item in fields(cls)}
        for name in values:
            if name not in known:
                raise SettingsError(f"Unknown setting {name!r}.{_nearest(name, known)}")
        missing = [n for n, item in known.items() if _is_required(item) and n not in values]
        if missing:
            raise SettingsError(f"Missing settings: {', '.join(missing)}. Put them into the settings file.")
        hints = typing.get_type_hints(cls)
        converted: dict[str, Any] = {name: _convert(name, value, hints[name]) for name, value in values.items()}
        return cls(**converted)


def kept_kind(home: Path) -> str:
    """Read for what an installation was set up; empty where none is. The word lies where every process may read it."""
    try:
        return (home / "porch" / KIND_FILE).read_text(encoding="ascii", errors="replace").strip()
    except (FileNotFoundError, NotADirectoryError):
        return ""


def _refuse_another_kind(values: Mapping[str, Any]) -> None:
    said, home = values.get("kind"), values.get("home")
    if not isinstance(home, str):
        return
    kept = kept_kind(Path(home))
    if kept and said is not None and str(said) != kept:
        raise SettingsError(
            f"kind: the settings say {said!r}, but this installation was set up as {kept!r}, and that is for good. "
            f"Write kind = {kept!r} again, or set up a new installation in a folder of its own."
        )


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_required(item: Field[Any]) -> bool:
    return item.default is MISSING and item.default_factory is MISSING


def _nearest(name: str, known: Mapping[str, object]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1)
    return f" Did you mean {near[0]!r}?" if near else f" Known are: {', '.join(sorted(known))}."


def _from_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SettingsError(f"The settings file {path} is not there. `khabar init` writes one.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise SettingsError(f"The settings file {path} cannot be read: {problem}") from None


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    return {
        name.removeprefix(PREFIX).lower(): value
        for name, value in environment.items()
        if name.startswith(PREFIX) and name not in NOT_SETTINGS
    }


def _convert(name: str, value: object, kind: object) -> object:
    if isinstance(kind, types.GenericAlias):
        parts = value.split(",") if isinstance(value, str) else value
        if not isinstance(parts, list | tuple):
            raise SettingsError(f"{name}: expected a list of texts, got {value!r}.")
        if not all(isinstance(part, str) for part in parts):
            raise SettingsError(f"{name}: expected a list of texts, got {value!r}.")
        return tuple(part.strip() for part in parts if part.strip())
    if kind is bool:
        return _convert_bool(name, value)
    if kind is int and (isinstance(value, bool) or not isinstance(value, int | str)):
        raise SettingsError(f"{name}: expected a whole number, got {value!r}.")
    if kind is not int and not isinstance(value, str | Path):
        raise SettingsError(f"{name}: expected a text, got {value!r}.")
    try:
        return kind(value)  # type: ignore[operator]  # kind is one of int, str, Path, Kind here
    except ValueError:
        raise SettingsError(f"{name}: {value!r} is not a valid {getattr(kind, '__name__', kind)}.") from None


def _convert_bool(name: str, value: object) -> bool:
    if isinstance(value, bool):
        return value
    words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    if str(value).lower() not in words:
        raise SettingsError(f"{name}: expected true or false, got {value!r}.")
    return words[str(value).lower()]
