"""Which table lives in which database: the house is Django's `default`, the porch is `porch`.

Ledger and outbox have one set of tables in each; their code names the database it means.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models import Model

HOUSE = "default"
PORCH = "porch"
PORCH_APPS = frozenset({"intake", "pigeonholes", "petitions", "deliveries", "subscriptions"})
SHARED_APPS = frozenset({"ledger", "outbox", "quarantine"})


class HouseAndPorch:
    """Sends each app's tables to its own side; nothing may relate across."""

    def db_for_read(self, model: type[Model], **_hints: Any) -> str | None:  # noqa: ANN401 - Django's router protocol
        """Give the database of a model; shared apps must always name theirs, so they get the house by default."""
        return PORCH if _app(model) in PORCH_APPS else HOUSE

    db_for_write = db_for_read

    def allow_relation(self, one: Model, other: Model, **_hints: Any) -> bool:  # noqa: ANN401 - Django's router protocol
        """Refuse every relation between the two sides."""
        return (_app(one) in PORCH_APPS) == (_app(other) in PORCH_APPS)

    def allow_migrate(self, db: str, app_label: str, **_hints: Any) -> bool:  # noqa: ANN401 - Django's router protocol
        """Create each table on its own side only."""
        if app_label in SHARED_APPS:
            return True
        return (app_label in PORCH_APPS) == (db == PORCH)


def _app(model: Model | type[Model]) -> str:
    return model._meta.app_label  # noqa: SLF001 - the documented way to a model's app
