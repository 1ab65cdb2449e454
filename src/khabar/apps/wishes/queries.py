"""Wishes opened, and to which desk each belongs. Who may read one is asked above, where pairs are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.apps.accounts.queries import who_left
from khabar.apps.registry.queries import person_described
from khabar.apps.wishes.files import Keys, WishFile, may_be_of_a_family, opened
from khabar.apps.wishes.models import Wish
from khabar.domain.duties import Duty
from khabar.domain.errors import Refused
from khabar.domain.wishes import WishState
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from collections.abc import Collection

    from khabar.domain.ids import AccountId
    from khabar.linkage import Person
    from khabar.ports import Parts

__all__ = [
    "WishFile",
    "desk_of",
    "is_of_a_family",
    "left_its_desk",
    "opened_wish",
    "person_meant",
    "standing_wishes",
    "standing_wishes_of_families",
]


def is_of_a_family(wish: WishFile) -> bool:
    """Say whether a wish is about a request, by those who filed it."""
    return wish.said.is_of_a_family


def left_its_desk(wish: WishFile) -> frozenset[AccountId]:
    """Give those whose word waits and who are not of the desk any more to which this wish belongs."""
    return who_left(desk_of(wish), (vote.by for vote in wish.standing.waiting))


def person_meant(wish: WishFile) -> Person | None:
    """Give the person a wish describes; None where it is about one request or presence, or was settled."""
    form = wish.said.form
    return person_described(form, wish.id, today=wish.filed_at.date()) if form else None


def desk_of(wish: WishFile) -> Duty:
    """Say which desk decides about a wish."""
    return Duty.FAMILY_DESK if is_of_a_family(wish) else Duty.ASKING_DESK


def standing_wishes(*, parts: Parts, ids: Collection[str] | None = None) -> list[WishFile]:
    """Open the wishes that stand, newest first: all, or those of these ids."""
    parts.keys.key(KeyClass.REGISTER)  # locked also where there is none
    keys = Keys(parts)
    rows = Wish.objects.order_by("-filed_at", "id")
    every = (opened(row, keys) for row in (rows if ids is None else rows.filter(id__in=ids)))
    return [one for one in every if one.standing.state is WishState.STANDS]


def standing_wishes_of_families(*, parts: Parts) -> list[WishFile]:
    """Open what families wish about their own requests, and no other wish: how long it takes must tell of no other."""
    parts.keys.key(KeyClass.REGISTER)  # locked also where there is none
    keys = Keys(parts)
    brief = Wish.objects.only("id", "wrapped_key", "desk").iterator()
    ids = {row.id for row in brief if may_be_of_a_family(row, keys)}
    return [one for one in standing_wishes(parts=parts, ids=ids) if is_of_a_family(one)]


def opened_wish(wish_id: str, *, parts: Parts) -> WishFile:
    """Open one wish; Refused where there is none. Who may read it is asked by whoever calls."""
    row = Wish.objects.filter(id=wish_id).first()
    if row is None:
        raise Refused("no such wish")
    return opened(row, Keys(parts))
