"""How the stances are held against the events they follow from, and made anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.apps.consent.actions import rebuild as rebuild_stances
from khabar.apps.consent.queries import stances_that_differ

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.ports import Parts


def differences(parts: Parts) -> Iterator[str]:
    """Name each stance that is not what the events say."""
    for subject in stances_that_differ(parts=parts):
        yield f"consent: the stance of {subject} is not what the events say; `khabar rebuild` mends it."


def rebuild(*, actor: Actor, now: datetime, parts: Parts) -> str:
    """Make the stances anew and say how many."""
    return f"the stances of {rebuild_stances(actor=actor, now=now, parts=parts)} persons"
