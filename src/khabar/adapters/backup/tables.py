"""Which tables a database has, by its own migrations, and in which state those are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db import connections, router
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from django.db.models import Field, Model

Heads = tuple[tuple[str, str], ...]
"""The last applied migration of each app: (app, migration), sorted."""

ROWS_LEFT_OUT = frozenset({"sessions.Session", "accounts.Tried"})
"""Who is signed in, or tried to, is no part of a backup: after a restore everybody signs in anew."""

DATABASES = {"house": "default", "porch": "porch"}
"""What each database is called in a backup, and by the program."""


@dataclass(frozen=True)
class Table:
    """One table of one database, as the migrations that made it describe it."""

    database: str
    label: str
    model: type[Model]

    @property
    def fields(self) -> list[Field[Any, Any]]:
        """Its columns, in the order of the model."""
        return list(self.model._meta.local_concrete_fields)  # noqa: SLF001 - Django's own name for a public part

    @property
    def columns(self) -> list[str]:
        """The names of its columns."""
        return [field.attname for field in self.fields]


def heads_of(alias: str) -> Heads:
    """Give the last applied migration of each app in a database; empty for one without tables."""
    loader = MigrationLoader(connections[alias])
    applied = set(loader.applied_migrations or ())
    known = [node for node in applied if node in loader.graph.nodes]
    return tuple(sorted(node for node in known if not _goes_on(loader, node, applied)))


def newest_heads(alias: str) -> Heads:
    """Give the last migration of each app that this program knows."""
    return tuple(sorted(MigrationLoader(connections[alias]).graph.leaf_nodes()))


def _goes_on(loader: MigrationLoader, node: tuple[str, str], applied: Collection[tuple[str, str]]) -> bool:
    children = loader.graph.node_map[node].children
    return any(child.key[0] == node[0] and child.key in applied for child in children)


def unknown_heads(alias: str, heads: Heads) -> list[str]:
    """Name the migrations among these that this program does not have."""
    known = MigrationLoader(connections[alias]).graph.nodes
    return [f"{app}.{name}" for app, name in heads if (app, name) not in known]


@cache
def tables_of(database: str, heads: Heads) -> tuple[Table, ...]:
    """List the tables of a database in that state, by the name of the model. Asks no database."""
    if not heads:
        return ()
    state = MigrationLoader(None, ignore_no_migrations=True).project_state(list(heads))
    found = [
        Table(database, model._meta.label, model)  # noqa: SLF001 - Django's own name for a public part
        for model in state.apps.get_models(include_auto_created=True)
        if _belongs(model, DATABASES[database])
    ]
    return tuple(sorted(found, key=lambda table: table.label))


def _belongs(model: type[Model], alias: str) -> bool:
    options = model._meta  # noqa: SLF001 - the same
    return options.managed and not options.proxy and router.allow_migrate(alias, options.app_label)


def migrate_to(alias: str, heads: Sequence[tuple[str, str]]) -> None:
    """Bring an empty database to this state of its tables, and fill nothing in."""
    MigrationExecutor(connections[alias]).migrate(list(heads))
