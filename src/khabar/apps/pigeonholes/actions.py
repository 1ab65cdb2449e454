"""Opening a pigeonhole on the porch, and rewriting every one of them in a round."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.pigeonholes.models import Pigeonhole
from khabar.vault.pigeonholes import seal_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date, datetime

    from khabar.domain.actors import Actor
    from khabar.ports import Parts

BATCH = 200
"""Pages rewritten in one transaction: short enough that a family's visit never waits long."""


@dataclass(frozen=True)
class PageContent:
    """What one page shall hold after this round: the standing part, and pieces sealed before."""

    standing: bytes
    pieces: Sequence[bytes] = ()


def open_pigeonhole(
    *, actor: Actor, now: datetime, parts: Parts, locator: bytes, public: bytes, standing: bytes
) -> None:
    """Make the page of a new slip; called inside the transaction that takes its submission in."""
    if not actor.name:
        raise ValueError("no actor, no act")
    Pigeonhole.objects.get_or_create(
        locator=locator.hex(),
        defaults={
            "public": public,
            "blob": seal_page(public, standing, (), random=parts.entropy.bytes),
            "opened_on": now.date(),
        },
    )


def renew_all(*, actor: Actor, now: datetime, parts: Parts, contents: Callable[[str, date], PageContent]) -> int:
    """Write every page anew, changed or not, in the order of their locators, and return how many there are.

    `contents` gives what a page shall hold, from its locator and the day it was opened.
    """
    if not actor.name or now.tzinfo is None:
        raise ValueError("no actor, no act")
    locators = list(Pigeonhole.objects.order_by("locator").values_list("locator", flat=True))
    for start in range(0, len(locators), BATCH):
        _renew_batch(locators[start : start + BATCH], contents, parts)
    return len(locators)


def _renew_batch(locators: Iterable[str], contents: Callable[[str, date], PageContent], parts: Parts) -> None:
    renewed = []
    for row in Pigeonhole.objects.filter(locator__in=locators).defer("blob"):
        content = contents(row.locator, row.opened_on)
        row.blob = seal_page(bytes(row.public), content.standing, content.pieces, random=parts.entropy.bytes)
        renewed.append(row)
    with transaction.atomic(using="porch"):
        Pigeonhole.objects.bulk_update(renewed, ["blob"], batch_size=50)
