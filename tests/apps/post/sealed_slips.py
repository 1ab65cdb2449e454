"""Slips of the stock in the hands of the cast: making them, and reading the page that one opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cast
from khabar.apps.pigeonholes.models import Pigeonhole
from khabar.apps.slips.actions import make_stock
from khabar.domain.page import Standing, pieces_in
from khabar.vault.pigeonholes import FAST_COST, derive, open_page

if TYPE_CHECKING:
    from khabar.domain.documents import StockSlip
    from khabar.ports import Parts
    from khabar.vault.pigeonholes import PigeonholeKeys

NO_SLIP = {"locator": b"", "public": b"", "verify_key": b""}
"""The fields of a form that was not filled in on a screen of the family's own."""


def new_slips(parts: Parts, count: int) -> tuple[StockSlip, ...]:
    """Slips as they come from the printer."""
    return make_stock(actor=cast.JOB, now=parts.clock.now(), parts=parts, count=count)


def keys_inside(slip: StockSlip) -> PigeonholeKeys:
    """What opening the paper gives."""
    return derive(slip.code, slip.pin, cast.SALT, cost=FAST_COST)


def opens(slip: StockSlip) -> cast.Read | None:
    """What the holder of a slip reads; None where it opens nothing."""
    keys = keys_inside(slip)
    row = Pigeonhole.objects.filter(locator=keys.locator.hex()).first()
    if row is None:
        return None
    opened = open_page(keys.private, bytes(row.blob))
    pieces = tuple(piece for slot in opened.pieces for piece in pieces_in(slot))
    return cast.Read(Standing.from_bytes(opened.standing), pieces)
