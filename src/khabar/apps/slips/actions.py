"""Making stock, and using one slip for one request.

Making is in two halves, so that paper is printed between them: draw everything, then keep the public part. Whoever
draws holds code and PIN until the paper is made; nothing here ever keeps, logs or returns them a second time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from khabar.apps.ledger.actions import record
from khabar.apps.slips.models import Slip
from khabar.apps.slips.queries import slip_keys
from khabar.domain.actors import ActorKind, require_account
from khabar.domain.codes import new_outer_number, new_slip
from khabar.domain.documents import StockSlip
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.vault.chains import merkle_root
from khabar.vault.passphrases import DEFAULT_COST
from khabar.vault.pigeonholes import FAST_COST, derive

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from khabar.apps.slips.queries import SlipKeys
    from khabar.domain.actors import Actor
    from khabar.domain.ids import RequestId
    from khabar.ports import Parts
    from khabar.vault.pigeonholes import PigeonholeKeys

MOST_AT_ONCE = 1000
"""Slips of one printing: more than a house folds in a day, and each costs one slow key."""

NOT_IN_STOCK = (
    "No unused slip has this number. Compare it with the outside of the slip, or give the family another slip."
)


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


def keep_stock(*, actor: Actor, now: datetime, parts: Parts, drawn: Sequence[DrawnSlip]) -> None:
    """Keep the public part of slips that were drawn: all, or none. Only the shell makes stock."""
    if actor.kind is not ActorKind.SYSTEM:
        raise Refused("Slips are made at the shell.")
    rows = [_row(one, now) for one in drawn]
    root = merkle_root([row.locator.encode() for row in sorted(rows, key=lambda row: row.locator)])
    try:
        with transaction.atomic():
            Slip.objects.bulk_create(rows)
            record(actor=actor, now=now, parts=parts, act="slips made", details={"count": len(rows), "root": root})
    except IntegrityError:
        raise Conflict("Somebody else made slips at this moment. Please make them again.") from None


def make_stock(*, actor: Actor, now: datetime, parts: Parts, count: int) -> tuple[StockSlip, ...]:
    """Draw and keep stock in one go, and give what is to be printed, this once."""
    drawn = list(draw_stock(parts=parts, count=count))
    keep_stock(actor=actor, now=now, parts=parts, drawn=drawn)
    return tuple(one.printed for one in drawn)


def use_slip(*, actor: Actor, now: datetime, parts: Parts, outer: str, holder: RequestId) -> SlipKeys | None:
    """Use a slip of the stock for one request, for good; None where no unused slip has this number.

    For a job of ours and for the family desk.
    """
    if actor.kind is not ActorKind.SYSTEM:
        require_account(actor, Duty.FAMILY_DESK)
    with transaction.atomic():
        keys = slip_keys(outer)
        if keys is None or Slip.objects.filter(number=outer, used_by="").update(used_by=holder) != 1:
            return None
        record(actor=actor, now=now, parts=parts, act="slip used", subject=holder, details={"slip": outer})
    return keys


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


def _row(drawn: DrawnSlip, now: datetime) -> Slip:
    keys = drawn.keys
    return Slip(
        number=drawn.printed.outer,
        locator=keys.locator.hex(),
        public=keys.public,
        verify_key=keys.verify_key,
        made_at=now,
    )
