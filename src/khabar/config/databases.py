"""Where the two databases are: what Django is told of them, from the settings and for the process that is starting.

No app asks which engine it has; the choice is made here. A password never stands in the settings: on a socket the
server knows the user of the process, and otherwise libpq reads the password file of the side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from khabar.config.options import Engine, Options, SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from khabar.adapters.sqlite.guard import Allowed

PASSWORD_FILE = "pgpass"  # noqa: S105 - the name of a file
"""In the folder of each side, in libpq's form: host:port:database:role:password, one a line; mode 600."""
_OPEN_TO_OTHERS = 0o077
ALIASES = ("default", "porch")


def role_of(prefix: str, process: str) -> str:
    """Name the role that a process has in PostgreSQL."""
    return f"{prefix}_{process.replace('-', '_')}"


def database(options: Options, process: str, alias: str, allowed: Allowed | None) -> dict[str, Any]:
    """Tell Django of one database, `default` (the house) or `porch`, as this process may use it."""
    if options.engine is Engine.POSTGRESQL:
        return _on_postgresql(options, process, alias)
    return _on_sqlite(options, alias, allowed)


def databases_of_tests(environment: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Tell Django of the databases of tests and checks: in memory, or on the server that the tests have started."""
    if environment.get("KHABAR_TEST_ENGINE", Engine.SQLITE) != Engine.POSTGRESQL:
        return {alias: _in_memory() for alias in ALIASES}
    server = environment.get("KHABAR_TEST_SERVER", "")
    return {
        alias: {**_connection(server, 5432, f"khabar_{alias}", "postgres"), "TEST": {"NAME": f"test_{alias}"}}
        for alias in ALIASES
    }


def _on_sqlite(options: Options, alias: str, allowed: Allowed | None) -> dict[str, Any]:
    path = options.house / "house.sqlite3" if alias == "default" else options.porch / "porch.sqlite3"
    return _sqlite(str(path), allowed, options.sqlite_journal)


def _in_memory() -> dict[str, Any]:
    # TEST is said aloud, or several test processes would share one file
    return {**_sqlite(":memory:", None, ""), "TEST": {"NAME": ":memory:"}}


def _sqlite(name: str, allowed: Allowed | None, journal: str) -> dict[str, Any]:
    return {
        "ENGINE": "khabar.adapters.sqlite",
        "NAME": name,
        "OPTIONS": {"timeout": 20, "transaction_mode": "IMMEDIATE", "allowed": allowed, "journal": journal},
        "CONN_MAX_AGE": None,
    }


def _on_postgresql(options: Options, process: str, alias: str) -> dict[str, Any]:
    is_porch = alias == "porch"
    host = (is_porch and options.postgresql_porch_host) or options.postgresql_host
    port = (is_porch and options.postgresql_porch_port) or options.postgresql_port
    name = options.postgresql_porch if is_porch else options.postgresql_house
    found = _connection(host, port, name, role_of(options.postgresql_roles, process))
    passwords = (options.porch if process == "porch" else options.house) / PASSWORD_FILE
    if passwords.exists():
        _refuse_open(passwords)
        found["OPTIONS"]["passfile"] = str(passwords)
    return found


def _connection(host: str, port: int, name: str, role: str) -> dict[str, Any]:
    return {
        "ENGINE": "khabar.adapters.postgresql",
        "HOST": host,
        "PORT": str(port),
        "NAME": name,
        "USER": role,
        "OPTIONS": {"connect_timeout": 20, "application_name": role},
        "CONN_MAX_AGE": None,
    }


def _refuse_open(passwords: Path) -> None:
    if passwords.stat().st_mode & _OPEN_TO_OTHERS:
        raise SettingsError(
            f"{passwords} is open to others, so no password is read from it. Run: chmod 600 {passwords}"
        )
