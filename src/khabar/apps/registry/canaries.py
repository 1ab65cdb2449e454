"""Which requests and presences are those of canary persons, by the locator of their slip.

They lie in the register like all others, are compared like all others, and are never put before a desk as half of a
pair: nobody is asked for one, and none is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.apps.alarms.canaries import locators_of_canaries
from khabar.apps.alarms.canaries import ring_if_canary as ring
from khabar.apps.registry.models import Presence, Request

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.ports import Parts


def ring_if_canary(*, actor: Actor, now: datetime, parts: Parts, ids: Collection[str]) -> None:
    """Raise the alarm where one of these requests and presences is a canary's; asked at every opening of any."""
    ring(actor=actor, now=now, parts=parts, locators=_locators(ids), subjects=ids)


def ring_if_canary_is_shown(*, actor: Actor, now: datetime, parts: Parts, ids: Collection[str], on: str) -> None:
    """Raise the alarm where a canary is among those whom the page of a wish shows as those whom it may mean.

    Whoever describes a person to us chooses whom he reads, so this is an opening and not a list. `on`: the wish.
    """
    ring(actor=actor, now=now, parts=parts, locators=_locators(ids), subjects=[on])


def canaries_among_cases(*, parts: Parts) -> frozenset[str]:
    """Give the ids of the requests and presences of canary persons."""
    locators = locators_of_canaries(parts=parts) - {""}
    return frozenset(
        one
        for table in (Request, Presence)
        for one in table.objects.filter(locator__in=locators).values_list("id", flat=True)
    )


def _locators(ids: Collection[str]) -> list[str]:
    return [
        one
        for table in (Request, Presence)
        for one in table.objects.filter(id__in=ids).values_list("locator", flat=True)
    ]
