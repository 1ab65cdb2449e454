"""The roles of an installation on PostgreSQL: which there are, what each may do, and bringing the server to that.

The lists are those that SQLite's authorizer has (`config.access`), so both engines refuse the same. Called after every
migration: a new table is nobody's until its list is granted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connections, transaction

from khabar.adapters.postgresql.roles import OWNER, grants
from khabar.config.databases import ALIASES, role_of
from khabar.config.kinds import layout_of
from khabar.config.options import Engine

if TYPE_CHECKING:
    from khabar.adapters.sqlite.guard import Allowed
    from khabar.config.kinds import Layout
    from khabar.config.options import Options

_WITHOUT_ROLE = frozenset({OWNER, "check"})


def processes_of(layout: Layout) -> tuple[str, ...]:
    """Name the processes that have a role and a list, without the owner of the databases."""
    return tuple(process for process in layout.roles if process not in _WITHOUT_ROLE)


def lists_of(layout: Layout, prefix: str, alias: str) -> dict[str, Allowed | None]:
    """Give each role's list for one database; None for a role that has no business there."""
    return {role_of(prefix, process): layout.allowed_to(process, alias) for process in processes_of(layout)}


def grant_all(options: Options) -> None:
    """Let each role do in both databases what its list says and nothing else; on SQLite there is nothing to do.

    Run as the owner. One transaction for each database: a role never stands with half of its rights.
    """
    if options.engine is not Engine.POSTGRESQL:
        return
    layout = layout_of(options.kind)
    for alias in ALIASES:
        grant(alias, lists_of(layout, options.postgresql_roles, alias))


def grant(alias: str, lists: dict[str, Allowed | None]) -> None:
    """Let these roles do in one database what their lists say."""
    name = str(connections[alias].settings_dict["NAME"])
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        for statement in grants(name, lists):
            cursor.execute(statement)
