"""Whose lists these are: each desk sees its own, and of another desk's it hears what it hears of none."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from khabar.apps.lists.models import Brought
from khabar.domain.duties import Duty
from khabar.domain.errors import Refused
from khabar.domain.lists.columns import ListKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from khabar.domain.actors import Actor

DESK_OF: Final[Mapping[ListKind, Duty]] = MappingProxyType(
    {ListKind.REQUESTS: Duty.FAMILY_DESK, ListKind.PRESENCES: Duty.ASKING_DESK}
)
"""Whose lists these are: who speaks with families never sees a presence, and the other way round."""


def own_list(list_id: str, actor: Actor) -> Brought:
    """Give the row of a list of the actor's desk; Refused for an unknown one and for another desk's alike."""
    row = Brought.objects.filter(id=list_id).first()
    if row is None or not actor.has(DESK_OF[ListKind(row.kind)]):
        raise Refused("no such list")
    return row
