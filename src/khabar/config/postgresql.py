"""An installation on PostgreSQL: what `init` is told about the server, and the commands `prepare` and `grant`.

Roles and databases are made once by the server's administrator, from what `prepare` writes; everything after that is
done by the owner of the two databases, who has no power over the server.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from khabar.adapters.postgresql.reaching import Place, fault
from khabar.adapters.postgresql.roles import OWNER, preparation
from khabar.config.databases import ALIASES, PASSWORD_FILE, database, role_of
from khabar.config.grants import grant_all
from khabar.config.kinds import layout_of
from khabar.config.options import NAME_IN_DATABASE, Engine, Options
from khabar.domain.errors import Invalid
from khabar.domain.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from khabar.ports import Parts

_GIVEN = ("port", "house", "porch", "roles")
_ROLE_IN_PASSWORDS = 3
_PARTS_OF_PASSWORDS = 5

_ANSWERS_ON_SOCKETS = """\
-- Which user of the system may be which role. In pg_hba.conf, before every other line:
--   local  {house},{porch}  all  peer  map={prefix}
--   local  all  {all_roles}  reject
-- In pg_ident.conf, with the users that run the house's processes and the porch's:
{lines}
"""


def server_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say where PostgreSQL is; without --postgresql it is SQLite."""
    for option in reversed(
        [
            click.option("--postgresql", metavar="HOST", help="PostgreSQL there: a host, or the folder of its socket."),
            click.option("--postgresql-port", type=click.IntRange(1, 65535), help="Its port; else 5432."),
            click.option("--postgresql-house", help="The database of the house; else khabar_house."),
            click.option("--postgresql-porch", help="The database of the porch; else khabar_porch."),
            click.option("--postgresql-roles", help="What its roles begin with; else khabar."),
            click.option(
                "--postgresql-passwords",
                type=click.Path(path_type=Path, exists=True, dir_okay=False),
                help="A file in the form of .pgpass; without it the server must know us by the socket.",
            ),
        ]
    ):
        command = option(command)
    return command


def settings_of_server(given: Mapping[str, Any]) -> dict[str, object]:
    """Read what `init` was told about the server as settings; nothing for SQLite."""
    more = {name: given[f"postgresql_{name}"] for name in (*_GIVEN, "passwords")}
    if given["postgresql"] is None:
        if any(value is not None for value in more.values()):
            raise click.UsageError("The options --postgresql-… need --postgresql HOST.")
        return {}
    named = {f"postgresql_{name}": more[name] for name in _GIVEN if more[name] is not None}
    return {"engine": Engine.POSTGRESQL.value, "postgresql_host": given["postgresql"], **named}


def require_server(options: Options, passwords: Path | None) -> None:
    """Refuse before anything is laid out, when the server is not ready for an installation; raises Invalid."""
    if options.engine is not Engine.POSTGRESQL:
        return
    if passwords is not None and passwords.stat().st_mode & 0o077:
        raise Invalid("postgresql_passwords", f"{passwords} is open to others. Run: chmod 600 {passwords}")
    for alias in ALIASES:
        found = database(options, OWNER, alias, None)
        place = Place(found["HOST"], int(found["PORT"]), found["NAME"], found["USER"], passwords)
        if told := fault(place, roles_of(options.kind, options.postgresql_roles)):
            raise Invalid("postgresql", told)


def keep_passwords(options: Options, passwords: Path | None) -> None:
    """Copy the passwords into the house; the porch gets its own line of them alone."""
    if passwords is None:
        return
    porch = role_of(options.postgresql_roles, "porch")
    lines = passwords.read_text(encoding="utf-8").splitlines(keepends=True)
    ours = [line for line in lines if _role_in(line) == porch]
    for path, kept in ((options.house / PASSWORD_FILE, lines), (options.porch / PASSWORD_FILE, ours)):
        path.touch(mode=0o600)
        path.write_text("".join(kept), encoding="utf-8")


def _role_in(line: str) -> str:
    r"""Give the role of one line of host:port:database:role:password, in which \: is no end of a part."""
    parts = line.replace(r"\:", "\0").split(":")
    return parts[_ROLE_IN_PASSWORDS] if len(parts) == _PARTS_OF_PASSWORDS else ""


def roles_of(kind: Kind, prefix: str) -> list[str]:
    """Name every role of an installation of this kind, the owner first."""
    processes = [process for process in layout_of(kind).roles if process not in ("check", OWNER)]
    return [role_of(prefix, process) for process in (OWNER, *processes)]


@click.command()
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), required=True)
@click.option("--house", default="khabar_house", show_default=True, help="The database of the house.")
@click.option("--porch", default="khabar_porch", show_default=True, help="The database of the porch.")
@click.option("--roles", "prefix", default="khabar", show_default=True, help="What the roles begin with.")
def prepare(kind: str, house: str, porch: str, prefix: str) -> None:
    """Write what the administrator of PostgreSQL gives to psql once: roles and databases."""
    for name, value in (("--house", house), ("--porch", porch), ("--roles", prefix)):
        _require_plain(name, value)
    if house == porch:
        raise click.BadParameter("porch and house are two databases.", param_hint="--porch")
    roles = roles_of(Kind(kind), prefix)
    users = [(role, "khabar-porch" if role == role_of(prefix, "porch") else "khabar-house") for role in roles]
    lines = "\n".join(f"--   {prefix}  {user}  {role}" for role, user in users)
    told = {"house": house, "porch": porch, "prefix": prefix, "all_roles": ",".join(roles), "lines": lines}
    click.echo(_ANSWERS_ON_SOCKETS.format(**told) + preparation(roles, roles[0], (house, porch)), nl=False)


def _require_plain(option: str, value: str) -> None:
    if not re.fullmatch(NAME_IN_DATABASE, value):
        raise click.BadParameter("small letters, digits and _, beginning with a letter.", param_hint=option)


@click.command()
@click.pass_obj
def grant(parts: Parts) -> None:
    """Let each role do what its process's list says and nothing else; after a restore, or when the doctor says so."""
    options = parts.options
    if not isinstance(options, Options):
        raise TypeError("the wiring gives our own settings")
    if options.engine is not Engine.POSTGRESQL:
        raise Invalid("engine", "This installation is on SQLite, where each process brings its list itself.")
    grant_all(options)
    click.echo("Every role may do what its list says and nothing else.", err=True)
