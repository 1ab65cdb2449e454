"""Reading what was told: quarter by quarter, as it was told then. There is no other way to ask for a number."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.apps.statistics.models import Told
from khabar.domain.statistics import Table


@dataclass(frozen=True, slots=True)
class ToldQuarter:
    """One quarter and its table."""

    quarter: str
    table: Table


def told_quarters() -> list[ToldQuarter]:
    """List every quarter that was told, newest first."""
    return [
        ToldQuarter(row.quarter, Table(tuple((str(name), int(n)) for name, n in row.cells), row.total, row.is_whole))
        for row in Told.objects.order_by("-quarter")
    ]
