"""Erasing a request or presence whole: its data key, its pairs, its letters, the house's side of its page.

What it told others stays with them: it was theirs from then on. The ledger stays whole and says that, and when.
Pictures of its paper go with it; where the house is locked, those that still wait to be looked at go with a round.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.matches.actions import drop_pairs
from khabar.apps.paper.actions import drop_scans_of
from khabar.apps.post.models import Message, Page, Promise, StandingLetter
from khabar.apps.post.on_paper import drop_orphans
from khabar.apps.registry.actions import erase_presence, erase_request
from khabar.apps.registry.queries import has_register_key, is_request
from khabar.domain.ids import PresenceId, RequestId

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.ports import Parts


def erase(*, actor: Actor, now: datetime, parts: Parts, holder: str) -> str:
    """Erase one case and return the locator of its pigeonhole (empty where it had none), which the porch closes.

    Refused for whoever may not erase it, Conflict where it was erased before.
    """
    with transaction.atomic():
        page = Page.objects.filter(holder=holder).first()
        if is_request(holder):
            erase_request(actor=actor, now=now, parts=parts, request_id=RequestId(holder))
        else:
            erase_presence(actor=actor, now=now, parts=parts, presence_id=PresenceId(holder))
        drop_pairs(actor=actor, now=now, case=holder)
        drop_scans_of(actor=actor, now=now, parts=parts, holder=holder)
        Message.objects.filter(writer=holder).delete()
        Page.objects.filter(holder=holder).delete()
        if has_register_key(parts=parts):
            drop_orphans(actor=actor, now=now, parts=parts)
        Promise.objects.filter(holder=holder).delete()
        StandingLetter.objects.filter(holder=holder).delete()
    return page.locator if page else ""
