"""Writing a sighting down, letting it go when whoever told it wants that, and letting all go after two years."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction

from khabar.apps.ledger.actions import record
from khabar.apps.sightings.models import Told
from khabar.apps.sightings.queries import sighting_for
from khabar.domain.actors import require_account
from khabar.domain.duties import Duty
from khabar.domain.ids import new_id
from khabar.domain.sightings import forgotten_before
from khabar.vault import canonical
from khabar.vault.keys import KeyClass
from khabar.vault.seals import seal_to

if TYPE_CHECKING:
    from khabar.domain.actors import Actor
    from khabar.domain.sightings import Sighting
    from khabar.ports import Parts

SIZE: Final = (8192,)


def write_down(*, actor: Actor, now: datetime, parts: Parts, sighting: Sighting) -> str:
    """Keep what somebody told; Invalid where there is something to mend. Return its id."""
    require_account(actor, Duty.ASKING_DESK)
    for problem in sighting.validate():
        raise problem
    made = new_id(parts.entropy.bytes)
    body = canonical.encode({"id": made, "told": sighting.to_body()})
    with transaction.atomic():
        sealed = seal_to(parts.public[KeyClass.REGISTER].public, body, pad_to=SIZE)
        Told.objects.create(id=made, told_at=now, sealed=sealed)
        record(actor=actor, now=now, parts=parts, act="sighting told", subject=made)
    return made


def let_go(*, actor: Actor, now: datetime, parts: Parts, sighting_id: str) -> None:
    """Drop a sighting because whoever told it, or whoever was seen, wants that: no reason, no second person."""
    with transaction.atomic():
        line = sighting_for(sighting_id, actor, parts=parts)
        Told.objects.filter(id=line.id).delete()
        record(actor=actor, now=now, parts=parts, act="sighting let go", subject=line.id)


def forget_old(*, actor: Actor, now: datetime, parts: Parts) -> int:
    """Drop what was told two years ago, and return how many; needs no key. The caller has made sure of the clock."""
    day = forgotten_before(now.date()) + timedelta(days=1)
    with transaction.atomic():
        gone, _ = Told.objects.filter(told_at__lt=datetime.combine(day, time(), UTC)).delete()
        if gone:
            record(actor=actor, now=now, parts=parts, act="sightings forgotten", details={"sightings": gone})
    return gone
