"""Telling the numbers of a quarter once it has ended, and never again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.ledger.actions import record
from khabar.apps.statistics.models import Told
from khabar.domain.statistics import last_quarter, told_table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.domain.statistics import Quarter
    from khabar.ports import Parts


def tell_quarter(*, actor: Actor, now: datetime, parts: Parts, count: Callable[[Quarter], Mapping[str, int]]) -> bool:
    """Tell the last quarter that has ended, where it has not been told; True when it was told now.

    `count` gives the groups of a quarter: of messages or of signatures, never of anybody registered.
    """
    quarter = last_quarter(now.date())
    if Told.objects.filter(quarter=quarter.name).exists():
        return False
    table = told_table(count(quarter))
    with transaction.atomic():
        _, is_new = Told.objects.get_or_create(
            quarter=quarter.name,
            defaults={
                "told_at": now,
                "cells": [list(cell) for cell in table.cells],
                "total": table.total,
                "is_whole": table.is_whole,
            },
        )
        if is_new:
            record(actor=actor, now=now, parts=parts, act="quarter told", subject=quarter.name)
    return is_new
