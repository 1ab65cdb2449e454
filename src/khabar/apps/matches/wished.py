"""Wishes as the desk to which they belong reads them; the family desk sees those about its own requests, no other.

Nobody is given a wish that concerns his own family, nor one of somebody whom his family seeks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.apps.accounts.queries import kin_of
from khabar.apps.matches.queries import requests_beside
from khabar.apps.registry.queries import is_request
from khabar.apps.registry.readings import enquirers_of, opened_cards
from khabar.apps.wishes.queries import (
    WishFile,
    desk_of,
    is_of_a_family,
    opened_wish,
    person_meant,
    standing_wishes,
    standing_wishes_of_families,
)
from khabar.domain.actors import require_account
from khabar.domain.duties import Duty
from khabar.domain.errors import Refused
from khabar.domain.withheld import is_withheld_from

if TYPE_CHECKING:
    from collections.abc import Collection

    from khabar.domain.actors import Actor
    from khabar.domain.ids import AccountId
    from khabar.linkage import Person
    from khabar.ports import Parts

__all__ = ["WishFile", "file_called", "for_the_asking_desk", "for_the_family_desk", "wish_for"]


def for_the_asking_desk(actor: Actor, *, parts: Parts) -> list[WishFile]:
    """List the wishes that stand, newest first, but for those of this person's own family."""
    account = require_account(actor, Duty.ASKING_DESK)
    return [one for one in standing_wishes(parts=parts) if not is_of_a_family(one) and not _is_kin(account, one, parts)]


def for_the_family_desk(actor: Actor, *, parts: Parts) -> list[WishFile]:
    """List what families wish about their own requests, newest first, but for this person's own family.

    No other wish is opened: how long this takes must not tell how many people asked us to be silent.
    """
    account = require_account(actor, Duty.FAMILY_DESK)
    return [one for one in standing_wishes_of_families(parts=parts) if not _is_kin(account, one, parts)]


def wish_for(wish_id: str, actor: Actor, *, parts: Parts) -> WishFile:
    """Open one wish for the desk to which it belongs; Refused alike for an unknown one and for one of another desk."""
    wish = opened_wish(wish_id, parts=parts)
    account = require_account(actor, desk_of(wish))
    if _is_kin(account, wish, parts):
        raise Refused("no such wish")
    return wish


def file_called(holder: str, actor: Actor, *, parts: Parts) -> str:
    """Name the person of a request (at the family desk) or of a presence (at the asking desk), for a wish about it.

    Refused alike for one that is not here, one of another desk, and one of this person's own family.
    """
    account = require_account(actor, Duty.FAMILY_DESK if is_request(holder) else Duty.ASKING_DESK)
    card = opened_cards({holder}, parts=parts).get(holder)
    if card is None or _is_of_kin(account, [holder], [], parts):
        raise Refused("no such case")
    return card.person.name


def _is_kin(account: AccountId, wish: WishFile, parts: Parts) -> bool:
    """Say whether a wish concerns somebody's own family: whom it describes or may mean, who must not know."""
    form, described = wish.said.form, person_meant(wish)
    called = [*_names_of(described), *form.not_to] if form and described else []
    return _is_of_kin(account, {wish.said.holder, *wish.closes.ids} - {""}, called, parts)


def _is_of_kin(account: AccountId, meant: Collection[str], called: Collection[str], parts: Parts) -> bool:
    """Say the same of requests and presences, with whoever seeks somebody who may be one of them.

    A colleague whose mother seeks somebody must neither read nor lift what that one wishes.
    """
    kin = kin_of(account, parts=parts)
    if not kin:
        return False
    people = (name for card in opened_cards(meant, parts=parts).values() for name in _names_of(card.person))
    seekers = enquirers_of({*meant, *requests_beside(meant)}, parts=parts).values()
    return is_withheld_from(kin, [*called, *people, *seekers])


def _names_of(person: Person) -> list[str]:
    return [person.name, *person.other_names]
