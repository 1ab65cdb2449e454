"""The bodies of the address book by name, for forms and tables that speak of recipients."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.apps.correspondence.queries import address_book
from khabar.apps.exchange.queries import partner_names

if TYPE_CHECKING:
    from khabar.ports import Parts


def bodies_by_name(parts: Parts) -> dict[str, str]:
    """Give the name of each body of the address book by its id, in the order of names."""
    return {one.id: one.card.name for one in address_book(parts=parts).values()}


def told_by_name(parts: Parts) -> dict[str, str]:
    """Give the name of everybody whom somebody may have agreed to: bodies, and intermediaries of the bridge."""
    return bodies_by_name(parts) | partner_names(parts=parts)
