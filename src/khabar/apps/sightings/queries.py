"""Reading sightings: all of them, newest first, for the asking desk; never those of a colleague's own family."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from khabar.apps.accounts.queries import kin_of
from khabar.apps.sightings.models import Told
from khabar.domain.actors import require_account
from khabar.domain.duties import Duty
from khabar.domain.errors import Refused
from khabar.domain.sightings import Sighting
from khabar.domain.withheld import is_withheld_from
from khabar.vault import canonical
from khabar.vault.errors import Malformed
from khabar.vault.keys import KeyClass
from khabar.vault.seals import key_id_in, unseal_with

if TYPE_CHECKING:
    from khabar.domain.actors import Actor
    from khabar.ports import Parts


@dataclass(frozen=True)
class ToldLine:
    """One sighting, opened."""

    id: str
    sighting: Sighting


def sightings_for(actor: Actor, *, parts: Parts) -> list[ToldLine]:
    """Open all sightings for somebody of the asking desk, newest first; Locked also where there is none."""
    account = require_account(actor, Duty.ASKING_DESK)
    parts.keys.key(KeyClass.REGISTER)
    kin = kin_of(account, parts=parts)
    lines = (ToldLine(row.id, _opened(row, parts)) for row in Told.objects.order_by("-told_at", "id"))
    return [one for one in lines if not _is_own_family(kin, one.sighting)]


def sighting_for(sighting_id: str, actor: Actor, *, parts: Parts) -> ToldLine:
    """Open one; Refused for an unknown one and for one that concerns the actor's own family alike."""
    account = require_account(actor, Duty.ASKING_DESK)
    row = Told.objects.filter(id=sighting_id).first()
    line = ToldLine(row.id, _opened(row, parts)) if row else None
    if line is None or _is_own_family(kin_of(account, parts=parts), line.sighting):
        raise Refused("no such sighting")
    return line


def _is_own_family(kin: tuple[str, ...], sighting: Sighting) -> bool:
    return is_withheld_from(kin, [sighting.seen_name, sighting.teller])


def _opened(row: Told, parts: Parts) -> Sighting:
    sealed = bytes(row.sealed)
    private = parts.keys.key(KeyClass.REGISTER, key_id_in(sealed)).private
    body = canonical.decode(unseal_with(private, sealed))
    if not isinstance(body, dict) or body.get("id") != row.id or not isinstance(body.get("told"), dict):
        raise Malformed("this belongs to another sighting")
    return Sighting.from_body(body["told"])
