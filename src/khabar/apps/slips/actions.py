"""Making stock, and using one slip for one request.

Making is in two halves, so that paper is printed between them: draw everything, then keep the public part. Whoever
draws holds code and PIN until the paper is made; nothing here ever keeps, logs or returns them a second time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from khabar.apps.ledger.actions import record
from khabar.apps.slips.drawing import draw_stock
from khabar.apps.slips.models import Slip
from khabar.apps.slips.queries import slip_keys
from khabar.domain.actors import ActorKind, require_account
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Refused
from khabar.vault.chains import merkle_root

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from khabar.apps.slips.drawing import DrawnSlip
    from khabar.apps.slips.queries import SlipKeys
    from khabar.domain.actors import Actor
    from khabar.domain.documents import StockSlip
    from khabar.domain.ids import RequestId
    from khabar.ports import Parts

NOT_IN_STOCK = (
    "No unused slip has this number. Compare it with the outside of the slip, or give the family another slip."
)


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


def _row(drawn: DrawnSlip, now: datetime) -> Slip:
    keys = drawn.keys
    return Slip(
        number=drawn.printed.outer,
        locator=keys.locator.hex(),
        public=keys.public,
        verify_key=keys.verify_key,
        made_at=now,
    )
