"""Requests or presences beside a pair that are likely of one and the same person: a warning to the asking desk alone.

Lists bring people twice, and families file twice. Nothing is blocked or merged by it; two people look.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Q

from khabar.apps.accounts.queries import kin_of
from khabar.apps.matches.files import opened_row
from khabar.apps.matches.models import Pair
from khabar.apps.registry.canaries import canaries_among_cases
from khabar.apps.registry.readings import enquirers_of, opened_cards
from khabar.apps.wishes.silences import silences
from khabar.domain.actors import require_account
from khabar.domain.duties import Duty
from khabar.domain.ids import PairId
from khabar.domain.withheld import is_withheld_from
from khabar.linkage import compare_persons

if TYPE_CHECKING:
    from khabar.apps.matches.queries import PairView
    from khabar.domain.actors import Actor
    from khabar.ports import Parts

MOST_LOOKED_AT: Final = 20
LIKELY: Final = 0.5
"""At the printed prior: rather one person than two."""


@dataclass(frozen=True)
class Twice:
    """Another pair in which one side is likely the same person as on that side of the pair that is looked at."""

    pair: PairId
    is_request: bool
    probability: float


def perhaps_twice(view: PairView, actor: Actor, *, parts: Parts) -> list[Twice]:
    """List other pairs of this request or presence whose other side is likely one person, likeliest first.

    Whatever the list leaves out is left out here too: the actor's own family, a canary person, and those about whom
    somebody asked us to be silent before anything went out.
    """
    account, pair = require_account(actor, Duty.ASKING_DESK), view.file
    ours = Q(request_id=pair.request_id) | Q(presence_id=pair.presence_id)
    invented = canaries_among_cases(parts=parts)
    others = Pair.objects.filter(ours).exclude(Q(id=pair.id) | Q(request_id__in=invented) | Q(presence_id__in=invented))
    beside = list(others.order_by("id")[:MOST_LOOKED_AT])
    ids = {pair.request_id, pair.presence_id, *(one.request_id for one in beside), *(one.presence_id for one in beside)}
    cards = {one: card.person for one, card in opened_cards(ids, parts=parts).items()}
    enquirers = enquirers_of({one.request_id for one in beside}, parts=parts)
    kin, quiet, found = kin_of(account, parts=parts), silences(parts=parts), []
    for one in beside:
        is_request = one.presence_id == pair.presence_id
        mine, other = (pair.request_id, one.request_id) if is_request else (pair.presence_id, one.presence_id)
        if not {one.request_id, one.presence_id, mine} <= set(cards):
            continue
        both = (cards[one.request_id], cards[one.presence_id])
        called = [name for person in both for name in (person.name, *person.other_names)]
        if is_withheld_from(kin, [*called, enquirers.get(one.request_id, "")]):
            continue
        if quiet.hides(both[1], both[0]) and not opened_row(one, parts=parts).inside.standing.has_gone_out:
            continue
        probability = compare_persons(cards[mine], cards[other]).probability
        if probability >= LIKELY:
            found.append(Twice(PairId(one.id), is_request, probability))
    return sorted(found, key=lambda one: (-one.probability, one.pair))
