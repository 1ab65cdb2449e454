"""Drawing slips: what is printed and what is kept of each, for whoever prints between drawing and keeping.

Code and PIN pass through here on their way to the paper; nothing of it is kept or logged.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from khabar.apps.slips.models import Slip
from khabar.domain.codes import new_outer_number, new_slip
from khabar.domain.documents import StockSlip
from khabar.domain.errors import Invalid
from khabar.vault.passphrases import DEFAULT_COST
from khabar.vault.pigeonholes import FAST_COST, derive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from khabar.ports import Parts
    from khabar.vault.pigeonholes import PigeonholeKeys

MOST_AT_ONCE = 1000
"""Slips of one printing: more than a house folds in a day, and each costs one slow key."""


@dataclass(frozen=True)
class DrawnSlip:
    """One slip as it is drawn: what is printed, and what is kept."""

    printed: StockSlip
    keys: PigeonholeKeys = field(repr=False)


def draw_stock(*, parts: Parts, count: int) -> Iterator[DrawnSlip]:
    """Draw that many slips, one slow key derivation each, with numbers that no slip has yet."""
    if not 1 <= count <= MOST_AT_ONCE:
        raise Invalid("count", "From 1 to 1000 slips can be made at once.")
    return _drawn(parts, count)


def _drawn(parts: Parts, count: int) -> Iterator[DrawnSlip]:
    random, salt = parts.entropy.bytes, bytes.fromhex(parts.options.slip_salt)
    cost = FAST_COST if parts.options.fast_keys else DEFAULT_COST
    taken = set(Slip.objects.values_list("number", flat=True))
    for _ in range(count):
        outer = new_outer_number(random)
        while outer in taken:
            outer = new_outer_number(random)
        taken.add(outer)
        slip = new_slip(random)
        yield DrawnSlip(StockSlip(outer, slip.code, slip.pin), derive(slip.code, slip.pin, salt, cost=cost))
