"""Looking up one page by its locator: always one look-up, always one opening, found or not."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import BinaryField, CharField
from django.db.models.functions import Cast

from khabar.apps.pigeonholes.models import Pigeonhole
from khabar.vault.errors import VaultError
from khabar.vault.pigeonholes import PAGE_SIZE, OpenedPage, open_page

if TYPE_CHECKING:
    from collections.abc import Collection

    from khabar.vault.pigeonholes import PigeonholeKeys

_NOBODYS = bytes(PAGE_SIZE)


def days_opened() -> dict[str, date]:
    """Give the day on which each pigeonhole was opened, by locator, for the rounds.

    A row whose day is no day is left out: the porch has not written it, and it stops nobody's round.
    """
    rows = Pigeonhole.objects.annotate(day=Cast("opened_on", CharField())).values_list("locator", "day")
    found = {}
    for locator, day in rows:
        with suppress(TypeError, ValueError):
            found[locator] = date.fromisoformat(day)
    return found


def blobs_of(locators: Collection[str]) -> dict[str, bytes]:
    """Give these pages as they lie there, for the bridge; a row that is no page of ours is left out."""
    rows = Pigeonhole.objects.filter(locator__in=locators).annotate(page=Cast("blob", BinaryField()))
    found = {locator: bytes(page or b"") for locator, page in rows.values_list("locator", "page")}
    return {locator: page for locator, page in found.items() if len(page) == PAGE_SIZE}


def opened_page(keys: PigeonholeKeys) -> OpenedPage | None:
    """Open the page of these keys, or None; an unknown locator opens a blob of zeros, which takes the same path."""
    row = Pigeonhole.objects.filter(locator=keys.locator.hex()).first()
    try:
        return open_page(keys.private, bytes(row.blob) if row else _NOBODYS)
    except VaultError:
        return None
