"""Alarms held against the ledger: one that was raised and whose row is gone. No key is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from khabar.apps.alarms.models import Alarm
from khabar.apps.ledger.queries import subjects_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from khabar.ports import Parts

RAISED: Final = "alarm raised"


def differences(parts: Parts) -> Iterator[str]:
    """Name each alarm that was raised and is not there any more: alarms are looked at, never taken away."""
    del parts
    there = set(Alarm.objects.values_list("id", flat=True))
    for sequence, alarm in subjects_of(RAISED):
        if alarm not in there:
            yield f"alarms: the alarm that entry {sequence} raised is not there any more."
