"""An objection that the family desk's page of version 0.1.0 had marked at a request, made a wish for silence.

The mark closes on, for this one request, and no page can lift it. As a wish it closes for whoever is meant, and two of
the asking desk lift it with reasons like any other. Root sees that a wish was kept in the moment a request changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.matches.files import as_seen
from khabar.apps.matches.queries import pair_view
from khabar.apps.registry.actions import take_objection_mark
from khabar.apps.registry.queries import request_file
from khabar.apps.wishes.actions import REMEMBERED, keep
from khabar.apps.wishes.files import Said
from khabar.apps.wishes.silences import Silence, silence_between
from khabar.domain.actors import require_account
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict
from khabar.domain.wishes import CameBy, WishForm, WishKind

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.domain.ids import PairId
    from khabar.ports import Parts

NOT_MARKED = "There is no such mark any more. Please look at it again."
TOO_LITTLE = "What is written of this person is too little for a wish that would close as this does. It stays as it is."


def make_wish_of_objection(
    *, actor: Actor, now: datetime, parts: Parts, pair_id: PairId, seen: int | None = None
) -> str:
    """Keep a wish for silence in the place of a pair's old mark, and return its id. Nothing opens by it.

    Refused for anybody but the asking desk, and in one's own family's case; Conflict where there is no mark, or where
    the wish would not close between these two.
    """
    account = require_account(actor, Duty.ASKING_DESK)
    with transaction.atomic():
        view = pair_view(pair_id, actor, on=now.date(), parts=parts)
        pair = as_seen(view.file, seen)
        if not view.request.objection:
            raise Conflict(NOT_MARKED)
        described = {name: getattr(view.request.form, name) for name in REMEMBERED}
        form = WishForm(filed_at=now.isoformat(), kind=WishKind.SILENCE, **described)
        said = Said(kind=WishKind.SILENCE, came_by=CameBy.NOTED, form=form, written_by=account)
        wish = keep(actor=actor, now=now, parts=parts, said=said, key=parts.entropy.bytes(32))
        take_objection_mark(actor=actor, now=now, parts=parts, request_id=pair.request_id)
        request = request_file(pair.request_id, parts=parts)
        if wish is None or silence_between(pair.presence_id, request, parts=parts) is not Silence.TO_NOBODY:
            raise Conflict(TOO_LITTLE)
    return wish
