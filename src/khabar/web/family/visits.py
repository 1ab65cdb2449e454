"""A visit to one's page: the cookie that holds the keys of a slip for some minutes, and the page they open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from khabar.apps.pigeonholes.queries import opened_page
from khabar.web.components.doors import parts_of
from khabar.web.components.slips import read_visit

if TYPE_CHECKING:
    from django.http import HttpRequest

    from khabar.vault.pigeonholes import OpenedPage, PigeonholeKeys

VISIT = "visit"
"""The name of the cookie."""


@dataclass(frozen=True)
class Visited:
    """A visit that still holds: the slip's keys, and its page."""

    keys: PigeonholeKeys
    opened: OpenedPage


def visited(request: HttpRequest) -> Visited | None:
    """Give the visit that this request belongs to; None where it is over, or the page is gone."""
    keys = read_visit(request.COOKIES.get(VISIT, ""), parts_of(request))
    opened = opened_page(keys) if keys else None
    return Visited(keys, opened) if keys and opened else None
