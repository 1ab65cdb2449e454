"""An association's side of the bridge: requests go, each after every rule was asked again; pages of families come.

It must never look into a page. What goes is chosen by consent and by whose turn it is; how much goes never changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F

from khabar.apps.casework.queries import kept_files, opened_file
from khabar.apps.entrusted.files import opened_inside
from khabar.apps.entrusted.models import Entrusted
from khabar.apps.entrusted.queries import hindrances_of
from khabar.apps.exchange.sides import Load, Side
from khabar.domain.bridge.bundles import DAMAGED
from khabar.domain.bridge.sizes import LOCATOR_BYTES, MOST_REQUESTS, PAGE_ITEM, PAGES_SIZES, REQUESTS_ROOM
from khabar.domain.errors import Invalid
from khabar.vault import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.domain.bridge.bundles import Bundle
    from khabar.ports import Parts


def pack_requests(*, actor: Actor, now: datetime, parts: Parts, partner: str) -> Load:
    """Give what may go to this partner and has not arrived there, the least often sent first; needs the files key.

    What was sent goes again until its page has come: a lost bundle loses nothing. Rows of erased files are dropped.
    """
    if not actor.name:
        raise ValueError("no actor, no act")
    _drop_orphans(partner)
    chosen: dict[str, bytes] = {}
    for row in _waiting(partner):
        if len(chosen) == MOST_REQUESTS:
            break
        if (item := _item(row, now, parts)) is not None:
            chosen[row.id] = item
    Entrusted.objects.filter(id__in=chosen).update(sent=F("sent") + 1)
    return Load(tuple(chosen.values()), REQUESTS_ROOM)


def keep_pages(*, actor: Actor, now: datetime, parts: Parts, partner: str, bundle: Bundle) -> None:
    """Put each page to the request it belongs to, as it came; pages that are nobody's of ours are let go.

    Raises Invalid where anything in the bundle is no page.
    """
    del parts
    if not actor.name:
        raise ValueError("no actor, no act")
    if any(len(one) != PAGE_ITEM for one in bundle.items):
        raise Invalid("bundle", DAMAGED)
    pages = {item[:LOCATOR_BYTES].hex(): item[LOCATOR_BYTES:] for item in bundle.items}
    for locator in list(Entrusted.objects.filter(partner=partner).values_list("locator", flat=True)):
        if locator in pages:
            Entrusted.objects.filter(locator=locator).update(page=pages[locator], page_on=now.date())


SIDE = Side(pack=pack_requests, keep=keep_pages, sizes=PAGES_SIZES)


def _waiting(partner: str) -> Iterator[Entrusted]:
    waiting = Entrusted.objects.filter(partner=partner, stopped_at=None, page_on=None)
    return waiting.order_by("sent", "made_at", "id").iterator()


def _item(row: Entrusted, now: datetime, parts: Parts) -> bytes | None:
    """Give one request as it goes, or None where something stands in its way today."""
    file, inside = opened_file(row.file, parts=parts), opened_inside(row, parts=parts)
    if hindrances_of(file, row.partner, inside.enquirer, now.date(), parts=parts):
        return None
    return canonical.encode(inside.form.to_body())


def _drop_orphans(partner: str) -> None:
    """Drop the rows of files that were erased: their secrets are gone with the file's key."""
    rows = Entrusted.objects.filter(partner=partner)
    files = set(rows.values_list("file", flat=True))
    rows.filter(file__in=files - kept_files(files)).delete()
