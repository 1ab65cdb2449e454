"""An intermediary's side of the bridge: requests are taken in like those from the porch, pages go back as they lie.

It must never open a page or look into the register: what goes back is chosen by whose page it is, and by nothing else.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from khabar.apps.exchange.sides import Load, Side
from khabar.apps.lodged.models import Lodged
from khabar.apps.pigeonholes.queries import blobs_of
from khabar.apps.registry.actions import store_arrival
from khabar.domain.bridge.bundles import DAMAGED
from khabar.domain.bridge.entrusting import require_copied_facts
from khabar.domain.bridge.sizes import (
    LOCATOR_BYTES,
    MOST_PAGES,
    MOST_REQUESTS,
    REQUEST_BYTES,
    REQUESTS_SIZE,
    pages_in,
    pages_room,
)
from khabar.domain.errors import Invalid
from khabar.domain.forms import RequestForm
from khabar.vault import canonical
from khabar.vault.errors import VaultError
from khabar.vault.keys import KEY_BYTES
from khabar.vault.pigeonholes import keys_of_root, locator_of, seal_page

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.domain.bridge.bundles import Bundle
    from khabar.ports import Parts

TOO_MANY = "This partner has as many families here as one partner may have. Nothing was taken from this bundle."
_KEY = b"khabar/1/lodged\x00"


def keep_requests(*, actor: Actor, now: datetime, parts: Parts, partner: str, bundle: Bundle) -> None:
    """Hand each request to the next step of the round, once; one that came before changes nothing.

    Raises Invalid for a bundle with anything else in it, and for more families than one partner may have.
    """
    forms = [_form(item, now) for item in bundle.items[: MOST_REQUESTS + 1]]
    if len(forms) > MOST_REQUESTS:
        raise Invalid("bundle", DAMAGED)
    known = dict(Lodged.objects.filter(locator__in=[_name(one) for one in forms]).values_list("locator", "partner"))
    if any(owner != partner for owner in known.values()):
        raise Invalid("bundle", DAMAGED)
    new = {_name(one): one for one in forms if _name(one) not in known}
    if Lodged.objects.filter(partner=partner).count() + len(new) > MOST_PAGES:
        raise Invalid("bundle", TOO_MANY)
    for locator, form in new.items():
        Lodged.objects.create(locator=locator, partner=partner, lodged_on=now.date())
        key = sha256(_KEY + partner.encode() + form.locator).digest()
        opened = canonical.encode({"kind": "request", "form": form.to_body(), "key": key})
        store_arrival(actor=actor, now=now, parts=parts, key=key, opened=opened)


def pack_pages(*, actor: Actor, now: datetime, parts: Parts, partner: str) -> Load:
    """Give the pages of this partner's families as they lie on the porch, filled up with pages that are nobody's.

    How many there are together follows from how many families lodged a request, not from which pages there are.
    """
    if not actor.name or now.tzinfo is None:
        raise ValueError("no actor, no act")
    theirs = list(Lodged.objects.filter(partner=partner).values_list("locator", flat=True))
    pages = pages_in(len(theirs))
    items = [bytes.fromhex(locator) + blob for locator, blob in blobs_of(theirs).items()]
    items += [_nobodys(parts) for _ in range(pages - len(items))]
    return Load(tuple(sorted(items)), pages_room(pages))


SIDE = Side(pack=pack_pages, keep=keep_requests, sizes=(REQUESTS_SIZE,))


def _form(item: bytes, now: datetime) -> RequestForm:
    """Read one request. Its day is today's: by when its family hears from us is counted from when it reached us."""
    if len(item) > REQUEST_BYTES:
        raise Invalid("bundle", DAMAGED)
    try:
        body = canonical.decode(item)
        form = replace(RequestForm.from_body(body if isinstance(body, dict) else {}), filed_at=now.isoformat())
        require_copied_facts(form)
    except (VaultError, Invalid, ValueError, TypeError, LookupError):
        raise Invalid("bundle", DAMAGED) from None
    if not form.locator or form.locator != locator_of(form.public, form.verify_key):
        raise Invalid("bundle", DAMAGED)
    return form


def _name(form: RequestForm) -> str:
    return form.locator.hex()


def _nobodys(parts: Parts) -> bytes:
    """Make a page that nobody can open, at a place that nobody knows."""
    random = parts.entropy.bytes
    public = keys_of_root(random(KEY_BYTES)).public
    return random(LOCATOR_BYTES) + seal_page(public, random(1), (), random=random)
