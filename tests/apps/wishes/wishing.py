"""What people wish, and what colleagues say about it, as plain functions."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import cast
from khabar.apps.post.wished import say
from khabar.apps.wishes import actions as wishes
from khabar.apps.wishes.actions import Said
from khabar.domain.ids import NO_ACCOUNT
from khabar.domain.wishes import CameBy, Deed, Vote, WishForm, WishKind
from khabar.vault import canonical

if TYPE_CHECKING:
    from khabar.apps.wishes.actions import Decided
    from khabar.domain.actors import Actor
    from khabar.ports import Parts


def described(parts: Parts, kind: WishKind = WishKind.SILENCE, **fields: object) -> WishForm:
    """A wish about Darius, as somebody describes him: by his name alone, in Latin letters."""
    written = {"filed_at": parts.clock.now().isoformat(), "name": "Darius Ahmadi", "kind": kind}
    return WishForm(**(written | fields))  # type: ignore[arg-type]  # plain values by name


def wished(parts: Parts, form: WishForm, came_by: CameBy = CameBy.TELEPHONE) -> str:
    """Mira takes a wish in."""
    return kept(parts, Said(kind=form.kind, came_by=came_by, form=form))


def about(parts: Parts, kind: WishKind, holder: str, **fields: object) -> str:
    """Mira takes in what somebody wishes about her own file."""
    return kept(parts, Said(kind=kind, came_by=CameBy.IN_PERSON, holder=holder, **fields))  # type: ignore[arg-type]


def kept(parts: Parts, said: Said) -> str:
    key = hashlib.sha256(canonical.encode(said.to_body())).digest()
    made = wishes.keep(actor=cast.MIRA, now=parts.clock.now(), parts=parts, said=said, key=key)
    assert made
    return made


def word(parts: Parts, who: Actor, wish: str, deed: Deed, target: str = "", value: str = "") -> Decided:
    now = parts.clock.now()
    vote = Vote(deed, NO_ACCOUNT, "She called.", now.date(), target, value)
    return say(actor=who, now=now, parts=parts, wish_id=wish, vote=vote)


def both(parts: Parts, wish: str, deed: Deed, target: str = "") -> None:
    word(parts, cast.MIRA, wish, deed, target)
    assert word(parts, cast.TOMAS, wish, deed, target).is_decided
