"""What desks read of the register: requests for the family desk, many cards at once, and the record of the reading.

Nobody is given the case of his own family. The reading of a list is one ledger entry: how many, a root over whom.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from khabar.apps.accounts.queries import kin_of
from khabar.apps.alarms.readings import count_listed
from khabar.apps.ledger.actions import record
from khabar.apps.registry.cases import record_of
from khabar.apps.registry.models import Presence, Request
from khabar.apps.registry.queries import open_requests, opened_request, request_file
from khabar.domain.actors import require_account
from khabar.domain.duties import Duty
from khabar.domain.errors import Refused
from khabar.domain.withheld import is_withheld_from
from khabar.linkage import Person, person_from_card
from khabar.vault.chains import merkle_root

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from khabar.apps.registry.queries import RequestFile
    from khabar.domain.actors import Actor
    from khabar.domain.ids import RequestId
    from khabar.ports import Parts


@dataclass(frozen=True)
class OpenedCard:
    """The person on one card, and the key of whatever is sealed because it belongs to that request or presence."""

    person: Person
    key: bytes = field(repr=False)


def requests_for(actor: Actor, *, parts: Parts) -> list[RequestFile]:
    """List the open requests for somebody of the family desk, oldest first, without those of his own family."""
    kin = kin_of(require_account(actor, Duty.FAMILY_DESK), parts=parts)
    return [one for one in open_requests(parts=parts) if not _is_own_family(kin, one)]


def requests_among(ids: Sequence[RequestId], actor: Actor, *, parts: Parts) -> list[RequestFile]:
    """Open these requests for somebody of the family desk, in their order, but for those that the list leaves out."""
    kin = kin_of(require_account(actor, Duty.FAMILY_DESK), parts=parts)
    rows = Request.objects.filter(wrapped_key__isnull=False, is_closed=False).in_bulk(ids)
    opened = [opened_request(rows[one], parts=parts) for one in ids if one in rows]
    return [one for one in opened if not _is_own_family(kin, one)]


def request_for(request_id: RequestId, actor: Actor, *, parts: Parts) -> RequestFile:
    """Open one request for the family desk; Refused for an unknown one and for one of his own family alike."""
    kin = kin_of(require_account(actor, Duty.FAMILY_DESK), parts=parts)
    request = request_file(request_id, parts=parts)
    if _is_own_family(kin, request):
        raise Refused("no such case")
    return request


def opened_cards(ids: Collection[str], *, parts: Parts) -> dict[str, OpenedCard]:
    """Open the cards of many requests and presences at once, by id; one that has been erased is not among them."""
    rows: list[Request | Presence] = [*Request.objects.in_bulk(ids).values(), *Presence.objects.in_bulk(ids).values()]
    found = {}
    for row in rows:
        if row.wrapped_key is not None:
            kept = record_of(row, parts=parts)
            found[row.id] = OpenedCard(person_from_card(kept.open("card", bytes(row.card))), kept.key)
    return found


def enquirers_of(ids: Collection[str], *, parts: Parts) -> dict[str, str]:
    """Give the enquirer's name of each of these requests, for keeping families apart; never to be shown in a list."""
    alive = (row for row in Request.objects.in_bulk(ids).values() if row.wrapped_key is not None)
    return {row.id: opened_request(row, parts=parts).form.enquirer_name for row in alive}


def note_list_reading(*, actor: Actor, now: datetime, parts: Parts, subjects: Sequence[str], act: str) -> None:
    """Put the showing of a list of persons into the ledger, and count its lines; without both nothing is shown."""
    count_listed(actor=actor, now=now, parts=parts, lines=len(subjects))
    root = merkle_root([bytes.fromhex(one) for one in sorted(subjects)])
    record(actor=actor, now=now, parts=parts, act=act, details={"count": len(subjects), "root": root})


def _is_own_family(kin: Collection[str], request: RequestFile) -> bool:
    form = request.form
    return is_withheld_from(kin, [form.name, *form.other_names, form.enquirer_name])
