"""Looking up one page by its locator: always one look-up, always one opening, found or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.apps.pigeonholes.models import Pigeonhole
from khabar.vault.errors import VaultError
from khabar.vault.pigeonholes import PAGE_SIZE, OpenedPage, open_page

if TYPE_CHECKING:
    from datetime import date

    from khabar.vault.pigeonholes import PigeonholeKeys

_NOBODYS = bytes(PAGE_SIZE)


def days_opened() -> dict[str, date]:
    """Give the day on which each pigeonhole was opened, by locator, for the rounds."""
    return dict(Pigeonhole.objects.values_list("locator", "opened_on"))


def opened_page(keys: PigeonholeKeys) -> OpenedPage | None:
    """Open the page of these keys, or None; an unknown locator opens a blob of zeros, which takes the same path."""
    row = Pigeonhole.objects.filter(locator=keys.locator.hex()).first()
    try:
        return open_page(keys.private, bytes(row.blob) if row else _NOBODYS)
    except VaultError:
        return None
