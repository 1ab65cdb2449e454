"""Opening a pigeonhole on the porch, and rewriting every one of them in a round."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import BinaryField
from django.db.models.functions import Cast

from khabar.apps.pigeonholes.models import Pigeonhole
from khabar.apps.pigeonholes.queries import days_opened
from khabar.vault.errors import Malformed
from khabar.vault.pigeonholes import PIECE_SIZE, blank_piece, blank_slots, seal_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date, datetime

    from khabar.domain.actors import Actor
    from khabar.ports import Parts

BATCH = 200
"""Pages rewritten in one transaction: short enough that a family's visit never waits long."""


@dataclass(frozen=True)
class PageContent:
    """What one page shall hold after this round: the standing part, pieces sealed before, and blanks for the rest.

    `seed` makes the blanks of this page: they change when it does. Without one they are drawn anew each time.

    `public` is the key the house knows this page by. It goes before the porch's own word: sealed to a key that somebody
    put there, the blank slots would show which ones are not.
    """

    standing: bytes
    pieces: Sequence[bytes] = ()
    public: bytes = b""
    seed: bytes = field(default=b"", repr=False)

    @property
    def is_known(self) -> bool:
        """Whether the house has come to know this page."""
        return bool(self.public)


def open_pigeonhole(  # noqa: PLR0913 - what a page is made of
    *, actor: Actor, now: datetime, parts: Parts, locator: bytes, public: bytes, standing: bytes, first: bytes = b""
) -> None:
    """Make the page of a new slip; called inside the transaction that takes its submission in.

    `first` is a sealed piece that stays on the page until the house knows it; without one its slot is blank.
    """
    if not actor.name:
        raise ValueError("no actor, no act")
    first = first or blank_piece(public, random=parts.entropy.bytes)
    Pigeonhole.objects.get_or_create(
        locator=locator.hex(),
        defaults={
            "public": public,
            "blob": seal_page(public, standing, (first,), random=parts.entropy.bytes),
            "first": first,
            "opened_on": now.date(),
        },
    )


def close_pigeonhole(*, actor: Actor, now: datetime, locator: str) -> None:
    """Take a page away whose case was erased: its slip opens nothing from now on. Twice is once."""
    if not actor.name or now.tzinfo is None:
        raise ValueError("no actor, no act")
    Pigeonhole.objects.filter(locator=locator).delete()


def renew_all(*, actor: Actor, now: datetime, parts: Parts, contents: Callable[[str, date], PageContent]) -> int:
    """Write every page anew, changed or not, in the order of their locators, and return how many there are.

    `contents` gives what a page shall hold, from its locator and the day it was opened.
    """
    if not actor.name or now.tzinfo is None:
        raise ValueError("no actor, no act")
    opened = sorted(days_opened().items())
    for start in range(0, len(opened), BATCH):
        _renew_batch(opened[start : start + BATCH], contents, parts)
    return len(opened)


def _renew_batch(
    opened: Iterable[tuple[str, date]], contents: Callable[[str, date], PageContent], parts: Parts
) -> None:
    """Renew these pages; one whose key is none is left as it is, for the porch has not made it."""
    days = dict(opened)
    rows = Pigeonhole.objects.annotate(key=Cast("public", BinaryField()), piece=Cast("first", BinaryField()))
    keys = rows.values_list("locator", "key", "piece")
    renewed = []
    for locator, key, first in keys.filter(locator__in=days):
        content = contents(locator, days[locator])
        with suppress(Malformed):
            pieces = content.pieces if content.is_known or content.pieces else _first(bytes(first))
            blob = _sealed(content.public or bytes(key), content, pieces, parts)
            renewed.append(Pigeonhole(locator=locator, blob=blob))
    with transaction.atomic(using="porch"):
        Pigeonhole.objects.bulk_update(renewed, ["blob"], batch_size=50)


def _sealed(public: bytes, content: PageContent, pieces: Sequence[bytes], parts: Parts) -> bytes:
    blanks = blank_slots(public, content.seed)[len(pieces) :] if content.seed else ()
    return seal_page(public, content.standing, [*pieces, *blanks], random=parts.entropy.bytes)


def _first(piece: bytes) -> tuple[bytes, ...]:
    """Give what the porch sealed for a page the house does not know yet; whatever else lies there is left out."""
    return (piece,) if len(piece) == PIECE_SIZE else ()
