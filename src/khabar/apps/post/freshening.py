"""Letting all slots of all pages change together, whether or not anything was put into them.

A slot with a no in it holds bytes that nobody can open, and so does one in which nothing ever was. If the first stayed
as it is while the second is drawn anew, whoever holds the slip and keeps two pages (an association with its keys) would
see that there is an answer. So wherever the house can open its cards, what lies in the slots is sealed anew, and the
blanks are; where it is locked neither changes. Letters stay as they are: one stands there only after a yes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from khabar.apps.post.models import Freshness, Lane, Notice, Release
from khabar.apps.post.pages import notice_slot
from khabar.apps.post.words import words_anew
from khabar.apps.quarantine.queries import ended_count

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.ports import Parts

SEED_BYTES = 32


def freshen(*, actor: Actor, now: datetime, parts: Parts) -> int:
    """Seal every notice and every word on a page anew, and draw what blanks are made of; return how many were sealed.

    All in one short transaction at the end: pages that are renewed in between show the old slots, all of them.
    """
    if not actor.name:
        raise ValueError("no actor, no act")
    told = Release.objects.filter(lane=Lane.WORD).exclude(page=None)
    newest = told.values("page").annotate(newest=Max("id")).values_list("newest", flat=True)
    words = {
        row.id: words_anew(row, parts) for row in Release.objects.filter(id__in=list(newest)).select_related("page")
    }
    notices = {row.id: notice_slot(row.page, parts) for row in Notice.objects.select_related("page")}
    with transaction.atomic():
        for number, sealed in words.items():
            Release.objects.filter(id=number).update(sealed=sealed)
        for number, slot in notices.items():
            if slot is not None:
                Notice.objects.filter(id=number).update(sealed=slot)
        seed = parts.entropy.bytes(SEED_BYTES).hex()
        drawn = {"seed": seed, "drawn_at": now, "quarantines": ended_count()}
        Freshness.objects.update_or_create(id=1, defaults=drawn)
    return len(words) + len(notices)
